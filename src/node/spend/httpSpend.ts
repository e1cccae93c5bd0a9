// `prompt-meter spend` of a source that is asked over HTTP: one patient read, then its table.
import { setTimeout as wait } from 'node:timers/promises';
import { dayMs, type Period, utcDay } from '../../core/budget/period';
import { usdToDecimal } from '../../core/money';
import type { RateLimit } from '../../core/spend/accountDetails';
import { patient } from '../../core/usage/patience';
import type { LimitsRead, SpendGroup, UsageFailure, UsageRead, UsageSource } from '../../core/usage/source';
import { isoTime, rowsOfRead, tabulate } from '../../core/usage/spendReport';
import type { Address } from '../../host/address';
import { httpLimits, httpReader } from '../../host/http';
import { proxyFor, proxyOfEnvironment } from '../../host/proxy';
import type { SpendOutcome } from './spendOutcome';

export interface HttpQuestion {
  readonly source: UsageSource;
  readonly address: Address;
  readonly key: string | undefined;
  readonly period: Period;
  readonly group: SpendGroup;
  readonly now: number;
  readonly withLimits: boolean;
}

/** A person waits, so a provider's "not now" is waited for no longer than this. */
const mostPatienceMs = 90_000;
/** A thorough read of a long period is many pages. */
const allBytes = 256 * 2 ** 20;

export async function httpSpend(question: HttpQuestion): Promise<SpendOutcome> {
  const { source, address, key, period, group, now } = question;
  const header = key === undefined ? undefined : source.keyHeader(key);
  const proxy = proxyFor(address.origin, proxyOfEnvironment(process.env));
  const extras = { headers: source.headers ?? [], basePath: address.basePath, proxy };
  const reader = httpReader(address.origin, header, { ...httpLimits, allBytes }, extras);
  const patience = { wait: (ms: number) => wait(ms), random: Math.random, mostMs: mostPatienceMs, firstToo: true };
  const getJson = patient(reader.getJson, patience);
  let part: UsageRead | undefined;
  const onCut = (cut: UsageRead) => {
    part = cut;
  };
  const read = await source.read({ getJson, period, now, group, thorough: true, onCut });
  const limits =
    read.kind === 'read' && question.withLimits && source.limits ? await source.limits(getJson) : undefined;
  const failure = read.kind === 'read' ? (limits && limits.kind !== 'limits' ? limits : undefined) : read;
  const missing = read.kind === 'read' ? missingOf(read, source, now) : undefined;
  const table = tableOf(read.kind === 'read' ? read : part, read.kind === 'read', question);
  const setAside = (read.kind === 'read' ? read : part)?.setAside ?? [];
  const untold = read.kind === 'read' ? (read.untoldDays ?? []) : [];
  return {
    report: {
      source: source.id,
      asOf: isoTime(asOf(read, now)),
      complete: failure === undefined && missing === undefined,
      ...table,
      ...(setAside.length > 0
        ? { setAside: setAside.map(({ table, day, name, reason }) => ({ table, date: day, name, reason })) }
        : {}),
      ...(untold.length > 0 ? { untoldDays: untold } : {}),
      ...(limits?.kind === 'limits' ? limitsJson(limits) : {}),
      ...(failure ? { error: words(failure, source, now) } : {}),
    },
    problem: failure ? words(failure, source, now) : missing,
    exitCode: failure ? 4 : missing === undefined ? 0 : 3,
  };
}

/** One English sentence on what a read that came through does not tell of; undefined when nothing is missing. */
function missingOf(read: UsageRead, { name }: UsageSource, now: number): string | undefined {
  const [aside] = read.setAside;
  const lost = lostDays(read, now);
  if (lost.length > 0) return `${name} tells nothing of ${lost[0]} to ${lost.at(-1)}`;
  if (aside) {
    const count = read.setAside.length;
    return `${count} ${count === 1 ? 'row' : 'rows'} of ${name} could not be counted: ${aside.reason}${count > 1 ? ', and others' : ''}`;
  }
  return read.tellsCosts === false && read.tellsTokens === false
    ? `${name} has no figures of spend or tokens in this time`
    : undefined;
}

