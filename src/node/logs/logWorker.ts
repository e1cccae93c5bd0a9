// Entry of the log helper: reads files of the queue until there is none left, and answers with their entries.
import { parentPort, workerData } from 'node:worker_threads';
import { answers } from './readOrder';

for (const answer of answers(workerData)) {
  const moved =
    answer.kind === 'read'
      ? [answer.entries.numbers.buffer as ArrayBuffer, answer.rest.numbers.buffer as ArrayBuffer]
      : [];
  parentPort?.postMessage(answer, moved);
}
