// A request with the count of its provider in place of the one reckoned here.

import { addUsd, zeroUsd } from '../money';
import { inputCost } from '../prices/cost';
import type { RequestHint } from './analyse';

/** The hint as the provider counted it; the same one where it did not. Template values still add to it; tools that it was not sent are added. */
export function asCounted(hint: RequestHint): RequestHint {
  const { counted, toolTokens, price, count } = hint;
  if (counted === undefined) return hint;
  const added = counted.withTools ? undefined : toolTokens;
  const tokens = counted.tokens + (added ?? 0);
  return {
    ...hint,
    count: { tokens, estimated: added !== undefined, atLeast: count.atLeast, errorPercent: undefined },
    cost: price && addUsd(inputCost(price, tokens, tokens), price.perCall ?? zeroUsd),
  };
}
