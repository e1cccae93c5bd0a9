// The four small figures: where the month is heading, when it closes, what falls due, and what this session has spent.
import { budgetGlance } from '../budget/budgetGlance';
import { type BudgetPeriod, budgetPeriod } from '../budget/budgetPeriod';
import type { BudgetSettings } from '../budget/budgetSettings';
import type { BudgetState } from '../budget/budgetState';
import type { Forecast } from '../budget/forecast';
import { dayMs, msLeft, startOfDay } from '../budget/period';
import { settlementOf } from '../budget/settlement';
import type { Usd } from '../money';
import type { SpendFigures, SpendState } from '../spend/spend';
import type { Tile } from './dashboardProtocol';
import { amountFigure, briefMoment, type Formats, plainFigure, unknownFigure } from './formats';
import { dueSum, forecastSum } from './sums';

/** The forecast tile: an estimate with its range, when the cap is reached, and how sure it is; or why there is none. */
export function forecastTile(budget: BudgetState | undefined, now: number, formats: Formats): Tile {
  const { t } = formats;
  const tile = { id: 'forecast', label: t('Forecast for the month') } as const;
  const none = (text: string): Tile => ({
    ...tile,
    value: unknownFigure(t),
    details: [text],
    tone: 'plain',
    sum: null,
  });
  if (!budget) return none(t('There are no figures to reckon from yet.'));
  const glance = budgetGlance(budget);
  const { forecast } = budget;
  if (budget.period.end <= now) return none(t('This month is over.'));
  if (forecast.kind === 'none' || glance.forecast === undefined)
    return none(t('It needs one whole day of this month.'));
  const isOver = budget.cap !== undefined && budget.cap > 0n && forecast.expected > budget.cap;
  const { low = '', high = '' } = glance;
  return {
    ...tile,
    value: plainFigure(glance.forecast),
    details: [
      ...(low === high ? [] : [t('Between {0} and {1}.', low, high)]),
      ...capText(forecast, budget.cap, now, formats),
      basisText(forecast, formats),
    ],
    tone: isOver ? 'warning' : 'plain',
    sum: forecastSum(budget, formats),
  };
}

function capText(forecast: Forecast, cap: Usd | undefined, now: number, { t, day }: Formats): string[] {
  if (cap === undefined || cap <= 0n) return [];
  if (forecast.capReachedAt === undefined) {
    return forecast.expected > cap ? [] : [t('Stays under the cap.')];
  }
  return startOfDay(forecast.capReachedAt) < startOfDay(now)
    ? [t('The cap may be reached already.')]
    : [t('The cap is reached about {0}.', day(forecast.capReachedAt))];
}

function basisText(forecast: Forecast, { t }: Formats): string {
  const rate =
    forecast.rateDays > 0
      ? t('At the rate of the last {0} whole days', forecast.rateDays)
      : t('At the rate of the month so far');
  const basis = forecast.basis === 'completedDays' ? t('; the costs of today are not known yet') : '';
  return forecast.confidence === 'low' ? t('{0}{1}. Low confidence.', rate, basis) : t('{0}{1}.', rate, basis);
}

/** The closing tile: what is left of the month, and the moment it closes in UTC and here. */
export function closeTile(period: BudgetPeriod, now: number, formats: Formats): Tile {
  const { t } = formats;
  const left = msLeft(period, now);
  const tile = { id: 'close', label: t('Left of {0}', formats.period(period)), tone: 'plain', sum: null } as const;
  return left === 0
    ? { ...tile, value: plainFigure(t('Closed')), details: [t('Closed on {0}.', formats.momentHere(period.end))] }
    : {
        ...tile,
        value: plainFigure(leftText(left, formats)),
        details: [t('Closes on {0}.', formats.momentHere(period.end)), ...zoneText(period, formats)],
      };
}

/** The closing moment by the clock of the period, where that is not UTC. */
function zoneText({ zone, endDay }: BudgetPeriod, { t, day }: Formats): readonly string[] {
  return zone.name === 'UTC' ? [] : [t('That is the start of {0} in {1}.', day(endDay * dayMs), zone.name)];
}

function leftText(left: number, { t }: Formats): string {
  const days = Math.floor(left / dayMs);
  if (days > 0) return days === 1 ? t('1 day') : t('{0} days', days);
  const hours = Math.floor(left / 3_600_000);
  return hours > 0 ? t('{0} h', hours) : t('{0} min', Math.max(1, Math.floor(left / 60_000)));
}

/** The settlement tile: what is charged on the reset day after credit, and for how long a closed period may still change. */
export function dueTile(
  budget: BudgetState | undefined,
  figures: SpendFigures | undefined,
  settings: BudgetSettings,
  now: number,
  formats: Formats,
): Tile {
  const { t } = formats;
  const { zone, resetDay } = settings.input;
  const period = budget?.period ?? budgetPeriod(zone, resetDay, now);
  const before = budgetPeriod(zone, resetDay, period.start - 1);
  const restating = settlementOf(0n as Usd, before, now).stage === 'restating' ? [restatedText(before, formats)] : [];
  return {
    id: 'due',
    label: t('Due on {0}', formats.day(period.endDay * dayMs)),
    value: budget ? plainFigure(budgetGlance(budget, figures).due) : unknownFigure(t),
    details: [
      budget ? stageText(budget, now, formats) : t('Known after the first read.'),
      ...(budget && budget.subscriptions > 0n
        ? [t('With subscriptions: {0}.', formats.money((budget.toCharge + budget.subscriptions) as Usd))]
        : []),
      ...restating,
    ],
    tone: 'plain',
    sum: budget ? dueSum(budget, formats) : null,
  };
}

function stageText({ toCharge, period }: BudgetState, now: number, formats: Formats): string {
  const { t } = formats;
  const settlement = settlementOf(toCharge, period, now);
  const month = formats.period(period);
  switch (settlement.stage) {
    case 'open':
      return t('Spent in {0} so far; it grows until the month closes.', month);
    case 'restating':
      return t('{0} is closed. Its sum may still be restated until {1}.', month, formats.moment(settlement.fixedAt));
    case 'fixed':
      return t('{0} is closed, but its final sum was not read here.', month);
  }
}

function restatedText(previous: BudgetPeriod, formats: Formats): string {
  const { fixedAt } = settlementOf(0n as Usd, previous, previous.end);
  return formats.t(
    'The sum of {0} may still be restated until {1}.',
    formats.period(previous),
    formats.moment(fixedAt),
  );
}

/** The session tile: by how much the reported total has risen while this window is open. Not the month. */
export function sessionTile(spend: SpendState, now: number, formats: Formats): Tile {
  const { t } = formats;
  const since = t('Rise of the reported total since {0}.', briefMoment(formats, spend.sessionStart, now));
  return {
    id: 'session',
    label: t('This session'),
    value: amountFigure(t, spend.sessionSpend),
    details: [spend.sessionSpend === undefined ? t('Known after the first read.') : since],
    tone: 'plain',
    sum: null,
  };
}
