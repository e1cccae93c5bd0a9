// The analysis worker in the browser.

import type { FromWorker, ToWorker } from '../core/protocol';
import type { WorkerPort } from '../host/analysis';

/**
 * Starts a worker from its source text: a browser allows no worker script of another origin, so the host fetches it first.
 * Messages posted before the script has arrived wait for it.
 */
export function startWebWorker(source: Promise<string>, assetsBase: string): WorkerPort {
  const waiting: ToWorker[] = [];
  let onMessage: ((message: FromWorker) => void) | undefined;
  let onExit: ((reason: string) => void) | undefined;
  let worker: Worker | undefined;
  let ended = false;
  source.then(
    (text) => {
      if (ended) return;
      const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      worker = new Worker(url, { name: 'prompt-meter' });
      URL.revokeObjectURL(url);
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage?.(data);
      worker.onerror = (event) => onExit?.(event.message);
      worker.postMessage({ type: 'assets', base: assetsBase });
      for (const message of waiting) worker.postMessage(message);
    },
    (error) => onExit?.(`its script could not be read: ${error}`),
  );
  return {
    post: (message) => {
      if (worker) worker.postMessage(message);
      else waiting.push(message);
    },
    onMessage: (listener) => {
      onMessage = listener;
    },
    onExit: (listener) => {
      onExit = (reason) => {
        if (!ended) listener(reason);
      };
    },
    end: () => {
      ended = true;
      worker?.terminate();
    },
  };
}
