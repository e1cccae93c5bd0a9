// What all windows know about the polling of one account: who asks next, and not before when. Written before a request goes out, so a
// crash costs a skipped poll and never an extra one.
import { FieldProblem, readCount, readFields, readFlag, readList } from './fields';
import { hourlyLimits, type PollPlan } from './pollPlan';
import type { Json } from './record';
import type { UsageFailure } from './source';

/** Why the last read brought nothing, for windows that did not ask themselves. */
export type Trouble =
  | { readonly kind: 'keyRefused'; readonly reason: 'projectKey' | 'unknownKey' }
  | { readonly kind: 'rateLimited'; readonly quota: boolean }
  | { readonly kind: 'offline'; readonly proxy?: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** The plan as it stood at `at`, epoch ms by the writer's clock. */
export interface PollMark {
  readonly at: number;
  readonly plan: PollPlan;
  /** Requests of the last hour: when, and how many. */
  readonly requests: readonly (readonly [at: number, count: number])[];
  /** When people asked for a read in the last hour. */
  readonly refreshes: readonly number[];
  /** Undefined after a good read. */
  readonly trouble: Trouble | undefined;
}

/** One attempt to read. */
export interface Attempt {
  readonly at: number;
  readonly requests: number;
  /** A person asked for it. */
  readonly wanted: boolean;
  readonly trouble: Trouble | undefined;
}

const hourMs = 3_600_000;
/** A wait is believed up to this; no provider and no plan asks for more. */
const longestWaitMs = 24 * hourMs;

/** What is left of the mark's plan at `now`. A clock that was set back can only lengthen a wait to its full length again. */
export function planLeft({ at, plan }: PollMark, now: number): PollPlan {
  const passed = Math.max(0, now - at);
  // Whole milliseconds: a clock of epoch milliseconds does not go on by less, and a wait that adds nothing to it would never end.
  const left = (ms: number) => Math.max(0, Math.ceil(Math.min(ms, longestWaitMs) - passed));
  return { ...plan, waitMs: plan.waitMs === undefined ? undefined : left(plan.waitMs), holdMs: left(plan.holdMs) };
}

/** The mark after an attempt, without what is older than an hour. */
export function markAfter(
  mark: PollMark | undefined,
  plan: PollPlan,
  { at, requests, wanted, trouble }: Attempt,
): PollMark {
  const before = (mark?.requests ?? []).filter(([time]) => inHour(time, at));
  const refreshes = (mark?.refreshes ?? []).filter((time) => inHour(time, at));
  return {
    at,
    plan,
    requests: requests > 0 ? [...before, [at, requests]] : before,
    refreshes: wanted ? [...refreshes, at] : refreshes,
    trouble,
  };
}

/** What a read that failed leaves for the other windows. */
export function troubleOf(failure: UsageFailure): Trouble | undefined {
  switch (failure.kind) {
    case 'keyRefused':
      return { kind: 'keyRefused', reason: failure.reason };
    case 'rateLimited':
      return { kind: 'rateLimited', quota: failure.quota };
    case 'offline':
      return { kind: 'offline', ...(failure.proxy === undefined ? {} : { proxy: failure.proxy }) };
    case 'unreadable':
      return { kind: 'unreadable', detail: failure.detail };
    case 'cancelled':
      return undefined;
  }
}

/**
 * How long to wait, in ms, until `count` more requests keep the hourly ceiling, and for a person's wish its own; 0 when they do now.
 */
export function roomIn(mark: PollMark | undefined, now: number, count: number, byPerson: boolean): number {
  const requests = mark?.requests ?? [];
  let sum = requests.reduce((total, [time, each]) => total + (inHour(time, now) ? each : 0), count);
  let wait = 0;
  for (const [time, each] of requests) {
    if (sum <= hourlyLimits.requests) break;
    if (!inHour(time, now)) continue;
    sum -= each;
    wait = time + hourMs - now;
  }
  const refreshes = (mark?.refreshes ?? []).filter((time) => inHour(time, now));
  const [oldest = now] = refreshes;
  const forPerson = byPerson && refreshes.length >= hourlyLimits.refreshes ? oldest + hourMs - now : 0;
  return Math.max(wait, forPerson);
}

function inHour(time: number, now: number): boolean {
  return time <= now && now - time < hourMs;
}

export function markToJson({ at, plan, requests, refreshes, trouble }: PollMark): Json {
  return { at, ...plan, waitMs: plan.waitMs ?? null, requests, refreshes, trouble: trouble ?? null };
}

/** Undefined for anything that is not a mark. */
export function markFromJson(value: unknown): PollMark | undefined {
  const fields = readFields(value, 'mark');
  if (fields instanceof FieldProblem) return undefined;
  const at = readCount(fields.at, 'at');
  const waitMs = fields.waitMs === null ? undefined : readWait(fields.waitMs);
  const holdMs = readWait(fields.holdMs);
  const held = readFlag(fields.held, 'held');
  const failures = readCount(fields.failures, 'failures');
  const refusals = readCount(fields.refusals, 'refusals');
  const requests = readPairs(fields.requests);
  const refreshes = readTimes(fields.refreshes);
  if (at instanceof FieldProblem || waitMs instanceof FieldProblem || holdMs instanceof FieldProblem) return undefined;
  if (held instanceof FieldProblem || failures instanceof FieldProblem || refusals instanceof FieldProblem)
    return undefined;
  return {
    at,
    plan: { waitMs, holdMs, held, failures, refusals },
    requests,
    refreshes,
    trouble: readTrouble(fields.trouble),
  };
}

function readTrouble(value: unknown): Trouble | undefined {
  const fields = readFields(value, 'trouble');
  if (fields instanceof FieldProblem) return undefined;
  const { kind, reason, detail, quota, proxy } = fields;
  if (kind === 'keyRefused') return { kind, reason: reason === 'projectKey' ? reason : 'unknownKey' };
  if (kind === 'rateLimited') return { kind, quota: quota === true };
  if (kind === 'offline') return typeof proxy === 'string' ? { kind, proxy: proxy.slice(0, 100) } : { kind };
  return kind === 'unreadable' && typeof detail === 'string' ? { kind, detail: detail.slice(0, 200) } : undefined;
}

function readWait(value: unknown): number | FieldProblem {
  const isWait = typeof value === 'number' && value >= 0 && value <= longestWaitMs * 2;
  return isWait ? Math.min(value, longestWaitMs) : new FieldProblem('a wait is not a time in ms');
}

function readPairs(value: unknown): readonly (readonly [number, number])[] {
  const list = readList(value, 'requests');
  if (list instanceof FieldProblem) return [];
  return list.flatMap((pair) => {
    const [time, count] = Array.isArray(pair) ? pair : [];
    return Number.isSafeInteger(time) && Number.isSafeInteger(count) && count > 0 ? [[time, count] as const] : [];
  });
}

function readTimes(value: unknown): readonly number[] {
  const list = readList(value, 'refreshes');
  return list instanceof FieldProblem ? [] : list.filter((time) => typeof time === 'number');
}
