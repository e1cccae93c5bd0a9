import assert from 'node:assert/strict';
import type { Claim } from '../../../src/core/budget/alerts';
import type { CreditState } from '../../../src/core/budget/credits';
import { creditSetName, expiryWords, sayExpiry } from '../../../src/core/budget/creditWarnings';
import { english } from '../../../src/core/words';
import { dollars } from '../../spendStates';

const dayMs = 86_400_000;
const expiresAt = Date.UTC(2026, 11, 5);

function grant(left: string, expiry: number | undefined = expiresAt): CreditState {
  const credit = { id: 'trial', amount: dollars(5), grantedAt: Date.UTC(2026, 8, 5), expiresAt: expiry, isFree: true };
  return { credit, left: dollars(left), used: dollars(0), lapsed: dollars(0) };
}

/** Which of the instants, in days before the expiry, a warning was said at. */
async function saidAt(state: CreditState, daysBefore: readonly number[]): Promise<readonly number[]> {
  const claims: Claim[] = [];
  const store = {
    list: async () => claims,
    create: async (name: string) => {
      const isNew = claims.every((claim) => claim.name !== name);
      if (isNew) claims.push({ name, at: 0 });
      return isNew;
    },
  };
  const said: number[] = [];
  for (const days of daysBefore) {
    await sayExpiry(state, expiresAt - days * dayMs, store, async () => {
      said.push(days);
    });
  }
  return said;
}

describe('credit warnings', () => {
  it('come once 14 and once 3 days before, and not after the end', async () => {
    assert.deepEqual(await saidAt(grant('2'), [20, 14.01, 14, 13, 4, 3, 2, 0.1, 0, -1]), [14, 3]);
  });

  it('come once when the first of them comes late', async () => {
    assert.deepEqual(await saidAt(grant('2'), [2, 10, 1]), [2]);
  });

  it('do not come when nothing is left or nothing lapses', async () => {
    assert.deepEqual(await saidAt(grant('0'), [10, 2]), []);
    const endless: CreditState = { ...grant('2'), credit: { ...grant('2').credit, expiresAt: undefined } };
    assert.deepEqual(await saidAt(endless, [10, 2]), []);
    assert.equal(creditSetName(endless), undefined);
  });

  it('are kept for the grant, not for the period', () => {
    assert.equal(creditSetName(grant('2')), 'credit-trial-202612050000');
  });

  it('name what is left and when it lapses', () => {
    const words = expiryWords({ id: 'trial', left: dollars(2), expiresAt }, english, () => '5 Dec');
    assert.equal(words, '$2.00 of your credit "trial" lapses on 5 Dec.');
  });
});
