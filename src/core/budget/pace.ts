// Pace: how much of the month has passed beside how much of the cap is used.
import type { Usd } from '../money';
import { elapsedShare, type Period } from './period';
import { shareOf } from './share';

/** All shares are floats for bars and words, never for sums. */
export interface Pace {
  /** The part of the month that has passed, 0 to 1. */
  readonly elapsed: number;
  /** The part of the cap that is used, 0 or more (over 1 past the cap; a negative sum counts as 0). */
  readonly used: number;
  /** Whole percent points that `used` is ahead of `elapsed`; negative when behind. */
  readonly pointsAhead: number;
  /** What an even pace would have used by now: the cap times `elapsed`. */
  readonly evenSpend: Usd;
}

/** The pace at `now`; undefined when the cap is absent or not positive. */
export function paceOf(spent: Usd, cap: Usd | undefined, period: Period, now: number): Pace | undefined {
  if (cap === undefined || cap <= 0n) return undefined;
  const elapsed = elapsedShare(period, now);
  const used = shareOf(spent, cap);
  const evenSpend = ((cap * BigInt(Math.round(elapsed * 1_000_000))) / 1_000_000n) as Usd;
  return { elapsed, used, pointsAhead: Math.round((used - elapsed) * 100), evenSpend };
}
