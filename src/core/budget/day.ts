// Calendar days as numbers, without any zone: day 0 is 1970-01-01. Zone arithmetic (zone.ts) turns them into instants.
import { dayMs } from './period';

/** A calendar day, counted from 1970-01-01; an instant only together with a zone. */
export type Day = number;

/** The first and the day after the last that are read: four-digit years from 1970, with room for periods around them. */
const firstYear = 1970;
const lastYear = 9998;

/** The day `YYYY-MM-DD` names; undefined when it is not a real day of the years 1970 to 9998. */
export function dayOf(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < firstYear || year > lastYear) return undefined;
  const day = Date.UTC(year, month - 1, date) / dayMs;
  return dayText(day) === text ? day : undefined;
}

/** `YYYY-MM-DD`. */
export function dayText(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** A month as one number: 12 x year + month from 0. */
export type Month = number;

/** The month of a day. */
export function monthOfDay(day: Day): Month {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The `dayOfMonth`th of a month; beyond the month's end it means the last day. `last` is the last day. */
export function dayInMonth(month: Month, dayOfMonth: number | 'last'): Day {
  const [year, index] = [Math.floor(month / 12), month % 12];
  const last = Date.UTC(year, index + 1, 0) / dayMs;
  const first = Date.UTC(year, index, 1) / dayMs;
  return dayOfMonth === 'last' ? last : Math.min(last, first + dayOfMonth - 1);
}

/** The same day of the month `months` later, clamped to the month's end: 2026-11-30 + 3 months is 2027-02-28. */
export function addMonths(day: Day, months: number): Day {
  return dayInMonth(monthOfDay(day) + months, new Date(day * dayMs).getUTCDate());
}
