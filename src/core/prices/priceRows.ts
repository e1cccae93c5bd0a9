// Turns a model's row of a price list, as genai-prices writes them, into exact rates. Serves the bundled and the refreshed list.
import { timesUsd, type Usd, usd, zeroUsd } from '../money';
import { listRates, type PerMillion } from './listRates';
import type { LongContextRates, Price, PriceSource, RateName, Rates } from './price';
import { tiersOf } from './serviceTiers';

/** A price, or prices by the size of the whole prompt: each holds above its `start`. */
type Row =
  | number
  | { readonly base: number; readonly tiers: readonly { readonly start: number; readonly price: number }[] };

/** Prices by the list's own names, such as `input_mtok`: US dollars per million tokens. */
export type PriceRows = Readonly<Record<string, Row | undefined>>;

/** What the list calls the rates. */
const keys: Readonly<Record<RateName, string>> = {
  input: 'input_mtok',
  output: 'output_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  cacheWrite1h: 'cache_write_1h_mtok',
  audioInput: 'input_audio_mtok',
  audioOutput: 'output_audio_mtok',
  imageInput: 'input_image_mtok',
  imageOutput: 'output_image_mtok',
};

/** Whose model a row is and where it was read. */
export interface RowOrigin {
  readonly source: PriceSource;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The list's ids. */
  readonly seller: string;
  readonly model: string;
  readonly contextWindow: number | undefined;
}

/** Undefined when the row has no price for input tokens: a list that says nothing does not say that a model is free. */
export function priceOfRows(
  rows: PriceRows,
  { source, asOf, seller, model, contextWindow }: RowOrigin,
): Price | undefined {
  const base = ratesOf(rows, baseOf) ?? (isFree(rows, model) ? free : undefined);
  if (!base) return undefined;
  return {
    ...withHourWrite(base, model),
    source,
    asOf,
    longContext: longContextOf(rows).map((rates) => ({ ...withHourWrite(rates, model), above: rates.above })),
    contextWindow,
    perCall: perCall(baseOf(rows.requests_kcount)),
    perSearch: perCall(baseOf(rows.web_searches_kcount)),
    tiers: tiersOf(seller, model),
    provider: seller,
  };
}

/** Costs nothing, whatever it is used for. */
export const free: Rates = {
  input: zeroUsd,
  output: zeroUsd,
  cacheRead: zeroUsd,
  cacheWrite: zeroUsd,
  cacheWrite1h: zeroUsd,
  audioInput: zeroUsd,
  audioOutput: zeroUsd,
};

/** Its name says so. Source: openrouter.ai/docs, model variants: `:free` is a model without charge, read 2026-11-21. */
function isFree(rows: PriceRows, model: string): boolean {
  return model.endsWith(':free') && Object.keys(rows).length === 0;
}

function baseOf(row: Row | undefined): number | undefined {
  return typeof row === 'object' ? row.base : row;
}

function longContextOf(rows: PriceRows): LongContextRates[] {
  const starts = new Set<number>();
  for (const key of Object.values(keys)) {
    const row = rows[key];
    if (typeof row === 'object') for (const tier of row.tiers) starts.add(tier.start);
  }
  return [...starts]
    .sort((a, b) => a - b)
    .flatMap((above) => {
      const rates = ratesOf(rows, (row) => rateAbove(row, above));
      return rates ? [{ ...rates, above }] : [];
    });
}

function rateAbove(row: Row | undefined, above: number): number | undefined {
  if (typeof row !== 'object') return row;
  return row.tiers.findLast((tier) => tier.start <= above)?.price ?? row.base;
}

function ratesOf(rows: PriceRows, pick: (row: Row | undefined) => number | undefined): Rates | undefined {
  const perMillion: PerMillion = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, pick(rows[key])]));
  return listRates(perMillion);
}

/**
 * Claude's hour of cache costs twice the input, which the data state for some of its sellers only.
 * Source: platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-11-21.
 */
function withHourWrite(rates: Rates, model: string): Rates {
  if (rates.cacheWrite1h !== undefined || rates.cacheWrite === undefined || !/claude-/.test(model)) return rates;
  return { ...rates, cacheWrite1h: timesUsd(rates.input, 2) };
}

/** From dollars per thousand calls. */
function perCall(perThousand: number | undefined): Usd | undefined {
  const amount = perThousand === undefined ? undefined : usd(perThousand);
  return amount === undefined ? undefined : ((amount / 1000n) as Usd);
}
