// The dashboard's view-model: what is known about spend, as one plain state of ready text and bar lengths for the page.
import { forecastOf } from './budget/forecast';
import { monthOf } from './budget/period';
import { bannerOf, button } from './dashboard/banner';
import { daysSection } from './dashboard/days';
import { agoText, briefMoment, type Formats, formatsFor, type LocalMoment } from './dashboard/formats';
import { modelsSection } from './dashboard/models';
import { monthSection } from './dashboard/month';
import { closeTile, dueTile, forecastTile, sessionTile } from './dashboard/tiles';
import { type Age, type DashboardState, dashboardShape } from './dashboardProtocol';
import type { Usd } from './money';
import { isStale, type SpendState } from './spend';
import type { Translate } from './words';

/**
 * Everything the page shows at `now` (epoch ms). `capUsd` undefined or not positive means there is no cap, and then no percent.
 * `locale` is a BCP 47 tag. `localMoment` adds local time beside UTC; without it only UTC is shown. Pure; never throws.
 */
export function dashboardState(
  spend: SpendState,
  capUsd: Usd | undefined,
  now: number,
  t: Translate,
  locale: string,
  localMoment?: LocalMoment,
): DashboardState {
  const formats = formatsFor(t, locale, localMoment);
  const figures = spend.figures;
  const period = figures ? { start: figures.periodStart, end: figures.periodEnd } : monthOf(now);
  const forecast = figures && forecastOf(figures, capUsd, now);
  return {
    shape: dashboardShape,
    heading: t('Spend in {0}', formats.month(period.start)),
    subheading: t('Calendar month in UTC, as reported by {0}', spend.origin),
    demo: spend.demo
      ? { badge: t('Demo'), text: t('Invented figures from the local demo server. Not your spend.') }
      : null,
    banner: bannerOf(spend, now, formats),
    age: ageOf(spend, now, formats),
    month: monthSection(spend, capUsd, forecast, now, formats),
    tiles: [
      forecastTile(forecast, capUsd, now, formats),
      closeTile(period, now, formats),
      dueTile(figures, now, formats),
      sessionTile(spend, now, formats),
    ],
    days: daysSection(figures, capUsd, now, formats),
    models: modelsSection(figures, formats),
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
