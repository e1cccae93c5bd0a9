// Reads log files on this thread and, when there is much to read, on one more: each takes the next file that nobody has taken yet.
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { answers, type OrderQueue, queueOf, type ReadAnswer, type ReadOrder } from './readOrder';

/** Less than this is read at once: a helper takes longer to start. */
const littleBytes = 2 * 2 ** 20;

/** Reads every order and holds its thread as long as a file takes; `take` gets each answer. `assets` is the folder of the helper's bundle. */
export async function readAll(
  orders: readonly ReadOrder[],
  tool: string,
  assets: string,
  take: (answer: ReadAnswer) => void,
): Promise<void> {
  // the largest first, so that no thread is left alone with it at the end
  const sorted = [...orders].sort((a, b) => unreadBytes(b) - unreadBytes(a));
  const queue = queueOf(sorted, tool);
  const left = new Set(orders.map(({ file }) => file.path));
  const note = (answer: ReadAnswer) => {
    if (left.delete(answer.path)) take(answer);
  };
  const isMuch = orders.length > 1 && orders.reduce((sum, order) => sum + unreadBytes(order), 0) > littleBytes;
  const helped = isMuch ? help(queue, path.resolve(assets, 'logWorker.js'), note) : undefined;
  for (const answer of answers(queue)) {
    note(answer);
    if (isMuch) await breathe();
  }
  await helped;
  // what a helper took and did not live to answer
  const lost = orders.filter(({ file }) => left.has(file.path));
  for (const answer of answers(queueOf(lost, tool))) note(answer);
}

function unreadBytes({ file, before }: ReadOrder): number {
  return Math.max(0, file.look.size - (before?.offset ?? 0));
}

/** Lets another thread take from the queue; ends when that thread does, for whatever reason. */
function help(queue: OrderQueue, program: string, note: (answer: ReadAnswer) => void): Promise<void> {
  return new Promise((resolve) => {
    const worker = new Worker(program, {
      workerData: queue,
      // strings of lines die young: little room keeps the memory small
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 },
    });
    // an error is followed by its exit
    worker.on('message', note).on('error', () => {});
    worker.on('exit', () => resolve());
  });
}
