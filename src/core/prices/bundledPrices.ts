// Prices that are shipped: the data of @pydantic/genai-prices. Its own rules say which model a name is; namedModel.ts holds them to it.
import { calcPrice } from '@pydantic/genai-prices';
import { isNamed } from './namedModel';
import type { Price } from './price';
import { type PriceRows, priceOfRows } from './priceRows';
import { soldModels } from './sellers';

/**
 * The day the bundled prices were published.
 * Source: npm registry, @pydantic/genai-prices 0.1.8, published 2026-09-23 (read 2026-11-21).
 */
export const bundledPricesAsOf = '2026-09-23';

/**
 * The bundled list price of a model at `at` (epoch ms: prices have histories), as `provider` sells it. Undefined for a model that the
 * data does not know; an unknown suffix is an unknown model.
 */
export function bundledPrice(modelId: string, at: number, provider?: string): Price | undefined {
  const found = bundledModel(modelId, at, provider);
  return found && priceOfRows(found.rows, { ...found, source: 'bundled', asOf: bundledPricesAsOf });
}

/** A model of the bundled data. */
export interface BundledModel {
  /** The data's ids of both. */
  readonly seller: string;
  readonly model: string;
  readonly contextWindow: number | undefined;
  readonly rows: PriceRows;
}

/** The row of the data for a model's name at `at`; undefined when there is none. */
export function bundledModel(modelId: string, at: number, provider?: string): BundledModel | undefined {
  const timestamp = new Date(at);
  for (const { seller, model } of soldModels(modelId.trim().toLowerCase(), provider)) {
    const match = calcPrice({}, model, { timestamp, ...(seller === undefined ? {} : { providerId: seller }) });
    if (match && isNamed(match.model, model)) {
      const { model: known, model_price: rows } = match;
      return { seller: match.provider.id, model: known.id, contextWindow: known.context_window, rows };
    }
  }
  return undefined;
}
