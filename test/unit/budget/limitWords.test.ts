import assert from 'node:assert/strict';
import { driftWords, limitEffectWords, shareOfMinuteWords, tierWords } from '../../../src/core/budget/limitWords';
import { usageTiers } from '../../../src/core/budget/providerLimits';
import type { ReconcileRow } from '../../../src/core/budget/reconcile';
import { english } from '../../../src/core/words';
import { dollars } from '../../spendStates';

describe('words about limits', () => {
  it('name the share of a minute, and what never fits', () => {
    assert.equal(shareOfMinuteWords(31, english), 'This prompt uses 31% of your tokens per minute.');
    assert.match(shareOfMinuteWords(101, english), /never fits/);
  });

  it('say whether the provider enforces its limit', () => {
    const limit = { scope: 'organization', kind: 'limit', amount: dollars(120), interval: 'month' } as const;
    assert.equal(limitEffectWords({ ...limit, enforced: true }, english), 'enforced: calls are refused');
    assert.match(limitEffectWords({ ...limit, enforced: false }, english), /not enforced/);
    assert.match(limitEffectWords(limit, english), /not enforced/);
    assert.match(limitEffectWords({ ...limit, kind: 'alert' }, english), /mail/);
  });

  it('say what raising a tier takes', () => {
    assert.deepEqual(
      usageTiers.slice(0, 2).map((tier) => tierWords(tier, english)),
      [
        'Tier 1: $100.00 a month, after $5.00 paid in all',
        'Tier 2: $500.00 a month, after $50.00 paid in all and 7 days since the first payment',
      ],
    );
  });

  it('say by how much a bill is off, and why', () => {
    const row = (driftPercent: number | undefined, reason: ReconcileRow['reason']): ReconcileRow => ({
      ...{ model: 'm', day: '2026-11-10', estimate: undefined, bill: undefined, isOpen: false, driftPercent, reason },
    });
    assert.equal(driftWords(row(20, 'tier'), english), 'billed 20% above estimate: another service tier');
    assert.equal(driftWords(row(-33.3, 'cache'), english)?.startsWith('billed 33.3% below estimate'), true);
    assert.equal(driftWords(row(undefined, 'notSeen'), english), 'on the bill only');
    assert.equal(driftWords(row(0.2, undefined), english), undefined);
  });
});
