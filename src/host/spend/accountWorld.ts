// The real world of the accounts of a window: clock, requests, and when a key may not be sent.
import * as vscode from 'vscode';
import type { PollerClock } from '../../core/usage/poller';
import { httpLimits, httpReader } from '../http';
import { turns } from '../inTurn';
import { type ProxySettings, proxyFor } from '../proxy';
import type { AccountWorld } from './accountParts';
import type { LocalSpend } from './localLogs';
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

/** `local` knows this machine. */
export function accountWorld(
  parts: Pick<AccountWorld, 'store' | 'isWatched' | 'byProject' | 'log'>,
  local: Pick<LocalSpend, 'unsafeTls' | 'proxy'>,
): AccountWorld {
  const unsafe = (origin: string) =>
    origin.startsWith('https:') ? (local.unsafeTls() ?? unsafeProxySetting()) : undefined;
  const open: OpenReader = (origin, header, extras) =>
    httpReader(origin, header, httpLimits, { ...extras, proxy: proxyFor(origin, proxySettings(local)) });
  return { clock: hostClock, open, inTurn: turns(), unsafe, ...parts };
}

/**
 * The editor's own proxy, else that of the environment.
 * Source: code.visualstudio.com/docs/setup/network, read 2026-11-22.
 */
function proxySettings(local: Pick<LocalSpend, 'proxy'>): ProxySettings {
  const settings = vscode.workspace.getConfiguration('http');
  if (settings.get<string>('proxySupport') === 'off') return { proxy: undefined, except: [] };
  const proxy = settings.get<string>('proxy') ?? '';
  return proxy === '' ? local.proxy() : { proxy, except: settings.get<string[]>('noProxy') ?? [] };
}

/** The editor can be told not to check servers behind a proxy; a key is not sent then. */
function unsafeProxySetting(): string | undefined {
  const isStrict = vscode.workspace.getConfiguration('http').get<boolean>('proxyStrictSSL', true);
  return isStrict
    ? undefined
    : 'the setting http.proxyStrictSSL is off, so the server is not checked and no key is sent';
}
