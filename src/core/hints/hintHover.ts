// The hover of a prompt as one table and a few lines, without Markdown: what each part costs, and what is known and not known about it.
import type { DocumentHints, PromptHint, RequestHint } from '../costs/analyse';
import type { CachePrefix } from '../costs/cachePrefix';
import type { CapShare, Outlook } from '../costs/capShare';
import { type Usd, usdToDecimal } from '../money';
import { inputCost } from '../prices/cost';
import { type Price, type RateName, ratePerMillion, ratesFor } from '../prices/price';
import { groupDigits, type Translate, translated } from '../words';
import { cacheLines } from './cacheWords';
import { formatPercent, formatTokens, isRead, modelLabel, roleName } from './hints';
import { limitSentence } from './limitWords';
import { perMillionText, priceLines } from './priceWords';
import { minuteLines, monthLines } from './rateWords';

/** What the hover shows. All of it is plain text, to be escaped where it becomes Markdown. */
export interface HoverContent {
  /** The first row is the header; rows have as many cells as it. Empty when there are no figures. */
  readonly table: readonly (readonly string[])[];
  /** Rows of `table` to set in bold, by index. */
  readonly bold: readonly number[];
  readonly lines: readonly string[];
}

/** What the hover needs beside the hints. */
export interface HoverSettings {
  /** What a month of calls costs; undefined when nobody says how often it is called, or the cost is not known. */
  readonly month: (request: RequestHint) => CapShare | undefined;
  /** The limit of tokens per minute that holds for a model at the provider, above 0; undefined when not known. */
  readonly tokensPerMinute: (model: string) => number | undefined;
  /** Undefined without a cap or a forecast. */
  readonly outlook: Outlook | undefined;
}

interface Row {
  readonly cells: readonly string[];
  readonly bold?: boolean;
}

/** Prompts of a request beyond this many are summed up in one row. */
const rowsShown = 8;

/** The hover of one prompt, by its index: its request's table, or its own where no request sends it. */
export function promptHover(hints: DocumentHints, index: number, settings: HoverSettings, t: Translate): HoverContent {
  const prompt = hints.prompts[index];
  if (!prompt) return { table: [], bold: [], lines: [] };
  const requests = hints.requests.filter((request) => request.prompts.includes(index));
  const tables = requests.map((request) => requestRows(hints, request, index, t));
  const rows = tables[0] ?? [promptRow(prompt, prompt.count.tokens, prompt.price, true, t), ...valueRow(prompt, t)];
  return {
    table: [headerRow(t), ...rows.map((row) => row.cells)],
    bold: rows.flatMap((row, at) => (row.bold === true ? [at + 1] : [])),
    lines: [
      ...priceLines(prompt.model, requests[0]?.price ?? prompt.price, t),
      ...windowLine(requests[0] ?? prompt, t),
      ...holeLines(prompt, t),
      ...requests.flatMap((request) => requestLines(request, settings, t)),
      ...(requests.length > 1
        ? [t('Sent by {0} calls in this file; the table is that of the first.', requests.length)]
        : []),
      ...doubtLines(prompt, requests[0], t),
      ...limitLines(hints, prompt, requests, t),
      ...(prompt.specials ? [t('Contains the text {0}, counted as plain text.', prompt.specials.join(', '))] : []),
      ...(prompt.lastGood ? [t('The code around it is incomplete; this is from before.')] : []),
    ],
  };
}

function headerRow(t: Translate): string[] {
  return [t('Part'), t('Tokens'), t('$ / 1M tokens'), t('Cost')];
}

