// Entry of the analysis worker in the browser.
import { createEngine } from '../core/session/engine';
import type { FromWorker, ToWorker } from '../core/session/protocol';
import { createSession } from '../core/session/session';
import type { AssetRead, AssetWanted } from './assetMessages';

const post = (message: FromWorker | AssetWanted) => postMessage(message);
const waiting = new Map<string, { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }>();

/** Each file is asked for once at a time: the engine loads every grammar and vocabulary once. */
function readAsset(name: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    waiting.set(name, { resolve, reject });
    post({ type: 'assetWanted', name });
  });
}

function receiveAsset({ name, bytes, problem }: AssetRead): void {
  const asked = waiting.get(name);
  waiting.delete(name);
  if (bytes) asked?.resolve(bytes);
  else asked?.reject(new Error(problem));
}

const session = createSession({
  ...createEngine({
    readAsset,
    utf8: new TextEncoder(),
    report: (message) => post({ type: 'log', level: 'warn', message }),
  }),
  post,
  later: (work, ms) => setTimeout(work, ms),
  now: Date.now,
});

addEventListener('message', ({ data }: MessageEvent<AssetRead | ToWorker>) => {
  if (data.type === 'assetRead') receiveAsset(data);
  else session.receive(data);
});
