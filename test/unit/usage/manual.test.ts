// Manual entries: what falls into a period, and what cannot be used.
import assert from 'node:assert/strict';
import { usdToDecimal } from '../../../src/core/money';
import { manualRead, manualSpendWithin, readManualSpend } from '../../../src/core/usage/manual';

describe('manual spend', () => {
  it('puts a monthly entry on its day of every month, or the last', () => {
    const { entries, problems } = readManualSpend([
      { name: 'Plan', usd: 20, day: '2026-01-31', monthly: true },
      { name: 'Top-up', usd: 5.5, day: '2026-02-10' },
    ]);
    assert.deepEqual(problems, []);
    const within = (from: string, to: string) =>
      manualSpendWithin(entries, from, to).map(({ day, amount }) => `${day} ${usdToDecimal(amount)}`);
    assert.deepEqual(within('2026-01-01', '2026-04-01'), [
      '2026-01-31 20',
      '2026-02-10 5.5',
      '2026-02-28 20',
      '2026-03-31 20',
    ]);
    assert.deepEqual(within('2026-02-28', '2026-03-01'), ['2026-02-28 20']);
    assert.deepEqual(within('2025-01-01', '2026-01-31'), []);
  });

  it('reads as a source does: every day until now, and nothing that is still to come', () => {
    const { entries } = readManualSpend([
      { name: 'Plan', usd: 20, day: '2026-10-25', monthly: true },
      { name: 'Top-up', usd: 5.5, day: '2026-11-20' },
      { name: 'Top-up', usd: 1, day: '2026-11-21' },
    ]);
    const period = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 11, 1) };
    const read = manualRead(entries, period, Date.UTC(2026, 10, 21, 17));
    assert.deepEqual([read.days.length, read.days[0], read.days.at(-1)], [21, '2026-11-01', '2026-11-21']);
    assert.deepEqual(
      read.costs.map(({ day, item, cost }) => `${day} ${item} ${usdToDecimal(cost)}`),
      ['2026-11-20 Top-up 5.5', '2026-11-21 Top-up 1'],
    );
    assert.equal(manualRead(entries, period, Date.UTC(2026, 10, 25)).costs.length, 3);
    assert.deepEqual(manualRead(entries, period, Date.UTC(2026, 9, 25)).days, []);
  });

  it('names what it cannot use', () => {
    const bad = [
      7,
      {},
      { name: 'a', usd: -1, day: '2026-01-01' },
      { name: 'a', usd: Number.NaN, day: '2026-01-01' },
      { name: 'a', usd: 1, day: '2026-02-30' },
      { name: 'a', usd: 1, day: '2026-01-01', monthly: 1 },
    ];
    const { entries, problems } = readManualSpend(bad);
    assert.deepEqual([entries.length, problems.map(({ index }) => index)], [0, [0, 1, 2, 3, 4, 5]]);
    assert.equal(readManualSpend('x').problems.length, 1);
  });
});
