// The labels of the editor hints: a costed prompt or request in one line. The hover is in hintHover.ts.
import type { ModelUsed, PromptHint, RequestHint, TokenFigure } from '../costs/analyse';
import type { CapShare } from '../costs/capShare';
import { asCounted } from '../costs/counted';
import { formatAboutUsd, formatLeastUsd, formatMostUsd, formatSpend, formatUsd, type Usd } from '../money';
import { formatMoney } from '../prices/currency';
import { groupDigits, type Translate } from '../words';
import type { TemplateValues } from './hintTemplate';

/** `412`, `≈ 412` for an estimate, `≥ 412` when holes add text, `≥≈ 412` for both. */
export function formatTokens(count: TokenFigure): string {
  return `${signs(count)}${groupDigits(count.tokens)}`;
}

function signs(count: TokenFigure): string {
  const all = `${count.atLeast ? '≥' : ''}${count.estimated ? '≈' : ''}`;
  return all === '' ? '' : `${all} `;
}

/** A cost with the same signs as the count it comes from. */
export function formatCost(cost: Usd, count: TokenFigure, { currency }: Translate): string {
  const format = count.atLeast ? formatLeastUsd : count.estimated ? formatAboutUsd : formatUsd;
  return `${signs(count)}${formatMoney(cost, currency, format)}`;
}

/** The tokens of a hint: with sample values in all holes their figure or interval, else what is known. */
export function tokensOf({ count, samples }: CountedHint): string {
  if (!samples) return formatTokens(count);
  const { least, most } = samples;
  return least.tokens === most.tokens
    ? `≈ ${groupDigits(most.tokens)}`
    : `≈ ${groupDigits(least.tokens)}–${groupDigits(most.tokens)}`;
}

/** The cost of a hint, in the same way, or that there is none to pay; undefined when it is not known. */
export function costOf({ cost, count, samples, price }: CountedHint, t: Translate): string | undefined {
  if (price?.source === 'local') return t('local, no charge');
  if (!samples) return cost === undefined ? undefined : formatCost(cost, count, t);
  const [least, most] = [samples.least.cost, samples.most.cost];
  if (least === undefined || most === undefined) return undefined;
  const [from, to] = [least, most].map((amount) => formatMoney(amount, t.currency, formatAboutUsd));
  return from === to ? `≈ ${to}` : `≈ ${from}–${to}`;
}

/** What labels read of a prompt or a request. */
export type CountedHint = Pick<PromptHint | RequestHint, 'count' | 'cost' | 'samples' | 'price'>;

/**
 * What stands at the end of a line of a prompt: `412 tok · $0.0010`. Without a price only the tokens; `with samples` where those fill the
 * holes. A prompt that no request sends has no lens to name its model: where that is the default, the label says so.
 */
export function promptLabel(hint: PromptHint, t: Translate): string {
  // `{{question}}`: what it costs is all in the variable, and a figure would say nothing.
  if (hint.count.tokens === 0 && hint.count.atLeast && !hint.samples) return t('variables only');
  const parts = [t('{0} tok', tokensOf(hint))];
  const cost = costOf(hint, t);
  if (cost !== undefined) parts.push(cost);
  if (hint.samples) parts.push(t('with samples'));
  if (cost !== undefined && hint.alone && !isRead(hint.model)) parts.push(modelLabel(hint.model, t));
  return parts.join(' · ');
}

/**
 * What stands above a call: `1,234 tok in · $0.0031 · gpt-4o`, the default model marked as such; where the request limits its output,
 * `1,234 tok in · in $0.0031 · out ≤ $0.0060 · gpt-4o`; where calls per day are known, what a month of them costs and its share of the cap.
 * The total of a data set says of how many: `20 requests: 1,234 tok in · …`.
 */
