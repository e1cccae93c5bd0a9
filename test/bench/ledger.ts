// Ten years of figures on a real disk: how large they are, how long a window takes to load them, and how long it holds the loop.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeIn } from '../support/recordWriters';
import { ownTime, stallOf } from '../support/stall';
import { totalOf, writeTenYears } from '../support/tenYears';

async function bench(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-ledger-bench-'));
  try {
    const total = await writeTenYears((window) => storeIn(folder, `w${window}`));
    const files = readdirSync(folder);
    const bytes = files.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
    console.log(`ten years: ${files.length} files, ${(bytes / 2 ** 20).toFixed(2)} MiB`);
    const idle = await stallOf(() => sleep(500));
    for (let round = 1; round <= 5; round++) {
      const store = storeIn(folder, 'reader');
      const [begin, own] = [performance.now(), ownTime()];
      const stall = await stallOf(() => store.load());
      const took = performance.now() - begin;
      const ownTook = own === undefined ? undefined : (ownTime() ?? 0) - own;
      const show = (ms: number | undefined) => ms?.toFixed(1) ?? '?';
      console.log(
        `load ${round}: ${show(took)} ms (own processor time ${show(ownTook)}), longest stall ${show(stall.longest)} (own ${show(stall.own)}; idle ${show(idle.longest)}), total ${totalOf(store) === total ? 'exact' : 'WRONG'}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void bench();
