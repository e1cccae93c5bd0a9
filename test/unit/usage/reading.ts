// How the usage tests read: the real source through the real request layer from the real local server.
import { monthOf } from '../../../src/core/budget/period';
import { openai } from '../../../src/core/usage/openai';
import type { UsageFailure, UsageRead } from '../../../src/core/usage/source';
import { type HttpLimits, httpLimits, httpReader } from '../../../src/host/http';
import { UsageServer, type UsageServerOptions } from '../../usageServer/server';

/** 21 November 2026, 17:00 UTC. */
export const noon21 = Date.UTC(2026, 10, 21, 17);

export const canary = 'sk-admin-canary-7f3b1c';

export async function withServer(
  options: UsageServerOptions,
  use: (server: UsageServer) => Promise<void>,
): Promise<void> {
  const server = await UsageServer.start({ now: () => noon21, ...options });
  try {
    await use(server);
  } finally {
    await server.stop();
  }
}

/** One read as a poll does it. */
export function readFrom(
  origin: string,
  { key = canary, now = noon21, limits = httpLimits }: { key?: string; now?: number; limits?: HttpLimits } = {},
): Promise<UsageRead | UsageFailure> {
  const { getJson } = httpReader(origin, openai.keyHeader(key), limits);
  return openai.read({ getJson, period: monthOf(now), now });
}

export async function goodRead(origin: string, now = noon21): Promise<UsageRead> {
  const read = await readFrom(origin, { now });
  if (read.kind !== 'read') throw new Error(`no read: ${JSON.stringify(read)}`);
  return read;
}