export function requestLabel(analysed: RequestHint, t: Translate, month?: CapShare): string {
  const hint = asCounted(analysed);
  const sum = t('{0} tok in', tokensOf(hint));
  const tokens = hint.conversations === undefined ? sum : t('{0} requests: {1}', hint.conversations, sum);
  const model = modelLabel(hint.model, t);
  const input = costOf(hint, t);
  if (input === undefined) return `${tokens} · ${t('no price for {0}', model)}`;
  if (hint.price?.source === 'local') return [tokens, input, model].join(' · ');
  const output = statedOutput(hint);
  const parts = [tokens, output === undefined ? input : t('in {0}', input)];
  if (hint.samples) parts.push(t('with samples'));
  if (output !== undefined) parts.push(t('out ≤ {0}', formatMoney(output, t.currency, formatMostUsd)));
  parts.push(model);
  if (month) parts.push(monthLabel(month, hint, t));
  return parts.join(' · ');
}

/** What the model could write at most is for the hover: above a call stands only what the call itself allows. */
function statedOutput({ output }: RequestHint): Usd | undefined {
  return output?.stated ? output.cost : undefined;
}

/** `≈ $14/month · 12 % of your cap`; `≥` where holes add to it. */
export function monthLabel(
  { perMonth, percentOfCap }: CapShare,
  { count, samples }: CountedHint,
  t: Translate,
): string {
  const atLeast = count.atLeast && !samples;
  const month = t('{0}/month', `${atLeast ? '≥' : '≈'} ${formatMonthly(perMonth, atLeast, t)}`);
  return percentOfCap === undefined ? month : `${month} · ${t('{0} of your cap', formatPercent(percentOfCap))}`;
}

/** Whole dollars from ten on, else cents; a lower bound is rounded down. */
function formatMonthly(perMonth: Usd, atLeast: boolean, { currency }: Translate): string {
  return formatMoney(perMonth, currency, (amount) => wholeOrCents(amount, atLeast));
}

function wholeOrCents(perMonth: Usd, atLeast: boolean): string {
  const whole = perMonth >= 10n * dollar;
  const unit = whole ? dollar : perMonth >= dollar / 100n ? dollar / 100n : 1n;
  const rounded = (((perMonth + (atLeast ? 0n : unit / 2n)) / unit) * unit) as Usd;
  const shown = formatSpend(rounded);
  return whole ? shown.replace(/\.00$/, '') : shown;
}

const dollar = 1_000_000_000_000n;

/** `12 %`, with one decimal below ten. */
export function formatPercent(percent: number): string {
  if (percent === 0) return '0 %';
  if (percent < 0.1) return '<0.1 %';
  return percent < 9.95 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}

/** False where the model stands in for one that could not be read. */
export function isRead(model: ModelUsed): boolean {
  return model.source !== 'default' && model.source !== 'project';
}

/** `gpt-4o`, or `gpt-5-mini (default)` where no model could be read. */
export function modelLabel(model: ModelUsed, t: Translate): string {
  return isRead(model) ? model.id : t('{0} (default)', model.id);
}

/** The role in a word. */
export function roleName(role: PromptHint['role'], t: Translate): string {
  switch (role) {
    case 'system':
      return t('System');
    case 'user':
      return t('User');
    case 'assistant':
      return t('Assistant');
    case 'tool':
      return t('Tool');
    case 'unknown':
      return t('Unassigned');
  }
}

/** The lens of a request in the user's own wording. */
export function requestValues(hint: RequestHint, t: Translate, month?: CapShare): TemplateValues {
  const output = statedOutput(hint);
  return {
    tokens: tokensOf(hint),
    cost: costOf(hint, t),
    model: modelLabel(hint.model, t),
    share: month?.percentOfCap === undefined ? undefined : formatPercent(month.percentOfCap),
    month: month && formatMonthly(month.perMonth, hint.count.atLeast && !hint.samples, t),
    output: output === undefined ? undefined : `≤ ${formatMoney(output, t.currency, formatMostUsd)}`,
    role: undefined,
    holes: undefined,
  };
}
