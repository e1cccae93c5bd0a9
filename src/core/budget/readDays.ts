// The days that a usage source reported, put into a budget: the same way for the editor's surfaces and the command line.
import { type Usd, zeroUsd } from '../money';
import type { DaySpend, ModelSpend } from '../spend/spend';
import type { SpendBy } from './allocation';
import type { BudgetInput } from './budgetState';
import { type Day, dayOf } from './day';
import { utc } from './zone';

/** What a source said. Its days are the provider's: UTC days, taken as days of the budget's zone since they cannot be split. */
export interface ReportedDays {
  /** When it was read, epoch ms. */
  readonly asOf: number;
  readonly days: readonly DaySpend[];
  readonly models: readonly ModelSpend[];
  /** Who spent what, where more is known of it than the models. */
  readonly spendBy?: readonly SpendBy[];
}

const lateAfterMs = 6 * 3_600_000;

/**
 * The budget with these days. Reported costs lag: a day of no cost that is not over, or a read older than 6 hours, says nothing about
 * today, and the forecast then rests on the completed days.
 */
export function withReportedDays(input: BudgetInput, { asOf, days, models, spendBy }: ReportedDays): BudgetInput {
  const readAt = Math.min(asOf, input.now);
  const byDay = withUnbegun(input, foldedInto(input.zone.dayAt(input.now), daysByNumber(days)));
  const today = byDay.get(input.zone.dayAt(readAt)) ?? 0n;
  const isTodayLate = today === 0n || input.now - readAt > lateAfterMs;
  return { ...input, asOf: readAt, days: byDay, spendBy: spendBy ?? spendByModel(models), isTodayLate };
}

/** The zone's today while the UTC day of its date has not begun: nothing can be billed for it yet, which is no hole in what is known. */
function withUnbegun({ zone, now }: BudgetInput, days: ReadonlyMap<Day, Usd>): ReadonlyMap<Day, Usd> {
  const today = zone.dayAt(now);
  const isAhead = today > utc.dayAt(now);
  return isAhead && days.has(today - 1) && !days.has(today) ? new Map([...days, [today, zeroUsd]]) : days;
}

/** A UTC day that has not begun by the zone's clock is counted into the zone's today: its money is spent already. */
function foldedInto(today: Day, days: ReadonlyMap<Day, Usd>): ReadonlyMap<Day, Usd> {
  const folded = new Map<Day, Usd>();
  for (const [day, cost] of days) {
    const at = Math.min(day, today);
    folded.set(at, ((folded.get(at) ?? 0n) + cost) as Usd);
  }
  return folded;
}

/** Days by number; several rows of one day are added. */
export function daysByNumber(days: readonly DaySpend[]): ReadonlyMap<Day, Usd> {
  const byDay = new Map<Day, Usd>();
  for (const { day, cost } of days) {
    const number = dayOf(day);
    if (number !== undefined) byDay.set(number, ((byDay.get(number) ?? 0n) + cost) as Usd);
  }
  return byDay;
}

function spendByModel(models: readonly ModelSpend[]): readonly SpendBy[] {
  return models.flatMap(({ model, cost }) => (cost === undefined ? [] : [{ kind: 'model', id: model, amount: cost }]));
}
