// Reads a folder of logs as a window does, in a process of its own, and prints what that costs it: memory above its start and the longest
// time in which nothing else could run. `logReading.js FOLDER`; prints one line of JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localSpend } from '../../src/node/localSpend';
import { stallOf } from '../support/stall';

/** The month of the logs that `claudeLogs.mjs` makes. */
const period = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 11, 1) };
const now = Date.UTC(2026, 10, 30);

async function measure(folder: string): Promise<void> {
  process.env.CLAUDE_CONFIG_DIR = folder;
  const storage = mkdtempSync(path.join(tmpdir(), 'prompt-meter-log-bench-storage-'));
  const { logSources } = localSpend(path.resolve('dist'), storage, process.env);
  const source = logSources.find((each) => each.source.id === 'claude-code')?.source;
  const read = () => source?.read({ getJson: () => Promise.reject(new Error('nobody is asked')), period, now });
  const idle = await stallOf(() => sleep(1500));
  const first = await costOf(async () => (await read())?.kind === 'read');
  const second = await costOf(async () => (await read())?.kind === 'read');
  rmSync(storage, { recursive: true });
  process.stdout.write(`${JSON.stringify({ idle, first, second })}\n`);
}

/** Wall time, memory and stalls of one reading, which must end well. */
async function costOf(work: () => Promise<boolean>) {
  const start = process.memoryUsage.rss();
  let most = start;
  const sampler = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const begin = performance.now();
  let isRead = false;
  const stall = await stallOf(async () => {
    isRead = await work();
  });
  clearInterval(sampler);
  if (!isRead) throw new Error('the logs were not read');
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, mebibytes: (Math.max(most, process.memoryUsage.rss()) - start) / 2 ** 20, stall };
}

void measure(process.argv[2] ?? '.');
