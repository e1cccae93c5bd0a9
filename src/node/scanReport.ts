// The scan report for people: one line a prompt, a total at the end.
import type { ScannedFile, ScannedPrompt, ScanReport } from './scan';

/** Plain text, one line for each prompt. */
export function scanReport(report: ScanReport): string {
  const { totals } = report;
  const lines = report.files.flatMap((file) => file.prompts.map((prompt) => promptLine(file, prompt)));
  const unpriced = totals.unpricedPrompts > 0 ? `, ${totals.unpricedPrompts} without a known price` : '';
  const sum = `${sign(totals.exactness)}${totals.tokens} tokens, $${totals.inputCostUsd}${unpriced}`;
  return `${[...lines, `${totals.prompts} prompts in ${totals.files} files: ${sum}`].join('\n')}\n`;
}

function promptLine(file: ScannedFile, prompt: ScannedPrompt): string {
  const cost = prompt.inputCostUsd === null ? 'no known price' : `$${prompt.inputCostUsd}`;
  const place = `${file.path}:${prompt.startLine}:${prompt.startColumn}`;
  return `${place}  ${prompt.role}  ${sign(prompt.exactness)}${prompt.tokens} tokens  ${cost}  ${prompt.model ?? 'no model'}`;
}

function sign(exactness: ScannedPrompt['exactness']): string {
  return exactness === 'atLeast' ? '>= ' : exactness === 'estimate' ? '~ ' : '';
}