/** The parts sum to the total, exactly. */
function requestRows(hints: DocumentHints, request: RequestHint, index: number, t: Translate): Row[] {
  const { count, price, framingTokens, toolTokens } = request;
  const total = count.tokens;
  const prompts = request.prompts.flatMap((each) => {
    const prompt = hints.prompts[each];
    return prompt ? [{ prompt, here: each === index }] : [];
  });
  const texts = total - framingTokens - (toolTokens ?? 0);
  const counted = prompts.reduce((sum, { prompt }) => sum + prompt.count.tokens, 0);
  const single = counted === texts && prompts.length <= rowsShown;
  const rows: Row[] = single
    ? prompts.flatMap(({ prompt, here }) => [
        promptRow(prompt, total, price, here && prompts.length > 1, t),
        ...(here ? valueRow(prompt, t) : []),
      ])
    : [
        {
          cells: [
            prompts.length === 1 ? t('1 prompt') : t('{0} prompts', prompts.length),
            signed(count.atLeast, groupDigits(texts)),
            rate(price, total),
            money(price, texts, total),
          ],
        },
      ];
  if (framingTokens > 0) {
    const sign = request.framingPublished ? '' : '≈ ';
    rows.push({
      cells: [
        t('Message framing'),
        `${sign}${groupDigits(framingTokens)}`,
        rate(price, total),
        money(price, framingTokens, total, sign),
      ],
    });
  }
  if (toolTokens !== undefined)
    rows.push({
      cells: [t('Tools'), `≈ ${groupDigits(toolTokens)}`, rate(price, total), money(price, toolTokens, total, '≈ ')],
    });
  if (price?.perCall !== undefined) rows.push({ cells: [t('Each call'), '', '', dollars(price.perCall)] });
  if (rows.length > 1) {
    rows.push({ cells: [t('Input'), formatTokens(count), '', signedMoney(request)], bold: true });
  }
  if (request.samples) rows.push({ cells: samplesCells(t('Input with samples'), request.samples) });
  return [...rows, ...outputRow(request, t)];
}

function promptRow(prompt: PromptHint, total: number, price: Price | undefined, bold: boolean, t: Translate): Row {
  const { count } = prompt;
  const part = prompt.holes.length > 0 ? t('{0}, fixed part', roleName(prompt.role, t)) : roleName(prompt.role, t);
  const sign = count.estimated ? '≈ ' : '';
  return {
    cells: [part, `${sign}${groupDigits(count.tokens)}`, rate(price, total), money(price, count.tokens, total, sign)],
    bold,
  };
}

/** What the holes add: an interval from samples, else not known. */
function valueRow({ holes, samples, count, cost }: PromptHint, t: Translate): Row[] {
  if (holes.length === 0) return [];
  const name = t('Values of {0}', listed(holes, 3));
  if (!samples) return [{ cells: [name, '+ ?', '', '+ ?'] }];
  const tokens = [samples.least.tokens, samples.most.tokens].map((each) => Math.max(0, each - count.tokens));
  const costs = [samples.least.cost, samples.most.cost].map((each) =>
    each === undefined || cost === undefined ? undefined : ((each > cost ? each - cost : 0n) as Usd),
  );
  return [
    {
      cells: [
        name,
        `+ ${interval(tokens.map(groupDigits))}`,
        '',
        costs[1] === undefined ? '+ ?' : `+ ${interval(costs.map(dollars))}`,
      ],
    },
  ];
}

function samplesCells(name: string, { least, most }: NonNullable<PromptHint['samples']>): string[] {
  const tokens = [least.tokens, most.tokens].map(groupDigits);
  const costs = [least.cost, most.cost].map(dollars);
  return [name, `≈ ${interval(tokens)}`, '', most.cost === undefined ? '?' : `≈ ${interval(costs)}`];
}

function interval([least = '', most = '']: readonly string[]): string {
  return least === most ? most : `${least}–${most}`;
}

function outputRow({ output, price, count }: RequestHint, t: Translate): Row[] {
  if (!output) return [];
  const cost = output.cost === undefined ? '?' : `≤ ${dollars(output.cost)}`;
  return [
    {
      cells: [
        output.stated ? t('Output, at most') : t('Output, at most, by the model'),
        `≤ ${groupDigits(output.tokens)}`,
        rate(price, count.tokens, 'output'),
        cost,
      ],
    },
  ];
}

