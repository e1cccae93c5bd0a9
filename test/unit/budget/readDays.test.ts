import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBudgetFile } from '../../../src/core/budget/budgetFile';
import { budgetState } from '../../../src/core/budget/budgetState';
import { forecastOf } from '../../../src/core/budget/forecast';
import { daysByNumber, withReportedDays } from '../../../src/core/budget/readDays';
import { usdToDecimal } from '../../../src/core/money';
import { daysUntil, dollars, figuresAt } from '../../spendStates';

describe('reported days', () => {
  it('give the same forecast and spend on the command line as on the surfaces', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 31 });
    const asOfs = fc.integer({ min: Date.UTC(2026, 10, 1), max: Date.UTC(2026, 11, 1) - 1 });
    fc.assert(
      fc.property(
        amounts,
        asOfs,
        fc.integer({ min: 0, max: 86_400_000 }),
        fc.integer({ min: 1, max: 500 }),
        (cents, asOf, age, cap) => {
          const figures = figuresAt(
            asOf,
            daysUntil(
              asOf,
              cents.map((each) => each / 100),
            ),
          );
          const now = Math.min(asOf + age, figures.periodEnd - 1);
          const { input } = readBudgetFile({ capUsd: cap, now: new Date(now).toISOString() }, 0);
          assert.ok(input);
          const state = budgetState(withReportedDays(input, figures));
          assert.equal(usdToDecimal(state.spent), usdToDecimal(figures.total));
          assert.deepEqual(state.forecast, forecastOf(figures, dollars(cap), now));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('miss nothing while the zone is in a day that has not begun in UTC, and do when a day was not read', () => {
    const stateAt = (now: number, read: number) => {
      const given = { zone: 'Asia/Shanghai', capUsd: 120, now: new Date(now).toISOString() };
      const { input } = readBudgetFile(given, 0);
      return budgetState(withReportedDays(input ?? assert.fail(), figuresAt(read)));
    };
    const evening = Date.UTC(2026, 10, 21, 17);
    const morning = Date.UTC(2026, 10, 22, 1);
    assert.deepEqual(stateAt(evening, evening).unknownDays, []);
    assert.equal(stateAt(evening, evening).forecast.kind, 'forecast');
    assert.deepEqual(stateAt(morning, morning).unknownDays, []);
    assert.equal(stateAt(morning, evening).unknownDays.length, 1);
    assert.equal(stateAt(evening, Date.UTC(2026, 10, 20, 12)).unknownDays.length, 2);
  });

  it('add rows of one day and leave out what is no day', () => {
    const rows = [
      { day: '2026-11-01', cost: dollars(1) },
      { day: '2026-11-01', cost: dollars(2) },
      { day: '2026-11-31', cost: dollars(4) },
    ];
    assert.deepEqual([...daysByNumber(rows).values()], [dollars(3)]);
  });
});
