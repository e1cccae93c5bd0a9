// A request with the count of its provider in place of the one reckoned here.

import { addUsd, zeroUsd } from '../money';
import { inputCost } from '../prices/cost';
import type { RequestHint } from './analyse';

/** The hint as the provider counted it; the same one where it did not. Template values still add to it; tools, which it was not asked about, are added. */
export function asCounted(hint: RequestHint): RequestHint {
  const { countedTokens, toolTokens, price, count } = hint;
  if (countedTokens === undefined) return hint;
  const tokens = countedTokens + (toolTokens ?? 0);
  return {
    ...hint,
    count: { tokens, estimated: toolTokens !== undefined, atLeast: count.atLeast, errorPercent: undefined },
    cost: price && addUsd(inputCost(price, tokens, tokens), price.perCall ?? zeroUsd),
  };
}
