// The texts of the budget's main figures. Every surface takes them from here and writes none of its own, so that equal figures read the
// same to the character in the status bar, its tooltip, on the page, in a summary and on the command line.
import { formatSpend, formatUsd, type Usd } from '../money';
import type { SpendFigures } from '../spend/spend';
import type { BudgetState } from './budgetState';
import { dayText } from './day';
import { formatPercent } from './level';

/** Amounts are rounded for people; `≥` marks a lower bound, `≈` an estimate. */
export interface BudgetGlance {
  /** `$86.18`, `≥$86.18` */
  readonly spent: string;
  /** `$120.00`; undefined without a cap. */
  readonly cap: string | undefined;
  /** `71%`, `<1%`, `≥71%`, rounded down so that 100% means reached; undefined without a cap. */
  readonly percent: string | undefined;
  /** `≈ $123.06`; undefined when there is too little to say. */
  readonly forecast: string | undefined;
  /** The ends of its range, equal to each other when there is none. */
  readonly low: string | undefined;
  readonly high: string | undefined;
  /** What falls due on `dueOn`: spend less credit. */
  readonly due: string;
  /** `2026-12-01` */
  readonly dueOn: string;
  /** The calendar month `2026-11`, or the first and the last day of a period of another shape. */
  readonly period: string;
}

/** What makes the figures a lower bound beside unknown days, or an estimate in part. */
export type FiguresMarks = Pick<SpendFigures, 'setAside' | 'atLeast' | 'estimated'>;

/** The texts of a state. */
export function budgetGlance(state: BudgetState, marks: FiguresMarks = {}): BudgetGlance {
  const { spent, cap, forecast, toCharge, settlement } = state;
  const hasCap = cap !== undefined && cap > 0n;
  const percent = formatPercent(spent, hasCap ? cap : undefined);
  const isLeast = isAtLeast(state, marks);
  const bound = (text: string) => (isLeast ? `≥${text}` : marks.estimated ? `≈${text}` : text);
  const known = forecast.kind === 'forecast' ? forecast : undefined;
  return {
    spent: bound(formatSpend(spent)),
    cap: hasCap ? formatUsd(cap) : undefined,
    percent: percent === undefined ? undefined : bound(percent),
    forecast: known && estimateText(known.expected),
    low: known && formatSpend(known.low),
    high: known && formatSpend(known.high),
    due: bound(formatSpend(toCharge)),
    dueOn: settlement.dueOn,
    period: periodText(state),
  };
}

/** True when the spend is a lower bound: some days are unknown, or rows could not be counted. */
export function isAtLeast({ unknownDays }: BudgetState, { setAside = 0, atLeast }: FiguresMarks): boolean {
  return unknownDays.length > 0 || setAside > 0 || atLeast === true;
}

/** Every estimate carries the sign. */
export function estimateText(amount: Usd): string {
  return `≈ ${formatSpend(amount)}`;
}

function periodText({ period: { firstDay, endDay } }: BudgetState): string {
  const [first, last] = [dayText(firstDay), dayText(endDay - 1)];
  return first.endsWith('-01') && dayText(endDay).endsWith('-01') ? first.slice(0, 7) : `${first} – ${last}`;
}
