// What must hold for days and periods of a zone, checked by the quick and the long tests.
import assert from 'node:assert/strict';
import { budgetPeriod, type ResetDay } from '../../src/core/budget/budgetPeriod';
import { type Day, dayText } from '../../src/core/budget/day';
import { dayMs } from '../../src/core/budget/period';
import { type Zone, zoneOf } from '../../src/core/budget/zone';

export const allResetDays: readonly ResetDay[] = [...Array.from({ length: 31 }, (_, index) => index + 1), 'last'];
export const firstDay = Date.UTC(2020, 0, 1) / dayMs;
export const lastDay = Date.UTC(2036, 11, 31) / dayMs;

export function knownZone(name: string): Zone {
  const zone = zoneOf(name);
  assert.ok(zone, name);
  return zone;
}

/** An own reading of the calendar day: what the runtime prints for the zone. */
export function printedDay(name: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: name,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => format.format(instant);
}

/** Days follow one another without gap or overlap, and begin where the runtime's own calendar turns. */
export function checkDays(name: string, from: Day, to: Day): void {
  const zone = knownZone(name);
  const printed = printedDay(name);
  let start = zone.startOf(from);
  for (let day = from; day < to; day += 1) {
    const end = zone.startOf(day + 1);
    const hours = (end - start) / 3_600_000;
    assert.ok(hours > 20 && hours < 28, `${name} ${dayText(day)} has ${hours} hours`);
    assert.equal(printed(start), dayText(day), `${name}: start`);
    assert.equal(printed(end - 1), dayText(day), `${name}: last instant`);
    assert.equal(zone.dayAt(start), day, `${name} ${dayText(day)}`);
    assert.equal(zone.dayAt(end - 1), day, `${name} ${dayText(day)}`);
    start = end;
  }
}

/** The days with a clock change, from midnight UTC to midnight UTC. */
export function daysOfClockChanges(name: string, from = firstDay, to = lastDay): readonly Day[] {
  const zone = knownZone(name);
  const offset = (day: Day) => zone.wallAt(day * dayMs) - day * dayMs;
  const days = Array.from({ length: to - from }, (_, index) => from + index);
  return days.filter((day) => offset(day) !== offset(day + 1));
}

/** The periods before, at and after the instant join without gap, hold it, and are made of whole days of the right months. */
export function checkPeriod(zone: Zone, resetDay: ResetDay, now: number): void {
  const period = budgetPeriod(zone, resetDay, now);
  const words = `${zone.name}, reset day ${resetDay}, ${new Date(now).toISOString()}`;
  assert.ok(period.start <= now && now < period.end, words);
  assert.equal(budgetPeriod(zone, resetDay, period.end).start, period.end, words);
  assert.equal(budgetPeriod(zone, resetDay, period.start - 1).end, period.start, words);
  assert.equal(budgetPeriod(zone, resetDay, period.start).end, period.end, words);
  assert.equal(zone.startOf(period.firstDay), period.start, words);
  assert.equal(zone.dayAt(period.end - 1), period.endDay - 1, words);
  const days = period.endDay - period.firstDay;
  assert.ok(days >= 28 && days <= 31, words);
  for (const day of [period.firstDay, period.endDay]) {
    const date = new Date(day * dayMs);
    const monthEnd = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    assert.equal(date.getUTCDate(), resetDay === 'last' ? monthEnd : Math.min(resetDay, monthEnd), words);
  }
}
