// One read as the poller asks for it: what another window has read meanwhile, or a walk over the provider's pages with the stored key,
// when the plan that all windows share allows it and this one leads. No vscode at run time.
import { monthOf } from '../../core/budget/period';
import { restatedForMs } from '../../core/budget/settlement';
import { commitRead, type Ledger } from '../../core/usage/ledger';
import type { PollOutcome, RunningPoll, Waited } from '../../core/usage/poller';
import { markAfter, type PollMark, planLeft, roomIn } from '../../core/usage/pollMark';
import { firstPlan, pollTimes } from '../../core/usage/pollPlan';
import { markBeforeAsking, serverAs, serverWait } from '../../core/usage/serverMark';
import type { GetJson, UsageSource } from '../../core/usage/source';
import type { Account } from '../../core/usage/spendRecords';
import type { HttpExtras, HttpReader } from '../http';
import type { Keys } from '../keys';
import type { SpendStore } from './spendStore';

/** The public key of the demo server; it opens nothing else. */
const demoKey = 'sk-admin-demo';

/** Whom is asked: one origin, for one account. */
export interface SpendTarget {
  readonly origin: string;
  /** What stands before every path there; empty when absent. */
  readonly basePath?: string;
  readonly demo: boolean;
  /** Undefined for demo data, which is never stored. */
  readonly account: string | undefined;
}

/** Whether figures of one are figures of the other. */
export function isSameTarget(a: SpendTarget, b: SpendTarget): boolean {
  return (
    a.origin === b.origin && a.demo === b.demo && a.account === b.account && (a.basePath ?? '') === (b.basePath ?? '')
  );
}

/** What a good cycle brings. */
export interface CycleRead {
  readonly ledger: Ledger;
  /** Read by another window and stored already. */
  readonly isShared: boolean;
}

/** `httpReader`, or what stands for it. */
export type OpenReader = (
  origin: string,
  header: readonly [name: string, value: string] | undefined,
  extras: HttpExtras,
) => Omit<HttpReader, 'sendJson'>;

export interface Cycle {
  /** Epoch ms. */
  readonly now: () => number;
  readonly open: OpenReader;
  readonly source: UsageSource;
  readonly keys: Pick<Keys, 'read'>;
  readonly store: Pick<SpendStore, 'look' | 'ledger' | 'mark' | 'lead' | 'saveMark'>;
  readonly target: SpendTarget;
  /** The last good ledger. */
  readonly ledger: Ledger | undefined;
  /** A person asked: figures of another window will not do. */
  readonly manual: boolean;
  readonly intervalMs: number;
  /** The server's clock minus this machine's as last seen, ms; 0 when they agree well enough. */
  readonly skewMs: number;
  /** Somebody works in this window, so that it need not wait as long as a window that nobody looks at. */
  readonly isWatched: boolean;
  /** Costs are also kept apart by project. */
  readonly byProject?: boolean;
  /** Why no key may be sent to the origin now; an English phrase. Undefined when it may. */
  readonly unsafe: (origin: string) => string | undefined;
  /** Begins the read when no other account is being read at this server. */
  readonly inTurn: <Result>(read: () => Promise<Result>) => Promise<Result>;
  /** The store did not give a key for the origin. */
  readonly keyMissing: () => void;
}

/** That the provider was asked. */
export interface Asked {
  readonly lease: number;
  readonly requests: number;
  /** As it stood before. */
  readonly mark: PollMark | undefined;
  /** The server's, as it stood before. */
  readonly serverMark: PollMark | undefined;
}

export interface RunningCycle extends RunningPoll<CycleRead> {
  /** Undefined while, and when, nobody was asked. */
  readonly asked: () => Asked | undefined;
  /** As in HttpReader. */
  readonly skewMs: () => number | undefined;
  /** Asks more with the same key, once the outcome is good; undefined when nobody was asked. Not counted in `asked`. */
  readonly getJson: () => GetJson | undefined;
}

/** What a read is expected to cost before there was one. */
const usualRequests = 4;

export function beginCycle(cycle: Cycle): RunningCycle {
  let reader: ReturnType<OpenReader> | undefined;
  let isCancelled = false;
  let asked: (Omit<Asked, 'requests'> & { requests: number }) | undefined;
  // the demo server's clock runs as it likes
  const skewMs = () => (cycle.target.demo ? 0 : reader?.skewMs());
  const outcome = async (): Promise<PollOutcome<CycleRead>> => {
    const { source, target } = cycle;
    const turn = await turnOf(cycle, cycle.now());
    if (turn.kind === 'waited') return turn;
    const key = isCancelled ? undefined : await keyOf(cycle);
    if (key === undefined && !isCancelled) cycle.keyMissing();
    if (key === undefined || isCancelled) return { kind: 'cancelled' };
    const { lease, mark, serverMark } = turn;
    asked = { lease, requests: 0, mark, serverMark };
    await announce(cycle, turn);
    const unsafe = key === '' || target.demo ? undefined : cycle.unsafe(target.origin);
    if (unsafe !== undefined) return { kind: 'unreadable', detail: unsafe, retryAfterMs: undefined };
    const header = key === '' ? undefined : source.keyHeader(key);
    const extras = { headers: source.headers ?? [], basePath: target.basePath ?? '', now: cycle.now };
    reader = cycle.open(target.origin, header, extras);
    const { getJson } = reader;
    const counted: GetJson = (path, query) => {
      if (asked) asked.requests++;
      return getJson(path, query);
    };
    return readThrough(counted, skewMs, cycle);
  };
  const cancel = () => {
    isCancelled = true;
    reader?.cancel();
  };
  let begun = () => {};
  const turn = new Promise<void>((resolve) => {
    begun = resolve;
  });
  return {
    outcome: cycle.inTurn(() => {
      begun();
      return outcome();
    }),
    turn,
    cancel,
    asked: () => asked,
    history: () => asked?.mark?.plan,
    skewMs,
    getJson: () => reader?.getJson,
  };
}

