// Ten years of 5 sources with 20 models each: small on the disk, quick to load, exact to the last pico-dollar after the roll-up.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { storeIn } from '../../support/recordWriters';
import { ownTime, stallOf } from '../../support/stall';
import { totalOf, writeTenYears } from '../../support/tenYears';

const megabyte = 1e6;

describe('ledger of ten years', function () {
  this.timeout(600_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ten-years-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is small, loads quickly in slices, and is exact', async () => {
    const total = await writeTenYears((window) => storeIn(folder, `w${window}`));
    const names = await readdir(folder);
    assert.ok(names.length <= 64, `${names.length} files`);
    const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= 8 * megabyte, `${bytes} bytes`);
    let [took, stall] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < 3; round++) {
      const store = storeIn(folder, 'reader');
      const [begin, own] = [performance.now(), ownTime()];
      const { longest, own: ownStall } = await stallOf(() => store.load());
      took = Math.min(took, own === undefined ? performance.now() - begin : (ownTime() ?? 0) - own);
      stall = Math.min(stall, ownStall ?? longest);
      assert.equal(store.health.damaged, 0);
      assert.equal(totalOf(store), total);
    }
    assert.ok(took <= 300, `loading took ${took} ms of processor time`);
    assert.ok(stall <= 50, `the longest slice took ${stall} ms`);
  });
});
