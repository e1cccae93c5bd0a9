// Entry of the analysis worker in the browser: fetches its data files from the address its host gives it first.
import { createEngine } from '../core/engine';
import type { FromWorker, ToWorker } from '../core/protocol';
import { createSession, type Session } from '../core/session';

let session: Session | undefined;

addEventListener('message', ({ data }: MessageEvent<{ type: 'assets'; base: string } | ToWorker>) => {
  if (data.type === 'assets') session = startSession(data.base);
  else session?.receive(data);
});

function startSession(base: string): Session {
  const post = (message: FromWorker) => postMessage(message);
  return createSession({
    ...createEngine({
      readAsset: fetchFrom(base),
      utf8: new TextEncoder(),
      report: (message) => post({ type: 'log', level: 'warn', message }),
    }),
    post,
    later: (work, ms) => setTimeout(work, ms),
    now: Date.now,
  });
}

function fetchFrom(base: string): (name: string) => Promise<Uint8Array> {
  return async (name) => {
    const response = await fetch(`${base}/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
