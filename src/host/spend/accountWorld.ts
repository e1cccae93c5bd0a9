// The real world of the accounts of a window: clock, requests, and when a key may not be sent.
import * as vscode from 'vscode';
import type { PollerClock } from '../../core/usage/poller';
import { httpLimits, httpReader } from '../http';
import type { AccountWorld } from './accountParts';
import type { OpenReader } from './spendCycle';

const hostClock: PollerClock = {
  wall: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  timer: (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};

const open: OpenReader = (origin, header, extras) => httpReader(origin, header, httpLimits, extras);

/** `unsafeTls` says why no key may be sent over TLS on this machine, if so. */
export function accountWorld(
  parts: Pick<AccountWorld, 'store' | 'isWatched' | 'byProject' | 'log'>,
  unsafeTls: () => string | undefined,
): AccountWorld {
  const unsafe = (origin: string) => (origin.startsWith('https:') ? (unsafeTls() ?? unsafeProxySetting()) : undefined);
  return { clock: hostClock, open, unsafe, ...parts };
}

/** The editor can be told not to check servers behind a proxy; a key is not sent then. */
function unsafeProxySetting(): string | undefined {
  const isStrict = vscode.workspace.getConfiguration('http').get<boolean>('proxyStrictSSL', true);
  return isStrict
    ? undefined
    : 'the setting http.proxyStrictSSL is off, so the server is not checked and no key is sent';
}
