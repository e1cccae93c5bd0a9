// Percent of the cap and its levels.
import { type BudgetCase, daysFrom } from './case';

const noon21 = '2026-11-21T12:00:00Z';

export const levelCases: readonly BudgetCase[] = [
  [
    'percent is cut off, never rounded up to 100',
    { now: noon21, capUsd: '120', days: daysFrom('2026-11-21', ['119.999999999']) },
    { percent: 99.999999, level: 'high' },
  ],
  [
    'warning from 75 %',
    { now: noon21, capUsd: '120', days: daysFrom('2026-11-21', ['90']) },
    { percent: 75, level: 'warning' },
  ],
  [
    'ok just under 75 %',
    { now: noon21, capUsd: '120', days: daysFrom('2026-11-21', ['89.999999999999']) },
    { percent: 74.999999, level: 'ok' },
  ],
  [
    'high from 90 %',
    { now: noon21, capUsd: '120', days: daysFrom('2026-11-21', ['108']) },
    { percent: 90, level: 'high' },
  ],
  [
    'over from 100 %',
    { now: noon21, capUsd: '120', days: daysFrom('2026-11-21', ['120']) },
    { percent: 100, level: 'over' },
  ],
  [
    'a third of the cap',
    { now: noon21, capUsd: 3, days: daysFrom('2026-11-21', [1]) },
    { percent: 33.333333, level: 'ok' },
  ],
  [
    'a spend below zero',
    { now: noon21, capUsd: '120', days: daysFrom('2026-11-21', ['-3']) },
    { spentUsd: '-3', percent: -2.5, level: 'ok', toChargeUsd: '0' },
  ],
];
