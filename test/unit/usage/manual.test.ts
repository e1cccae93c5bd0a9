// Manual entries: what falls into a period, and what cannot be used.
import assert from 'node:assert/strict';
import { usdToDecimal } from '../../../src/core/money';
import { manualSpendWithin, readManualSpend } from '../../../src/core/usage/manual';

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
