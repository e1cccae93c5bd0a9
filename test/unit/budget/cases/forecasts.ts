// Forecasts: which rate, how much of the period is left, range, confidence, and when the cap is reached.
import { type BudgetCase, daysFrom, evenDays } from './case';

const noon21 = '2026-11-21T12:00:00Z';

/** Twenty days at $4 and $2 so far today: mean 4, elapsed 82 / 20.5 = 4. */
const steady = [...evenDays('2026-11-01', 20, 4), ...daysFrom('2026-11-21', [2])];
/** Thirteen days at $1, seven at $3, nothing yet today. Mean 3, elapsed 34 / 20.5. */
const rising = [...evenDays('2026-11-01', 13, 1), ...evenDays('2026-11-14', 7, 3), ...daysFrom('2026-11-21', [0])];

export const forecastCases: readonly BudgetCase[] = [
  [
    'steady spend ends where it heads',
    { now: noon21, capUsd: '120', days: steady },
    {
      spentUsd: '82',
      forecast: {
        usd: '120',
        lowUsd: '120',
        highUsd: '120',
        ratePerDayUsd: '4',
        confidence: 'normal',
        capReachedAt: null,
      },
    },
  ],
  [
    'a cap just under the forecast is reached just before the end',
    { now: noon21, capUsd: '118', days: steady },
    { forecast: { usd: '120', capReachedAt: '2026-11-30T12:00:00.000Z' } },
  ],
  [
    'a cap that is reached at the very end is not named',
    { now: noon21, capUsd: 120, days: steady },
    { forecast: { capReachedAt: null } },
  ],
  [
    'a cap reached within today',
    { now: noon21, capUsd: '83', days: steady },
    { forecast: { capReachedAt: '2026-11-21T18:00:00.000Z' } },
  ],
  [
    'a cap reached at midnight',
    { now: noon21, capUsd: '84', days: steady },
    { forecast: { capReachedAt: '2026-11-22T00:00:00.000Z' } },
  ],
  [
    'a cap that is reached already names no moment',
    { now: noon21, capUsd: '82', days: steady },
    { percent: 100, level: 'over', forecast: { usd: '120', capReachedAt: null } },
  ],
  ['no cap, no moment', { now: noon21, days: steady }, { forecast: { usd: '120', capReachedAt: null } }],
  [
    'the mean of the last seven, the range down to the elapsed rate',
    { now: noon21, days: rising },
    {
      spentUsd: '34',
      forecast: { usd: '62.5', highUsd: '62.5', lowUsd: '49.756097560976', ratePerDayUsd: '3', confidence: 'normal' },
    },
  ],
  [
    'falling spend: the elapsed rate is the larger',
    { now: '2026-11-11T00:00:00Z', days: [...evenDays('2026-11-01', 3, 10), ...evenDays('2026-11-04', 7, 1)] },
    { spentUsd: '37', forecast: { usd: '57', lowUsd: '57', highUsd: '111', ratePerDayUsd: '1' } },
  ],
  [
    'three known days are enough',
    { now: '2026-11-04T00:00:00Z', days: daysFrom('2026-11-01', [1, 2, 3]) },
    { forecast: { usd: '60', ratePerDayUsd: '2', confidence: 'normal' } },
  ],
  [
    'two known days are not: spend by elapsed days, low confidence',
    { now: '2026-11-05T00:00:00Z', days: daysFrom('2026-11-03', [4, 4]) },
    { spentUsd: '8', forecast: { usd: '60', ratePerDayUsd: '2', confidence: 'low' } },
  ],
  [
    'spend by elapsed days counts the part of today',
    { now: '2026-11-02T12:00:00Z', days: daysFrom('2026-11-01', [2, 1]) },
    { forecast: { usd: '60', ratePerDayUsd: '2', confidence: 'low' } },
  ],
  [
    'one whole day is enough for the elapsed rate',
    { now: '2026-11-02T00:00:00Z', days: daysFrom('2026-11-01', [2]) },
    { forecast: { usd: '60', confidence: 'low' } },
  ],
  [
    'no forecast before one whole day',
    { now: '2026-11-01T23:59:59Z', days: daysFrom('2026-11-01', [2]) },
    { spentUsd: '2', forecast: null },
  ],
  [
    'no forecast without any day',
    { now: noon21, capUsd: '120' },
    { spentUsd: '0', percent: 0, level: 'ok', forecast: null },
  ],
  [
    'no forecast from one day before the period',
    { now: '2026-11-01T12:00:00Z', days: daysFrom('2026-10-31', [9]) },
    { forecast: null },
  ],
  [
    'days before the period give the rate on its first day',
    { now: '2026-11-01T12:00:00Z', days: daysFrom('2026-10-25', [1, 2, 3, 4, 5, 6, 7, 2]) },
    { spentUsd: '2', forecast: { usd: '120', lowUsd: '120', highUsd: '120', ratePerDayUsd: '4', confidence: 'low' } },
  ],
  [
    'days before the period and days of it make one mean',
    { now: '2026-11-03T00:00:00Z', days: daysFrom('2026-10-31', [6, 2, 1]) },
    { spentUsd: '3', forecast: { ratePerDayUsd: '3', usd: '87', lowUsd: '45', highUsd: '87', confidence: 'low' } },
  ],
  [
    'at the first instant of the period',
    { now: '2026-11-01T00:00:00Z', days: evenDays('2026-10-25', 7, 5) },
    { spentUsd: '0', forecast: { usd: '150', confidence: 'low' } },
  ],
  [
    'under a tenth of the period is low confidence',
    { now: '2026-11-03T23:59:59Z', days: [...evenDays('2026-10-25', 10, 1)] },
    { forecast: { confidence: 'low' } },
  ],
  [
    'a tenth of the period is not',
    { now: '2026-11-04T00:00:00Z', days: [...evenDays('2026-10-25', 10, 1)] },
    { forecast: { confidence: 'normal' } },
  ],
  [
    'only the last seven completed days count',
    { now: '2026-11-11T00:00:00Z', days: [...evenDays('2026-11-01', 3, 100), ...evenDays('2026-11-04', 7, 2)] },
    { forecast: { ratePerDayUsd: '2', usd: '354' } },
  ],
  [
    'a hole is unknown: the mean is of the known days',
    { now: '2026-11-11T00:00:00Z', days: daysFrom('2026-11-01', [5, 5, 5, 4, null, 4, null, 4, null, 4]) },
    {
      spentUsd: '31',
      unknownDays: ['2026-11-05', '2026-11-07', '2026-11-09', '2026-11-11'],
      forecast: { ratePerDayUsd: '4', usd: '111', lowUsd: '93', confidence: 'normal' },
    },
  ],
  [
    'days older than a week do not fill a hole',
    { now: '2026-11-21T00:00:00Z', days: [...evenDays('2026-11-01', 10, 4), ...daysFrom('2026-11-19', [2, 2])] },
    { spentUsd: '44', forecast: { ratePerDayUsd: '2.2', usd: '66', confidence: 'low' } },
  ],
  [
    'a null amount is a hole',
    {
      now: '2026-11-05T00:00:00Z',
      days: daysFrom('2026-11-01', [3, 3, 3]).concat([{ date: '2026-11-04', usd: null }]),
    },
    { unknownDays: ['2026-11-04', '2026-11-05'], forecast: { ratePerDayUsd: '3' } },
  ],
  [
    'a known zero is not a hole',
    { now: '2026-11-05T00:00:00Z', days: daysFrom('2026-11-01', [4, 0, 4, 0, 0]) },
    { unknownDays: [], forecast: { ratePerDayUsd: '2', usd: '60' } },
  ],
  [
    'all known zeros: a forecast of nothing',
    { now: noon21, capUsd: '120', days: evenDays('2026-11-01', 21, 0) },
    {
      spentUsd: '0',
      percent: 0,
      forecast: { usd: '0', lowUsd: '0', highUsd: '0', ratePerDayUsd: '0', capReachedAt: null },
    },
  ],
  [
    'today counts in spend, never in the rate',
    { now: noon21, days: [...evenDays('2026-11-01', 20, 1), ...daysFrom('2026-11-21', [100])] },
    { spentUsd: '120', forecast: { ratePerDayUsd: '1', usd: '129.5' } },
  ],
  [
    'the last instant of the period',
    { now: '2026-11-30T23:59:59.999Z', days: evenDays('2026-11-01', 30, 1) },
    { spentUsd: '30', forecast: { usd: '30.000000011574' } },
  ],
  [
    'thirds are rounded once',
    { now: '2026-11-04T00:00:00Z', days: daysFrom('2026-11-01', [1, 0, 0]) },
    { forecast: { ratePerDayUsd: '0.333333333333', usd: '10' } },
  ],
  [
    'late figures: completed days, and today at the rate',
    {
      now: '2026-11-21T19:00:00Z',
      readAt: '2026-11-21T12:00:00Z',
      days: [...evenDays('2026-11-01', 20, 4), ...daysFrom('2026-11-21', [1])],
    },
    { spentUsd: '81', forecast: { usd: '120', basis: 'completedDays' } },
  ],
  [
    'figures of six hours are not late',
    { now: '2026-11-21T18:00:00Z', readAt: '2026-11-21T12:00:00Z', days: steady },
    { forecast: { usd: '120', basis: 'today' } },
  ],
  [
    'never below the spend so far',
    {
      now: '2026-11-30T12:00:00Z',
      readAt: '2026-11-30T01:00:00Z',
      days: [...evenDays('2026-11-01', 29, 1), ...daysFrom('2026-11-30', [50])],
    },
    { spentUsd: '79', forecast: { usd: '79', lowUsd: '79', highUsd: '79' } },
  ],
  [
    'refunds make no negative rate',
    { now: '2026-11-05T00:00:00Z', days: daysFrom('2026-11-01', [5, -2, -2, -2]) },
    { spentUsd: '-1', forecast: { usd: '-1', ratePerDayUsd: '0' } },
  ],
  [
    'a million a day',
    { now: noon21, capUsd: '120', days: [...evenDays('2026-11-01', 20, 1e6), ...daysFrom('2026-11-21', [500000])] },
    { spentUsd: '20500000', percent: 17083333.333333, level: 'over', forecast: { usd: '30000000' } },
  ],
  [
    'a fraction of a cent a day',
    {
      now: noon21,
      capUsd: '120',
      days: [...evenDays('2026-11-01', 20, '0.000001'), ...daysFrom('2026-11-21', ['0.0000005'])],
    },
    { spentUsd: '0.0000205', percent: 0.000017, forecast: { usd: '0.00003' } },
  ],
  [
    'days in any order',
    { now: '2026-11-04T00:00:00Z', days: [...daysFrom('2026-11-01', [1, 2, 3])].reverse() },
    { spentUsd: '6', forecast: { usd: '60' }, problems: [] },
  ],
  [
    'days of the old period are not spent in the new',
    { now: '2026-12-01T00:00:00Z', days: evenDays('2026-11-01', 30, 4) },
    { spentUsd: '0', forecast: { usd: '124', confidence: 'low' } },
  ],
  [
    'a period from the 15th',
    { now: '2026-11-25T00:00:00Z', resetDay: 15, days: evenDays('2026-11-01', 24, 2) },
    { spentUsd: '20', forecast: { usd: '60', lowUsd: '60', highUsd: '60' } },
  ],
  [
    'days are days of the zone',
    {
      now: '2026-10-31T18:00:00Z',
      zone: 'Asia/Tokyo',
      days: [...evenDays('2026-10-25', 7, 8), ...daysFrom('2026-11-01', [1])],
    },
    { spentUsd: '1', forecast: { usd: '240', ratePerDayUsd: '8' } },
  ],
  // 1 November 2026 has 25 hours in New York: at 16:30 UTC half of it is over
  [
    'half of a day of 25 hours',
    {
      now: '2026-11-01T16:30:00Z',
      zone: 'America/New_York',
      days: [...evenDays('2026-10-25', 7, 2), ...daysFrom('2026-11-01', [1])],
    },
    { spentUsd: '1', forecast: { usd: '60' } },
  ],
  // 8 March 2026 has 23 hours in Los Angeles: 08:00 UTC to 07:00 UTC
  [
    'half of a day of 23 hours',
    {
      now: '2026-03-08T19:30:00Z',
      zone: 'America/Los_Angeles',
      capUsd: '17.5',
      days: [...evenDays('2026-03-01', 7, 2), ...daysFrom('2026-03-08', [1])],
    },
    { forecast: { usd: '62', lowUsd: '62', highUsd: '62', capReachedAt: '2026-03-10T01:00:00.000Z' } },
  ],
];
