// Settlement: what falls due when the month closes, and how long a closed month may still be restated.
import type { Usd } from '../money';
import { dayMs, type Period } from './period';

/** What falls due on the first day after the period. */
export interface Settlement {
  /** The period's sum as last read. Still growing until `dueAt`, may be restated until `fixedAt`. */
  readonly amount: Usd;
  /** The instant the period ends, 00:00 UTC on the 1st, epoch ms. */
  readonly dueAt: number;
  /** From here on the sum is taken as final, epoch ms: three days after the end. */
  readonly fixedAt: number;
  readonly stage: 'open' | 'restating' | 'fixed';
}

/** Reported costs arrive late: the sum of a closed month may change for this long. */
export const restatedForMs = 3 * dayMs;

/** The settlement of `period` with `amount` as its sum. */
export function settlementOf(amount: Usd, period: Period, now: number): Settlement {
  const fixedAt = period.end + restatedForMs;
  const stage = now < period.end ? 'open' : now < fixedAt ? 'restating' : 'fixed';
  return { amount, dueAt: period.end, fixedAt, stage };
}
