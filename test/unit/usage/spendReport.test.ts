// The table of spend: what a bucket without a name holds, and that buckets add up to the totals.
import assert from 'node:assert/strict';
import type { Usd } from '../../../src/core/money';
import type { SpendGroup, UsageRead } from '../../../src/core/usage/source';
import { rowsOfRead, tabulate } from '../../../src/core/usage/spendReport';

const dollar = 1_000_000_000_000n as Usd;
const cost = (day: string, place: object) => ({ day, item: 'all', model: 'all', cost: dollar, ...place });
const tokens = (day: string, place: object) => {
  const counts = { requests: 1, inputTokens: 10, cachedInputTokens: 0, outputTokens: 1 };
  return { day, model: 'all', ...counts, ...place };
};

function bucketsOf(group: SpendGroup, read: Pick<UsageRead, 'costs' | 'tokens'>) {
  const none = { input: 0, cached: 0, cacheWrite: 0, output: 0, requests: 0 };
  const { buckets, totals } = tabulate({
    rows: rowsOfRead({ kind: 'read', days: [], setAside: [], ...read }, group),
    days: [],
    group,
    start: Date.UTC(2025, 11, 1),
    end: Date.UTC(2026, 0, 1),
    kind: 'reported',
    isWhole: true,
    none: { cost: true, counts: none },
  });
  const named = buckets.map(({ date, costUsd, input, ...rest }) => [date, group in rest, rest.key, costUsd, input]);
  return { named, total: totals.costUsd };
}

describe('table of spend', () => {
  it('keeps a day that is not kept apart as one bucket without a name', () => {
    const before = '2025-12-05';
    const after = '2025-12-06';
    const { named, total } = bucketsOf('key', {
      costs: [cost(before, {}), cost(after, { key: 'k1' })],
      tokens: [tokens(before, {}), tokens(after, { key: 'k1' })],
    });
    assert.deepEqual(named, [
      [before, true, null, '1', 10],
      [after, true, 'k1', '1', 10],
    ]);
    assert.equal(total, '2');
  });

  it('gives no money to a key where only tokens are kept apart by key', () => {
    const day = '2025-12-07';
    const { named, total } = bucketsOf('key', {
      costs: [cost(day, {})],
      tokens: [tokens(day, { key: 'k1' }), tokens(day, { key: null })],
    });
    assert.deepEqual(named, [
      [day, true, null, null, 10],
      [day, true, 'k1', null, 10],
    ]);
    assert.equal(total, '1');
  });

  it('takes sums over all models for no model', () => {
    const { named } = bucketsOf('model', { costs: [cost('2025-12-08', {})], tokens: [] });
    assert.deepEqual(named, [['2025-12-08', true, undefined, '1', null]]);
  });
});
