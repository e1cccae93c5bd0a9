// Reads a folder of logs as a window would, in a process of its own, and prints what that costs it: memory above its start and the
// longest time in which nothing else could run. `logReading.js FOLDER`; prints one line of JSON.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { priceBook } from '../../src/core/prices/priceBook';
import { shippedPrice } from '../../src/core/prices/shippedPrices';
import { claudeCode } from '../../src/core/usage/logs/claudeCode';
import { LogSum } from '../../src/core/usage/logs/sum';
import { findLogFiles } from '../../src/node/logs/logRoots';
import { readLogs } from '../../src/node/logs/readLogs';

/** What the loop waited for, ms. */
interface Stall {
  /** By the clock: other programs that hold the processor count too. */
  longest: number;
  /** By the processor time of this thread alone; undefined where the system does not tell it. */
  own: number | undefined;
}

/** Milliseconds of processor time that the main thread has had. Linux only. */
function ownTime(): number | undefined {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}

/** The longest time between two ticks of a 1 ms timer while `work` runs, beyond that 1 ms. */
async function stallOf(work: () => Promise<unknown>): Promise<Stall> {
  const stall: Stall = { longest: 0, own: ownTime() === undefined ? undefined : 0 };
  let [last, own] = [performance.now(), ownTime() ?? 0];
  const look = () => {
    const [now, ownNow] = [performance.now(), ownTime() ?? 0];
    stall.longest = Math.max(stall.longest, now - last - 1);
    if (stall.own !== undefined) stall.own = Math.max(stall.own, ownNow - own);
    [last, own] = [now, ownNow];
  };
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return stall;
}

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
