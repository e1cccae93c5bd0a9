// What sources share that answer for whole UTC days: which days a period holds, and reading a day's name.
import { dayMs, dayStart, type Period, utcDay } from '../budget/period';
import { FieldProblem } from './fields';
import type { ReadRequest } from './source';

/** Every UTC day of the period that has begun by `now`, as `YYYY-MM-DD`, ascending. */
export function daysUntil(period: Period, now: number): string[] {
  const days: string[] = [];
  const end = Math.min(period.end, now + 1);
  for (let start = period.start - (period.start % dayMs); start < end; start += dayMs) days.push(utcDay(start));
  return days;
}

/** All that a read is to tell of. */
export function spanOf({ period, since = period.start }: Pick<ReadRequest, 'period' | 'since'>): Period {
  return { start: Math.min(since, period.start), end: period.end };
}

/** A real UTC day from a text that begins with `YYYY-MM-DD`: what follows (a time) is not looked at. */
export function readDay(value: unknown, path: string): string | FieldProblem {
  const day = typeof value === 'string' && value.length <= 40 ? value.slice(0, 10) : '';
  return dayStart(day) === undefined ? new FieldProblem(`${path} is not a day`) : day;
}
