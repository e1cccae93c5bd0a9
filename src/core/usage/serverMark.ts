// What all windows know about a server, whichever of its accounts was asked: that it wants less of us. Accounts of one provider share its
// patience, so a storm of refusals sees one back-off, not one for each key. Any good answer ends it, so a healthy account waits a minute
// at most for a troubled one.
import type { PollOutcome } from './poller';
import { type PollMark, planLeft } from './pollMark';
import { firstPlan, type PollPlan, planAfter } from './pollPlan';
import type { Account } from './spendRecords';

/** The name under which the mark of a server is stored beside those of its accounts. */
export function serverAs(sourceId: string, origin: string): Account {
  return { sourceId, account: `at ${origin}` };
}

/** How long no account is to be asked at the server, in ms; 0 while it answers well. A person's wish does not wait for it. */
export function serverWait(mark: PollMark | undefined, now: number): number {
  return mark === undefined || mark.plan.failures === 0 ? 0 : (planLeft(mark, now).waitMs ?? 0);
}

/** The mark to write before a troubled server is asked: a crash from here on costs a skipped poll. Undefined for one that answers well. */
export function markBeforeAsking(mark: PollMark | undefined, at: number): PollMark | undefined {
  return mark === undefined || mark.plan.failures === 0 ? undefined : markOf(at, troubled(mark.plan, 1));
}

/** The mark to write after an answer; undefined where it changes nothing. `mark` is as it stood before asking, `random` 0 to 1. */
export function markAfterAnswer(
  mark: PollMark | undefined,
  outcome: PollOutcome<unknown>,
  at: number,
  random: number,
): PollMark | undefined {
  const plan = mark?.plan ?? firstPlan(0);
  if (outcome.kind === 'ok') return plan.failures === 0 ? undefined : markOf(at, firstPlan(0));
  // stopped billing and a refused key are one account's matter, and so is the time that a Retry-After names
  const isTrouble = (outcome.kind === 'rateLimited' && !outcome.quota) || outcome.kind === 'unreadable';
  return isTrouble ? markOf(at, troubled(plan, random)) : plan.failures === 0 ? undefined : mark;
}

function troubled(plan: PollPlan, random: number): PollPlan {
  return planAfter(plan, { kind: 'rateLimited', retryAfterMs: undefined, quota: false }, 0, random);
}

function markOf(at: number, plan: PollPlan): PollMark {
  return { at, plan, requests: [], refreshes: [], trouble: undefined };
}
