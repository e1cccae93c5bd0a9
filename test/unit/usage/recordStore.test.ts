// Several windows on one folder: nothing acknowledged is lost, nothing is doubled, whatever is cut, killed, compacted or reordered.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keptLine } from '../../../src/core/usage/recordLine';
import { RecordStore, recordLimits } from '../../../src/core/usage/recordStore';
import { MemoryRecordFiles } from '../../support/memoryRecordFiles';

const nothing = () => ({ drop: [], add: [] });
let windows = 0;

function openStore(disk: MemoryRecordFiles): RecordStore {
  return new RecordStore(disk.view(), `w${++windows}`, () => '2026-11-21');
}

async function freshValues(disk: MemoryRecordFiles): Promise<Record<string, unknown>> {
  const store = openStore(disk);
  await store.load();
  return valuesOf(store);
}

function valuesOf(store: RecordStore): Record<string, unknown> {
  return Object.fromEntries([...store.records].map(([key, { value }]) => [key, value]));
}

type Step =
  | { readonly kind: 'put'; readonly window: number; readonly key: string }
  | { readonly kind: 'load' | 'compact' | 'restart'; readonly window: number }
  | { readonly kind: 'full'; readonly at: number };

const window = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('put' as const), window, key: fc.constantFrom('a', 'b', 'c') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('load' as const, 'compact' as const, 'restart' as const), window }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('full' as const), at: fc.nat(80) }) },
);

