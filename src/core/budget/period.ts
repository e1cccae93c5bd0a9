// The budget period: a natural month in UTC, as the provider settles it.

/** `[start, end)` in epoch ms, both at 00:00 UTC on the 1st of a month. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** One UTC day in ms; UTC days have no daylight saving. */
export const dayMs = 86_400_000;

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

/** Every UTC day of the period as `YYYY-MM-DD`, ascending. */
export function daysOf(period: Period): string[] {
  return Array.from({ length: daysIn(period) }, (_, index) => utcDay(period.start + index * dayMs));
}

/** The instant a UTC day as `utcDay` writes it begins, epoch ms. For texts from outside: `dayStart`. */
export function startOfUtcDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The instant a UTC day `YYYY-MM-DD` begins, epoch ms; undefined when it is not a real day. */
export function dayStart(day: string): number | undefined {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? startOfUtcDay(day) : Number.NaN;
  return Number.isNaN(start) || utcDay(start) !== day ? undefined : start;
}

/** The instant the UTC day of `instant` began, epoch ms. */
export function startOfDay(instant: number): number {
  return Math.floor(instant / dayMs) * dayMs;
}

/** Milliseconds left until the period ends; 0 once it is over. */
export function msLeft(period: Period, now: number): number {
  return Math.max(0, period.end - now);
}
