// Session spend over many accounts: bills, logs that are not billed yet, never both for one provider and day.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { zeroUsd } from '../../../src/core/money';
import { type AccountSession, joinSessions, notYetBilled } from '../../../src/core/spend/joinSession';
import type { DaySpend, SourceState } from '../../../src/core/spend/spend';
import { sessionAfter } from '../../../src/core/usage/session';
import { daysUntil, dollars, figuresAt, now } from '../../spendStates';

const days = (...costs: number[]): DaySpend[] =>
  daysUntil(now)
    .slice(0, costs.length)
    .map(({ day }, index) => ({ day, cost: dollars(costs[index] ?? 0) }));

/** A session that began with `before` and stands at `after`. */
function session(before: readonly DaySpend[], after: readonly DaySpend[]) {
  return sessionAfter(sessionAfter(undefined, figuresAt(now, before)), figuresAt(now, after));
}

const bill = (before: number[], after: number[], provider = 'openai'): AccountSession => ({
  provider,
  costKind: 'reported',
  session: session(days(...before), days(...after)),
});
const log = (before: number[], after: number[], provider = 'openai'): AccountSession => ({
  ...bill(before, after, provider),
  costKind: 'computed',
});

describe('joined session', () => {
  it('is unknown before any good read', () => {
    const unread = { provider: 'openai', costKind: 'reported', session: undefined } as const;
    assert.deepEqual(joinSessions([unread, unread]), { spend: undefined, estimated: false });
  });

  it('sums bills', () => {
    const joined = joinSessions([bill([1, 2], [1, 5]), bill([0], [4], 'anthropic')]);
    assert.deepEqual(joined, { spend: dollars(7), estimated: false });
  });

  it('takes the larger of bill and log for each day', () => {
    assert.deepEqual(joinSessions([bill([1, 0], [3, 0]), log([5, 0], [6, 4])]), { spend: dollars(6), estimated: true });
    assert.deepEqual(joinSessions([bill([1, 0], [3, 4]), log([5, 0], [6, 4])]), {
      spend: dollars(6),
      estimated: false,
    });
  });

  it('adds the log of a provider without a bill', () => {
    assert.deepEqual(joinSessions([bill([1], [3]), log([0], [4], 'anthropic')]), {
      spend: dollars(6),
      estimated: true,
    });
  });

  it('leaves out what stands beside', () => {
    const beside: AccountSession = { ...bill([0], [9], 'litellm'), beside: true };
    assert.deepEqual(joinSessions([bill([1], [3]), beside]), { spend: dollars(2), estimated: false });
  });

  it('is never negative and never more than bill and log together', () => {
    const costs = fc.array(fc.nat(9), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(costs, costs, costs, costs, (billed, billedNow, logged, loggedNow) => {
        const [a, b] = [bill(billed, billedNow), log(logged, loggedNow)];
        const spend = joinSessions([a, b]).spend ?? assert.fail();
        const rises = (before: number[], after: number[]) =>
          after.reduce((sum, cost, at) => sum + Math.max(0, cost - (before[at] ?? 0)), 0);
        assert.ok(spend >= zeroUsd);
        assert.ok(spend <= dollars(rises(billed, billedNow) + rises(logged, loggedNow)));
        assert.ok(spend >= dollars(Math.max(rises(billed, billedNow), rises(logged, loggedNow))));
      }),
    );
  });

  it('knows what is logged today and not billed yet', () => {
    const source = (costKind: SourceState['costKind'], cost: number, provider = 'openai') =>
      ({ provider, costKind, figures: figuresAt(now, days(cost)) }) as unknown as SourceState;
    const today = days(0)[0]?.day ?? '';
    assert.equal(notYetBilled([source('reported', 2)], today), undefined);
    assert.equal(notYetBilled([source('computed', 2)], today), undefined);
    assert.equal(notYetBilled([source('reported', 2), source('computed', 5)], today), dollars(3));
    assert.equal(notYetBilled([source('reported', 6), source('computed', 5)], today), zeroUsd);
    assert.equal(notYetBilled([source('reported', 2), source('computed', 5, 'anthropic')], today), undefined);
  });
});
