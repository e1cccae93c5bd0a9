// Trial and prepaid credit: what charges have eaten of it, what is left, what has lapsed. There is no balance to ask a provider for:
// the user types the grants in, and the charges run them down.
import type { Usd } from '../money';
import { addMonths } from './day';
import type { WallClock } from './instant';
import { dayMs } from './period';

/** One grant. */
export interface Credit {
  readonly id: string;
  /** 0 or more. */
  readonly amount: Usd;
  /** The first instant it can be used, epoch ms. */
  readonly grantedAt: number;
  /** The first instant it can no longer be used, epoch ms; undefined when it never lapses. */
  readonly expiresAt: number | undefined;
  /** Granted for nothing: used before credit that was paid for. */
  readonly isFree: boolean;
}

/** One charge, before credit. */
export interface Charge {
  readonly at: number;
  readonly amount: Usd;
}

/** What became of one grant. `used + left + lapsed` is its amount. */
export interface CreditState {
  readonly credit: Credit;
  readonly used: Usd;
  /** Can still be used, now or once it is granted. */
  readonly left: Usd;
  readonly lapsed: Usd;
}

/** The grants after all charges, in the order given, and which part of each charge they have paid. */
export interface CreditRun {
  readonly states: readonly CreditState[];
  readonly paid: readonly Charge[];
}

/**
 * The instant a grant of `months` ends: the same wall time so many calendar months later, clamped to the month's end (2026-11-30 + 3 months
 * is 2027-02-28), by the clock the grant was written by. The instant itself is outside.
 */
export function expiryAfterMonths(grantedAt: number, months: number, clock: WallClock): number {
  const wall = clock.wallAt(grantedAt);
  const day = Math.floor(wall / dayMs);
  return clock.instantOf(addMonths(day, months) * dayMs + (wall - day * dayMs));
}

/**
 * Lets the charges up to `now` eat the grants: charges in time order, each from the free grants first, then from the one that expires
 * earliest. A charge takes only from grants that hold at its instant. Charges of nothing or less (refunds) take nothing.
 */
export function runCredits(credits: readonly Credit[], charges: readonly Charge[], now: number): CreditRun {
  const left = credits.map(({ amount }) => amount as bigint);
  const order = burnOrder(credits);
  const paid: Charge[] = [];
  for (const charge of charges.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)) {
    let open: bigint = charge.amount;
    for (const index of order) {
      const credit = credits[index];
      if (open <= 0n) break;
      if (credit === undefined || !holdsAt(credit, charge.at)) continue;
      const available = left[index] ?? 0n;
      const taken = available < open ? available : open;
      left[index] = available - taken;
      open -= taken;
    }
    if (open < charge.amount && charge.amount > 0n) paid.push({ at: charge.at, amount: (charge.amount - open) as Usd });
  }
  return { states: credits.map((credit, index) => stateOf(credit, left[index] ?? 0n, now)), paid };
}

function holdsAt({ grantedAt, expiresAt }: Credit, at: number): boolean {
  return grantedAt <= at && (expiresAt === undefined || at < expiresAt);
}

/** Indexes of the grants: free ones first, then the earliest expiry, then the earliest grant, then as listed. */
function burnOrder(credits: readonly Credit[]): readonly number[] {
  const rank = ({ isFree, expiresAt, grantedAt }: Credit) => [isFree ? 0 : 1, expiresAt ?? Infinity, grantedAt];
  return credits
    .map((credit, index) => ({ index, rank: rank(credit) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || a.index - b.index)
    .map(({ index }) => index);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? left;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function stateOf(credit: Credit, rest: bigint, now: number): CreditState {
  const used = (credit.amount - rest) as Usd;
  const isOver = credit.expiresAt !== undefined && (credit.expiresAt <= now || credit.expiresAt <= credit.grantedAt);
  const none = 0n as Usd;
  return { credit, used, left: isOver ? none : (rest as Usd), lapsed: isOver ? (rest as Usd) : none };
}

/** The part of the charges in `[start, end)` that credit has paid. */
export function paidBetween(paid: readonly Charge[], start: number, end: number): Usd {
  return paid.reduce((sum, { at, amount }) => (start <= at && at < end ? sum + amount : sum), 0n) as Usd;
}

/** 14 or 3 when something is left that lapses within so many days; else undefined. */
export function expiryWarning({ credit, left }: CreditState, now: number): 14 | 3 | undefined {
  if (credit.expiresAt === undefined || left <= 0n || now < credit.grantedAt) return undefined;
  const daysLeft = (credit.expiresAt - now) / dayMs;
  return daysLeft <= 3 ? 3 : daysLeft <= 14 ? 14 : undefined;
}

/**
 * What of each grant would lapse if spend went on at `ratePerDay`, in the order of `states`; undefined for one that never lapses. The
 * grants are used one at a time, in the order charges eat them.
 */
export function expectedUnused(
  states: readonly CreditState[],
  ratePerDay: Usd,
  now: number,
): readonly (Usd | undefined)[] {
  const credits = states.map(({ credit, left }) => ({ ...credit, amount: left }));
  const left: bigint[] = credits.map(({ amount }) => amount);
  const edges = credits.flatMap(({ grantedAt, expiresAt }) => [grantedAt, expiresAt ?? now]);
  const order = burnOrder(credits);
  const times = [...new Set([now, ...edges.filter((at) => at > now)])].sort((a, b) => a - b);
  for (const [index, from] of times.entries()) {
    const until = times[index + 1];
    if (until === undefined) break;
    let open = (ratePerDay * BigInt(Math.round(until - from))) / BigInt(dayMs);
    for (const at of order) {
      const credit = credits[at];
      if (credit === undefined || !holdsAt(credit, from)) continue;
      const taken = (left[at] ?? 0n) < open ? (left[at] ?? 0n) : open;
      left[at] = (left[at] ?? 0n) - taken;
      open -= taken;
    }
  }
  return credits.map(({ expiresAt }, index) => (expiresAt === undefined ? undefined : ((left[index] ?? 0n) as Usd)));
}
