// 2,000 times `kill -9` into writers and the compacting window: nothing acknowledged is lost.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { assertNothingLost, killWriters, writeForEver } from '../../support/recordWriters';

const kills = 2_000;
const perRound = 4;

const [, , mode, ...rest] = process.argv;
if (mode === 'write') void writeForEver(rest);
else
  describe('ledger under kills', () => {
    it(`loses nothing acknowledged in ${kills} kills`, async function () {
      this.timeout(1_800_000);
      const seed = Date.now();
      const [random] = fc.sample(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), { seed, numRuns: 1 });
      const next = () => random?.next().value ?? 0;
      const folder = await mkdtemp(path.join(tmpdir(), 'kills-'));
      const saved = new Map<string, number>();
      let damaged = 0;
      for (let round = 0; round < kills / perRound; round++) {
        for (const [key, count] of await killWriters(__filename, folder, round, next)) saved.set(key, count);
        if (round % 10 === 0) damaged = Math.max(damaged, await assertNothingLost(folder, saved));
      }
      damaged = Math.max(damaged, await assertNothingLost(folder, saved));
      const files = (await readdir(folder)).length;
      console.log(
        `seed ${seed}: ${kills} kills, ${saved.size} buckets, at most ${damaged} damaged lines, ${files} files`,
      );
      assert.ok(saved.size > kills);
      await rm(folder, { recursive: true });
    });
  });
