// What a ledger must survive, as a number of random cases: power losses, and bytes that change on the disk.
import assert from 'node:assert/strict';
import { RecordStore } from '../../src/core/usage/recordStore';
import { CrashFiles } from './crashFiles';
import { MemoryRecordFiles } from './memoryRecordFiles';

const nothing = () => ({ drop: [], add: [] });
const keys = ['a', 'b', 'c', 'd'];

/** Whole numbers below `limit`, the same for the same seed. */
export function chance(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return Math.floor((((state ^ (state >>> 13)) >>> 0) / 2 ** 32) * limit);
  };
}

/** Three windows write, restart and compact; then every state in which a power loss may leave the disk is read. The number of states. */
export async function powerLosses(seed: number, steps: number, cuts: number): Promise<number> {
  const next = chance(seed);
  const disk = new CrashFiles();
  let windows = 0;
  const open = () => new RecordStore(disk.view(), `w${++windows}`, () => '2026-11-21');
  const stores = [open(), open(), open()];
  for (let step = 1; step <= steps; step++) {
    const window = next(3);
    const store = stores[window] ?? assert.fail();
    const kind = next(8);
    if (kind === 0) stores[window] = open();
    else if (kind === 1) await store.load();
    else if (kind === 2) await store.compact(nothing);
    else {
      const entries = keys.slice(0, 1 + next(2)).map((key) => ({ key: `${key}${next(2)}`, value: step }));
      if (await store.put(step, entries)) for (const { key } of entries) disk.acknowledged.set(key, step);
    }
  }
  let states = 0;
  for (const { texts, acknowledged, at } of disk.states(cuts)) {
    states++;
    const known = await read(texts);
    for (const [key, value] of acknowledged) {
      const found = Number(known.records.get(key)?.value);
      assert.ok(found >= value && found <= steps, `seed ${seed}, ${at}: ${key} is ${found}, ${value} was acknowledged`);
    }
  }
  return states;
}

async function read(texts: ReadonlyMap<string, string>): Promise<RecordStore> {
  const disk = new MemoryRecordFiles();
  for (const [name, text] of texts) disk.texts.set(name, text);
  const store = new RecordStore(disk.view(), 'reader', () => '2026-11-21');
  await store.load();
  return store;
}

/** Files of some windows, with a snapshot among them. */
async function someFiles(seed: number): Promise<ReadonlyMap<string, string>> {
  const disk = new MemoryRecordFiles();
  const next = chance(seed);
  for (let round = 0; round < 4; round++) {
    const store = new RecordStore(disk.view(), `w${round}`, () => '2026-11-21');
    for (let count = 0; count < 8; count++) {
      const key = `day|openai|x|2026-11-${10 + next(20)}`;
      await store.put(round * 10 + count, [{ key, value: `${'1234567890'.repeat(next(30))}${next(1000)}` }]);
    }
    if (round === 1) await store.compact(nothing);
  }
  return disk.texts;
}

/** Changes bytes of one file, `cases` times: each change is harmless, or the store says that something is damaged. The harmless ones. */
export async function corruptions(seed: number, cases: number): Promise<number> {
  const files = await someFiles(seed);
  const next = chance(seed + 1);
  const names = [...files.keys()];
  const whole = await read(files);
  assert.equal(whole.health.damaged, 0, `seed ${seed}: nothing is damaged yet`);
  const right = valuesOf(whole);
  let harmless = 0;
  for (let count = 0; count < cases; count++) {
    const name = names[next(names.length)] ?? '';
    const changed = corrupted(files.get(name) ?? '', next);
    const store = await read(new Map([...files, [name, changed]]));
    const isRight = valuesOf(store) === right;
    if (isRight) harmless++;
    assert.ok(isRight || store.health.damaged > 0, `seed ${seed}, case ${count}: ${name} changed without a mark`);
  }
  return harmless;
}

function valuesOf(store: RecordStore): string {
  return JSON.stringify([...store.records].map(([key, { value }]) => [key, value]).sort());
}

const sector = 512;

/** One to three bits flipped, two sectors swapped, a sector in zeros, or zeros at the end. */
function corrupted(text: string, next: (limit: number) => number): string {
  const bytes = Buffer.from(text, 'latin1');
  const sectors = Math.max(1, Math.floor(bytes.length / sector));
  const at = next(sectors) * sector;
  switch (next(4)) {
    case 0:
      for (let flips = 1 + next(3); flips > 0; flips--) {
        const place = next(bytes.length);
        bytes[place] = (bytes[place] ?? 0) ^ (1 << next(8));
      }
      return bytes.toString('latin1');
    case 1: {
      const other = next(sectors) * sector;
      const kept = Buffer.from(bytes.subarray(at, at + sector));
      bytes.copyWithin(at, other, other + sector);
      kept.copy(bytes, other);
      return bytes.toString('latin1');
    }
    case 2:
      return bytes.fill(0, at, at + sector).toString('latin1');
    default:
      return text + '\0'.repeat(1 + next(2000));
  }
}
