// What a ledger on a real folder must survive when the disk fails at a chosen call: nothing that was acknowledged is lost, what could
// not be saved is saved once the disk is sound again, and no rest of a cut write stays.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecordStore } from '../../src/core/usage/recordStore';
import { RecordFolder } from '../../src/node/recordFolder';
import { type DiskFault, FailingDisk } from './failingDisk';

const nothing = () => ({ drop: [], add: [] });
const hourMs = 3_600_000;
const steps = 24;

/** One life of a window on a disk of which calls `from` to before `from + times` fail; how many calls could have failed. */
export async function surviveDisk(fault: DiskFault, from: number, times: number): Promise<number> {
  const parent = await mkdtemp(path.join(tmpdir(), 'failing-disk-'));
  const folder = path.join(parent, 'ledger');
  const disk = new FailingDisk(fault, from, times);
  const name = `${fault} at call ${from}, ${times} times`;
  try {
    const saved = new Map<string, number>();
    const store = storeOf(folder, 'a', Date.now);
    for (let step = 1; step <= steps; step++) {
      const key = `k${step % 5}`;
      const isSafe = await store.put(step, [{ key, value: step }]);
      assert.equal(store.records.get(key)?.value, step, `${name}: what is not saved is known all the same`);
      if (isSafe && disk.failed === 0) assert.equal(disk.unsafe.size, 0, `${name}: what is called safe was synced`);
      if (isSafe) for (let each = 1; each <= step; each++) saved.set(`k${each % 5}`, each);
      else assert.ok(store.health.unsaved > 0, `${name}: it says that something is not saved`);
      if (step % 6 === 0) {
        const isDone = await store.compact(nothing);
        assert.ok(isDone || fault !== 'EBUSY', `${name}: a rename that is refused for a while is tried again`);
        if (disk.failed === 0) assert.equal(disk.unsafe.size, 0, `${name}: a snapshot is synced`);
      }
      // what was acknowledged is there for another window at any time
      await assertSaved(folder, saved, name);
    }
    disk.heal();
    const { calls } = disk;
    assert.ok(disk.failed > 0 || from >= calls, `${name}: nothing failed`);
    assert.equal(await store.retry(), true, `${name}: all is saved on a sound disk`);
    await store.dispose();
    await assertSaved(folder, new Map(Array.from({ length: steps }, (_, at) => [`k${(at + 1) % 5}`, at + 1])), name);
    const next = storeOf(folder, 'b', () => Date.now() + 2 * hourMs);
    await next.load();
    assert.equal(await next.compact(nothing), true, name);
    await next.dispose();
    const names = await readdir(folder);
    assert.deepEqual(
      names.filter((each) => each.startsWith('part-')),
      [],
      `${name}: rests of cut writes`,
    );
    return calls;
  } finally {
    disk.giveBack();
    await rm(parent, { recursive: true });
  }
}

function storeOf(folder: string, writer: string, now: () => number): RecordStore {
  return new RecordStore(new RecordFolder(folder, now), writer, () => '2026-11-21');
}

async function assertSaved(folder: string, saved: ReadonlyMap<string, number>, name: string): Promise<void> {
  const reader = storeOf(folder, 'reader', Date.now);
  await reader.load();
  for (const [key, value] of saved) {
    const found = Number(reader.records.get(key)?.value);
    assert.ok(found >= value, `${name}: ${key} is ${found}, ${value} was acknowledged`);
  }
}
