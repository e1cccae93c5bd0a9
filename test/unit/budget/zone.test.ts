import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addMonths, dayInMonth, dayOf, dayText, monthOfDay } from '../../../src/core/budget/day';
import { instantOf } from '../../../src/core/budget/instant';
import { dayMs } from '../../../src/core/budget/period';
import { utc, zoneOf } from '../../../src/core/budget/zone';
import {
  allResetDays,
  checkDays,
  checkPeriod,
  daysOfClockChanges,
  firstDay,
  knownZone,
  lastDay,
} from '../../support/zoneChecks';

/** Whole and part hours, midnights skipped and doubled, both sides of the date line, Ramadan's clock changes. */
const oddZones = [
  ...['UTC', 'America/New_York', 'America/Santiago', 'America/Havana', 'America/Nuuk', 'America/Scoresbysund'],
  ...['Africa/Cairo', 'Africa/Casablanca', 'Asia/Beirut', 'Asia/Gaza', 'Asia/Tehran', 'Asia/Kathmandu'],
  ...['Australia/Lord_Howe', 'Antarctica/Casey', 'Antarctica/Troll', 'Pacific/Chatham', 'Pacific/Kiritimati'],
];

const year2026 = Date.UTC(2026, 0, 1) / dayMs;

describe('zone', () => {
  it('splits the days around clock changes without gap or overlap', () => {
    for (const name of oddZones) {
      for (const day of daysOfClockChanges(name, year2026, year2026 + 365)) checkDays(name, day - 2, day + 3);
    }
  });

  it('splits time into periods for any zone, reset day and instant', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...allResetDays),
        fc.integer({ min: firstDay * dayMs, max: lastDay * dayMs }),
        (name, resetDay, now) => checkPeriod(knownZone(name), resetDay, now),
      ),
      { numRuns: 150 },
    );
  });

  it('begins a day behind a skipped midnight, and with the first of two', () => {
    const santiago = knownZone('America/Santiago');
    const skipped = dayOf('2026-09-06') ?? 0;
    assert.equal(new Date(santiago.startOf(skipped)).toISOString(), '2026-09-06T04:00:00.000Z');
    assert.equal(santiago.startOf(skipped + 1) - santiago.startOf(skipped), 23 * 3_600_000);
    const havana = knownZone('America/Havana');
    const doubled = dayOf('2026-11-01') ?? 0;
    assert.equal(new Date(havana.startOf(doubled)).toISOString(), '2026-11-01T04:00:00.000Z');
  });

  it('moves a wall time in a gap behind it, and takes the first of two', () => {
    const berlin = knownZone('Europe/Berlin');
    const at = (text: string) => new Date(instantOf(text, berlin) ?? Number.NaN).toISOString();
    assert.equal(at('2026-03-29T02:30:00'), '2026-03-29T01:30:00.000Z');
    assert.equal(at('2026-10-25T02:30:00'), '2026-10-25T00:30:00.000Z');
    assert.equal(at('2026-07-01'), '2026-06-30T22:00:00.000Z');
  });

  it('knows no other names', () => {
    for (const name of ['', ' ', 'Mars/Olympus', 'local', 'UTC+25', '../etc', 'a'.repeat(10_000)])
      assert.equal(zoneOf(name), undefined);
  });
});

describe('day', () => {
  it('reads only real days', () => {
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-01', '1969-12-31', '9999-01-01', '2026-1-01', '', 'x'])
      assert.equal(dayOf(text), undefined, text);
    assert.equal(dayText(dayOf('2028-02-29') ?? 0), '2028-02-29');
  });

  it('adds calendar months, clamped to the end of the month', () => {
    const later = (text: string, months: number) => dayText(addMonths(dayOf(text) ?? 0, months));
    assert.equal(later('2026-11-30', 3), '2027-02-28');
    assert.equal(later('2027-11-30', 3), '2028-02-29');
    assert.equal(later('2026-12-31', 1), '2027-01-31');
    assert.equal(later('2026-03-31', -1), '2026-02-28');
    assert.equal(dayText(dayInMonth(monthOfDay(dayOf('2026-04-10') ?? 0), 'last')), '2026-04-30');
  });
});

describe('instant', () => {
  const at = (text: string) => instantOf(text, utc);

  it('reads ISO times with and without offset', () => {
    const noon = Date.UTC(2026, 10, 21, 12);
    for (const text of [
      '2026-11-21T12:00:00Z',
      '2026-11-21T12:00Z',
      '2026-11-21t20:00:00.000+08:00',
      '2026-11-21 12:00',
    ])
      assert.equal(at(text), noon, text);
    assert.equal(at('2026-11-21T06:30:00-0530'), noon);
    assert.equal(at('2026-11-21T12:00:00.1239Z'), noon + 123);
  });

  it('reads nothing else', () => {
    for (const text of [
      '2026-11-21T24:00:00Z',
      '2026-11-21T12:60Z',
      '2026-11-31T00:00Z',
      'now',
      '',
      '12:00',
      '2026-11-21T12Z',
    ])
      assert.equal(at(text), undefined, text);
  });
});
