// A request with the count of its provider in place of the one reckoned here.
import type { RequestHint } from './analyse';
import { addUsd, zeroUsd } from './money';
import { inputCost } from './prices/cost';

/** The hint as the provider counted it; the same one where it did not. Template values still add to it. */
export function asCounted(hint: RequestHint): RequestHint {
  const { countedTokens: tokens, price, count } = hint;
  if (tokens === undefined) return hint;
  return {
    ...hint,
    count: { tokens, estimated: false, atLeast: count.atLeast, errorPercent: undefined },
    cost: price && addUsd(inputCost(price, tokens, tokens), price.perCall ?? zeroUsd),
  };
}
