// How an amount comes about, line by line: the lines are exact decimals and sum to the amount exactly.
import type { BudgetState } from '../budget/budgetState';
import { dayMs, startOfUtcDay } from '../budget/period';
import { grouped } from '../grouped';
import { addUsd, type Usd, usdToDecimal, zeroUsd } from '../money';
import { type BillCell, billed, type SpendFigures } from '../spend/spend';
import type { Sum, SumLine } from './dashboardProtocol';
import { briefMoment, type Formats, outsideText } from './formats';

/** The exact amount, every digit of it: `$48.201`. */
export function exactText(amount: Usd): string {
  const text = usdToDecimal(amount);
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}

/** A sum of named amounts; `total` is their sum. */
export function sumOf(
  toggle: string,
  parts: readonly { readonly label: string; readonly detail?: string; readonly amount: Usd }[],
  totalLabel: string,
  note: string | null,
): Sum {
  const lines = parts.map(({ label, detail = '', amount }): SumLine => ({ label, detail, amount: exactText(amount) }));
  const amount = exactText(addUsd(zeroUsd, ...parts.map((part) => part.amount)));
  return { toggle, lines, total: { label: totalLabel, detail: '', amount }, note };
}

/** The period's spend, day by day. */
export function spentSum(state: BudgetState, figures: SpendFigures, now: number, formats: Formats): Sum {
  const { t, weekday } = formats;
  const { firstDay, endDay } = state.period;
  const parts = [...state.days]
    .filter(([day]) => firstDay <= day && day < endDay)
    .sort(([a], [b]) => a - b)
    .map(([day, amount]) => ({ label: weekday(day * dayMs), amount }));
  return sumOf(t('How this adds up'), parts, t('Total'), readNote(figures, now, formats));
}

/** What is due: spend less what credit has paid. */
export function dueSum(state: BudgetState, { t }: Formats): Sum | null {
  if (state.paidByCredit === 0n) return null;
  const parts = [
    { label: t('Spent'), amount: state.spent },
    { label: t('Paid by credit'), amount: (state.toCharge - state.spent) as Usd },
  ];
  return sumOf(t('How this adds up'), parts, t('To be charged'), null);
}

/** The forecast: what is spent, and the rest of the period at the rate. */
export function forecastSum(state: BudgetState, { t, period }: Formats): Sum | null {
  const { forecast, spent } = state;
  if (forecast.kind === 'none') return null;
  const rest = (forecast.expected - spent) as Usd;
  const detail = t('at {0} a day', exactText(forecast.ratePerDay));
  const parts = [
    { label: t('Spent so far'), detail: period(state.period), amount: spent },
    { label: t('The rest of the period'), detail, amount: rest },
  ];
  return sumOf(t('How this adds up'), parts, t('Forecast'), null);
}

/** The lines of the bill that make up one model's cost, and what they stand on. */
export function modelSum(
  model: string,
  bills: readonly BillCell[],
  figures: SpendFigures,
  now: number,
  formats: Formats,
): Sum | null {
  if (bills.length === 0) return null;
  const parts = [...grouped(bills, ({ item }) => item)]
    .map(([item, own]) => ({
      label: outsideText(item === '' ? model : item),
      detail: [...quantityText(own, formats), daysText([...new Set(own.map(({ day }) => day))].sort(), formats)].join(
        ', ',
      ),
      amount: billed(own),
    }))
    .sort((a, b) => (a.amount > b.amount ? -1 : 1));
  return sumOf(formats.t('How this adds up'), parts, formats.t('Total'), readNote(figures, now, formats));
}

/** Bills of one project or key, day by day. */
export function daysSum(bills: readonly BillCell[], figures: SpendFigures, now: number, formats: Formats): Sum | null {
  const { t, weekday } = formats;
  if (bills.length === 0) return null;
  const days = [...grouped(bills, ({ day }) => day)].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = days.map(([day, own]) => ({ label: weekday(startOfUtcDay(day)), amount: billed(own) }));
  return sumOf(t('Day by day'), parts, t('Total'), readNote(figures, now, formats));
}

/** `1,500 tokens at $2.5 per million`; the rate says `≈` where it is a mean that does not give the amount exactly. */
function quantityText(bills: readonly BillCell[], { t, count }: Formats): readonly string[] {
  const [first] = bills;
  const unit = first?.quantity?.unit;
  const amounts = bills.flatMap(({ quantity }) => (quantity && quantity.unit === unit ? [quantity.amount] : []));
  const quantity = amounts.reduce((sum, amount) => sum + amount, 0);
  if (unit === undefined || amounts.length < bills.length || !Number.isSafeInteger(quantity) || quantity === 0)
    return [];
  const cost = billed(bills);
  const rate = ((cost * 1_000_000n) / BigInt(quantity)) as Usd;
  const sign = rate * BigInt(quantity) === cost * 1_000_000n ? '' : '≈ ';
  return [t('{0} {1} at {2} per million', count(quantity), outsideText(unit), `${sign}${exactText(rate)}`)];
}

function daysText(days: readonly string[], { t, day }: Formats): string {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const at = (text: string) => day(startOfUtcDay(text));
  return days.length === 1
    ? t('the UTC day {0}', at(first))
    : t('{0} UTC days, {1} to {2}', days.length, at(first), at(last));
}

function readNote({ asOf }: SpendFigures, now: number, formats: Formats): string {
  return formats.t('As reported by the provider in daily buckets (UTC), read at {0}.', briefMoment(formats, asOf, now));
}
