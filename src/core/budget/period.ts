// The budget period: a natural month in UTC, as the provider settles it.

/** `[start, end)` in epoch ms, both at 00:00 UTC on the 1st of a month. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

const dayMs = 86_400_000;

/** The UTC month that holds the instant `now` (epoch ms). */
export function monthOf(now: number): Period {
  const date = new Date(now);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}

/** Whole days of the period, 28 to 31. */
export function daysIn(period: Period): number {
  return Math.round((period.end - period.start) / dayMs);
}

/** The part of the period that has passed, 0 to 1. */
export function elapsedShare(period: Period, now: number): number {
  return Math.min(1, Math.max(0, (now - period.start) / (period.end - period.start)));
}

/** The UTC day of an instant as `YYYY-MM-DD`. */
export function utcDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
