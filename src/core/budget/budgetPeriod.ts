// The budget's own period: from one reset day to the next, at local midnight of a named zone. `period.ts` is the provider's UTC month.
import { type Day, dayInMonth, dayText, monthOfDay } from './day';
import type { Period } from './period';
import type { Zone } from './zone';

/** The day of the month the meter starts anew: 1 to 31 (beyond a month's end its last day), or always the last day. */
export type ResetDay = number | 'last';

/** `[start, end)`, epoch ms, both the first instant of a reset day. */
export interface BudgetPeriod extends Period {
  readonly zone: Zone;
  readonly firstDay: Day;
  /** The reset day that closes the period: the first day of the next one. */
  readonly endDay: Day;
}

/** The period that holds the instant `now`. */
export function budgetPeriod(zone: Zone, resetDay: ResetDay, now: number): BudgetPeriod {
  const today = zone.dayAt(now);
  const month = monthOfDay(today);
  const begun = dayInMonth(month, resetDay) <= today ? month : month - 1;
  const firstDay = dayInMonth(begun, resetDay);
  const endDay = dayInMonth(begun + 1, resetDay);
  return { zone, firstDay, endDay, start: zone.startOf(firstDay), end: zone.startOf(endDay) };
}

/** Calendar days of the period, 28 to 31. */
export function daysInPeriod({ firstDay, endDay }: BudgetPeriod): number {
  return endDay - firstDay;
}

/** True for a calendar month of the period's zone. */
export function isCalendarMonth({ firstDay, endDay }: BudgetPeriod): boolean {
  const month = monthOfDay(firstDay);
  return firstDay === dayInMonth(month, 1) && endDay === dayInMonth(month + 1, 1);
}

/** The day the period is settled, `YYYY-MM-DD` in its zone: the reset day that closes it. */
export function dueDay(period: BudgetPeriod): string {
  return dayText(period.endDay);
}
