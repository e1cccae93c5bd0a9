// Prices that are shipped: the data of @pydantic/genai-prices, read through its own matching, turned into exact rates.
import { calcPrice, type TieredPrices } from '@pydantic/genai-prices';
import { timesUsd, type Usd, usd } from '../money';
import { listRates, type PerMillion } from './listRates';
import type { LongContextRates, Price, RateName, Rates } from './price';
import { tiersOf } from './serviceTiers';

/**
 * The day the bundled prices were published.
 * Source: npm registry, @pydantic/genai-prices 0.1.8, published 2026-09-23 (read 2026-11-21).
 */
export const bundledPricesAsOf = '2026-09-23';

type Row = number | TieredPrices | undefined;
type Rows = Readonly<Record<string, Row>>;

/** What the library calls the rates. */
const keys: Readonly<Record<RateName, string>> = {
  input: 'input_mtok',
  output: 'output_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  cacheWrite1h: 'cache_write_1h_mtok',
};

/**
 * The bundled list price of a model at `at` (epoch ms: prices have histories). Undefined for a model that the data does not know;
 * an unknown suffix is an unknown model.
 */
export function bundledPrice(modelId: string, at: number, provider?: string): Price | undefined {
  const match = calcPrice({ input_tokens: 1 }, modelId, {
    timestamp: new Date(at),
    ...(provider === undefined ? {} : { providerId: provider }),
  });
  if (!match) return undefined;
  const rows: Rows = match.model_price;
  const base = ratesOf(rows, baseOf);
  if (!base) return undefined;
  const own = match.model.id;
  return {
    ...withHourWrite(base, own),
    source: 'bundled',
    asOf: bundledPricesAsOf,
    longContext: longContextOf(rows).map((rates) => ({ ...withHourWrite(rates, own), above: rates.above })),
    contextWindow: match.model.context_window,
    perCall: perCall(baseOf(rows.requests_kcount)),
    tiers: tiersOf(match.provider.id, own),
    provider: match.provider.id,
  };
}

function baseOf(row: Row): number | undefined {
  return typeof row === 'object' ? row.base : row;
}

function longContextOf(rows: Rows): LongContextRates[] {
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

function rateAbove(row: Row, above: number): number | undefined {
  if (typeof row !== 'object') return row;
  return row.tiers.findLast((tier) => tier.start <= above)?.price ?? row.base;
}

function ratesOf(rows: Rows, pick: (row: Row) => number | undefined): Rates | undefined {
  const perMillion: PerMillion = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, pick(rows[key])]));
  return listRates(perMillion);
}

/**
 * Claude's hour of cache costs twice the input, which the data state for some of its sellers only.
 * Source: platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-11-21.
 */
function withHourWrite(rates: Rates, modelId: string): Rates {
  if (rates.cacheWrite1h !== undefined || rates.cacheWrite === undefined || !/claude-/.test(modelId)) return rates;
  return { ...rates, cacheWrite1h: timesUsd(rates.input, 2) };
}

/** From dollars per thousand calls. */
function perCall(perThousand: number | undefined): Usd | undefined {
  const amount = perThousand === undefined ? undefined : usd(perThousand);
  return amount === undefined ? undefined : ((amount / 1000n) as Usd);
}
