// The contract of prices: what a token of a model costs, and where that is known from.
import type { Usd } from '../money';

/** What is billed at a rate of its own: input by where it comes from, output, and what is not text. */
export const rateNames = [
  ...(['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h'] as const),
  ...(['audioInput', 'audioOutput', 'imageInput', 'imageOutput'] as const),
] as const;
export type RateName = (typeof rateNames)[number];

/** Dollars per token (pico-dollars, exact). `undefined` means unknown, never free; free is zero. */
export interface Rates {
  readonly input: Usd;
  readonly output: Usd | undefined;
  /** For input read from the provider's prompt cache. */
  readonly cacheRead: Usd | undefined;
  /** For input written to the prompt cache, kept for the shortest time that the provider offers (Anthropic: 5 minutes). */
  readonly cacheWrite?: Usd | undefined;
  /** For input written to the prompt cache and kept for an hour. */
  readonly cacheWrite1h?: Usd | undefined;
  /** For tokens of sound, which are not billed as text. */
  readonly audioInput?: Usd | undefined;
  readonly audioOutput?: Usd | undefined;
  /** For tokens of images where they are billed otherwise than text. */
  readonly imageInput?: Usd | undefined;
  readonly imageOutput?: Usd | undefined;
  /**
   * Dollars per million tokens, for the rates that are no whole number of pico-dollars per token; those above are then rounded.
   * `ratePerMillion` reads a rate exactly.
   */
  readonly finer?: Readonly<Partial<Record<RateName, Usd>>>;
}

/** Rates for requests whose whole input is larger than `above` tokens; the whole request is billed at them. */
export interface LongContextRates extends Rates {
  readonly above: number;
}

/** How fast and how surely a provider answers; absent is its standard service. */
export const serviceTiers = ['batch', 'flex', 'priority'] as const;
export type ServiceTier = (typeof serviceTiers)[number];

/** A part of the standard rates as an exact fraction: `[5, 3]` is five thirds of them. Both are whole numbers above 0. */
export type Share = readonly [times: number, over: number];

/** What service tiers and regions cost; what is absent is unknown for that model. */
export interface TierRates extends Readonly<Partial<Record<ServiceTier, Share>>> {
  /** Tiers whose share does not hold for requests that are billed at long-context rates. */
  readonly shortOnly?: readonly ServiceTier[];
  /** For requests that have to stay within a region (OpenAI's data residency, Anthropic's `inference_geo`). */
  readonly regional?: Share;
}

/**
 * user: the `promptMeter.prices` setting. refreshed: price data the user has fetched. overlay: this project's own rows for models that
 * the shipped data lacks. bundled: the price data shipped with this version. local: a model on the user's own machine, free by rule.
 */
export type PriceSource = 'user' | 'refreshed' | 'overlay' | 'bundled' | 'local';

/** The list price of one model at one moment, standard service tier. */
export interface Price extends Rates {
  readonly source: PriceSource;
  /** `YYYY-MM-DD` of the data the price was taken from; undefined for a user's own price. */
  readonly asOf: string | undefined;
  /** Ascending by `above`; empty for most models. */
  readonly longContext: readonly LongContextRates[];
  /** Tokens that fit into one request, input and output together; undefined when unknown. */
  readonly contextWindow: number | undefined;
  /** Most tokens of input alone; undefined when unknown. */
  readonly maxInput?: number | undefined;
  /** Most tokens of output; undefined when unknown. */
  readonly maxOutput?: number | undefined;
  /** Dollars for each call, whatever its size; undefined for none. */
  readonly perCall?: Usd | undefined;
  /** Dollars for each search of the web that the model makes while it answers; undefined when not known. */
  readonly perSearch?: Usd | undefined;
  readonly tiers?: TierRates;
  /** Who sells at this price, by the id of the price data: `openai`, `openrouter`; undefined when not known. */
  readonly provider?: string | undefined;
  /** Prices of the same model that differ from this one; absent when no other is known to. */
  readonly others?: readonly OtherPrice[];
}

/** What another list says of a model, for its standard tier and short prompts. */
export interface OtherPrice {
  /** The list's own name. */
  readonly list: string;
  /** `YYYY-MM-DD` of its data. */
  readonly asOf: string;
  /** Dollars per million tokens; undefined when not known. */
  readonly input: Usd;
  readonly output: Usd | undefined;
}

/**
 * Looks a price up by exact model id at `at` (epoch ms); undefined when there is none. `provider` undefined: the one that the id names,
 * else the model's own maker.
 */
export type PriceLookup = (modelId: string, at: number, provider?: string) => Price | undefined;

/** The rates for a request of `inputTokens`. */
export function ratesFor(price: Price, inputTokens: number): Rates {
  return price.longContext.findLast((rates) => inputTokens > rates.above) ?? price;
}

/** A rate as dollars per million tokens, exact to 10^-12; undefined when it is not known. */
export function ratePerMillion(rates: Rates, name: RateName): Usd | undefined {
  const perToken = rates[name];
  return rates.finer?.[name] ?? (perToken === undefined ? undefined : ((perToken * 1_000_000n) as Usd));
}
