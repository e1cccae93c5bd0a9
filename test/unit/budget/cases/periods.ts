// Periods: reset days, month ends, zones and clock changes. Zone facts: IANA tz database, through the runtime's own data.
import { type BudgetCase, evenDays } from './case';

function period(now: string, zone: string, resetDay: unknown, start: string, end: string, days: number): BudgetCase {
  const instant = (text: string) => new Date(text).toISOString();
  const expected = { period: { start: instant(start), end: instant(end), days, zone }, problems: [] };
  return [`${zone}, reset day ${resetDay}, at ${now}`, { now, zone, resetDay }, expected];
}

export const periodCases: readonly BudgetCase[] = [
  [
    'a month of UTC by default',
    { now: '2026-11-21T17:44:00Z' },
    { period: { start: '2026-11-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z', days: 30, zone: 'UTC' } },
  ],
  [
    'the first instant belongs to the new period',
    { now: '2026-12-01T00:00:00Z' },
    { period: { start: '2026-12-01T00:00:00.000Z', days: 31 } },
  ],
  [
    'the last instant belongs to the old period',
    { now: '2026-11-30T23:59:59.999Z' },
    { period: { start: '2026-11-01T00:00:00.000Z' } },
  ],
  ['an offset in now', { now: '2026-12-01T07:30:00+08:00' }, { period: { start: '2026-11-01T00:00:00.000Z' } }],
  [
    'now without an offset is wall time of the zone',
    { now: '2026-12-01T07:30:00', zone: 'Asia/Shanghai' },
    { period: { start: '2026-11-30T16:00:00.000Z', days: 31 } },
  ],
  period('2028-02-10T00:00:00Z', 'UTC', 1, '2028-02-01T00:00Z', '2028-03-01T00:00Z', 29),
  period('2026-02-10T00:00:00Z', 'UTC', 1, '2026-02-01T00:00Z', '2026-03-01T00:00Z', 28),
  period('2026-11-21T00:00:00Z', 'UTC', 21, '2026-11-21T00:00Z', '2026-12-21T00:00Z', 30),
  period('2026-11-20T23:59:59Z', 'UTC', 21, '2026-10-21T00:00Z', '2026-11-21T00:00Z', 31),
  period('2027-01-05T00:00:00Z', 'UTC', 15, '2026-12-15T00:00Z', '2027-01-15T00:00Z', 31),
  period('2026-02-27T23:00:00Z', 'UTC', 31, '2026-01-31T00:00Z', '2026-02-28T00:00Z', 28),
  period('2026-02-28T00:00:00Z', 'UTC', 31, '2026-02-28T00:00Z', '2026-03-31T00:00Z', 31),
  period('2026-03-30T12:00:00Z', 'UTC', 30, '2026-03-30T00:00Z', '2026-04-30T00:00Z', 31),
  period('2026-03-15T12:00:00Z', 'UTC', 30, '2026-02-28T00:00Z', '2026-03-30T00:00Z', 30),
  period('2028-02-29T12:00:00Z', 'UTC', 30, '2028-02-29T00:00Z', '2028-03-30T00:00Z', 30),
  period('2026-04-30T12:00:00Z', 'UTC', 31, '2026-04-30T00:00Z', '2026-05-31T00:00Z', 31),
  period('2026-04-29T12:00:00Z', 'UTC', 'last', '2026-03-31T00:00Z', '2026-04-30T00:00Z', 30),
  period('2028-02-29T00:00:00Z', 'UTC', 'last', '2028-02-29T00:00Z', '2028-03-31T00:00Z', 31),
  period('2028-02-28T23:59:59Z', 'UTC', 29, '2028-01-29T00:00Z', '2028-02-29T00:00Z', 31),
  period('2027-03-01T00:00:00Z', 'UTC', 29, '2027-02-28T00:00Z', '2027-03-29T00:00Z', 29),
  period('2026-10-31T15:00:00Z', 'Asia/Tokyo', 1, '2026-10-31T15:00Z', '2026-11-30T15:00Z', 30),
  period('2026-10-31T14:59:59Z', 'Asia/Tokyo', 1, '2026-09-30T15:00Z', '2026-10-31T15:00Z', 31),
  period('2026-11-21T00:00:00Z', 'Asia/Shanghai', 1, '2026-10-31T16:00Z', '2026-11-30T16:00Z', 30),
  period('2026-11-21T00:00:00Z', 'Asia/Kolkata', 1, '2026-10-31T18:30Z', '2026-11-30T18:30Z', 30),
  period('2026-11-21T00:00:00Z', 'Asia/Kathmandu', 5, '2026-11-04T18:15Z', '2026-12-04T18:15Z', 30),
  period('2026-11-21T00:00:00Z', 'Pacific/Kiritimati', 1, '2026-10-31T10:00Z', '2026-11-30T10:00Z', 30),
  period('2026-11-21T00:00:00Z', 'Pacific/Pago_Pago', 1, '2026-11-01T11:00Z', '2026-12-01T11:00Z', 30),
  // clocks back on 1 November 2026 at 02:00: the period is an hour longer than 30 days
  period('2026-11-21T00:00:00Z', 'America/New_York', 1, '2026-11-01T04:00Z', '2026-12-01T05:00Z', 30),
  period('2026-11-01T04:30:00Z', 'America/New_York', 1, '2026-11-01T04:00Z', '2026-12-01T05:00Z', 30),
  period('2026-11-01T03:59:59Z', 'America/New_York', 1, '2026-10-01T04:00Z', '2026-11-01T04:00Z', 31),
  period('2026-03-10T00:00:00Z', 'America/Los_Angeles', 1, '2026-03-01T08:00Z', '2026-04-01T07:00Z', 31),
  period('2026-03-10T00:00:00Z', 'America/Los_Angeles', 8, '2026-03-08T08:00Z', '2026-04-08T07:00Z', 31),
  period('2026-10-26T00:00:00Z', 'Europe/Berlin', 25, '2026-10-24T22:00Z', '2026-11-24T23:00Z', 31),
  // half an hour of summer time, from 4 October 2026
  period('2026-10-10T00:00:00Z', 'Australia/Lord_Howe', 1, '2026-09-30T13:30Z', '2026-10-31T13:00Z', 31),
  period('2026-10-10T00:00:00Z', 'Pacific/Chatham', 1, '2026-09-30T10:15Z', '2026-10-31T10:15Z', 31),
  // days that have no midnight: they begin at 01:00
  period('2026-09-10T00:00:00Z', 'America/Santiago', 6, '2026-09-06T04:00Z', '2026-10-06T03:00Z', 30),
  period('2026-09-06T03:59:59Z', 'America/Santiago', 6, '2026-08-06T04:00Z', '2026-09-06T04:00Z', 31),
  period('2026-04-25T00:00:00Z', 'Africa/Cairo', 24, '2026-04-23T22:00Z', '2026-05-23T21:00Z', 30),
  period('2026-04-01T00:00:00Z', 'Asia/Beirut', 29, '2026-03-28T22:00Z', '2026-04-28T21:00Z', 31),
  // a day with two midnights: it begins with the first
  period('2026-11-01T05:30:00Z', 'America/Havana', 1, '2026-11-01T04:00Z', '2026-12-01T05:00Z', 30),
  [
    'zone names in any case',
    { now: '2026-11-21T00:00:00Z', zone: 'asia/tokyo' },
    { period: { start: '2026-10-31T15:00:00.000Z', zone: 'asia/tokyo' }, problems: [] },
  ],
  [
    'the due day is the reset day in the zone',
    { now: '2026-11-21T00:00:00Z', zone: 'Asia/Tokyo' },
    { settlement: { dueOn: '2026-12-01' } },
  ],
  [
    'the due day of a reset day beyond the month',
    { now: '2027-02-01T00:00:00Z', resetDay: 31 },
    { settlement: { dueOn: '2027-02-28' } },
  ],
  [
    'the due day of the last day',
    { now: '2027-02-28T00:00:00Z', resetDay: 'last' },
    { settlement: { dueOn: '2027-03-31' } },
  ],
  [
    'the period before, still restated',
    { now: '2026-12-03T23:59:59Z', days: evenDays('2026-11-01', 30, 4) },
    {
      spentUsd: '0',
      closed: {
        start: '2026-11-01T00:00:00.000Z',
        end: '2026-12-01T00:00:00.000Z',
        spentUsd: '120',
        atLeast: false,
        fixed: false,
      },
    },
  ],
  [
    'the period before, fixed after three days',
    { now: '2026-12-04T00:00:00Z', days: evenDays('2026-11-02', 29, 4) },
    { closed: { spentUsd: '116', atLeast: true, fixed: true } },
  ],
  [
    'nothing is known of the period before',
    { now: '2026-12-04T00:00:00Z', days: evenDays('2026-12-01', 3, 4) },
    { closed: null },
  ],
];
