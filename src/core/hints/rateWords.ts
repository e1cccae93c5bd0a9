// How often a request is sent, in the hover's words: what a month of calls costs against the cap, and how many fit into a minute.

import { estimateText } from '../budget/budgetGlance';
import { shareOfMinuteWords } from '../budget/limitWords';
import { shareOfMinute } from '../budget/rateLimits';
import type { RequestHint } from '../costs/analyse';
import { type CapShare, callsPerMonth, type Outlook } from '../costs/capShare';
import { addUsd, percentOf } from '../money';
import { groupDigits, type Translate } from '../words';
import { formatPercent, monthLabel } from './hints';

/** A month of calls that cost something; undefined `month` when nobody says how often, or the cost is not known. */
export function monthLines(
  request: RequestHint,
  month: CapShare | undefined,
  outlook: Outlook | undefined,
  t: Translate,
): string[] {
  if (!month || request.price?.source === 'local') return [];
  const label = monthLabel(month, request, t);
  const line = request.rate
    ? t('{0} calls in 30 days, input only: {1}', groupDigits(Math.round(callsPerMonth(request.rate))), label)
    : t('A month of calls, input only: {0}', label);
  return [line, ...outlookLine(month, outlook, t)];
}

/** What of the cap is used when these calls come on top of what the month costs anyway. */
function outlookLine({ perMonth }: CapShare, outlook: Outlook | undefined, t: Translate): string[] {
  if (!outlook) return [];
  const percent = percentOf(addUsd(outlook.expected, perMonth), outlook.cap);
  if (percent === undefined) return [];
  return [
    t(
      'On top of the forecast of {0} for this period: {1} of your cap',
      estimateText(outlook.expected),
      formatPercent(percent),
    ),
  ];
}

/** How many calls fit into a minute, each with the longest answer that the call allows. */
export function minuteLines({ count, output }: RequestHint, limit: number | undefined, t: Translate): string[] {
  const tokens = count.tokens + (output?.stated ? output.tokens : 0);
  if (limit === undefined || tokens === 0) return [];
  const calls = Math.floor(limit / tokens);
  return [
    shareOfMinuteWords(shareOfMinute(tokens, limit), t),
    t('{0} calls a minute fit into your limit of {1} tokens', groupDigits(calls), groupDigits(limit)),
  ];
}
