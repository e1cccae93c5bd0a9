// What a budget alert says.
import { formatSpend, formatUsd } from '../money';
import type { Translate } from '../words';
import type { AlertMessage } from './alerts';
import { formatPercent } from './level';

/** One sentence for a notification; `when` names the moment the cap is reached in the reader's words. */
export function alertWords(message: AlertMessage, t: Translate, when: (instant: number) => string): string {
  const cap = formatUsd(message.cap);
  if (message.kind === 'threshold') {
    const percent = formatPercent(message.spent, message.cap) ?? '';
    return t('{0} of your {1} cap is used: {2}.', percent, cap, formatSpend(message.spent));
  }
  const expected = formatSpend(message.expected);
  return message.capReachedAt === undefined
    ? t('At this pace the period ends at about {0}, over your {1} cap.', expected, cap)
    : t(
        'At this pace your {0} cap is reached on {1}, and the period ends at about {2}.',
        cap,
        when(message.capReachedAt),
        expected,
      );
}
