// Entry of the log helper: reads files of the queue until there is none left, and answers with their entries.
import { parentPort, workerData } from 'node:worker_threads';
import { answers } from './readOrder';

for (const answer of answers(workerData)) {
  const tables = answer.kind === 'read' ? [answer.entries, answer.rest] : [];
  const moved = tables.flatMap(({ pages }) => pages.map(({ buffer }) => buffer as ArrayBuffer));
  parentPort?.postMessage(answer, moved);
}
