// When to ask next: a pure function of what the last read brought. The poller carries it out.
import type { UsageFailure } from './source';

/** Times of the poller in ms. */
export const pollTimes = {
  leastInterval: 60_000,
  firstLeast: 3_000,
  firstMost: 8_000,
  backOffBase: 60_000,
  backOffMost: 3_600_000,
  refusedRetry: 300_000,
  refusedWait: 6 * 3_600_000,
  quotaWait: 6 * 3_600_000,
  /** How soon to look again whether the polling window has brought figures. */
  look: 30_000,
} as const;

/** The hard ceilings of one source and account in any hour, over all windows. */
export const hourlyLimits = { requests: 60, refreshes: 10 } as const;

/** How the waiting stands after a read. */
export interface PollPlan {
  /** From the read's end to the next one, ms; undefined when nothing is asked until the key changes. */
  readonly waitMs: number | undefined;
  /** From the read's end: not even a person's wish may ask before, ms. */
  readonly holdMs: number;
  /** The wait is a penalty or a wish of the provider: waking from sleep does not shorten it. */
  readonly held: boolean;
  /** Failed answers in a row. */
  readonly failures: number;
  /** Refusals of this key in a row. */
  readonly refusals: number;
}

/** The plan before the first read of a key: soon, but never at once. `random` is 0 to 1. */
export function firstPlan(random: number): PollPlan {
  const waitMs = pollTimes.firstLeast + random * (pollTimes.firstMost - pollTimes.firstLeast);
  return { waitMs, holdMs: 0, held: false, failures: 0, refusals: 0 };
}

/** The plan after a read that ended with `outcome`. `random` is 0 to 1; `intervalMs` below 60 s counts as 60 s. */
export function planAfter(
  plan: PollPlan,
  outcome: { readonly kind: 'ok' } | UsageFailure,
  intervalMs: number,
  random: number,
): PollPlan {
  const interval = Math.max(pollTimes.leastInterval, intervalMs) * (1 + 0.05 * random);
  const calm = { waitMs: interval, holdMs: 0, held: false };
  switch (outcome.kind) {
    case 'ok':
      return { ...calm, failures: 0, refusals: 0 };
    case 'offline':
    case 'cancelled':
      return { ...plan, ...calm };
    case 'keyRefused':
      return afterRefusal(plan);
    case 'rateLimited':
      return backOff(plan, outcome.retryAfterMs, outcome.quota ? pollTimes.quotaWait : 0, random);
    case 'unreadable':
      return backOff(plan, outcome.retryAfterMs, 0, random);
  }
}

/** One second chance, since a new key may need a moment to be known everywhere; then one every 6 hours until the key changes. */
function afterRefusal(plan: PollPlan): PollPlan {
  const refusals = plan.refusals + 1;
  const waitMs = refusals === 1 ? pollTimes.refusedRetry : pollTimes.refusedWait;
  return { ...plan, waitMs, holdMs: 0, held: true, refusals };
}

/**
 * Doubles from 60 s to 1 h, jittered over the upper half; never shorter than Retry-After or `leastMs`. The least delays 30, 60, 120, 240,
 * 480, 960, 1800 s allow at most 7 reads in the first hour of trouble and 3 in any later one.
 */
function backOff(plan: PollPlan, retryAfterMs: number | undefined, leastMs: number, random: number): PollPlan {
  const failures = plan.failures + 1;
  const top = Math.min(pollTimes.backOffMost, pollTimes.backOffBase * 2 ** Math.min(failures - 1, 10));
  const own = top / 2 + (random * top) / 2;
  const asked = retryAfterMs === undefined ? 0 : retryAfterMs + random * Math.min(30_000, retryAfterMs / 10);
  return { ...plan, waitMs: Math.max(own, asked, leastMs), holdMs: retryAfterMs ?? 0, held: true, failures };
}
