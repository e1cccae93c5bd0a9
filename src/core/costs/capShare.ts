// What a request costs in a month when it is sent again and again, and how much of the cap that is.
import type { BudgetState } from '../budget/budgetState';
import { percentOf, type Usd } from '../money';
import type { Rate } from '../prompts/directives';

/** Days that count as a month here. A real one has 28 to 31; the figure is for planning. */
export const daysOfMonth = 30;

const secondsOf: Readonly<Record<Rate['per'], number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 7 * 86_400,
  month: daysOfMonth * 86_400,
};

export interface CapShare {
  readonly perMonth: Usd;
  /** In percent, >= 0; undefined when there is no cap. */
  readonly percentOfCap: number | undefined;
}

/** What the budget's period costs by its forecast, and the cap that it counts against, above 0. */
export interface Outlook {
  readonly expected: Usd;
  readonly cap: Usd;
}

/** Undefined without a cap or a forecast. */
export function outlookOf(budget: BudgetState | undefined): Outlook | undefined {
  if (!budget || budget.forecast.kind === 'none' || budget.cap === undefined || budget.cap <= 0n) return undefined;
  return { expected: budget.forecast.expected, cap: budget.cap };
}

/** Calls in `daysOfMonth` days. */
export function callsPerMonth({ count, per }: Rate): number {
  return (count * secondsOf.month) / secondsOf[per];
}

/** `cost` is that of one call. Exact to a millionth of a call. */
export function capShare(cost: Usd, rate: Rate, cap: Usd | undefined): CapShare {
  const millionths = BigInt(Math.round(callsPerMonth(rate) * 1_000_000));
  const perMonth = ((cost * millionths) / 1_000_000n) as Usd;
  return { perMonth, percentOfCap: cap && percentOf(perMonth, cap) };
}
