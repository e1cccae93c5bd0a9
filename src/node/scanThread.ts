// Entry of a thread of a scan: reads the batches that it is given until there are no more.
import { parentPort, workerData } from 'node:worker_threads';
import { usualSay } from '../core/prompts/userSay';
import { fileScanner, type ScanPart } from './scanFile';
import type { Batch, Scanned, ThreadOrder } from './scanPool';

const { model, assets, level, minTokens } = workerData as ThreadOrder;
// the same object as usual means that nothing is said
const isUsual = level === usualSay.level && minTokens === usualSay.minTokens;
const scan = fileScanner({ model, assets, say: isUsual ? usualSay : { ...usualSay, level, minTokens } });

parentPort?.on('message', async (batch: Batch | 'done') => {
  if (batch === 'done') return parentPort?.close();
  const parts: ScanPart[] = [];
  for (const file of batch.files) parts.push(await scan(file));
  const scanned: Scanned = { first: batch.first, parts };
  parentPort?.postMessage(scanned);
});
