// The analysis worker on the desktop and in remote hosts: a thread of its own.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerPort } from '../host/hints/workerKeeper';

/** Memory of the worker's JavaScript heap; a document that needs more ends the worker, not the extension host. */
const heapMegabytes = 1024;

/** Starts `worker.js` of a folder. */
export function startWorkerThread(folder: string): WorkerPort {
  const worker = new Worker(path.join(folder, 'worker.js'), {
    name: 'prompt-meter',
    workerData: { folder },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  worker.unref();
  let ended = false;
  let failure: string | undefined;
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', listener),
    onExit: (listener) => {
      worker.on('error', (error) => {
        failure = error.name === 'Error' ? error.message : error.name;
      });
      worker.on('exit', (code) => {
        if (!ended) listener(failure ?? `exit code ${code}`);
      });
    },
    end: () => {
      ended = true;
      void worker.terminate();
    },
  };
}
