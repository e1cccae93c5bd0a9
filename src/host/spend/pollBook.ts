// What a finished read leaves: for all windows the account's mark and figures, and how its server stands; for this one how the reading
// stands. No vscode at run time.
import type { ReadingState } from '../../core/spend/spend';
import type { PollOutcome } from '../../core/usage/poller';
import { markAfter, troubleOf } from '../../core/usage/pollMark';
import type { PollPlan } from '../../core/usage/pollPlan';
import { markAfterAnswer, serverAs } from '../../core/usage/serverMark';
import type { UsageFailure } from '../../core/usage/source';
import type { Account } from '../../core/usage/spendRecords';
import type { Asked, CycleRead } from './spendCycle';
import type { SpendStore } from './spendStore';

/** A read in which the provider was asked. */
export interface FinishedRead {
  readonly of: Account;
  readonly origin: string;
  readonly asked: Asked;
  readonly outcome: Exclude<PollOutcome<CycleRead>, { readonly kind: 'waited' }>;
  /** What comes next. */
  readonly plan: PollPlan;
  /** Epoch ms. */
  readonly at: number;
  /** A person asked for it. */
  readonly wanted: boolean;
  /** Requests for details that follow in the same turn; 0 for none. */
  readonly more: number;
  /** 0 to 1. */
  readonly random: number;
}

/** Does not wait until it is written: figures are shown at once. */
export function writeDown(
  store: Pick<SpendStore, 'save' | 'saveMark'>,
  { of, origin, asked, outcome, plan, at, wanted, more, random }: FinishedRead,
): void {
  const { lease, requests, mark, serverMark } = asked;
  const trouble = outcome.kind === 'ok' ? undefined : troubleOf(outcome);
  const before = markAfter(mark, plan, { at, requests: more, wanted: false, trouble });
  void store.saveMark(of, lease, markAfter(before, plan, { at, requests, wanted, trouble }));
  const server = markAfterAnswer(serverMark, requests > 0 ? outcome : { kind: 'cancelled' }, at, random);
  if (server) void store.saveMark(serverAs(of.sourceId, origin), lease, server);
  if (outcome.kind === 'ok') void store.save(of, lease, outcome.read.ledger, outcome.read.ledger.days[0] ?? '');
}

/** How the reading stands after a failure, when the next read is at `nextAt` (epoch ms); undefined when it stands as before. */
export function readingAfter(failure: UsageFailure, nextAt: number): ReadingState | undefined {
  const trouble = troubleOf(failure);
  if (trouble?.kind !== 'rateLimited') return trouble;
  return { kind: 'rateLimited', until: nextAt, ...(trouble.quota ? { quota: true } : {}) };
}
