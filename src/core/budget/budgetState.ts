// The whole budget at one moment, as one function of what is known. Ledger or file -> here -> command line, page, alerts.
import type { Usd } from '../money';
import { type Allocation, type AllocationSummary, allocate, type SpendBy } from './allocation';
import { type BudgetPeriod, budgetPeriod, daysInPeriod, dueDay, type ResetDay } from './budgetPeriod';
import { type Charge, type Credit, type CreditState, paidBetween, runCredits } from './credits';
import type { Day } from './day';
import { type Forecast, forecastFor, type NoForecast } from './forecast';
import { type Level, levelOf } from './level';
import { restatedForMs } from './settlement';
import { type Subscription, subscriptionsPerMonth } from './subscriptions';
import type { Zone } from './zone';

/** What each known day cost. */
type Days = ReadonlyMap<Day, Usd>;

/** Everything that is known. */
export interface BudgetInput {
  /** Epoch ms. */
  readonly now: number;
  /** When the days were read, at most `now`: the forecast is reckoned from here, so that it does not drift between two reads. */
  readonly asOf: number;
  readonly zone: Zone;
  readonly resetDay: ResetDay;
  /** Undefined or 0: no cap, so no percent and no level. */
  readonly cap: Usd | undefined;
  /** What each known day cost; days before the period serve the rate. A day that is not in here is unknown. */
  readonly days: ReadonlyMap<Day, Usd>;
  /** True when today's costs are older than 6 hours. */
  readonly isTodayLate: boolean;
  readonly credits: readonly Credit[];
  readonly subscriptions: readonly Subscription[];
  readonly allocations: readonly Allocation[];
  /** Undefined: who spent what is not known. */
  readonly spendBy: readonly SpendBy[] | undefined;
  /** Single charges, for credit; undefined: the days are the charges. */
  readonly charges: readonly Charge[] | undefined;
}

export interface BudgetState {
  readonly period: BudgetPeriod;
  readonly cap: Usd | undefined;
  /** Gross metered use of the period, before credit: the sum of its known days. A lower bound when `unknownDays` are there. */
  readonly spent: Usd;
  /** What each known day cost, also days before the period. */
  readonly days: Days;
  /** Days of the period up to today that are not known, ascending. */
  readonly unknownDays: readonly Day[];
  /** Share of the cap in percent; undefined without a cap. */
  readonly percent: number | undefined;
  readonly level: Level | undefined;
  readonly forecast: Forecast | NoForecast;
  /** What falls due on the reset day that closes the period, `YYYY-MM-DD` in its zone: `toCharge`. */
  readonly settlement: { readonly dueOn: string; readonly amount: Usd };
  readonly credits: readonly CreditState[];
  /** `spent` less what credit has paid in the period, never below 0. */
  readonly toCharge: Usd;
  /** The part of the period's charges that credit has paid. */
  readonly paidByCredit: Usd;
  readonly subscriptions: Usd;
  readonly allocation: AllocationSummary;
  /** The period before, as far as its days are known; undefined when none is. */
  readonly closed: ClosedSpend | undefined;
}

/** What the period before has cost. */
export interface ClosedSpend {
  readonly period: BudgetPeriod;
  readonly spent: Usd;
  /** True when some of its days are unknown. */
  readonly isAtLeast: boolean;
  /** False for three days: reported costs arrive late. */
  readonly isFixed: boolean;
}

/** The budget's state. */
export function budgetState(input: BudgetInput): BudgetState {
  const { now, zone, cap, charges } = input;
  const period = budgetPeriod(zone, input.resetDay, now);
  const days = input.days.size === 0 && charges ? daysOfCharges(charges, zone, now) : input.days;
  const today = zone.dayAt(now);
  const spent = spentIn(period, today, days);
  const run = runCredits(input.credits, charges ?? chargesOfDays(days, zone, now), now);
  const paidByCredit = paidBetween(run.paid, period.start, period.end);
  const toCharge = (spent > paidByCredit ? spent - paidByCredit : 0n) as Usd;
  return {
    period,
    cap,
    spent,
    days,
    unknownDays: unknownDays(period, today, days),
    percent: percentOfShare(spent, cap),
    level: levelOf(spent, cap),
    forecast: forecastFor({ period, now: readIn(period, input), days, cap, isTodayLate: input.isTodayLate }),
    settlement: { dueOn: dueDay(period), amount: toCharge },
    credits: run.states,
    toCharge,
    paidByCredit,
    subscriptions: subscriptionsPerMonth(input.subscriptions),
    allocation: allocate(input.allocations, input.spendBy, cap, spent),
    closed: closedSpend(input, period, days),
  };
}

function closedSpend({ resetDay, now }: BudgetInput, next: BudgetPeriod, days: Days): ClosedSpend | undefined {
  const period = budgetPeriod(next.zone, resetDay, next.start - 1);
  const unknown = unknownDays(period, period.endDay - 1, days).length;
  if (unknown === daysInPeriod(period)) return undefined;
  const spent = spentIn(period, period.endDay - 1, days);
  return { period, spent, isAtLeast: unknown > 0, isFixed: now >= next.start + restatedForMs };
}

/** Days that were read before the period began say nothing about it: then it is reckoned from its start. */
function readIn(period: BudgetPeriod, { asOf, now }: BudgetInput): number {
  return Math.min(now, Math.max(asOf, period.start));
}

/** `part` in percent of `whole`, cut off after six decimals so that 100 is never shown before it is reached; undefined when `whole` <= 0. */
export function percentOfShare(part: Usd, whole: Usd | undefined): number | undefined {
  return whole === undefined || whole <= 0n ? undefined : Number((part * 100_000_000n) / whole) / 1_000_000;
}

function spentIn({ firstDay }: BudgetPeriod, today: Day, days: Days): Usd {
  let sum = 0n;
  for (const [day, cost] of days) if (firstDay <= day && day <= today) sum += cost;
  return sum as Usd;
}

function unknownDays({ firstDay }: BudgetPeriod, today: Day, days: Days): readonly Day[] {
  return Array.from({ length: today - firstDay + 1 }, (_, index) => firstDay + index).filter((day) => !days.has(day));
}

/** Without days, the days are what their charges sum to; a day without a charge stays unknown. */
function daysOfCharges(charges: readonly Charge[], zone: Zone, now: number): Days {
  const days = new Map<Day, Usd>();
  for (const { at, amount } of charges) {
    if (at > now) continue;
    const day = zone.dayAt(at);
    days.set(day, ((days.get(day) ?? 0n) + amount) as Usd);
  }
  return days;
}

/** Without charges, each day is one charge at its last instant, today's at `now`: a trial that begins within a day pays for that day. */
function chargesOfDays(days: Days, zone: Zone, now: number): readonly Charge[] {
  return [...days].map(([day, amount]) => ({ at: Math.min(now, zone.startOf(day + 1) - 1), amount }));
}
