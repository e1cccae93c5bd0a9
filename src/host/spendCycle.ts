// One read as the poller asks for it: figures another window has just read, or a walk over the provider's pages with the stored key.
// No vscode at run time.
import { monthOf } from '../core/budget/period';
import { commitRead, type Ledger } from '../core/usage/ledger';
import type { PollOutcome, RunningPoll } from '../core/usage/poller';
import type { UsageSource } from '../core/usage/source';
import { type HttpReader, httpReader } from './http';
import type { Keys } from './keys';
import type { SpendStore } from './spendStore';

/** The public key of the demo server; it opens nothing else. */
const demoKey = 'sk-admin-demo';

/** Whom is asked: one origin, for one account. */
export interface SpendTarget {
  readonly origin: string;
  readonly demo: boolean;
  /** Undefined for demo data, which is never stored. */
  readonly account: string | undefined;
}

/** What a good cycle brings. */
export interface CycleRead {
  readonly ledger: Ledger;
  /** Read by another window and stored already. */
  readonly isShared: boolean;
}

export interface Cycle {
  readonly source: UsageSource;
  readonly keys: Pick<Keys, 'read'>;
  readonly store: Pick<SpendStore, 'load' | 'heldUntil'>;
  readonly target: SpendTarget;
  /** The last good ledger. */
  readonly ledger: Ledger | undefined;
  /** A person asked: figures of another window will not do. */
  readonly manual: boolean;
  readonly intervalMs: number;
  /** The store did not give a key for the origin. */
  readonly keyMissing: () => void;
}

export function beginCycle(cycle: Cycle): RunningPoll<CycleRead> {
  let reader: HttpReader | undefined;
  let isCancelled = false;
  const outcome = async (): Promise<PollOutcome<CycleRead>> => {
    const shared = await fromOtherWindow(cycle, Date.now());
    if (shared) return shared;
    const key = await keyOf(cycle);
    if (key === undefined) cycle.keyMissing();
    if (key === undefined || isCancelled) return { kind: 'cancelled' };
    reader = httpReader(cycle.target.origin, cycle.source.keyHeader(key));
    return readThrough(reader, cycle);
  };
  const cancel = () => {
    isCancelled = true;
    reader?.cancel();
  };
  return { outcome: outcome(), cancel };
}

async function readThrough({ getJson }: HttpReader, { source, ledger }: Cycle): Promise<PollOutcome<CycleRead>> {
  const now = Date.now();
  const period = monthOf(now);
  const read = await source.read({ getJson, period, now });
  if (read.kind !== 'read') return read;
  return { kind: 'ok', read: { ledger: commitRead(ledger, read, period, Date.now()), isShared: false } };
}

async function keyOf({ keys, target }: Cycle): Promise<string | undefined> {
  if (target.demo) return demoKey;
  const answer = await keys.read(target.origin);
  return answer.kind === 'key' ? answer.key : undefined;
}

/** Windows share what they learn: the provider's wish for silence always, fresh figures unless a person asked. */
async function fromOtherWindow(cycle: Cycle, now: number): Promise<PollOutcome<CycleRead> | undefined> {
  const { target, store, manual, ledger, intervalMs } = cycle;
  if (target.account === undefined) return undefined;
  const until = await store.heldUntil(target.account, now);
  if (until !== undefined) return { kind: 'rateLimited', retryAfterMs: until - now, quota: false };
  if (manual) return undefined;
  const stored = await store.load(target.account);
  const isFresh =
    stored !== undefined &&
    stored.asOf > (ledger?.asOf ?? 0) &&
    stored.asOf <= now &&
    now - stored.asOf < 0.8 * intervalMs &&
    stored.period.start === monthOf(now).start;
  return isFresh ? { kind: 'ok', read: { ledger: stored, isShared: true } } : undefined;
}
