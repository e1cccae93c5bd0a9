// Plans and marks as pure functions: what an outcome makes of the next read, and what is left of a plan for another window.
import assert from 'node:assert/strict';
import { markAfter, type PollMark, planLeft, roomIn } from '../../../src/core/usage/pollMark';
import { firstPlan, hourlyLimits, type PollPlan, planAfter, pollTimes } from '../../../src/core/usage/pollPlan';
import type { UsageFailure } from '../../../src/core/usage/source';
import { randomFrom } from '../../manyWindows';

const minute = 60_000;
const hour = 60 * minute;
const interval = 5 * minute;
const failed: UsageFailure = { kind: 'unreadable', detail: 'HTTP 503', retryAfterMs: undefined };
const ok = { kind: 'ok' } as const;

describe('plan of the next read', () => {
  it('R22: begins its back-off anew after one good read', () => {
    let plan = firstPlan(0);
    for (let count = 0; count < 9; count++) plan = planAfter(plan, failed, interval, 0);
    assert.equal(plan.waitMs, pollTimes.backOffMost / 2);
    plan = planAfter(plan, ok, interval, 0);
    assert.deepEqual(plan, { waitMs: interval, holdMs: 0, held: false, failures: 0, refusals: 0 });
    assert.equal(planAfter(plan, failed, interval, 0).waitMs, pollTimes.backOffBase / 2);
    const refused: UsageFailure = { kind: 'keyRefused', reason: 'unknownKey' };
    const twice = planAfter(planAfter(plan, refused, interval, 0), refused, interval, 0);
    assert.equal(planAfter(planAfter(twice, ok, interval, 0), refused, interval, 0).waitMs, pollTimes.refusedRetry);
  });

  it('R23: makes no herd of ten thousand machines that an outage has held up alike', () => {
    const random = randomFrom(23);
    const end = 3 * hour;
    const asked = new Map<number, number>();
    for (let machine = 0; machine < 10_000; machine++) {
      let plan = firstPlan(random());
      // all begin in the same second
      let at = 0;
      for (; at < end + hour; at += plan.waitMs ?? 0) {
        if (at >= end) asked.set(Math.floor(at / 1000), (asked.get(Math.floor(at / 1000)) ?? 0) + 1);
        plan = planAfter(plan, at < end ? failed : ok, interval, random());
      }
    }
    const counts = [...asked.values()];
    const mean = counts.reduce((sum, count) => sum + count, 0) / 3600;
    assert.ok(mean > 20, `${mean} a second`);
    assert.ok(Math.max(...counts) <= 3 * mean, `at most ${Math.max(...counts)} a second, ${mean} on average`);
  });
});

describe('what windows know of polling', () => {
  const markOf = (plan: Partial<PollPlan>, at: number): PollMark =>
    markAfter(undefined, { ...firstPlan(0), ...plan }, { at, requests: 4, wanted: true, trouble: undefined });

  it('R17b, R34: lengthens a wait by nothing when a clock is set back, and is over when it is set forth', () => {
    const mark = markOf({ waitMs: 10 * minute, holdMs: 2 * minute, held: true }, 100 * hour);
    const left = (now: number) => [planLeft(mark, now).waitMs, planLeft(mark, now).holdMs];
    assert.deepEqual(left(100 * hour + minute), [9 * minute, minute]);
    for (const back of [minute, hour, 90 * hour]) assert.deepEqual(left(100 * hour - back), [10 * minute, 2 * minute]);
    assert.deepEqual(left(10 * 365 * 24 * hour), [0, 0]);
    const endless = markOf({ waitMs: 1e15, holdMs: 1e15 }, 0);
    assert.deepEqual(planLeft(endless, 0).waitMs, 24 * hour);
  });

  it('R19: leaves room for sixty requests and ten wishes in any hour, whatever clocks do', () => {
    let mark: PollMark | undefined;
    let now = 50 * hour;
    const next = () => {
      mark = markAfter(mark, firstPlan(0), { at: now, requests: 6, wanted: true, trouble: undefined });
      now += minute;
    };
    for (let count = 0; count < 10; count++) {
      assert.equal(roomIn(mark, now, 6, true), 0, `${count}`);
      next();
    }
    assert.equal(roomIn(mark, now, 6, false), 50 * minute);
    assert.equal(roomIn(mark, now, 0, false), 0);
    assert.equal(roomIn(mark, now, 0, true), 50 * minute);
    assert.equal(roomIn(mark, now + hour, hourlyLimits.requests, true), 0);
    assert.equal(roomIn(mark, now - 3 * hour, 6, false), 0, 'requests of a time that is yet to come hold nobody up');
  });
});
