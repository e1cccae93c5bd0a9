// The scan report for people: one line a prompt, a total at the end.
import type { ScanReport } from './scan';
import type { ScannedFile, ScannedPrompt } from './scanFile';

/** Plain text, one line for each prompt. */
export function scanReport(report: ScanReport): string {
  const { totals } = report;
  const lines = report.files.flatMap((file) => file.prompts.map((prompt) => promptLine(file, prompt)));
  const sum = `${sign(totals.exactness)}${totals.tokens} tokens, ${costOf(totals)}`;
  return `${[...lines, `${totals.prompts} prompts in ${totals.files} files: ${sum}`].join('\n')}\n`;
}

function costOf({ inputCostUsd, unpricedPrompts }: ScanReport['totals']): string {
  if (inputCostUsd === null) return 'no known price';
  return unpricedPrompts === 0 ? `$${inputCostUsd}` : `$${inputCostUsd}, ${unpricedPrompts} without a known price`;
}

function promptLine(file: ScannedFile, prompt: ScannedPrompt): string {
  const cost = prompt.inputCostUsd === null ? 'no known price' : `$${prompt.inputCostUsd}`;
  const place = `${file.path}:${prompt.startLine}:${prompt.startColumn}`;
  return `${place}  ${prompt.role}  ${sign(prompt.exactness)}${prompt.tokens} tokens  ${cost}  ${prompt.model ?? 'no model'}`;
}

function sign(exactness: ScannedPrompt['exactness']): string {
  return exactness === 'atLeast' ? '>= ' : exactness === 'estimate' ? '~ ' : '';
}
