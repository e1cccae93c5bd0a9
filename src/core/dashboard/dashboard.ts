// The dashboard's view-model: what is known about spend, as one plain state of ready text and bar lengths for the page.
import type { AlertMessage } from '../budget/alerts';
import { type BudgetPeriod, budgetPeriod, isCalendarMonth } from '../budget/budgetPeriod';
import { type BudgetSettings, budgetOf, readBudgetSettings } from '../budget/budgetSettings';
import type { BudgetState } from '../budget/budgetState';
import type { BudgetHistory } from '../budget/history';
import { dayMs } from '../budget/period';
import type { Usd } from '../money';
import type { PriceLookup } from '../prices/price';
import { isStale, type SpendState } from '../spend/spend';
import type { Translate } from '../words';
import { bannerOf, button } from './banner';
import { type Age, type DashboardState, dashboardShape, type PlanWish } from './dashboardProtocol';
import { daysSection } from './days';
import { endpointsPanel } from './endpoints';
import { agoText, briefMoment, type Formats, formatsFor, type LocalMoment } from './formats';
import { limitsPanel, rateLimitsPanel, tiersPanel } from './limitPanels';
import { modelsSection } from './models';
import { monthSection } from './month';
import { plannerOf } from './planner';
import { allocationPanel, creditsPanel, historyPanel, subscriptionsPanel } from './planPanels';
import { reconciliationPanel } from './reconciliation';
import { restatedPanels, sourcesPanel } from './sources';
import { spenderPanels } from './spenders';
import { closeTile, dueTile, forecastTile, sessionTile } from './tiles';

/** What the page knows beside the spend; all of it may be absent. */
export interface DashboardExtras {
  readonly settings?: BudgetSettings;
  /** The budget's state for the figures shown, as the other surfaces have it. */
  readonly budget?: BudgetState | undefined;
  readonly history?: BudgetHistory;
  readonly firstRead?: AlertMessage | undefined;
  /** Undefined until prices are known. */
  readonly priceOf?: PriceLookup | undefined;
  /** The models that the planner compares. */
  readonly planModels?: readonly string[];
  readonly wish?: PlanWish | undefined;
  /** Says how amounts are converted for display; absent: they are not. */
  readonly currencyNote?: string | undefined;
}

/**
 * Everything the page shows at `now` (epoch ms). `capUsd` undefined or not positive means there is no cap, and then no percent; it
 * counts where no settings are given. `locale` is a BCP 47 tag. `localMoment` adds local time beside UTC; without it only UTC is shown.
 * Pure; never throws.
 */
export function dashboardState(
  spend: SpendState,
  capUsd: Usd | undefined,
  now: number,
  t: Translate,
  locale: string,
  localMoment?: LocalMoment,
  extras: DashboardExtras = {},
): DashboardState {
  const formats = formatsFor(t, locale, localMoment);
  const { figures } = spend;
  const settings = extras.settings ?? readBudgetSettings({ cap: capUsd });
  const { cap, zone, resetDay } = settings.input;
  const budget = extras.budget ?? budgetOf(settings, figures, now);
  const period = budget?.period ?? budgetPeriod(zone, resetDay, now);
  const { priceOf, wish, planModels = [] } = extras;
  return {
    shape: dashboardShape,
    ...headings(period, spend, formats, extras.currencyNote),
    demo: spend.demo
      ? { badge: t('Demo'), text: t('Invented figures from the local demo server. Not your spend.') }
      : null,
    banner: bannerOf(spend, now, formats),
    age: ageOf(spend, now, formats),
    month: monthSection(spend, cap, budget, now, formats, extras.firstRead),
    tiles: [
      forecastTile(budget, now, formats),
      closeTile(period, now, formats),
      dueTile(budget, figures, settings, now, formats),
      sessionTile(spend, now, formats),
    ],
    days: daysSection(figures, budget, now, formats),
    models: modelsSection(figures, now, formats),
    panels: [
      ...spenderPanels(spend, now, formats),
      endpointsPanel(spend, now, formats),
      sourcesPanel(spend, now, formats),
      historyPanel(extras.history ?? [], formats),
      ...restatedPanels(spend, formats),
      creditsPanel(budget, settings, now, formats),
      subscriptionsPanel(budget, settings, formats),
      limitsPanel(spend, budget, now, formats),
      tiersPanel(cap, formats),
      rateLimitsPanel(spend, settings, now, formats),
      allocationPanel(budget, formats),
      reconciliationPanel(spend, priceOf, now, formats),
    ],
    planner: plannerOf({ settings, period, priceOf, models: planModels, wish, now }, formats),
    footer: (
      ['exportSpend', 'copySummary', 'toggleAmounts', 'changePeriod', 'changeAlerts', 'changeScenarios'] as const
    ).map((action) => button(t, action)),
  };
}

function headings(period: BudgetPeriod, { origin }: SpendState, formats: Formats, currencyNote: string | undefined) {
  const { t } = formats;
  const noted = (text: string) => (currencyNote === undefined ? text : t('{0}. {1}', text, currencyNote));
  const zone = period.zone.name;
  if (!isCalendarMonth(period))
    return {
      heading: t('Spend from {0}', formats.period(period)),
      subheading: noted(t('Your own period by the clock of {0}, as reported by {1}', zone, origin)),
    };
  return {
    heading: t('Spend in {0}', formats.month(period.firstDay * dayMs)),
    subheading: noted(
      zone === 'UTC'
        ? t('Calendar month in UTC, as reported by {0}', origin)
        : t('Calendar month by the clock of {0}, as reported by {1}', zone, origin),
    ),
  };
}

function ageOf(spend: SpendState, now: number, formats: Formats): Age {
  const { t } = formats;
  const { figures, nextPollAt } = spend;
  const read = figures
    ? t('As of {0}, {1}', briefMoment(formats, figures.asOf, now), agoText(t, now - figures.asOf))
    : t('Not read yet');
  const next = nextPollAt === undefined ? t('no read is planned') : nextText(nextPollAt, now, formats);
  return {
    text: t('{0}; {1}', read, next),
    isStale: isStale(spend, now),
    refresh: canRead(spend) ? button(t, 'refreshSpend') : null,
  };
}

function canRead({ reading }: SpendState): boolean {
  return reading.kind !== 'noKey' && reading.kind !== 'keyLost' && reading.kind !== 'unsupported';
}

function nextText(nextPollAt: number, now: number, formats: Formats): string {
  const { t } = formats;
  return nextPollAt <= now ? t('next read now') : t('next read {0}', briefMoment(formats, nextPollAt, now));
}
