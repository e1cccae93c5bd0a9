// Processes that write records into one folder until they are killed, and what must be found there afterwards.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { RecordStore } from '../../src/core/usage/recordStore';
import { RecordFolder } from '../../src/node/recordFolder';

/** A store on a real folder, as a window has it. */
export function storeIn(folder: string, writer: string): RecordStore {
  return new RecordStore(new RecordFolder(folder, Date.now), writer, () => new Date().toISOString().slice(0, 10));
}

/**
 * The life of a writer: for ever one more cent in one bucket, and a word to the parent once that is safe. `compact` makes it
 * compact all the time as well.
 */
export async function writeForEver([folder = '', writer = '', mode = '']: readonly string[]): Promise<void> {
  const store = storeIn(folder, writer);
  await store.load();
  for (let count = 1; ; count++) {
    const key = `${writer}|${count % 7}`;
    if (await store.put(1, [{ key, value: count }])) process.stdout.write(`${key} ${count}\n`);
    if (mode === 'compact' && count % 3 === 0) await store.compact(() => ({ drop: [], add: [] }));
  }
}

/** Starts `writeForEver` in processes of `script` and kills each after a random time; what they were told is safe, by key. */
export async function killWriters(
  script: string,
  folder: string,
  round: number,
  random: () => number,
): Promise<Map<string, number>> {
  const saved = new Map<string, number>();
  const writers = ['a', 'b', 'c', 'd'].map((name, index) => {
    const mode = index === 0 ? 'compact' : 'write';
    const child = spawn(process.execPath, [script, 'write', folder, `${name}${round}`, mode], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return reportsOf(child, saved, random);
  });
  await Promise.all(writers);
  return saved;
}

/** Ends when the process is dead; only whole lines count as told. */
function reportsOf(child: ChildProcess, saved: Map<string, number>, random: () => number): Promise<void> {
  let rest = '';
  child.stdout?.on('data', (data) => {
    const lines = `${rest}${data}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [key = '', count = ''] = line.split(' ');
      saved.set(key, Number(count));
    }
  });
  child.stdout?.once('data', () => setTimeout(() => child.kill('SIGKILL'), random() * 120));
  return new Promise((resolve) => child.on('close', () => resolve()));
}

/** Everything that was said to be safe is there, in figures that its writer really gave. Compacts, as the next window would; gives the damaged lines. */
export async function assertNothingLost(folder: string, saved: ReadonlyMap<string, number>): Promise<number> {
  const store = storeIn(folder, 'reader');
  await store.load();
  for (const [key, count] of saved) {
    const value = Number(store.records.get(key)?.value);
    // what was written last may not have been told any more
    assert.ok(value >= count && (value - count) % 7 === 0, `${key} is ${value}, and ${count} was acknowledged`);
  }
  const { damaged } = store.health;
  await store.compact(() => ({ drop: [], add: [] }));
  await store.dispose();
  return damaged;
}
