// Twenty windows of one machine in one process: real accounts, pollers, cycles and record stores, over a folder in memory and a clock
// that is turned by hand. A day passes in seconds. Nothing is random but what the seed says.
import assert from 'node:assert/strict';
import { monthOf, utcDay } from '../src/core/budget/period';
import { zeroUsd } from '../src/core/money';
import { failureOf } from '../src/core/usage/errors';
import type { Lease } from '../src/core/usage/lease';
import type { PollerClock } from '../src/core/usage/poller';
import { type RecordFiles, RecordStore } from '../src/core/usage/recordStore';
import type { HttpAnswer, TransportFailure, UsageSource } from '../src/core/usage/source';
import { turns } from '../src/host/inTurn';
import { Account } from '../src/host/spend/account';
import { type AccountWorld, keyless } from '../src/host/spend/accountParts';
import { SpendStore } from '../src/host/spend/spendStore';

/** Random numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** Time that only passes when `run` says so. */
export class HandClock {
  /** Epoch ms, whole. */
  now = Date.UTC(2026, 10, 10);
  private timers: Timer[] = [];

  timer(ms: number, fire: () => void): () => void {
    const timer = { at: this.now + Math.ceil(ms), fire };
    const after = this.timers.findIndex(({ at }) => at > timer.at);
    this.timers.splice(after < 0 ? this.timers.length : after, 0, timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  /** Lets everything happen that is due before `end`. */
  async run(end: number): Promise<void> {
    await settle();
    for (let next = this.timers[0]; next && next.at <= end; next = this.timers[0]) {
      this.timers.shift();
      this.now = Math.max(this.now, next.at);
      next.fire();
      await settle();
    }
    this.now = end;
  }
}

/** Everything that waits only for promises goes on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A folder in memory as each window sees it. */
function filesIn(folder: Map<string, string>): RecordFiles {
  return {
    list: async () => [...folder].map(([name, text]) => ({ name, stamp: `${text.length}` })),
    read: async (name) => folder.get(name),
    append: async (name, text) => void folder.set(name, (folder.get(name) ?? '') + text),
    finish: async () => {},
    writeWhole: async (name, text) => void folder.set(name, text),
    rename: async (from, to) => {
      const text = folder.get(from);
      if (text === undefined) return false;
      folder.delete(from);
      folder.set(to, text);
      return true;
    },
    remove: async (name) => void folder.delete(name),
    pause: async () => {},
  };
}

/** What the lease files of all windows say: who holds the highest number, and since when it has been silent. */
class LeaseBook {
  number = 0;
  holder: object | undefined;
  silentSince: number | undefined;

  leaseOf(clock: HandClock): Lease & { readonly crash: () => void } {
    const me = {};
    const take = async (wanted = false) => {
      if (this.holder === me) return this.number;
      const isFree = this.holder === undefined || (this.silentSince ?? clock.now) + 60_000 < clock.now;
      if (!isFree && !wanted) return undefined;
      this.holder = me;
      this.silentSince = undefined;
      return ++this.number;
    };
    const release = async () => {
      if (this.holder === me) this.holder = undefined;
    };
    const crash = () => {
      if (this.holder === me) this.silentSince = clock.now;
    };
    return { take, release, crash };
  }
}

/** What the provider answers to the n-th request. */
export type Reply = (nth: number, now: number) => Answer | Promise<Answer>;
type Answer = HttpAnswer | TransportFailure;

export const answer = (status: number, retryAfterMs?: number): HttpAnswer => ({
  kind: 'answered',
  status,
  body: {},
  retryAfterMs,
});

export interface WindowsPlan {
  readonly windows: number;
  /** Accounts of the one source, at the one server, in every window; 1 when absent. */
  readonly accounts?: number;
  readonly seed: number;
  readonly hours: number;
  readonly reply: Reply;
  /** Requests of one good read. */
  readonly pages?: number;
  /** Requests of one read of limits; the source has none when absent. */
  readonly limits?: number;
  /** Windows end and begin again about this often, ms; never when absent. */
  readonly restartEveryMs?: number;
  /** How many times people ask for a read, at random times. */
  readonly refreshes?: number;
}

/** When each request went out, ms since the beginning. */
export async function runWindows(plan: WindowsPlan): Promise<readonly number[]> {
  const { windows, hours, reply, pages = 1, limits } = plan;
  const clock = new HandClock();
  const begin = clock.now;
  const random = randomFrom(plan.seed);
  const folder = new Map<string, string>();
  const leases = new LeaseBook();
  const requests: number[] = [];
  const readLimits: UsageSource['limits'] = async (ask) => {
    for (let nth = 0; nth < (limits ?? 0); nth++) {
      const failure = await ask('/v1/limit', []).then((reply) =>
        reply.kind === 'answered' ? failureOf(reply) : reply,
      );
      if (failure) return failure;
    }
    return { kind: 'limits', spendLimits: [], rateLimits: [], unreadProjects: 0 };
  };
  const source: UsageSource = {
    id: 'counted',
    name: 'Counted',
    defaultOrigin: '',
    keysPage: '',
    keyHeader: () => ['', ''],
    read: async ({ getJson, period, now }) => {
      for (let page = 0; page < pages; page++) {
        const answer = await getJson('/v1/page', []);
        if (answer.kind !== 'answered') return answer;
        const failure = failureOf(answer);
        if (failure) return failure;
      }
      const days: string[] = [];
      for (let at = monthOf(period.start).start; at <= now; at += 86_400_000) days.push(utcDay(at));
      return {
        kind: 'read',
        days,
        costs: days.map((day) => ({ day, item: 'x', model: 'x', cost: zeroUsd })),
        tokens: [],
        setAside: [],
      };
    },
    ...(limits === undefined ? {} : { limits: readLimits }),
  };
  const getJson = async () => {
    requests.push(clock.now - begin);
    return reply(requests.length - 1, clock.now);
  };
  const pollerClock: PollerClock = {
    wall: () => clock.now,
    elapsed: () => clock.now,
    random,
    timer: (ms, fire) => clock.timer(ms, fire),
  };
  let writers = 0;
  const open = () => {
    const lease = leases.leaseOf(clock);
    const records = new RecordStore(filesIn(folder), `w${writers++}`, () => utcDay(clock.now));
    const store = new SpendStore(records, lease, () => {});
    const world: AccountWorld = {
      clock: pollerClock,
      store,
      open: () => ({ getJson, sendJson: getJson, cancel: () => {}, skewMs: () => undefined }),
      unsafe: () => undefined,
      inTurn: turns(),
      isWatched: () => true,
      log: () => {},
    };
    const spendSource = { source, provider: 'x', costKind: 'reported', isGateway: false, isLog: false } as const;
    const place = { origin: 'https://x.test', basePath: '', demo: false, obstacle: undefined };
    const accounts = Array.from({ length: plan.accounts ?? 1 }, (_, index) => {
      const identity = { id: `x${index}`, label: undefined, spendSource, beside: false };
      const account = new Account(identity, keyless(place.origin, index + 1), place, world, 300_000, () => {});
      void account.begin();
      return account;
    });
    return { accounts, store, lease };
  };
  const running = Array.from({ length: windows }, open);
  const end = begin + hours * 3_600_000;
  const restart = (index: number) => {
    const every = plan.restartEveryMs;
    if (every === undefined) return;
    clock.timer(random() * 2 * every, () => {
      const window = running[index];
      for (const account of window?.accounts ?? []) account.dispose();
      // half of them end in order, half are killed
      if (random() < 0.5) void window?.store.dispose();
      else window?.lease.crash();
      running[index] = open();
      restart(index);
    });
  };
  for (let index = 0; index < windows; index++) restart(index);
  for (let at = 0; at < (plan.refreshes ?? 0); at++)
    clock.timer(random() * hours * 3_600_000, () => {
      for (const account of running[Math.floor(random() * windows)]?.accounts ?? []) void account.refresh();
    });
  await clock.run(end);
  for (const { accounts } of running) for (const account of accounts) account.dispose();
  return requests;
}

/** The most requests within any hour. */
export function busiestHour(requests: readonly number[]): number {
  let [from, most] = [0, 0];
  for (const [index, at] of requests.entries()) {
    while ((requests[from] ?? at) <= at - 3_600_000) from++;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

/** How many of them lie in `[from, to)` hours. */
function inHours(requests: readonly number[], from: number, to: number): number {
  return requests.filter((at) => at >= from * 3_600_000 && at < to * 3_600_000).length;
}

/** Requests of twenty windows in a day of nothing but 429: in the first hour, the most in any later one, and in all. */
export async function requestsOfEndless429(seed: number, accounts = 1) {
  const hour = 3_600_000;
  const plan = { windows: 20, accounts, seed, hours: 24, reply: () => answer(429), restartEveryMs: 2 * hour };
  const requests = await runWindows(plan);
  const first = requests[0] ?? assert.fail();
  const since = requests.map((at) => at - first);
  const later = busiestHour(since.filter((at) => at >= hour));
  return { first: inHours(since, 0, 1), later, day: since.length };
}
