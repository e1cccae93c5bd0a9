// Hands files to readers: workers when there is much to read, this thread when there is little.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { LineBuffer } from './candidateLines';
import { type ReadAnswer, type ReadOrder, readOrder } from './readOrder';

/** Less than this is read at once: a worker takes longer to start. */
const littleBytes = 2 * 2 ** 20;
const mostWorkers = 2;

/** Reads every order; `take` gets each answer as it comes, and may take its time. `assets` is the folder of the worker's bundle. */
export async function readAll(
  orders: readonly ReadOrder[],
  tool: string,
  assets: string,
  take: (answer: ReadAnswer) => Promise<void>,
): Promise<void> {
  const bytes = orders.reduce((sum, { file, before }) => sum + Math.max(0, file.look.size - (before?.offset ?? 0)), 0);
  if (bytes <= littleBytes) {
    const buffer = new LineBuffer();
    for (const order of orders) await take(readOrder(order, tool, buffer));
    return;
  }
  // the largest first, so that no reader is left alone with it at the end
  const waiting = [...orders].sort((a, b) => a.file.look.size - b.file.look.size);
  const count = Math.min(mostWorkers, orders.length);
  await Promise.all(Array.from({ length: count }, () => readThrough(waiting, tool, assets, take)));
}

async function readThrough(
  waiting: ReadOrder[],
  tool: string,
  assets: string,
  take: (answer: ReadAnswer) => Promise<void>,
): Promise<void> {
  const worker = new Worker(path.resolve(assets, 'logWorker.js'), {
    workerData: { tool },
    // strings of lines die young: little room keeps the memory small
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 },
  });
  try {
    for (let order = waiting.pop(); order; order = waiting.pop()) await take(await ask(worker, order));
  } finally {
    await worker.terminate();
  }
}

function ask(worker: Worker, order: ReadOrder): Promise<ReadAnswer> {
  return new Promise((resolve) => {
    const path = order.file.path;
    const end = (answer: ReadAnswer) => {
      worker.off('message', end).off('error', failed).off('exit', left);
      resolve(answer);
    };
    const failed = (error: Error) => end({ kind: 'problem', path, text: `${path}: ${error.message}` });
    const left = () => end({ kind: 'problem', path, text: `${path}: its reader ended` });
    worker.on('message', end).on('error', failed).on('exit', left);
    worker.postMessage(order);
  });
}
