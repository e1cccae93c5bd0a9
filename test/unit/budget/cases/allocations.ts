// Shares of the cap, and subscriptions beside it.
import { type BudgetCase, daysFrom } from './case';

const now = '2026-11-21T12:00:00Z';
const problem = (field: string) => [{ field }];

export const allocationCases: readonly BudgetCase[] = [
  [
    'nothing is shared out',
    { now, capUsd: '120', days: daysFrom('2026-11-21', [7]) },
    { allocations: [], unallocated: { capUsd: '120', spentUsd: '7' }, overAllocated: false },
  ],
  [
    'shares, the rest, and spend without a share',
    {
      now,
      capUsd: '120',
      allocations: [
        { project: 'a', usd: 60 },
        { project: 'b', usd: '20' },
      ],
      spendBy: [
        { project: 'a', usd: '30' },
        { project: 'b', usd: '25' },
        { project: 'c', usd: 4 },
        { project: null, usd: '1.5' },
      ],
    },
    {
      allocations: [
        { project: 'a', percent: 50, over: false },
        { project: 'b', percent: 125, over: true },
      ],
      unallocated: { capUsd: '40', spentUsd: '5.5' },
    },
  ],
  [
    'a share is over from 100 %',
    { now, capUsd: '120', allocations: [{ key: 'k', usd: 10 }], spendBy: [{ key: 'k', usd: 10 }] },
    { allocations: [{ key: 'k', percent: 100, over: true }] },
  ],
  [
    'and not just below',
    { now, capUsd: '120', allocations: [{ key: 'k', usd: 10 }], spendBy: [{ key: 'k', usd: '9.999999999999' }] },
    { allocations: [{ percent: 99.999999, over: false }] },
  ],
  [
    'a share nobody has spent of',
    { now, capUsd: '120', allocations: [{ model: 'm', usd: 10 }], spendBy: [{ model: 'n', usd: 2 }] },
    { allocations: [{ model: 'm', percent: 0, over: false }], unallocated: { capUsd: '110', spentUsd: '2' } },
  ],
  [
    'nobody tells of keys, so what they have spent is unknown',
    { now, capUsd: '120', allocations: [{ key: 'k', usd: 10 }], spendBy: [{ model: 'm', usd: 2 }] },
    { allocations: [{ percent: null, spentUsd: null, over: false }], unallocated: { capUsd: '110', spentUsd: null } },
  ],
  [
    'who spent what is unknown',
    { now, capUsd: '120', allocations: [{ model: 'm', usd: 10 }] },
    { allocations: [{ percent: null, spentUsd: null, over: false }], unallocated: { capUsd: '110', spentUsd: null } },
  ],
  [
    'more is shared out than there is',
    {
      now,
      capUsd: '120',
      allocations: [
        { project: 'a', usd: 100 },
        { project: 'b', usd: 30 },
      ],
    },
    { unallocated: { capUsd: '-10' }, overAllocated: true },
  ],
  [
    'exactly all is shared out',
    {
      now,
      capUsd: '120',
      allocations: [
        { project: 'a', usd: 100 },
        { project: 'b', usd: 20 },
      ],
    },
    { unallocated: { capUsd: '0' }, overAllocated: false },
  ],
  [
    'a share of nothing',
    { now, capUsd: '120', allocations: [{ project: 'a', usd: 0 }], spendBy: [{ project: 'a', usd: 1 }] },
    { allocations: [{ percent: null, over: true }] },
  ],
  [
    'several rows of one project',
    {
      now,
      capUsd: '120',
      allocations: [{ project: 'a', usd: 10 }],
      spendBy: [
        { project: 'a', usd: 1 },
        { project: 'a', usd: 2 },
      ],
    },
    { allocations: [{ percent: 30 }] },
  ],
  [
    'rows of another kind are the same dollars',
    {
      now,
      capUsd: '120',
      allocations: [{ project: 'a', usd: 10 }],
      spendBy: [
        { project: 'b', usd: 3 },
        { model: 'm', usd: 3 },
      ],
    },
    { unallocated: { spentUsd: '3' } },
  ],
  [
    'no cap, nothing to share',
    { now, allocations: [{ project: 'a', usd: 10 }], spendBy: [] },
    { unallocated: { capUsd: null, spentUsd: '0' }, overAllocated: false },
  ],
  [
    'a share that is there twice',
    {
      now,
      capUsd: '120',
      allocations: [
        { project: 'a', usd: 10 },
        { project: 'a', usd: 20 },
      ],
    },
    { allocations: [{ usd: '20' }], problems: problem('allocations[1]') },
  ],
  [
    'shares of several kinds',
    {
      now,
      capUsd: '120',
      allocations: [
        { project: 'a', usd: 10 },
        { model: 'm', usd: 20 },
      ],
    },
    { problems: problem('allocations') },
  ],
  [
    'a row of two kinds',
    { now, capUsd: '120', allocations: [{ project: 'a', model: 'm', usd: 10 }] },
    { allocations: [], problems: problem('allocations[0]') },
  ],
  ['a row of no kind', { now, capUsd: '120', spendBy: [{ usd: 10 }] }, { problems: problem('spendBy[0]') }],
  [
    'a negative share',
    { now, capUsd: '120', allocations: [{ project: 'a', usd: -10 }] },
    { allocations: [], problems: problem('allocations[0].usd') },
  ],
  ['no subscription', { now }, { subscriptionsUsd: '0' }],
  [
    'subscriptions stand beside the percent',
    {
      now,
      capUsd: '120',
      days: daysFrom('2026-11-21', [60]),
      subscriptions: [
        { name: 'Plus', usdPerMonth: 20 },
        { name: 'Pro', usdPerMonth: '17.99', day: 3 },
      ],
    },
    { subscriptionsUsd: '37.99', percent: 50, spentUsd: '60', toChargeUsd: '60' },
  ],
  [
    'a subscription below nothing',
    { now, subscriptions: [{ name: 'Plus', usdPerMonth: -1 }] },
    { subscriptionsUsd: '0', problems: problem('subscriptions[0].usdPerMonth') },
  ],
  [
    'spend of no id is not the spend of an id named null',
    { now, capUsd: '120', allocations: [{ project: 'null', usd: 10 }], spendBy: [{ project: null, usd: 3 }] },
    { allocations: [{ percent: 0 }], unallocated: { spentUsd: '3' } },
  ],
];
