// The cost difference as Markdown, for a comment on a pull request. Everything from a file is escaped.
import type { Exactness } from '../core/tokens/encoding';
import type { DiffReport, DiffRow, DiffSide } from './diff';

const header = [
  '| File | Prompt | Tokens before | after | Δ | Cost per call before | after | Δ |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
];

/** A table of what changed, and the totals. */
export function diffTable({ rows, unchanged, totals }: DiffReport): string {
  const others = `${unchanged} ${unchanged === 1 ? 'prompt is' : 'prompts are'} unchanged.`;
  if (rows.length === 0) return `No prompt changed its cost. ${others}\n`;
  const { exactness } = totals;
  const total = [
    '**All prompts**',
    '',
    `**${sign(exactness)}${totals.tokensBefore}**`,
    `**${sign(exactness)}${totals.tokensAfter}**`,
    `**${signed(totals.deltaTokens)}**`,
    `**${sign(exactness)}$${totals.costBeforeUsd}**`,
    `**${sign(exactness)}$${totals.costAfterUsd}**`,
    `**${dollars(totals.deltaCostUsd)}**`,
  ];
  const unpriced = totals.unpriced > 0 ? ` ${totals.unpriced} without a known price are in no sum of money.` : '';
  const lines = [
    ...header,
    ...rows.map(rowLine),
    tableLine(total),
    '',
    `Cost is that of the input, at list price. ${others}${unpriced}`,
  ];
  return `${lines.join('\n')}\n`;
}

function rowLine(row: DiffRow): string {
  const { before, after } = row;
  return tableLine([
    fileCell(row),
    promptCell(row),
    tokens(before),
    tokens(after),
    signed(row.deltaTokens),
    cost(before),
    cost(after),
    row.deltaCostUsd === null ? 'unknown' : dollars(row.deltaCostUsd),
  ]);
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function fileCell({ before, after }: DiffRow): string {
  const path = escapeMarkdown(after?.path ?? before?.path ?? '');
  return before && after && before.path !== after.path ? `${escapeMarkdown(before.path)} → ${path}` : path;
}

/** `system, line 12 (added)`, with the model where it changed. */
function promptCell({ role, before, after, status }: DiffRow): string {
  const line = (after ?? before)?.line ?? 0;
  const note = status === 'changed' ? '' : ` (${status})`;
  const [old, now] = [before?.model ?? 'no model', after?.model ?? 'no model'];
  const model = before && after && old !== now ? `, ${escapeMarkdown(old)} → ${escapeMarkdown(now)}` : '';
  return `${role}, line ${line}${note}${model}`;
}

function tokens(side: DiffSide | null): string {
  return side === null ? '–' : `${sign(side.exactness)}${side.tokens}`;
}

function cost(side: DiffSide | null): string {
  if (side === null) return '–';
  return side.inputCostUsd === null ? 'unknown' : `${sign(side.exactness)}$${side.inputCostUsd}`;
}

function sign(exactness: Exactness): string {
  return exactness === 'atLeast' ? '≥ ' : exactness === 'estimate' ? '≈ ' : '';
}

function signed(delta: number): string {
  return delta > 0 ? `+${delta}` : delta < 0 ? `−${-delta}` : '0';
}

function dollars(decimal: string): string {
  if (decimal.startsWith('-')) return `−$${decimal.slice(1)}`;
  return decimal === '0' ? '$0' : `+$${decimal}`;
}

/** Text that Markdown shows as it is: no table cell ends, no link, tag, mention or emphasis begins. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    .replace(/[<>&@:]/g, (char) => `&#${char.codePointAt(0)};`);
}
