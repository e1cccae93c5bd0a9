// Bad input: each bad thing is named, and the rest still holds.
import { type BudgetCase, daysFrom, evenDays } from './case';

const now = '2026-11-21T12:00:00Z';
const problem = (field: string) => [{ field }];

const noCap = { percent: null, level: null };
const trial = { id: 't', usd: 5, grantedAt: '2026-11-01T00:00:00Z' };

export const badInputCases: readonly BudgetCase[] = [
  ['no cap', { now, days: daysFrom('2026-11-21', [7]) }, { ...noCap, spentUsd: '7', problems: [] }],
  ['a cap of null', { now, capUsd: null }, { ...noCap, capUsd: null, problems: [] }],
  ['a cap of 0', { now, capUsd: 0, days: daysFrom('2026-11-21', [7]) }, { ...noCap, capUsd: '0', problems: [] }],
  ['a negative cap', { now, capUsd: -5 }, { ...noCap, capUsd: null, problems: problem('capUsd') }],
  ['a cap that is no number', { now, capUsd: 'NaN' }, { ...noCap, problems: problem('capUsd') }],
  ['a cap beyond all money', { now, capUsd: 1e300 }, { ...noCap, problems: problem('capUsd') }],
  [
    'reset day 0',
    { now, resetDay: 0 },
    { period: { start: '2026-11-01T00:00:00.000Z' }, problems: problem('resetDay') },
  ],
  [
    'reset day 40',
    { now, resetDay: 40 },
    { period: { start: '2026-11-01T00:00:00.000Z' }, problems: problem('resetDay') },
  ],
  ['reset day 1.5', { now, resetDay: 1.5 }, { problems: problem('resetDay') }],
  ['reset day "first"', { now, resetDay: 'first' }, { problems: problem('resetDay') }],
  ['an unknown zone', { now, zone: 'Mars/Olympus' }, { period: { zone: 'UTC' }, problems: problem('zone') }],
  ['a zone that is no text', { now, zone: 8 }, { period: { zone: 'UTC' }, problems: problem('zone') }],
  ['a zone without a name', { now, zone: '' }, { period: { zone: 'UTC' }, problems: problem('zone') }],
  [
    'a credit that ends before it begins',
    {
      now,
      credits: [{ ...trial, expiresAt: '2026-10-01T00:00:00Z' }],
      charges: [{ at: '2026-11-02T00:00:00Z', usd: 2 }],
    },
    {
      toChargeUsd: '2',
      credits: [{ usedUsd: '0', leftUsd: '0', lapsedUsd: '5' }],
      problems: problem('credits[0].expiresAt'),
    },
  ],
  [
    'a credit that ends as it begins',
    { now, credits: [{ ...trial, expiresAt: trial.grantedAt }], charges: [{ at: trial.grantedAt, usd: 2 }] },
    { credits: [{ usedUsd: '0', lapsedUsd: '5' }], problems: problem('credits[0].expiresAt') },
  ],
  [
    'a credit that would end before it begins, both to come',
    { now, credits: [{ ...trial, grantedAt: '2027-02-01', expiresAt: '2027-01-01' }] },
    { credits: [{ leftUsd: '0', lapsedUsd: '5' }], problems: problem('credits[0].expiresAt') },
  ],
  [
    'a credit of negative months',
    { now, credits: [{ ...trial, validMonths: -3 }] },
    { credits: [{ lapsedUsd: '5' }], problems: problem('credits[0].expiresAt') },
  ],
  [
    'a credit of half a month',
    { now, credits: [{ ...trial, validMonths: 0.5 }] },
    { credits: [], problems: problem('credits[0].validMonths') },
  ],
  [
    'a credit with two ends',
    { now, credits: [{ ...trial, validMonths: 3, expiresAt: '2027-01-01' }] },
    { credits: [{ expiresAt: '2027-01-01T00:00:00.000Z' }], problems: problem('credits[0].validMonths') },
  ],
  [
    'a negative credit',
    { now, credits: [{ ...trial, usd: -5 }] },
    { credits: [], problems: problem('credits[0].usd') },
  ],
  [
    'a credit without a beginning',
    { now, credits: [{ id: 't', usd: 5 }] },
    { credits: [], problems: problem('credits[0].grantedAt') },
  ],
  [
    'a credit without a name',
    { now, credits: [{ ...trial, id: undefined }] },
    { credits: [{ id: '#1', leftUsd: '5' }], problems: problem('credits[0].id') },
  ],
  [
    'two credits of one name',
    { now, credits: [trial, trial] },
    { credits: [{ leftUsd: '5' }, { leftUsd: '5' }], problems: problem('credits[1].id') },
  ],
  [
    'a day that does not exist',
    { now, days: [{ date: '2026-02-30', usd: 1 }] },
    { spentUsd: '0', problems: problem('days[0].date') },
  ],
  [
    'a day with a time',
    { now, days: [{ date: '2026-11-05T00:00:00Z', usd: 1 }] },
    { spentUsd: '0', problems: problem('days[0].date') },
  ],
  [
    'a day twice: the last row is used',
    {
      now,
      days: [
        { date: '2026-11-05', usd: 1 },
        { date: '2026-11-05', usd: 3 },
      ],
    },
    { spentUsd: '3', problems: problem('days[1].date') },
  ],
  [
    'a day to come',
    { now, days: [{ date: '2026-11-22', usd: 1 }] },
    { spentUsd: '0', problems: problem('days[0].date') },
  ],
  [
    'an amount that is no number leaves the day unknown',
    {
      now: '2026-11-02T00:00:00Z',
      days: [
        { date: '2026-11-01', usd: 'abc' },
        { date: '2026-11-02', usd: 1 },
      ],
    },
    { spentUsd: '1', unknownDays: ['2026-11-01'], problems: problem('days[0].usd') },
  ],
  [
    'an amount with a dollar sign',
    { now, days: [{ date: '2026-11-01', usd: '$5' }] },
    { spentUsd: '0', problems: problem('days[0].usd') },
  ],
  [
    'an amount with a comma',
    { now, days: [{ date: '2026-11-01', usd: '5,50' }] },
    { problems: problem('days[0].usd') },
  ],
  ['an amount of true', { now, days: [{ date: '2026-11-01', usd: true }] }, { problems: problem('days[0].usd') }],
  ['a tiny exponent is zero', { now, days: [{ date: '2026-11-01', usd: '0E-6176' }] }, { spentUsd: '0', problems: [] }],
  ['an exponent', { now, days: [{ date: '2026-11-01', usd: 1.5e-7 }] }, { spentUsd: '0.00000015', problems: [] }],
  ['a float that is not exact', { now, days: daysFrom('2026-11-01', [0.1 + 0.2]) }, { spentUsd: '0.3', problems: [] }],
  ['minus zero', { now, days: daysFrom('2026-11-01', ['-0']) }, { spentUsd: '0', toChargeUsd: '0', problems: [] }],
  ['a row that is no object', { now, days: [7] }, { spentUsd: '0', problems: problem('days[0]') }],
  [
    'unknown fields',
    { now, cap: 5, days: [{ date: '2026-11-01', usd: 1, eur: 2 }] },
    { problems: [{ field: 'cap' }, { field: 'days[0].eur' }] },
  ],
  [
    'a charge to come',
    { now, charges: [{ at: '2026-11-22T00:00:00Z', usd: 2 }] },
    { spentUsd: '0', problems: problem('charges[0].at') },
  ],
  ['a charge without a time', { now, charges: [{ usd: 2 }] }, { spentUsd: '0', problems: problem('charges[0].at') }],
  ['credits that are no list', { now, credits: {} }, { credits: [], problems: problem('credits') }],
  ['spend by whom, not a list', { now, spendBy: 'me' }, { problems: problem('spendBy') }],
  [
    'a time of reading that is none',
    { now, readAt: 'x', days: evenDays('2026-11-01', 20, 1) },
    { forecast: { basis: 'today' }, problems: problem('readAt') },
  ],
  [
    'a day twice, the second time unknown',
    {
      now,
      days: [
        { date: '2026-11-21', usd: 1 },
        { date: '2026-11-21', usd: null },
      ],
    },
    { spentUsd: '0', problems: problem('days[1].date') },
  ],
];