/** Days that the provider tells nothing of any more. Today is not one: it will be told. */
function lostDays({ untoldDays = [] }: UsageRead, now: number): readonly string[] {
  return untoldDays.filter((day) => day !== utcDay(now));
}

/** A provider that does not tell of today yet tells of the time until today. */
function asOf(read: UsageRead | UsageFailure, now: number): number {
  const untold = read.kind === 'read' ? (read.untoldDays ?? []) : [];
  const today = now - (now % dayMs);
  return read.kind === 'read' && read.days.length > 0 && untold.includes(utcDay(now)) ? today : now;
}

function tableOf(read: UsageRead | undefined, isWhole: boolean, { source, period, group, now }: HttpQuestion) {
  const zero = read?.tellsTokens === false || source.tells === undefined ? undefined : 0;
  const tells = (name: 'cached' | 'cacheWrite' | 'requests') => (source.tells?.includes(name) ? zero : undefined);
  const counts = {
    input: zero,
    output: zero,
    cached: tells('cached'),
    cacheWrite: tells('cacheWrite'),
    requests: tells('requests'),
  };
  const untold = new Set(read?.untoldDays);
  return tabulate({
    rows: read ? rowsOfRead(read, group) : [],
    // of a read that was cut, nobody knows what a day without rows had
    days: isWhole ? (read?.days ?? []).filter((day) => !untold.has(day)) : [],
    group,
    start: period.start,
    end: Math.min(period.end, now),
    kind: 'reported',
    isWhole: isWhole && read !== undefined && lostDays(read, now).length === 0,
    none: { cost: read?.tellsCosts !== false, counts },
  });
}

function limitsJson({ spendLimits, rateLimits }: LimitsRead) {
  const limits = spendLimits.map(({ amount, spent, ...limit }) => ({
    ...limit,
    amountUsd: usdToDecimal(amount),
    ...(spent === undefined ? {} : { spentUsd: usdToDecimal(spent) }),
  }));
  return { limits, rateLimits: rateLimits.map(rateLimitJson) };
}

function rateLimitJson({ project, model, limits }: RateLimit) {
  const { requestsPerMinute: requests, tokensPerMinute: tokens, requestsPerDay } = limits;
  return { project, model, requests, tokens, requestsPerDay };
}

/**
 * Node's fetch goes through the proxy of the environment only when it is told to.
 * Source: nodejs.org/api/cli.html NODE_USE_ENV_PROXY, read 2026-11-22.
 */
function proxyWords(proxy: string | undefined): string {
  if (proxy === undefined) return '';
  return process.env.NODE_USE_ENV_PROXY === '1'
    ? `, through the proxy ${proxy}`
    : `; the proxy ${proxy} of the environment is not used without NODE_USE_ENV_PROXY=1, which Node 24 knows`;
}

/** One English sentence without secrets. */
function words(failure: UsageFailure, source: UsageSource, now: number): string {
  switch (failure.kind) {
    case 'keyRefused':
      return failure.reason === 'projectKey'
        ? `${source.name} refuses the key: it may not read spend; a key that may is made at ${source.keysPage}`
        : `${source.name} does not know the key`;
    case 'rateLimited': {
      const until = failure.retryAfterMs === undefined ? '' : `; not before ${isoTime(now + failure.retryAfterMs)}`;
      return failure.quota
        ? `${source.name} has stopped the account's billing`
        : `${source.name} asks to be asked later${until}`;
    }
    case 'offline':
      return `${source.name} cannot be reached: ${failure.detail}${proxyWords(failure.proxy)}`;
    case 'unreadable':
      return `${source.name} gave nothing usable: ${failure.detail}`;
    case 'cancelled':
      return 'the read was ended';
  }
}
