// What tokens cost at a price.
import { timesUsd, type Usd } from '../money';
import { type Price, ratesFor } from './price';

/**
 * The cost of `tokens` input tokens that are part of a request of `requestTokens` input tokens in all: the whole request decides
 * about the long-context rate. Both are whole numbers >= 0.
 */
export function inputCost(price: Price, tokens: number, requestTokens: number): Usd {
  return timesUsd(ratesFor(price, requestTokens).input, tokens);
}

/** The cost of `tokens` output tokens of a request with `requestTokens` input tokens; undefined when the output price is not known. */
export function outputCost(price: Price, tokens: number, requestTokens: number): Usd | undefined {
  const rate = ratesFor(price, requestTokens).output;
  return rate === undefined ? undefined : timesUsd(rate, tokens);
}
