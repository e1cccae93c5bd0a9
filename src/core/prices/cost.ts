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
