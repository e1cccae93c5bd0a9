// The contract of prices: what a token of a model costs, and where that is known from.
import type { Usd } from '../money';

/** Dollars per token (pico-dollars, exact). `undefined` means unknown, never free; free is zero. */
export interface Rates {
  readonly input: Usd;
  readonly output: Usd | undefined;
  /** For input read from the provider's prompt cache. */
  readonly cacheRead: Usd | undefined;
}

/** Rates for requests whose whole input is larger than `above` tokens; the whole request is billed at them. */
export interface LongContextRates extends Rates {
  readonly above: number;
}

/** user: the `promptMeter.prices` setting. bundled: the price data shipped with this version. */
export type PriceSource = 'user' | 'bundled';

/** The list price of one model at one moment, standard service tier. */
export interface Price extends Rates {
  readonly source: PriceSource;
  /** `YYYY-MM-DD` of the data the price was taken from; undefined for a user's own price. */
  readonly asOf: string | undefined;
  /** Ascending by `above`; empty for most models. */
  readonly longContext: readonly LongContextRates[];
  /** Tokens that fit into one request, input and output together; undefined when unknown. */
  readonly contextWindow: number | undefined;
}

/** Looks a price up by exact model id at `at` (epoch ms); undefined when there is none. */
export type PriceLookup = (modelId: string, at: number) => Price | undefined;

/** The rates for a request of `inputTokens`. */
export function ratesFor(price: Price, inputTokens: number): Rates {
  return price.longContext.findLast((rates) => inputTokens > rates.above) ?? price;
}