describe('record store', () => {
  it('keeps the newest of every key through polls, restarts, compactions and full disks of four windows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const disk = new MemoryRecordFiles();
        const stores = [0, 1, 2, 3].map(() => openStore(disk));
        const saved: Record<string, number> = {};
        const asked: Record<string, number> = {};
        let lease = 0;
        for (const each of steps) {
          if (each.kind === 'full') {
            // the next write stops after some bytes, then the disk has room again
            disk.fault = (_action, _name, text) => {
              disk.fault = (_a, _n, whole) => whole;
              return text.slice(0, each.at);
            };
            continue;
          }
          const store = stores[each.window] ?? assert.fail();
          if (each.kind === 'put') {
            asked[each.key] = ++lease;
            if (await store.put(lease, [{ key: each.key, value: lease }])) saved[each.key] = lease;
          } else if (each.kind === 'load') await store.load();
          else if (each.kind === 'compact') await store.compact(nothing);
          else stores[each.window] = openStore(disk);
        }
        const found = await freshValues(disk);
        for (const [key, value] of Object.entries(saved)) {
          const read = Number(found[key]);
          assert.ok(read >= value && read <= (asked[key] ?? 0), `${key}: ${read}, acknowledged ${value}`);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses nothing acknowledged when a compaction is cut at any step', async () => {
    for (let cut = 0; cut < 60; cut++) {
      const disk = new MemoryRecordFiles();
      for (let round = 0; round < 3; round++) {
        for (let window = 0; window < 3; window++) {
          const store = openStore(disk);
          assert.ok(
            await store.put(round, [
              { key: `k${window}`, value: round },
              { key: `r${round}`, value: window },
            ]),
          );
        }
        let left = round === 2 ? cut : 1_000;
        disk.fault = (_action, _name, text) => {
          if (left-- <= 0) throw new Error('killed');
          return text;
        };
        await openStore(disk).compact(nothing);
        disk.fault = (_action, _name, text) => text;
      }
      assert.deepEqual(await freshValues(disk), { k0: 2, k1: 2, k2: 2, r0: 2, r1: 2, r2: 2 }, `cut at ${cut}`);
    }
  });

  it('survives the loss of its newest snapshot', async () => {
    const disk = new MemoryRecordFiles();
    for (let round = 0; round < 4; round++) {
      const store = openStore(disk);
      await store.put(round, [
        { key: 'a', value: round },
        { key: `b${round}`, value: round },
      ]);
      assert.ok(await store.compact(nothing));
    }
    const newest = [...disk.texts.keys()].filter((name) => name.startsWith('snap-4')).join();
    disk.texts.delete(newest);
    assert.deepEqual(await freshValues(disk), { a: 3, b0: 0, b1: 1, b2: 2, b3: 3 });
  });

  it('calls nothing damaged in a folder that was compacted', async () => {
    const disk = new MemoryRecordFiles();
    const store = openStore(disk);
    for (const key of ['a', 'b', 'c', 'a', 'c', 'c']) await store.put(1, [{ key, value: key }]);
    await store.compact(nothing);
    await store.put(1, [{ key: 'b', value: 'later' }]);
    const reader = openStore(disk);
    await reader.load();
    assert.equal(reader.health.damaged, 0);
    // a record that is missing in the middle of a segment still is
    const [name = '', text = ''] = [...disk.texts].find(([each]) => each.includes('seg-')) ?? [];
    const lines = text.split('\n\n');
    disk.texts.set(name, [...lines.slice(0, 2), ...lines.slice(3)].join('\n\n'));
    const later = openStore(disk);
    await later.load();
    assert.equal(later.health.damaged, 1);
  });

  it('keeps lines of a newer version through compactions', async () => {
    const disk = new MemoryRecordFiles();
    const foreign = keptLine('{"f":2,"what":"not known here"}');
    disk.texts.set('seg-2027-01-01-newer-1.jsonl', foreign);
    for (let round = 0; round < 4; round++) {
      const store = openStore(disk);
      await store.load();
      await store.put(round, [{ key: 'a', value: round }]);
      await store.compact(nothing);
    }
    assert.ok(!disk.texts.has('seg-2027-01-01-newer-1.jsonl'));
    assert.ok([...disk.texts.values()].some((text) => text.includes(foreign)));
  });

  it('removes what compaction has made needless', async () => {
    const disk = new MemoryRecordFiles();
    for (let round = 0; round < 30; round++) {
      const store = openStore(disk);
      for (let at = 0; at < 5; at++) await store.put(round, [{ key: 'a', value: at }]);
      await store.compact(nothing);
      assert.ok(disk.texts.size <= 5, [...disk.texts.keys()].join(' '));
    }
  });

  it('writes what the disk refused as soon as it takes it', async () => {
    const disk = new MemoryRecordFiles();
    const store = openStore(disk);
    disk.fault = () => {
      throw new Error('full');
    };
    assert.equal(await store.put(1, [{ key: 'a', value: 1 }]), false);
    assert.equal(await store.put(2, [{ key: 'a', value: 2 }]), false);
    assert.deepEqual(store.health, { damaged: 0, unsaved: 1 });
    assert.deepEqual(valuesOf(store), { a: 2 });
    assert.equal(await store.compact(nothing), false);
    disk.fault = (_action, _name, text) => text;
    assert.equal(await store.retry(), true);
    assert.deepEqual(store.health, { damaged: 0, unsaved: 0 });
    assert.deepEqual(await freshValues(disk), { a: 2 });
  });

  it('lets an older lease change nothing that a newer one knows', async () => {
    const disk = new MemoryRecordFiles();
    const [slept, awake] = [openStore(disk), openStore(disk)];
    // the one that slept has written more
    await slept.put(1, [{ key: 'b', value: 'first' }]);
    await slept.put(1, [{ key: 'b', value: 'second' }]);
    await awake.put(2, [{ key: 'a', value: 'new' }]);
    await slept.load();
    await slept.put(1, [{ key: 'a', value: 'old' }]);
    assert.deepEqual(valuesOf(slept), { b: 'second', a: 'new' });
    assert.deepEqual(await freshValues(disk), { b: 'second', a: 'new' });
    assert.equal(awake.lease, 2);
  });

  it('begins a new segment at its limit and asks for compaction when there are many', async () => {
    const disk = new MemoryRecordFiles();
    const store = openStore(disk);
    const value = 'x'.repeat(recordLimits.segment / 2);
    for (let at = 0; at < 45; at++) await store.put(1, [{ key: `k${at}`, value }]);
    await store.load();
    assert.ok(store.wantsCompaction);
    assert.ok(disk.texts.size > recordLimits.segmentsBeforeCompaction);
    await store.compact(() => ({ drop: ['k0'], add: [{ key: 'month', value: 45 }] }));
    assert.equal(store.records.has('k0'), false);
    assert.equal(store.records.get('month')?.value, 45);
  });

  it('keeps one snapshot alone when it is large, and loses nothing when a compaction is cut', async function () {
    this.timeout(60_000);
    const value = 'x'.repeat(recordLimits.twoSnapshots / 2);
    for (const cut of [0, 1, 2, 3, 4, 100]) {
      const disk = new MemoryRecordFiles();
      for (let round = 0; round < 2; round++) {
        const store = openStore(disk);
        for (const key of ['a', 'b']) assert.ok(await store.put(round, [{ key, value: `${round}${value}` }]));
        let left = round === 1 ? cut : 100;
        disk.fault = (_action, _name, text) => {
          if (left-- <= 0) throw new Error('killed');
          return text;
        };
        const isDone = await store.compact(nothing);
        disk.fault = (_action, _name, text) => text;
        const snapshots = [...disk.texts.keys()].filter((name) => name.startsWith('snap-'));
        if (isDone) assert.equal(snapshots.length, 1, snapshots.join(' '));
      }
      const found = await freshValues(disk);
      for (const key of ['a', 'b']) assert.ok(`${found[key]}`.startsWith('1'), `${key}, cut at ${cut}`);
    }
  });
});
