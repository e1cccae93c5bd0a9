// Entry of the analysis worker on the desktop: reads its data files from the folder it lies in.
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../core/session/engine';
import type { FromWorker, ToWorker } from '../core/session/protocol';
import { createSession } from '../core/session/session';
import { readAssetFrom, readTokenizerFile } from './assets';

const port = parentPort;
if (port) {
  const post = (message: FromWorker) => port.postMessage(message);
  const session = createSession({
    ...createEngine({
      readAsset: readAssetFrom(workerData.folder),
      utf8: new TextEncoder(),
      readFile: readTokenizerFile,
      report: (message) => post({ type: 'log', level: 'warn', message }),
    }),
    post,
    later: (work, ms) => setTimeout(work, ms),
    now: Date.now,
  });
  port.on('message', (message: ToWorker) => session.receive(message));
}
