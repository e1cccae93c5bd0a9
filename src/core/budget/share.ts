// Lengths of bars from exact money. Floats leave here for the screen and never come back into a sum.
import type { Usd } from '../money';

/** `part` as a share of `whole`, from 0 up (above 1 when larger); 0 for a negative part or when `whole` is not positive. */
export function shareOf(part: Usd, whole: Usd): number {
  return whole > 0n && part > 0n ? Number((part * 1_000_000_000n) / whole) / 1_000_000_000 : 0;
}

/** The largest of the amounts. */
export function largestUsd(first: Usd, ...others: readonly Usd[]): Usd {
  let largest = first;
  for (const amount of others) if (amount > largest) largest = amount;
  return largest;
}
