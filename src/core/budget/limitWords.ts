// Sentences about limits and drift, for the page and the hover.

import { formatUsd } from '../money';
import type { SpendLimit } from '../spend/accountDetails';
import type { Translate } from '../words';
import type { UsageTier } from './providerLimits';
import type { DriftReason, ReconcileRow } from './reconcile';

/** `This prompt uses 31% of your tokens per minute.`; `percent` comes from `shareOfMinute`. */
export function shareOfMinuteWords(percent: number, t: Translate): string {
  return percent > 100
    ? t('This prompt needs {0}% of your tokens per minute: it never fits.', percent)
    : t('This prompt uses {0}% of your tokens per minute.', percent);
}

/** What happens when spend meets a limit of the provider. */
export function limitEffectWords({ kind, enforced }: SpendLimit, t: Translate): string {
  if (kind === 'alert') return t('the provider sends a mail');
  return enforced ? t('enforced: calls are refused') : t('set, but not enforced');
}

/** What a usage tier allows and what it takes to get there. */
export function tierWords({ tier, monthlyLimit, paid, days }: UsageTier, t: Translate): string {
  const [limit, amount] = [formatUsd(monthlyLimit), formatUsd(paid)];
  return days === 0
    ? t('Tier {0}: {1} a month, after {2} paid in all', tier, limit, amount)
    : t('Tier {0}: {1} a month, after {2} paid in all and {3} days since the first payment', tier, limit, amount, days);
}

/** `billed 20% above estimate: a longer or shorter answer`; undefined when both agree. */
export function driftWords(
  { driftPercent, reason }: Pick<ReconcileRow, 'driftPercent' | 'reason'>,
  t: Translate,
): string | undefined {
  if (reason === undefined) return undefined;
  const why = reasonWords(reason, t);
  if (driftPercent === undefined) return why;
  const percent = Math.abs(driftPercent);
  return driftPercent < 0
    ? t('billed {0}% below estimate: {1}', percent, why)
    : t('billed {0}% above estimate: {1}', percent, why);
}

function reasonWords(reason: DriftReason, t: Translate): string {
  switch (reason) {
    case 'cache':
      return t('another share was read from the cache');
    case 'output':
      return t('answers had another length');
    case 'tier':
      return t('another service tier');
    case 'late':
      return t('the day is not fully billed yet');
    case 'notBilled':
      return t('not on the bill');
    case 'notSeen':
      return t('on the bill only');
    case 'unknown':
      return t('no reason found');
  }
}
