// Spend per day: one bar for every day of the period, those to come empty. Bars and table show the same amounts.
import { budgetGlance } from '../budget/budgetGlance';
import { daysInPeriod } from '../budget/budgetPeriod';
import type { BudgetState } from '../budget/budgetState';
import type { Day } from '../budget/day';
import { dayMs } from '../budget/period';
import { largestUsd, shareOf } from '../budget/share';
import { formatSpend, type Usd, zeroUsd } from '../money';
import type { SpendFigures } from '../spend/spend';
import type { DayBar, DaysSection } from './dashboardProtocol';
import { amountFigure, type Formats, plainFigure, unknownFigure } from './formats';

/** The section for the budget's period; no bars without figures. */
export function daysSection(
  figures: SpendFigures | undefined,
  budget: BudgetState | undefined,
  now: number,
  formats: Formats,
): DaysSection {
  const { t } = formats;
  const { cap } = budget ?? {};
  const even =
    budget && cap !== undefined && cap > 0n ? ((cap / BigInt(daysInPeriod(budget.period))) as Usd) : undefined;
  const top = topOf(budget, even);
  return {
    heading: t('Spend per day'),
    hint: hintText(budget, formats),
    bars: budget ? barsOf(budget, top, now, formats) : [],
    top: top > 0n ? formatSpend(top) : null,
    even:
      even && even <= top ? { share: shareOf(even, top), label: t('Even pace {0} a day', formatSpend(even)) } : null,
    empty: emptyText(budget, formats),
    table: { toggle: t('Show as a table'), day: t('Day (UTC)'), cost: t('Cost'), total: t('Total') },
    total: budget ? plainFigure(budgetGlance(budget, figures).spent) : unknownFigure(t),
  };
}

/** The provider's days cannot be split, so in another zone a UTC day stands for the day of the same date. */
function hintText(budget: BudgetState | undefined, { t }: Formats): string {
  const zone = budget?.period.zone.name ?? 'UTC';
  if (zone === 'UTC') return t('Days are UTC days. Arrow keys move from day to day.');
  return t(
    'Costs are of UTC days, as the provider bills them; the period is by the clock of {0}. Arrow keys move from day to day.',
    zone,
  );
}

function costsOf({ days, period }: BudgetState): readonly Usd[] {
  return [...days].flatMap(([day, cost]) => (period.firstDay <= day && day < period.endDay ? [cost] : []));
}

/** The full height: the dearest day, or an even day's share of the cap where that is not out of proportion. */
function topOf(budget: BudgetState | undefined, even: Usd | undefined): Usd {
  const dearest = largestUsd(zeroUsd, ...(budget ? costsOf(budget) : []));
  return even !== undefined && dearest > 0n && even > dearest && even <= dearest * 3n ? even : dearest;
}

function barsOf({ period, days }: BudgetState, top: Usd, now: number, formats: Formats): readonly DayBar[] {
  const today = period.zone.dayAt(now);
  return Array.from({ length: daysInPeriod(period) }, (_, index): DayBar => {
    const day = period.firstDay + index;
    const cost = days.get(day);
    const kind = kindOf(day, today, cost);
    return {
      kind,
      axis: String(new Date(day * dayMs).getUTCDate()),
      label: formats.weekday(day * dayMs),
      amount: dayFigure(kind, cost, formats),
      share: cost === undefined ? 0 : Math.min(1, shareOf(cost, top)),
    };
  });
}

function kindOf(day: Day, today: Day, cost: Usd | undefined): DayBar['kind'] {
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

function emptyText(budget: BudgetState | undefined, { t, period }: Formats): string | null {
  if (!budget) return t('Nothing is read yet.');
  return costsOf(budget).some((cost) => cost !== 0n) ? null : t('No spend in {0} yet.', period(budget.period));
}