/** This window may ask now. */
interface Turn {
  readonly kind: 'turn';
  readonly lease: number;
  readonly mark: PollMark | undefined;
  readonly serverMark: PollMark | undefined;
}

/** Whether this window asks, or what it does instead. Demo data is nobody else's. */
async function turnOf(cycle: Cycle, now: number): Promise<Turn | Waited<CycleRead>> {
  const { store, manual } = cycle;
  const of = accountOf(cycle);
  if (!of) return { kind: 'turn', lease: 0, mark: undefined, serverMark: undefined };
  await store.look();
  const mark = store.mark(of);
  const read = newerLedger(cycle, of);
  const isSlow = isSlowPlan(cycle, mark);
  const left = mark && planLeft(isSlow ? { ...mark, plan: { ...mark.plan, waitMs: cycle.intervalMs } } : mark, now);
  const shared = left && (manual ? left.holdMs : Math.max(left.holdMs, left.waitMs ?? Number.POSITIVE_INFINITY));
  if (left && shared !== undefined && shared > 0) return { kind: 'waited', plan: left, read };
  const plan = left ?? firstPlan(0);
  const serverMark = store.mark(serverAs(of.sourceId, cycle.target.origin));
  const troubled = manual ? 0 : serverWait(serverMark, now);
  if (troubled > 0) return { kind: 'waited', plan: { ...plan, waitMs: troubled }, read };
  const room = roomIn(mark, now, mark?.requests.at(-1)?.[1] ?? usualRequests, manual);
  if (room > 0) return { kind: 'waited', plan: { ...plan, waitMs: room }, read };
  const lease = await store.lead(manual || isSlow);
  if (lease === undefined) return { kind: 'waited', plan: { ...plan, waitMs: pollTimes.look }, read };
  return { kind: 'turn', lease, mark, serverMark };
}

/** A window that nobody looks at has planned, and somebody works in this one: it takes over when its own interval is over. */
function isSlowPlan({ isWatched, intervalMs }: Cycle, mark: PollMark | undefined): boolean {
  const wait = mark?.plan.held ? undefined : mark?.plan.waitMs;
  return isWatched && wait !== undefined && wait > 1.1 * intervalMs;
}

/** Says to all windows that this one asks now: a crash from here on costs a skipped poll, never an extra one. */
async function announce(cycle: Cycle, { lease, mark, serverMark }: Turn): Promise<void> {
  const of = accountOf(cycle);
  if (!of) return;
  const plan = { ...firstPlan(0), ...mark?.plan, waitMs: cycle.intervalMs, holdMs: 0, held: false };
  const attempt = { at: cycle.now(), requests: mark?.requests.at(-1)?.[1] ?? usualRequests, wanted: cycle.manual };
  await cycle.store.saveMark(of, lease, markAfter(mark, plan, { ...attempt, trouble: mark?.trouble }));
  const booked = markBeforeAsking(serverMark, cycle.now());
  if (booked) await cycle.store.saveMark(serverAs(of.sourceId, cycle.target.origin), lease, booked);
}

function accountOf({ source, target }: Cycle): Account | undefined {
  return target.account === undefined ? undefined : { sourceId: source.id, account: target.account };
}

function newerLedger({ store, ledger }: Cycle, of: Account): CycleRead | undefined {
  const stored = store.ledger(of);
  return stored && stored.asOf > (ledger?.asOf ?? 0) ? { ledger: stored, isShared: true } : undefined;
}

/** Clocks that differ by less are taken as one. Ms. */
const agreeWithin = 5 * 60_000;

/** How far the server's clock is off this machine's, 0 when they agree well enough. */
export function skewThatCounts(skewMs: number | undefined): number {
  return skewMs !== undefined && Math.abs(skewMs) > agreeWithin ? skewMs : 0;
}

/** Reads the month that it is at the server: when its replies show that this machine's clock names another, once more. */
async function readThrough(
  getJson: GetJson,
  skewMs: () => number | undefined,
  cycle: Cycle,
): Promise<PollOutcome<CycleRead>> {
  const asked = monthOf(cycle.now() + cycle.skewMs).start;
  const outcome = await readMonth(getJson, cycle.skewMs, cycle);
  if (outcome.kind === 'cancelled' || outcome.kind === 'offline' || cycle.target.demo) return outcome;
  const skew = skewThatCounts(skewMs() ?? cycle.skewMs);
  return monthOf(cycle.now() + skew).start === asked ? outcome : readMonth(getJson, skew, cycle);
}

async function readMonth(getJson: GetJson, skewMs: number, { source, ledger, now, byProject }: Cycle) {
  const began = now() + skewMs;
  const period = monthOf(began);
  // while the month before may still be restated, its end is read as well
  const since = began - period.start < restatedForMs ? { since: period.start - restatedForMs } : {};
  const projects = byProject ? { byProject: true as const } : {};
  const read = await source.read({ getJson, period, now: began, ...since, ...projects });
  if (read.kind !== 'read') return read;
  if (read.tellsCosts === false) return tellsNothing;
  return { kind: 'ok' as const, read: { ledger: commitRead(ledger, read, period, now() + skewMs), isShared: false } };
}

const tellsNothing = { kind: 'unreadable', detail: 'it tells of no money', retryAfterMs: undefined } as const;

/** Empty for a source that needs none. */
async function keyOf({ keys, target }: Cycle): Promise<string | undefined> {
  if (target.demo) return demoKey;
  const answer = await keys.read(target.origin);
  return answer.kind === 'key' ? answer.key : undefined;
}