function rate(price: Price | undefined, requestTokens: number, name: RateName = 'input'): string {
  return perMillionText(price && ratePerMillion(ratesFor(price, requestTokens), name));
}

function money(price: Price | undefined, tokens: number, requestTokens: number, sign = ''): string {
  if (!price) return '?';
  return `${price.source === 'local' ? '' : sign}${dollars(inputCost(price, tokens, requestTokens))}`;
}

function signedMoney({ count: { atLeast, estimated }, cost, price }: RequestHint): string {
  if (cost === undefined) return '?';
  if (price?.source === 'local') return dollars(cost);
  const sign = `${atLeast ? '≥' : ''}${estimated ? '≈' : ''}`;
  return sign === '' ? dollars(cost) : `${sign} ${dollars(cost)}`;
}

function signed(atLeast: boolean, figure: string): string {
  return atLeast ? `≥ ${figure}` : figure;
}

/** Exact to the last digit. */
function dollars(amount: Usd | undefined): string {
  return amount === undefined ? '?' : `$${usdToDecimal(amount)}`;
}

function windowLine({ count, price }: PromptHint | RequestHint, t: Translate): string[] {
  const window = price?.contextWindow;
  if (window === undefined) return [];
  const share = formatPercent((100 * count.tokens) / window);
  if (count.tokens > window)
    return [t('Does not fit: {0} of the context window of {1} tokens', share, groupDigits(window))];
  return [t('{0} of the context window of {1} tokens', share, groupDigits(window))];
}

function holeLines({ holes, samples }: PromptHint, t: Translate): string[] {
  if (holes.length === 0) return [];
  if (!samples) return [t('Values not in the source add tokens: {0}', listed(holes))];
  return samples.rows === 1
    ? [t('With sample values for {0}', listed(holes))]
    : [t('With {0} rows of sample values for {1}', samples.rows, listed(holes))];
}

function requestLines(request: RequestHint, settings: HoverSettings, t: Translate): string[] {
  const lines = [
    ...cacheOf(request.cache, request, t),
    ...monthLines(request, settings.month(request), settings.outlook, t),
    ...minuteLines(request, settings.tokensPerMinute(request.model.id), t),
  ];
  if (request.counted !== undefined) {
    const { tokens } = request.counted;
    const { price } = request;
    lines.push(t('Counted by the provider itself: {0} tokens, {1}', groupDigits(tokens), money(price, tokens, tokens)));
  }
  if (request.partial) lines.push(t('Messages that are built elsewhere are not counted.'));
  return lines;
}

function cacheOf(cache: CachePrefix | undefined, request: RequestHint, t: Translate): string[] {
  return cache ? cacheLines(cache, request.cost, (role) => roleName(role, t), t) : [];
}

/** What is not certain, and by how much. */
function doubtLines({ count, model }: PromptHint, request: RequestHint | undefined, t: Translate): string[] {
  const lines: string[] = [];
  if (count.estimated) {
    lines.push(
      count.errorPercent === undefined
        ? t('≈ Estimate: the text is too long to be counted exactly.')
        : t('≈ Estimate: {0} has no public tokenizer here; may be off by {1} %.', model.id, count.errorPercent),
    );
  }
  if (request && !request.framingPublished) {
    lines.push(t('≈ The framing of requests to {0} is not published.', request.model.id));
  }
  if (!isRead(model) && lines.length === 0) lines.push(t('Counted for {0}.', modelLabel(model, t)));
  return lines;
}

function limitLines(
  { limits = [] }: DocumentHints,
  prompt: PromptHint,
  requests: readonly RequestHint[],
  t: Translate,
): string[] {
  const spans = new Set([prompt.span.start, ...requests.map((request) => request.span.start)]);
  return limits.filter(({ span }) => spans.has(span.start)).map((verdict) => translated(limitSentence(verdict), t));
}

function listed(names: readonly string[], most = 8): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, most).join(', ');
  return unique.length > most ? `${shown}, …` : shown;
}
