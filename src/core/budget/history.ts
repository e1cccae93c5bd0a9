// Closed periods: restated for three days, then fixed for good.
import { type Usd, usd, usdToDecimal } from '../money';
import { isJsonObject } from './budgetFields';
import type { BudgetPeriod } from './budgetPeriod';
import { dayOf, dayText } from './day';
import { restatedForMs } from './settlement';
import { utc, zoneOf } from './zone';

/** One closed period and its final sum. */
export interface ClosedPeriod {
  /** Its first day and the reset day that closed it, `YYYY-MM-DD` in the zone. */
  readonly from: string;
  readonly dueOn: string;
  readonly zone: string;
  /** Gross metered use. */
  readonly spent: Usd;
  /** What fell due: `spent` less credit. */
  readonly charged: Usd;
  /** True when days were unknown, so both are lower bounds. */
  readonly isAtLeast: boolean;
  /** False while the provider may still restate it. */
  readonly isFixed: boolean;
}

/** Newest first, one entry for each period. */
export type BudgetHistory = readonly ClosedPeriod[];

/** Ten years. */
const mostPeriods = 120;

/** The sums of a period that is over, as last read. */
export interface PeriodSums {
  readonly spent: Usd;
  readonly charged: Usd;
  readonly isAtLeast: boolean;
}

/**
 * The history after a closed period was read at `now`. A fixed entry never changes again; a later read within the three days replaces
 * the entry, also with lower sums. A period that is not over is not added.
 */
export function closePeriod(
  history: BudgetHistory,
  period: BudgetPeriod,
  sums: PeriodSums,
  now: number,
): BudgetHistory {
  const fixed = fixOld(history, now);
  if (now < period.end) return fixed;
  const [from, dueOn, zone] = [dayText(period.firstDay), dayText(period.endDay), period.zone.name];
  const same = (entry: ClosedPeriod) => entry.from === from && entry.dueOn === dueOn && entry.zone === zone;
  const known = fixed.find(same);
  if (known?.isFixed) return fixed;
  const entry: ClosedPeriod = { from, dueOn, zone, ...sums, isFixed: now >= period.end + restatedForMs };
  const rest = fixed.filter((each) => !same(each));
  return [entry, ...rest].sort((a, b) => (a.from < b.from ? 1 : -1)).slice(0, mostPeriods);
}

/** Entries whose three days are over are fixed as they were last read. */
function fixOld(history: BudgetHistory, now: number): BudgetHistory {
  return history.map((entry) => {
    const due = dayOf(entry.dueOn);
    if (entry.isFixed || due === undefined) return entry;
    const closedAt = (zoneOf(entry.zone) ?? utc).startOf(due);
    return now >= closedAt + restatedForMs ? { ...entry, isFixed: true } : entry;
  });
}

/** The stored form: amounts as decimal texts. */
export function historyToJson(history: BudgetHistory): object {
  return history.map((entry) => ({ ...entry, spent: usdToDecimal(entry.spent), charged: usdToDecimal(entry.charged) }));
}

/** The entries of a stored history that can be used; anything else is left out. */
export function historyFromJson(value: unknown): BudgetHistory {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): ClosedPeriod[] => {
    if (!isJsonObject(entry)) return [];
    const { from, dueOn, zone, spent, charged, isAtLeast, isFixed } = entry;
    const amounts = [spent, charged].map((amount) => (typeof amount === 'string' ? usd(amount) : undefined));
    const [spentUsd, chargedUsd] = amounts;
    const areDays = [from, dueOn].every((day) => typeof day === 'string' && dayOf(day) !== undefined);
    if (!areDays || typeof from !== 'string' || typeof dueOn !== 'string' || typeof zone !== 'string') return [];
    if (spentUsd === undefined || chargedUsd === undefined) return [];
    return [
      {
        from,
        dueOn,
        zone,
        spent: spentUsd,
        charged: chargedUsd,
        isAtLeast: isAtLeast === true,
        isFixed: isFixed === true,
      },
    ];
  });
}
