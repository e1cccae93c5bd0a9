// T18: a provider that lowers days which are over: every such fall is remembered, and nothing else is.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { monthOf, startOfUtcDay } from '../../../src/core/budget/period';
import { type Usd, usd, zeroUsd } from '../../../src/core/money';
import { commitRead, type Ledger } from '../../../src/core/usage/ledger';
import { RecordStore } from '../../../src/core/usage/recordStore';
import { isFall, restatedFromJson, restatedToJson } from '../../../src/core/usage/restated';
import { SpendStore } from '../../../src/host/spend/spendStore';
import { MemoryRecordFiles } from '../../support/memoryRecordFiles';

const dollars = (amount: number): Usd => usd(amount) ?? assert.fail();
const of = { sourceId: 'openai', account: 'me' };
const days = ['2026-11-01', '2026-11-02', '2026-11-03'];
const period = monthOf(startOfUtcDay('2026-11-01'));
const asOf = startOfUtcDay('2026-11-03') + 3_600_000;

function ledgerOf(costs: readonly number[], at: number): Ledger {
  const cells = costs.map((cost, index) => ({ day: days[index] ?? '', item: 'x', model: 'x', cost: dollars(cost) }));
  return commitRead(undefined, { kind: 'read', days, costs: cells, tokens: [], setAside: [] }, period, at);
}

function open(disk: MemoryRecordFiles, writer: string): SpendStore {
  const records = new RecordStore(disk.view(), writer, () => '2026-11-03');
  return new SpendStore(records, { take: async () => 1, release: async () => {} }, (text) => assert.fail(text));
}

describe('restated days', () => {
  it('T18: are remembered when their sum falls by more than a dollar or a fifth, in any sequence of reads', async () => {
    const cost = fc.integer({ min: 0, max: 1_000 }).map((cents) => cents / 100);
    const reads = fc.array(fc.tuple(cost, cost, cost), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(reads, async (sequence) => {
        const disk = new MemoryRecordFiles();
        const store = open(disk, 'a');
        const expected: string[] = [];
        for (const [index, costs] of sequence.entries()) {
          const before = sequence[index - 1];
          // the third day is today: it may change as it likes
          for (const place of [0, 1]) {
            const [from, to] = [before?.[place] ?? 0, costs[place] ?? 0];
            const fall = Math.round((from - to) * 100);
            if (fall > 100 || (from > 0 && fall * 5 > Math.round(from * 100)))
              expected.push(`${days[place]} ${dollars(from)} ${dollars(to)} ${asOf + index}`);
          }
          await store.save(of, 1, ledgerOf(costs, asOf + index), '2026-11-01');
        }
        // another window tells the same
        const other = open(disk, 'b');
        await other.look();
        for (const each of [store, other]) {
          const found = each.restated(of).map(({ day, before, after, at }) => `${day} ${before} ${after} ${at}`);
          assert.deepEqual(found, expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are not those that fell by a little, rose, or were never known', () => {
    assert.equal(isFall(dollars(10), dollars(9)), false);
    assert.equal(isFall(dollars(10), dollars(8.99)), true);
    assert.equal(isFall(dollars(1), dollars(0.8)), false);
    assert.equal(isFall(dollars(1), dollars(0.79)), true);
    assert.equal(isFall(zeroUsd, zeroUsd), false);
    assert.equal(isFall(dollars(1), dollars(2)), false);
  });

  it('are forgotten with their account, keep the newest hundred, and are never made of other values', async () => {
    const store = open(new MemoryRecordFiles(), 'a');
    for (let round = 0; round < 250; round++)
      await store.save(of, 1, ledgerOf([round % 2 === 0 ? 5 : 1, 0, 0], asOf + round), '2026-11-01');
    const kept = store.restated(of);
    assert.deepEqual([kept.length, kept.at(-1)?.at], [100, asOf + 249]);
    await store.forget(of);
    assert.deepEqual(store.restated(of), []);
    const day = { day: '2026-11-01', before: dollars(2), after: zeroUsd, at: 5 };
    assert.deepEqual(restatedFromJson(restatedToJson([day], [])), [day]);
    for (const bad of [
      null,
      7,
      'x',
      {},
      [7],
      [['2026-11-01', '-5', '0', 5]],
      [['soon', '5', '0', 5]],
      [['2026-11-01', '5', '0', 0.5]],
    ])
      assert.deepEqual(restatedFromJson(bad), []);
  });
});
