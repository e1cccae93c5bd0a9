// What the provider itself enforces or mails about, beside the user's own cap, which is only watched. Read only: nothing here is ever set.

import { type Usd, usd, zeroUsd } from '../money';
import type { SpendLimit } from '../spend/accountDetails';

/** How the user's cap and the provider's limit relate. */
export interface LimitComparison {
  /** The one that is met first; `equal` when both are met at once; undefined when one of them is absent. */
  readonly first: 'cap' | 'provider' | 'equal' | undefined;
  /** Left until the provider's limit, 0 when it is met; undefined without one. */
  readonly leftUntilLimit: Usd | undefined;
  /** True when the forecast is above an enforced limit: calls would be refused before the month ends. */
  readonly willStop: boolean;
}

/** Compares `spent` (and the forecast, when there is one) with both limits. A cap of 0 or less is no cap. */
export function compareLimits(
  cap: Usd | undefined,
  limit: SpendLimit | undefined,
  spent: Usd,
  expected: Usd | undefined,
): LimitComparison {
  if (!limit) return { first: undefined, leftUntilLimit: undefined, willStop: false };
  const hasCap = cap !== undefined && cap > 0n;
  const first = !hasCap ? undefined : cap === limit.amount ? 'equal' : cap < limit.amount ? 'cap' : 'provider';
  const left = limit.amount > spent ? ((limit.amount - spent) as Usd) : zeroUsd;
  const most = expected !== undefined && expected > spent ? expected : spent;
  return { first, leftUntilLimit: left, willStop: limit.enforced === true && most > limit.amount };
}

/** A usage tier: what a month may cost at most, and what it takes to get there. */
export interface UsageTier {
  readonly tier: 1 | 2 | 3 | 4 | 5;
  readonly monthlyLimit: Usd;
  /** Paid in all so far. */
  readonly paid: Usd;
  /** Days since the first payment. */
  readonly days: number;
}

/**
 * Presets for the cap, never a fact about an account: the tier of an account cannot be read.
 * Source: https://platform.openai.com/docs/guides/rate-limits (usage tiers), by way of help-centre excerpts, read 2026-11-21. Older help
 * articles have a trial credit of $5 for three months and $120 a month instead.
 */
export const usageTiers: readonly UsageTier[] = [
  tier(1, 100, 5, 0),
  tier(2, 500, 50, 7),
  tier(3, 1_000, 100, 0),
  tier(4, 5_000, 250, 14),
  tier(5, 200_000, 1_000, 30),
];

function tier(level: UsageTier['tier'], limit: number, paid: number, days: number): UsageTier {
  return { tier: level, monthlyLimit: usd(limit) ?? zeroUsd, paid: usd(paid) ?? zeroUsd, days };
}

/** The lowest tier that allows `amount` a month; undefined when none does. */
export function tierFor(amount: Usd): UsageTier | undefined {
  return usageTiers.find(({ monthlyLimit }) => amount <= monthlyLimit);
}
