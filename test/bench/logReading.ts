// Reads a folder of logs as a window would, in a process of its own, and prints what that costs it: memory above its start and the
// longest time in which nothing else could run. `logReading.js FOLDER`; prints one line of JSON.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { priceBook } from '../../src/core/prices/priceBook';
import { shippedPrice } from '../../src/core/prices/shippedPrices';
import { claudeCode } from '../../src/core/usage/logs/claudeCode';
import { LogSum } from '../../src/core/usage/logs/sum';
import { findLogFiles } from '../../src/node/logs/logRoots';
import { readLogs } from '../../src/node/logs/readLogs';
import { stallOf } from '../support/stall';

async function measure(folder: string): Promise<void> {
  const prices = priceBook({ shipped: shippedPrice });
  prices('claude-sonnet-4-5', Date.now(), 'anthropic');
  const idle = await stallOf(() => sleep(1500));
  const start = process.memoryUsage.rss();
  const sum = new LogSum('anthropic', prices);
  let most = start;
  const sampler = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const begin = performance.now();
  const stall = await stallOf(async () => {
    const files = await findLogFiles('claude-code', [folder]);
    const read = await readLogs({ tool: claudeCode, cache: undefined, assets: path.resolve('dist') }, files);
    await read.each((entry) => sum.add(entry));
  });
  clearInterval(sampler);
  const seconds = (performance.now() - begin) / 1000;
  const mebibytes = (Math.max(most, process.memoryUsage.rss()) - start) / 2 ** 20;
  process.stdout.write(`${JSON.stringify({ seconds, mebibytes, stall, idle, latest: sum.latest })}\n`);
}

void measure(process.argv[2] ?? '.');
