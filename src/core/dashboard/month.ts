// Month to date against the cap: the big figure, the level in a word, and the cap bar with pace and forecast.
import type { Forecast, NoForecast } from '../budget/forecast';
import { type Level, levelOf } from '../budget/level';
import { type Pace, paceOf } from '../budget/pace';
import { largestUsd, shareOf } from '../budget/share';
import type { Meter, MonthSection } from '../dashboardProtocol';
import { formatSpend, percentOf, type Usd } from '../money';
import { isStale, type SpendFigures, type SpendState } from '../spend';
import { atLeast, shareOfCap } from '../spendPhrases';
import type { Translate } from '../words';
import { button } from './banner';
import { type Formats, totalFigure } from './formats';

/** The section for the figures at hand, old ones set beside the pace of their own time; without figures the amount is unknown and there is no bar. */
export function monthSection(
  spend: SpendState,
  cap: Usd | undefined,
  forecast: Forecast | NoForecast | undefined,
  now: number,
  formats: Formats,
): MonthSection {
  const { t } = formats;
  const { figures } = spend;
  const at = figures && isStale(spend, now) ? figures.asOf : now;
  const limit = cap !== undefined && cap > 0n ? cap : undefined;
  const level = figures && levelOf(figures.total, limit);
  const pace = figures && at === now ? paceAt(figures, limit, now) : undefined;
  const percent = figures && shareOfCap(figures, limit);
  return {
    heading: t('Month to date'),
    amount: totalFigure(t, figures),
    ofCap: limit ? t('of your {0} cap', formatSpend(limit)) : t('no cap is set'),
    percent: percent ?? null,
    level: level ? { id: level, word: levelWord(level, t) } : null,
    meter: figures && limit ? meterOf(figures, limit, forecast, at === now, at, formats) : null,
    pace: pace && percent ? paceText(pace, percent, t) : null,
    lowerBound:
      figures?.setAside === undefined
        ? null
        : t('At least: {0} rows of the reply could not be counted.', figures.setAside),
    note: limit
      ? t('The cap is a watch, not a stop: nothing is blocked when it is reached.')
      : t('With a cap the page shows how much of it is used. It is a watch, not a stop.'),
    changeCap: button(t, 'changeCap'),
  };
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

function paceAt(figures: SpendFigures, cap: Usd | undefined, now: number): Pace | undefined {
  return paceOf(figures.total, cap, { start: figures.periodStart, end: figures.periodEnd }, now);
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
  figures: SpendFigures,
  cap: Usd,
  forecast: Forecast | NoForecast | undefined,
  isFresh: boolean,
  at: number,
  formats: Formats,
): Meter {
  const { t } = formats;
  const known = forecast?.kind === 'forecast' ? forecast : undefined;
  const stretch = ((cap * forecastStretch.times) / forecastStretch.per) as Usd;
  const scale = largestUsd(cap, figures.total, smallest(known?.expected ?? cap, stretch));
  const on = (amount: Usd) => Math.min(1, shareOf(amount, scale));
  const even = paceAt(figures, cap, at)?.evenSpend ?? cap;
  return {
    label: t('Share of the cap used'),
    valueNow: Math.min(100, Math.max(0, Math.floor(percentOf(figures.total, cap) ?? 0))),
    valueText: valueText(figures, cap, t),
    spent: on(figures.total),
    cap: on(cap),
    capLabel: t('Cap {0}', formatSpend(cap)),
    pace: on(even),
    paceLabel: isFresh ? t('Even pace: {0} by now', formatSpend(even)) : t('Even pace: {0} by then', formatSpend(even)),
    forecast: known
      ? {
          expected: on(known.expected),
          high: on(known.high),
          label: t('Forecast: {0}', formats.estimate(known.expected)),
        }
      : null,
  };
}

function valueText(figures: SpendFigures, cap: Usd, t: Translate): string {
  const spent = atLeast(figures, formatSpend(figures.total));
  const level = levelWord(levelOf(figures.total, cap) ?? 'ok', t);
  return t('{0} of {1}, {2} of the cap. {3}.', spent, formatSpend(cap), shareOfCap(figures, cap) ?? '', level);
}

function smallest(left: Usd, right: Usd): Usd {
  return left < right ? left : right;
}
