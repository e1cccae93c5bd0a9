// Entry of the log worker: reads the files it is handed, one at a time, and answers with their entries.
import { parentPort, workerData } from 'node:worker_threads';
import { LineBuffer } from './candidateLines';
import { type ReadAnswer, type ReadOrder, readOrder } from './readOrder';

const buffer = new LineBuffer();

parentPort?.on('message', (order: ReadOrder) => {
  const answer: ReadAnswer = readOrder(order, workerData.tool, buffer);
  const moved =
    answer.kind === 'read'
      ? [answer.entries.numbers.buffer as ArrayBuffer, answer.rest.numbers.buffer as ArrayBuffer]
      : [];
  parentPort?.postMessage(answer, moved);
});
