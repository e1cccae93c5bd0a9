// Credit: burn order, expiry, lapse, what is left to charge.
import { type BudgetCase, daysFrom, evenDays } from './case';

const now = '2026-11-21T12:00:00Z';
const trial = { id: 'trial', usd: '5', grantedAt: '2026-11-01T00:00:00Z', validMonths: 3 };
const charge = (at: string, usd: string | number) => ({ at, usd });

export const creditCases: readonly BudgetCase[] = [
  [
    'a trial eats the first charges',
    { now, credits: [trial], charges: [charge('2026-11-02T00:00:00Z', 2), charge('2026-11-03T00:00:00Z', 1)] },
    {
      spentUsd: '3',
      toChargeUsd: '0',
      credits: [{ id: 'trial', usedUsd: '3', leftUsd: '2', lapsedUsd: '0', expiresAt: '2027-02-01T00:00:00.000Z' }],
    },
  ],
  [
    'what is more than the trial is charged',
    { now, credits: [trial], charges: [charge('2026-11-02T00:00:00Z', 4), charge('2026-11-03T00:00:00Z', 4)] },
    {
      spentUsd: '8',
      toChargeUsd: '3',
      settlement: { usd: '3', dueOn: '2026-12-01' },
      credits: [{ usedUsd: '5', leftUsd: '0', lapsedUsd: '0' }],
    },
  ],
  [
    'the cap counts gross use',
    { now, capUsd: '10', credits: [trial], charges: [charge('2026-11-02T00:00:00Z', 8)] },
    { spentUsd: '8', percent: 80, level: 'warning', toChargeUsd: '3' },
  ],
  [
    'days are the charges when there are no others',
    { now, capUsd: '120', days: evenDays('2026-11-01', 21, 1), credits: [trial] },
    { spentUsd: '21', toChargeUsd: '16', credits: [{ usedUsd: '5' }] },
  ],
  [
    'an empty list of charges eats nothing',
    { now, days: evenDays('2026-11-01', 21, 1), charges: [], credits: [trial] },
    { spentUsd: '21', toChargeUsd: '21', credits: [{ usedUsd: '0', leftUsd: '5' }] },
  ],
  [
    'the earliest expiry goes first',
    {
      now,
      credits: [
        { id: 'late', usd: 5, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2027-06-01T00:00:00Z' },
        { id: 'soon', usd: 5, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-12-01T00:00:00Z' },
      ],
      charges: [charge('2026-11-02T00:00:00Z', 6)],
    },
    {
      toChargeUsd: '0',
      credits: [
        { id: 'late', usedUsd: '1', leftUsd: '4' },
        { id: 'soon', usedUsd: '5', leftUsd: '0' },
      ],
    },
  ],
  [
    'free grants go before an earlier expiry',
    {
      now,
      credits: [
        { id: 'paid', usd: 5, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-12-01T00:00:00Z' },
        { id: 'free', usd: 5, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2027-06-01T00:00:00Z', free: true },
      ],
      charges: [charge('2026-11-02T00:00:00Z', 6)],
    },
    { credits: [{ usedUsd: '1' }, { usedUsd: '5' }] },
  ],
  [
    'of two free grants the earlier expiry goes first',
    {
      now,
      credits: [
        { id: 'b', usd: 5, grantedAt: '2026-11-01T00:00:00Z', validMonths: 3, free: true },
        { id: 'a', usd: 5, grantedAt: '2026-11-01T00:00:00Z', validMonths: 2, free: true },
      ],
      charges: [charge('2026-11-02T00:00:00Z', 6)],
    },
    { credits: [{ usedUsd: '1' }, { usedUsd: '5' }] },
  ],
  [
    'credit without an end goes last',
    {
      now,
      credits: [{ id: 'ever', usd: 5, grantedAt: '2026-11-01T00:00:00Z' }, trial],
      charges: [charge('2026-11-02T00:00:00Z', 6)],
    },
    { credits: [{ usedUsd: '1', leftUsd: '4', expiresAt: null }, { usedUsd: '5' }] },
  ],
  [
    'of two with the same end the earlier grant goes first',
    {
      now,
      credits: [
        { id: 'second', usd: 5, grantedAt: '2026-11-02T00:00:00Z', expiresAt: '2027-01-01T00:00:00Z' },
        { id: 'first', usd: 5, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2027-01-01T00:00:00Z' },
      ],
      charges: [charge('2026-11-03T00:00:00Z', 3)],
    },
    { credits: [{ usedUsd: '0' }, { usedUsd: '3' }] },
  ],
  [
    'a charge before the grant is not paid',
    { now, credits: [trial], charges: [charge('2026-10-31T23:59:59.999Z', 2), charge('2026-11-05T00:00:00Z', 1)] },
    { spentUsd: '1', toChargeUsd: '0', credits: [{ usedUsd: '1', leftUsd: '4' }] },
  ],
  [
    'a charge at the grant is paid',
    { now, credits: [trial], charges: [charge('2026-11-01T00:00:00Z', 2)] },
    { credits: [{ usedUsd: '2' }] },
  ],
  [
    'a charge just before the expiry is paid',
    {
      now,
      credits: [{ ...trial, validMonths: undefined, expiresAt: '2026-11-10T00:00:00Z' }],
      charges: [charge('2026-11-09T23:59:59.999Z', 2)],
    },
    { toChargeUsd: '0', credits: [{ usedUsd: '2', leftUsd: '0', lapsedUsd: '3' }] },
  ],
  [
    'a charge at the expiry is outside',
    {
      now,
      credits: [{ ...trial, validMonths: undefined, expiresAt: '2026-11-10T00:00:00Z' }],
      charges: [charge('2026-11-10T00:00:00Z', 2)],
    },
    { toChargeUsd: '2', credits: [{ usedUsd: '0', leftUsd: '0', lapsedUsd: '5' }] },
  ],
  [
    'at its expiry a credit has lapsed',
    { now: '2026-11-10T00:00:00Z', credits: [{ ...trial, validMonths: undefined, expiresAt: '2026-11-10T00:00:00Z' }] },
    { credits: [{ leftUsd: '0', lapsedUsd: '5' }] },
  ],
  [
    'just before its expiry it has not',
    {
      now: '2026-11-09T23:59:59.999Z',
      credits: [{ ...trial, validMonths: undefined, expiresAt: '2026-11-10T00:00:00Z' }],
    },
    { credits: [{ leftUsd: '5', lapsedUsd: '0', expiresWithinDays: 3 }] },
  ],
  [
    'a credit that is yet to come is left',
    { now, credits: [{ ...trial, grantedAt: '2026-12-01T00:00:00Z' }], charges: [charge('2026-11-10T00:00:00Z', 2)] },
    { toChargeUsd: '2', credits: [{ usedUsd: '0', leftUsd: '5' }] },
  ],
  [
    'charges in time order, whatever their order in the list',
    {
      now,
      credits: [
        { id: 'a', usd: 3, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-11-05T00:00:00Z' },
        { id: 'b', usd: 3, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-12-05T00:00:00Z' },
      ],
      charges: [charge('2026-11-06T00:00:00Z', 2), charge('2026-11-04T00:00:00Z', 2)],
    },
    {
      toChargeUsd: '0',
      credits: [
        { usedUsd: '2', lapsedUsd: '1' },
        { usedUsd: '2', leftUsd: '1' },
      ],
    },
  ],
  [
    'one charge takes from two credits',
    {
      now,
      credits: [trial, { id: 'more', usd: 10, grantedAt: '2026-11-01T00:00:00Z', validMonths: 12 }],
      charges: [charge('2026-11-04T00:00:00Z', 7)],
    },
    { toChargeUsd: '0', credits: [{ usedUsd: '5' }, { usedUsd: '2', leftUsd: '8' }] },
  ],
  [
    'charges of the period before are not charged again',
    {
      now,
      credits: [{ ...trial, grantedAt: '2026-10-01T00:00:00Z' }],
      charges: [charge('2026-10-20T00:00:00Z', 4), charge('2026-11-02T00:00:00Z', 4)],
    },
    { spentUsd: '4', toChargeUsd: '3', credits: [{ usedUsd: '5' }] },
  ],
  [
    '30 November and three months end on 28 February',
    { now, credits: [{ ...trial, grantedAt: '2026-11-30' }] },
    { credits: [{ expiresAt: '2027-02-28T00:00:00.000Z' }] },
  ],
  [
    '30 November 2027 and three months end on 29 February',
    { now: '2027-12-01T00:00:00Z', credits: [{ ...trial, grantedAt: '2027-11-30T00:00:00Z' }] },
    { credits: [{ expiresAt: '2028-02-29T00:00:00.000Z' }] },
  ],
  [
    '31 January and a month end on 28 February',
    { now, credits: [{ ...trial, grantedAt: '2026-01-31T10:00:00Z', validMonths: 1 }] },
    { credits: [{ expiresAt: '2026-02-28T10:00:00.000Z', lapsedUsd: '5' }] },
  ],
  [
    '29 February and twelve months end on 28 February',
    { now: '2028-03-01T00:00:00Z', credits: [{ ...trial, grantedAt: '2028-02-29T00:00:00Z', validMonths: 12 }] },
    { credits: [{ expiresAt: '2029-02-28T00:00:00.000Z' }] },
  ],
  [
    'months of a grant written as a day are months of the zone',
    {
      now: '2026-12-01T00:00:00Z',
      zone: 'America/New_York',
      credits: [{ ...trial, grantedAt: '2026-11-30', validMonths: 6 }],
    },
    { credits: [{ expiresAt: '2027-05-30T04:00:00.000Z' }] },
  ],
  [
    'a warning 14 days before',
    { now: '2026-11-21T00:00:00Z', credits: [{ ...trial, validMonths: undefined, expiresAt: '2026-12-05T00:00:00Z' }] },
    { credits: [{ expiresWithinDays: 14 }] },
  ],
  [
    'no warning before that',
    { now: '2026-11-20T23:59:59Z', credits: [{ ...trial, validMonths: undefined, expiresAt: '2026-12-05T00:00:00Z' }] },
    { credits: [{ expiresWithinDays: null }] },
  ],
  [
    'no warning when nothing is left',
    {
      now,
      credits: [{ ...trial, validMonths: undefined, expiresAt: '2026-11-23T00:00:00Z' }],
      charges: [charge('2026-11-02T00:00:00Z', 9)],
    },
    { credits: [{ leftUsd: '0', expiresWithinDays: null }] },
  ],
  [
    '$5 for ten more days at $0.30 a day leaves $2',
    {
      now: '2026-11-21T00:00:00Z',
      days: evenDays('2026-11-14', 7, '0.3'),
      charges: [],
      credits: [{ id: 'c', usd: 5, grantedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-12-01T00:00:00Z' }],
    },
    { credits: [{ leftUsd: '5', expiresWithinDays: 14, expectedUnusedUsd: '2' }] },
  ],
  [
    'a refund takes no credit',
    { now, credits: [trial], charges: [charge('2026-11-02T00:00:00Z', -3)] },
    { credits: [{ usedUsd: '0' }], toChargeUsd: '0' },
  ],
  [
    'the smallest amounts',
    {
      now,
      credits: [{ ...trial, usd: '0.000000000003' }],
      charges: [charge('2026-11-02T00:00:00Z', '0.000000000002'), charge('2026-11-03T00:00:00Z', '0.000000000002')],
    },
    { toChargeUsd: '0.000000000001', credits: [{ usedUsd: '0.000000000003' }] },
  ],
  [
    'a trial that begins within a day pays for that day',
    { now, days: daysFrom('2026-11-20', [2]), credits: [{ ...trial, grantedAt: '2026-11-20T15:00:00Z' }] },
    { toChargeUsd: '0', credits: [{ usedUsd: '2' }] },
  ],
  [
    'an earlier charge eats first, though it is listed last',
    {
      now,
      credits: [{ ...trial, usd: 3, grantedAt: '2026-10-01T00:00:00Z' }],
      charges: [charge('2026-11-02T00:00:00Z', 3), charge('2026-10-20T00:00:00Z', 3)],
    },
    { spentUsd: '3', toChargeUsd: '3', credits: [{ usedUsd: '3' }] },
  ],
  [
    'months of a grant written in UTC are months of UTC, whatever the zone',
    {
      now: '2026-12-01T00:00:00Z',
      zone: 'America/New_York',
      credits: [{ ...trial, grantedAt: '2026-11-30T00:00:00Z' }],
    },
    { credits: [{ expiresAt: '2027-02-28T00:00:00.000Z' }] },
  ],
  [
    'months of a grant written with an offset are months by that clock',
    { now: '2026-12-01T00:00:00Z', credits: [{ ...trial, grantedAt: '2026-11-30T02:00:00+08:00' }] },
    { credits: [{ expiresAt: '2027-02-27T18:00:00.000Z' }] },
  ],
  [
    'a lower-case z is UTC',
    { now: '2026-12-01T00:00:00Z', zone: 'Asia/Tokyo', credits: [{ ...trial, grantedAt: '2026-11-30t00:00:00z' }] },
    { credits: [{ expiresAt: '2027-02-28T00:00:00.000Z' }] },
  ],
];
