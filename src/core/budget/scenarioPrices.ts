// What a call costs under each payment plan, from the price list: the planner's cost function.
import { callCost } from '../prices/callCost';
import type { PriceLookup } from '../prices/price';
import type { CostOfCall } from './scenarios';

/**
 * Costs at the list prices of `at` (epoch ms), the user's own prices included. A plan that a model does not have, or whose price is not
 * known, has no cost; `perCall` is the flat price alone. An upper bound (a cached rate that is not known) stands as the cost.
 */
export function costsFrom(priceOf: PriceLookup, at: number): CostOfCall {
  return (model, plan, { input, cached, output }) => {
    const price = priceOf(model, at);
    if (!price) return undefined;
    if (plan === 'perCall') return price.perCall;
    const cost = callCost(price, { input, cached, output, tier: plan === 'standard' ? undefined : plan });
    return 'unknown' in cost ? undefined : cost.total;
  };
}
