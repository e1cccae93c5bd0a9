// Spend per UTC day: one bar for every day of the month, those to come empty. Bars and table show the same amounts.
import { dayMs, daysIn, daysOf, monthOf, type Period, utcDay } from '../budget/period';
import { largestUsd, shareOf } from '../budget/share';
import type { DayBar, DaysSection } from '../dashboardProtocol';
import { formatSpend, type Usd, zeroUsd } from '../money';
import type { SpendFigures } from '../spend';
import { amountFigure, type Formats, totalFigure, unknownFigure } from './formats';

/** The section for the month of the figures, or of `now` without them. */
export function daysSection(
  figures: SpendFigures | undefined,
  cap: Usd | undefined,
  now: number,
  formats: Formats,
): DaysSection {
  const { t } = formats;
  const period = figures ? { start: figures.periodStart, end: figures.periodEnd } : monthOf(now);
  const even = cap !== undefined && cap > 0n ? ((cap / BigInt(daysIn(period))) as Usd) : undefined;
  const top = topOf(figures, even);
  return {
    heading: t('Spend per day'),
    hint: t('Days are UTC days. Arrow keys move from day to day.'),
    bars: figures ? barsOf(figures, period, top, now, formats) : [],
    top: top > 0n ? formatSpend(top) : null,
    even:
      even && even <= top ? { share: shareOf(even, top), label: t('Even pace {0} a day', formatSpend(even)) } : null,
    empty: emptyText(figures, formats),
    table: { toggle: t('Show as a table'), day: t('Day (UTC)'), cost: t('Cost'), total: t('Total') },
    total: totalFigure(t, figures),
  };
}

/** The full height: the dearest day, or an even day's share of the cap where that is not out of proportion. */
function topOf(figures: SpendFigures | undefined, even: Usd | undefined): Usd {
  const dearest = largestUsd(zeroUsd, ...(figures?.days ?? []).map(({ cost }) => cost));
  return even !== undefined && dearest > 0n && even > dearest && even <= dearest * 3n ? even : dearest;
}

function barsOf(figures: SpendFigures, period: Period, top: Usd, now: number, formats: Formats): readonly DayBar[] {
  const costs = new Map(figures.days.map(({ day, cost }) => [day, cost]));
  const today = utcDay(now);
  return daysOf(period).map((day, index) => {
    const cost = costs.get(day);
    const kind = kindOf(day, today, cost);
    return {
      kind,
      axis: String(index + 1),
      label: formats.weekday(period.start + index * dayMs),
      amount: dayFigure(kind, cost, formats),
      share: cost === undefined ? 0 : Math.min(1, shareOf(cost, top)),
    };
  });
}

function kindOf(day: string, today: string, cost: Usd | undefined): DayBar['kind'] {
  if (cost === undefined) return day > today ? 'future' : 'unknown';
  if (cost < 0n) return 'refund';
  return day === today ? 'today' : 'past';
}

function dayFigure(kind: DayBar['kind'], cost: Usd | undefined, { t }: Formats) {
  switch (kind) {
    case 'future':
      return { text: '', spoken: t('to come') };
    case 'unknown':
      return { text: '—', spoken: t('not read yet') };
    case 'today':
      return cost === undefined ? unknownFigure(t) : { text: t('{0} so far', formatSpend(cost)), spoken: null };
    default:
      return amountFigure(t, cost);
  }
}

function emptyText(figures: SpendFigures | undefined, { t, monthName }: Formats): string | null {
  if (!figures) return t('Nothing is read yet.');
  return figures.days.some(({ cost }) => cost !== 0n)
    ? null
    : t('No spend in {0} yet.', monthName(figures.periodStart));
}
