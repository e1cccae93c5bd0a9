// The period to date against the cap: the big figure, the level in a word, and the cap bar with pace and forecast.

import type { AlertMessage } from '../budget/alerts';
import { alertWords } from '../budget/alertWords';
import { type BudgetGlance, budgetGlance } from '../budget/budgetGlance';
import type { BudgetState } from '../budget/budgetState';
import type { Level } from '../budget/level';
import { type Pace, paceOf } from '../budget/pace';
import { largestUsd, shareOf } from '../budget/share';
import { formatSpend, formatUsd, percentOf, type Usd } from '../money';
import { isStale, type SpendState } from '../spend/spend';
import type { Translate } from '../words';
import { button } from './banner';
import type { Meter, MonthSection } from './dashboardProtocol';
import { type Formats, plainFigure, unknownFigure } from './formats';
import { spentSum } from './sums';

/** The section for the figures at hand, old ones set beside the pace of their own time; without figures the amount is unknown and there is no bar. */
export function monthSection(
  spend: SpendState,
  cap: Usd | undefined,
  budget: BudgetState | undefined,
  now: number,
  formats: Formats,
  firstRead?: AlertMessage,
): MonthSection {
  const { t } = formats;
  const { figures } = spend;
  const at = figures && isStale(spend, now) ? figures.asOf : now;
  const limit = cap !== undefined && cap > 0n ? cap : undefined;
  const glance = budget && budgetGlance(budget, figures);
  const pace = budget && at === now ? paceOf(budget.spent, limit, budget.period, now) : undefined;
  const level = budget?.level;
  return {
    heading: t('Month to date'),
    amount: glance ? plainFigure(glance.spent) : unknownFigure(t),
    ofCap: limit ? t('of your {0} cap', formatUsd(limit)) : t('no cap is set'),
    percent: glance?.percent ?? null,
    level: level ? { id: level, word: levelWord(level, t) } : null,
    meter:
      budget && glance && limit ? meterOf(budget, glance, limit, at === now, at, formats, spend.notYetBilled) : null,
    pace: pace && glance?.percent !== undefined ? paceText(pace, glance.percent, t) : null,
    lowerBound: lowerBoundText(figures?.setAside, budget?.unknownDays.length ?? 0, t),
    note: limit
      ? t('The cap is a watch, not a stop: nothing is blocked when it is reached.')
      : t('With a cap the page shows how much of it is used. It is a watch, not a stop.'),
    changeCap: button(t, 'changeCap'),
    firstRead: firstRead ? t('At the first read: {0}', alertWords(firstRead, t, formats.moment)) : null,
    sum: budget && figures ? spentSum(budget, figures, now, formats) : null,
  };
}

function lowerBoundText(setAside: number | undefined, unknownDays: number, t: Translate): string | null {
  if (setAside !== undefined) return t('At least: {0} rows of the reply could not be counted.', setAside);
  if (unknownDays === 0) return null;
  return unknownDays === 1 ? t('At least: 1 day is not known.') : t('At least: {0} days are not known.', unknownDays);
}

/** The word for a level, so that colour is never the only sign. */
export function levelWord(level: Level, t: Translate): string {
  const words: Record<Level, string> = {
    ok: t('Under the cap'),
    warning: t('Over 75% of the cap'),
    high: t('Over 90% of the cap'),
    over: t('Over the cap'),
  };
  return words[level];
}

function paceText(pace: Pace, used: string, t: Translate): string {
  const passed = `${Math.floor(pace.elapsed * 100)}%`;
  if (pace.pointsAhead === 0)
    return t('{0} of the month has passed, {1} of the cap is used: an even pace.', passed, used);
  return pace.pointsAhead > 0
    ? t('{0} of the month has passed, {1} of the cap is used: ahead of an even pace.', passed, used)
    : t('{0} of the month has passed, {1} of the cap is used: below an even pace.', passed, used);
}

/** How far a forecast may stretch the scale beyond the cap; spend itself may stretch it without limit. */
const forecastStretch = { times: 8n, per: 5n };

function meterOf(
  budget: BudgetState,
  glance: BudgetGlance,
  cap: Usd,
  isFresh: boolean,
  at: number,
  formats: Formats,
  notYetBilled: Usd | undefined,
): Meter {
  const { t } = formats;
  const { spent, forecast, period } = budget;
  const known = forecast.kind === 'forecast' ? forecast : undefined;
  const stretch = ((cap * forecastStretch.times) / forecastStretch.per) as Usd;
  const scale = largestUsd(cap, spent, smallest(known?.expected ?? cap, stretch));
  const on = (amount: Usd) => Math.min(1, shareOf(amount, scale));
  const even = paceOf(spent, cap, period, at)?.evenSpend ?? cap;
  return {
    label: t('Share of the cap used'),
    valueNow: Math.min(100, Math.max(0, Math.floor(percentOf(spent, cap) ?? 0))),
    valueText: valueText(glance, budget.level ?? 'ok', t),
    spent: on(spent),
    unbilled:
      notYetBilled === undefined || notYetBilled <= 0n
        ? null
        : {
            until: on((spent + notYetBilled) as Usd),
            label: t('Not yet billed: {0}, from local logs at list prices', formats.estimate(notYetBilled)),
          },
    cap: on(cap),
    capLabel: t('Cap {0}', formatUsd(cap)),
    pace: on(even),
    paceLabel: isFresh ? t('Even pace: {0} by now', formatSpend(even)) : t('Even pace: {0} by then', formatSpend(even)),
    forecast:
      known && glance.forecast !== undefined
        ? { expected: on(known.expected), high: on(known.high), label: t('Forecast: {0}', glance.forecast) }
        : null,
  };
}

function valueText({ spent, cap, percent }: BudgetGlance, level: Level, t: Translate): string {
  return t('{0} of {1}, {2} of the cap. {3}.', spent, cap ?? '', percent ?? '', levelWord(level, t));
}

function smallest(left: Usd, right: Usd): Usd {
  return left < right ? left : right;
}
