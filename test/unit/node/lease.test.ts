// The lease: one window leads, a gone one is replaced, one that slept steps down, and clocks are never compared.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderLease, type LeaseClock, leaseTimes } from '../../../src/node/lease';

const realClock: LeaseClock = {
  elapsed: () => performance.now(),
  every: (ms, beat) => {
    const timer = setInterval(beat, ms);
    return () => clearInterval(timer);
  },
};

/** A window with a clock of its own that stands still until it is moved. */
function window(folder: string, atLeast = 0) {
  let now = 0;
  let beat: () => void = () => {};
  const every = (_ms: number, fire: () => void) => {
    beat = fire;
    return () => {
      beat = () => {};
    };
  };
  const lease = new FolderLease(folder, { elapsed: () => now, every }, () => atLeast);
  const pass = (ms: number) => {
    now += ms;
  };
  return { lease, pass, beat: () => beat() };
}

/** Races for one lease at a given moment, as a process of its own. */
async function contend([folder = '', at = '0']: readonly string[]): Promise<void> {
  const lease = new FolderLease(folder, realClock, () => 0);
  while (Date.now() < Number(at)) await new Promise((resolve) => setImmediate(resolve));
  process.stdout.write(`${await lease.take()}\n`);
  process.exit(0);
}

const [, , mode, ...contender] = process.argv;
if (mode === 'contend') void contend(contender);
else
  describe('lease', () => {
    let folder = '';
    beforeEach(async () => {
      folder = path.join(await mkdtemp(path.join(tmpdir(), 'lease-')), 'made by the first');
    });
    afterEach(() => rm(path.dirname(folder), { recursive: true }));

    it('is held by one window and by the next only when it is stale for that one', async () => {
      const [a, b] = [window(folder), window(folder)];
      assert.equal(await a.lease.take(), 1);
      assert.equal(await a.lease.take(), 1);
      assert.equal(await b.lease.take(), undefined);
      b.pass(leaseTimes.stale - 1);
      assert.equal(await b.lease.take(), undefined);
      a.beat();
      await new Promise((resolve) => setTimeout(resolve, 50));
      b.pass(2);
      assert.equal(await b.lease.take(), undefined, 'the beat was seen');
      b.pass(leaseTimes.stale);
      assert.equal(await b.lease.take(), 2);
      assert.equal(await a.lease.take(), undefined, 'the one that slept steps down');
    });

    it('passes on at once when released', async () => {
      const [a, b] = [window(folder), window(folder)];
      await a.lease.take();
      await a.lease.release();
      assert.equal(await b.lease.take(), 2);
    });

    it('is taken over for a person who asks in another window', async () => {
      const [a, b] = [window(folder), window(folder)];
      await a.lease.take();
      assert.equal(await b.lease.take(true), 2);
      assert.equal(await a.lease.take(), undefined);
    });

    it('never goes below what was used before, also when its files were lost', async () => {
      assert.equal(await window(folder, 41).lease.take(), 42);
    });

    it('keeps few files', async () => {
      for (let at = 0; at < 8; at++) {
        const { lease } = window(folder);
        await lease.take();
        await lease.release();
      }
      assert.ok((await readdir(folder)).length <= 3);
    });

    it('lets every window lead where there is no folder to agree in', async () => {
      await writeFile(folder, 'a file');
      assert.equal(await window(path.join(folder, 'below')).lease.take(), 1);
    });

    it('has exactly one winner among windows that look in the same moment', async () => {
      for (let round = 0; round < 20; round++) {
        const place = path.join(folder, `${round}`);
        const winners = await Promise.all(Array.from({ length: 8 }, () => window(place).lease.take()));
        assert.deepEqual(
          winners.filter((number) => number !== undefined),
          [1],
        );
      }
    });

    it('has exactly one winner among processes that start in the same moment', async function () {
      this.timeout(60_000);
      for (let round = 0; round < 3; round++) {
        const at = `${Date.now() + 1_000}`;
        const place = path.join(folder, `${round}`);
        const outputs = await Promise.all(Array.from({ length: 6 }, () => outputOf(['contend', place, at])));
        assert.deepEqual(
          outputs.filter((output) => output !== 'undefined'),
          ['1'],
        );
      }
    });
  });

function outputOf(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [__filename, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  return new Promise((resolve) => child.on('close', () => resolve(output.trim())));
}
