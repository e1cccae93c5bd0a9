// All wording of the editor hints: a costed prompt or request -> label and tooltip lines. Shared by the editor and the command line.
import type { ModelUsed, PromptHint, RequestHint, TokenFigure } from './analyse';
import { formatAboutUsd, formatLeastUsd, formatMostUsd, formatUsd, type Usd, usdToDecimal } from './money';
import type { Price } from './prices/price';
import { ratesFor } from './prices/price';
import type { Translate } from './words';

/** `412`, `≈ 412` for an estimate, `≥ 412` when holes add text, `≥≈ 412` for both. */
export function formatTokens(count: TokenFigure): string {
  return `${signs(count)}${groupDigits(count.tokens)}`;
}

function signs(count: TokenFigure): string {
  const all = `${count.atLeast ? '≥' : ''}${count.estimated ? '≈' : ''}`;
  return all === '' ? '' : `${all} `;
}

/** A cost with the same signs as the count it comes from. */
export function formatCost(cost: Usd, count: TokenFigure): string {
  const format = count.atLeast ? formatLeastUsd : count.estimated ? formatAboutUsd : formatUsd;
  return `${signs(count)}${format(cost)}`;
}

function groupDigits(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * What stands at the end of a line of a prompt: `412 tok · $0.0010`. Without a price only the tokens. A prompt that no request sends
 * has no lens to name its model: where that is the default, the label says so.
 */
export function promptLabel(hint: PromptHint, t: Translate): string {
  const tokens = t('{0} tok', formatTokens(hint.count));
  if (hint.cost === undefined) return tokens;
  const figures = `${tokens} · ${formatCost(hint.cost, hint.count)}`;
  return hint.alone && hint.model.source === 'default' ? `${figures} · ${modelLabel(hint.model, t)}` : figures;
}

/**
 * What stands above a call: `1,234 tok in · $0.0031 · gpt-4o`, the default model marked as such; where the request limits its output,
 * `1,234 tok in · in $0.0031 · out ≤ $0.0060 · gpt-4o`.
 */
export function requestLabel(hint: RequestHint, t: Translate): string {
  const tokens = t('{0} tok in', formatTokens(hint.count));
  const model = modelLabel(hint.model, t);
  if (hint.cost === undefined) return `${tokens} · ${t('no price for {0}', model)}`;
  const input = formatCost(hint.cost, hint.count);
  if (hint.output?.cost === undefined) return `${tokens} · ${input} · ${model}`;
  return `${tokens} · ${t('in {0}', input)} · ${t('out ≤ {0}', formatMostUsd(hint.output.cost))} · ${model}`;
}

/** `gpt-4o`, or `gpt-5-mini (default)` where no model could be read. */
export function modelLabel(model: ModelUsed, t: Translate): string {
  return model.source === 'default' ? t('{0} (default)', model.id) : model.id;
}

/** A cost as an equation: `412 × $2.50 / 1M = $0.00103`, exact to the last digit. */
function equation(tokens: number, requestTokens: number, price: Price, cost: Usd): string {
  const perMillion = formatRate(ratesFor(price, requestTokens).input);
  return `${groupDigits(tokens)} × $${perMillion} / 1M = $${usdToDecimal(cost)}`;
}

function formatRate(perToken: Usd): string {
  const [whole, fraction = ''] = usdToDecimal((perToken * 1_000_000n) as Usd).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** The tooltip of a prompt, line by line: count, arithmetic, source of the price, context share, and what is not certain. */
export function promptTooltip(hint: PromptHint, t: Translate): string[] {
  return [
    t('{0} prompt: {1} tokens', roleLabel(hint.role, t), formatTokens(hint.count)),
    ...priceLines(hint.count.tokens, hint.cost, hint.price, hint.model, t),
    ...contextLine(hint.count.tokens, hint.price, t),
    ...doubtLines(hint.count, hint.model, t),
    ...(hint.specials ? [t('Contains the text {0}, counted as plain text.', listed(hint.specials))] : []),
    ...(hint.holes.length > 0 ? [t('Values not in the source add tokens: {0}', listed(hint.holes))] : []),
    ...(hint.lastGood ? [t('The code around it is incomplete; this is from before.')] : []),
  ];
}

/** What the tooltip says of a request that sends a prompt: the parts, which sum to the total, and what they cost together. */
export function requestTooltip(hint: RequestHint, prompts: readonly PromptHint[], t: Translate): string[] {
  const { tokens } = hint.count;
  return [
    t('Request: {0} tokens in', formatTokens(hint.count)),
    partsLine(hint, prompts.length, t),
    ...(hint.cost === undefined || hint.price === undefined ? [] : [equation(tokens, tokens, hint.price, hint.cost)]),
    ...contextLine(tokens, hint.price, t),
    ...outputLine(hint, t),
    ...(hint.framingPublished ? [] : [t('≈ The framing of requests to {0} is not published.', hint.model.id)]),
    ...(hint.partial ? [t('Messages that are built elsewhere are not counted.')] : []),
  ];
}

/** `Output: at most 300 tokens × $10.00 / 1M = $0.003`. */
function outputLine({ output, price, count }: RequestHint, t: Translate): string[] {
  if (!output) return [];
  const tokens = groupDigits(output.tokens);
  const rate = price && ratesFor(price, count.tokens).output;
  if (rate === undefined || output.cost === undefined) return [t('Output: at most {0} tokens', tokens)];
  return [t('Output: at most {0} tokens × ${1} / 1M = ${2}', tokens, formatRate(rate), usdToDecimal(output.cost))];
}

function partsLine(hint: RequestHint, prompts: number, t: Translate): string {
  const texts = groupDigits(hint.count.tokens - hint.framingTokens);
  const parts = prompts === 1 ? t('{0} in 1 prompt', texts) : t('{0} in {1} prompts', texts, prompts);
  return hint.framingTokens === 0 ? parts : `${parts} + ${t('{0} of message framing', hint.framingTokens)}`;
}

function priceLines(
  tokens: number,
  cost: Usd | undefined,
  price: Price | undefined,
  model: ModelUsed,
  t: Translate,
): string[] {
  const name = modelLine(model, t);
  if (cost === undefined || price === undefined) return [name, t('No price for {0}', model.id)];
  return [name, equation(tokens, tokens, price, cost), priceSource(price, t)];
}

function modelLine(model: ModelUsed, t: Translate): string {
  switch (model.source) {
    case 'default':
      return t('Model: {0}, your default; none could be read here', model.id);
    case 'project':
      return t('Model: {0}, from prompt-meter.json; none could be read here', model.id);
    case 'call':
      return t('Model: {0}, from the call', model.id);
    case 'constant':
      return t('Model: {0}, from a constant in this file', model.id);
    case 'client':
      return t('Model: {0}, from the client or agent', model.id);
    case 'frontMatter':
      return t('Model: {0}, from the front matter', model.id);
    case 'file':
      return t('Model: {0}, the only one in this file', model.id);
    case 'comment':
      return t('Model: {0}, from a comment', model.id);
  }
}

function priceSource(price: Price, t: Translate): string {
  switch (price.source) {
    case 'user':
      return t('Price: your setting promptMeter.prices');
    case 'local':
      return t('Price: local, no charge');
    default:
      return price.unverified === true
        ? t('Price: list price, standard tier, as of {0}, from a single unconfirmed report', price.asOf ?? '')
        : t('Price: list price, standard tier, as of {0}', price.asOf ?? '');
  }
}

function contextLine(tokens: number, price: Price | undefined, t: Translate): string[] {
  const window = price?.contextWindow;
  if (window === undefined) return [];
  const percent = (100 * tokens) / window;
  const share = percent === 0 ? '0' : percent < 0.1 ? '<0.1' : percent.toFixed(1);
  return [t('{0} % of the context window of {1} tokens', share, groupDigits(window))];
}

function doubtLines(count: TokenFigure, model: ModelUsed, t: Translate): string[] {
  if (!count.estimated) return [];
  return count.errorPercent === undefined
    ? [t('≈ Estimate: the text is too long to be counted exactly.')]
    : [t('≈ Estimate: {0} has no public tokenizer here; may be off by {1} %.', model.id, count.errorPercent)];
}

function roleLabel(role: PromptHint['role'], t: Translate): string {
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

const holesShown = 8;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, holesShown).join(', ');
  return names.length > holesShown ? `${shown}, …` : shown;
}
