// Twenty real processes over one claim folder, some of them killed between claim and message.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';

/** One window: reads what is spent, says alerts by appending to the log, and stops by itself when it is told to by the clock. */
const windowSource = `
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sayAlert } from './src/core/budget/alertClaims';
import { folderClaims } from './src/node/claims';
const [folder, spentFile, log, mortal] = process.argv.slice(2);
const store = folderClaims(folder);
const end = Date.now() + 6000;
while (Date.now() < end) {
  const now = Date.now();
  const spent = BigInt(readFileSync(spentFile, 'utf8') || '0') * 10n ** 12n;
  await sayAlert(
    { thresholds: [50, 75, 90, 100], cap: 100n * 10n ** 12n, spent, forecast: { kind: 'none', reason: 'tooEarly' },
      now, asOf: now, periodStart: now - 86400000, demo: false, isFirstRead: false },
    store,
    async ({ threshold }) => {
      if (mortal === 'mortal' && Math.random() < 0.5) process.kill(process.pid, 'SIGKILL');
      appendFileSync(log, threshold + '\\n');
    },
  );
  await sleep(Math.random() * 20);
}
`;

describe('claims of twenty processes', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-claims-'));
    await esbuild.build({
      stdin: { contents: windowSource, resolveDir: process.cwd(), loader: 'js' },
      ...{ bundle: true, platform: 'node', format: 'esm', outfile: path.join(folder, 'window.mjs'), logLevel: 'error' },
    });
  });
  after(() => rmSync(folder, { recursive: true }));

  async function run(name: string, mortals: number): Promise<readonly string[]> {
    const [claims, spent, log] = ['claims', 'spent', 'log'].map((file) => path.join(folder, `${name}-${file}`));
    assert.ok(claims && spent && log);
    writeFileSync(spent, '0');
    writeFileSync(log, '');
    const windows = Array.from({ length: 20 }, (_, index) => {
      const kind = index < mortals ? 'mortal' : 'immortal';
      return spawn(process.execPath, [path.join(folder, 'window.mjs'), claims, spent, log, kind], { stdio: 'inherit' });
    });
    const ends = windows.map(ended);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const amount of [49, 51, 20, 76, 76, 60, 92, 101, 101, 140]) {
      writeFileSync(spent, String(amount));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await Promise.all(ends);
    return readFileSync(log, 'utf8').trim().split('\n');
  }

  it('say each threshold exactly once', async () => {
    assert.deepEqual(await run('all', 0), ['50', '75', '90', '100']);
  });

  it('say none twice when windows are killed between claim and message', async () => {
    const said = await run('some', 14);
    assert.equal(new Set(said).size, said.length, said.join(' '));
  });
});

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.on('exit', () => resolve()));
}
