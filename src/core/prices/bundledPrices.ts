// Prices that are shipped: the data of @pydantic/genai-prices, read through its own matching, turned into exact rates.
import { calcPrice, type TieredPrices } from '@pydantic/genai-prices';
import { perToken, type Usd, usd } from '../money';
import type { LongContextRates, Price, Rates } from './price';

/**
 * The day the bundled prices were published.
 * Source: npm registry, @pydantic/genai-prices 0.1.8, published 2026-09-23 (read 2026-11-21).
 */
export const bundledPricesAsOf = '2026-09-23';

type Row = number | TieredPrices | undefined;

/**
 * The bundled list price of a model at `at` (epoch ms: prices have histories). Undefined for a model that the data does not know;
 * an unknown suffix is an unknown model.
 */
export function bundledPrice(modelId: string, at: number): Price | undefined {
  const match = calcPrice({ input_tokens: 1 }, modelId, { timestamp: new Date(at) });
  if (!match) return undefined;
  const rows: Record<string, Row> = match.model_price;
  const base = ratesOf(rows, baseOf);
  if (!base) return undefined;
  return {
    ...base,
    source: 'bundled',
    asOf: bundledPricesAsOf,
    longContext: longContextOf(rows),
    contextWindow: match.model.context_window,
  };
}

function baseOf(row: Row): number | undefined {
  return typeof row === 'object' ? row.base : row;
}

function longContextOf(rows: Record<string, Row>): LongContextRates[] {
  const starts = new Set<number>();
  for (const row of [rows.input_mtok, rows.output_mtok, rows.cache_read_mtok]) {
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

function ratesOf(rows: Record<string, Row>, pick: (row: Row) => number | undefined): Rates | undefined {
  const input = rate(pick(rows.input_mtok));
  if (input === undefined) return undefined;
  return { input, output: rate(pick(rows.output_mtok)), cacheRead: rate(pick(rows.cache_read_mtok)) };
}

function rate(perMillion: number | undefined): Usd | undefined {
  const amount = perMillion === undefined ? undefined : usd(perMillion);
  return amount === undefined ? undefined : perToken(amount);
}
