// The budget state as JSON: amounts as exact decimal texts, instants in ISO UTC, days as `YYYY-MM-DD`, unknown as null.
import { type Usd, usdToDecimal } from '../money';
import type { AllocationState } from './allocation';
import type { BudgetProblem } from './budgetFields';
import { daysInPeriod } from './budgetPeriod';
import { type BudgetState, type ClosedSpend, percentOfShare } from './budgetState';
import { type CreditState, expectedUnused, expiryWarning } from './credits';
import { dayText } from './day';
import type { Forecast, NoForecast } from './forecast';

/** What `prompt-meter budget --json` prints. */
export function budgetJson(state: BudgetState, now: number, problems: readonly BudgetProblem[]): object {
  const { period, allocation, forecast } = state;
  const unused = forecast.kind === 'forecast' ? expectedUnused(state.credits, forecast.ratePerDay, now) : [];
  return {
    period: { start: iso(period.start), end: iso(period.end), days: daysInPeriod(period), zone: period.zone.name },
    capUsd: amountOrNull(state.cap),
    spentUsd: usdToDecimal(state.spent),
    unknownDays: state.unknownDays.map(dayText),
    percent: state.percent ?? null,
    level: state.level ?? null,
    forecast: forecastJson(forecast),
    settlement: { dueOn: state.settlement.dueOn, usd: usdToDecimal(state.settlement.amount) },
    credits: state.credits.map((credit, index) => creditJson(credit, unused[index], now)),
    toChargeUsd: usdToDecimal(state.toCharge),
    subscriptionsUsd: usdToDecimal(state.subscriptions),
    allocations: allocation.states.map(allocationJson),
    unallocated: {
      capUsd: amountOrNull(allocation.unallocatedCap),
      spentUsd: amountOrNull(allocation.unallocatedSpend),
    },
    overAllocated: allocation.isOverAllocated,
    closed: closedJson(state.closed),
    problems,
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function amountOrNull(amount: Usd | undefined): string | null {
  return amount === undefined ? null : usdToDecimal(amount);
}

function closedJson(closed: ClosedSpend | undefined): object | null {
  if (!closed) return null;
  const { period, spent, isAtLeast, isFixed } = closed;
  const [start, end] = [iso(period.start), iso(period.end)];
  return { start, end, spentUsd: usdToDecimal(spent), atLeast: isAtLeast, fixed: isFixed };
}

function forecastJson(forecast: Forecast | NoForecast): object | null {
  if (forecast.kind === 'none') return null;
  const { expected, low, high, ratePerDay, confidence, basis, capReachedAt } = forecast;
  return {
    usd: usdToDecimal(expected),
    lowUsd: usdToDecimal(low),
    highUsd: usdToDecimal(high),
    ratePerDayUsd: usdToDecimal(ratePerDay),
    confidence,
    basis,
    capReachedAt: capReachedAt === undefined ? null : iso(capReachedAt),
  };
}

function creditJson(state: CreditState, unused: Usd | undefined, now: number): object {
  const { credit, used, left, lapsed } = state;
  return {
    id: credit.id,
    usedUsd: usdToDecimal(used),
    leftUsd: usdToDecimal(left),
    lapsedUsd: usdToDecimal(lapsed),
    expiresAt: credit.expiresAt === undefined ? null : iso(credit.expiresAt),
    expiresWithinDays: expiryWarning(state, now) ?? null,
    expectedUnusedUsd: amountOrNull(unused),
  };
}

function allocationJson({ allocation, spent, isOver }: AllocationState): object {
  return {
    [allocation.kind]: allocation.id,
    usd: usdToDecimal(allocation.amount),
    spentUsd: amountOrNull(spent),
    percent: spent === undefined ? null : (percentOfShare(spent, allocation.amount) ?? null),
    over: isOver,
  };
}
