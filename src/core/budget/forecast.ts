// What the period is heading for: spend so far, and the rest of the period at the rate of the completed days.
import type { Usd } from '../money';
import type { SpendFigures } from '../spend/spend';
import { type BudgetPeriod, budgetPeriod, daysInPeriod } from './budgetPeriod';
import type { Day } from './day';
import {
  addFractions,
  ceilFraction,
  compareFractions,
  divideFractions,
  type Fraction,
  fraction,
  subtractFractions,
  timesFraction,
  toUsd,
} from './rational';
import { daysByNumber } from './readDays';
import { utc } from './zone';

/** A forecast for the period's end. Exact arithmetic on a guess, rounded once to pico-dollars: show it as an estimate. */
export interface Forecast {
  readonly kind: 'forecast';
  readonly expected: Usd;
  /** The same with the smaller and the larger of the two rates; equal to `expected` when only one rate is known. */
  readonly low: Usd;
  readonly high: Usd;
  /** The rate behind `expected`, 0 or more. */
  readonly ratePerDay: Usd;
  /** `low` under three known completed days, or under a tenth of the period. */
  readonly confidence: 'low' | 'normal';
  /** `completedDays` when today's reported costs are missing or old: then today counts as a day at the rate. */
  readonly basis: 'today' | 'completedDays';
  /** How many completed days made the rate; 0 when the rate is spend divided by elapsed time. */
  readonly rateDays: number;
  /** When `expected` crosses the cap, epoch ms, strictly before the period's end; undefined if it does not, is crossed, or no cap. */
  readonly capReachedAt: number | undefined;
}

/** Why there is no forecast: nothing to make a rate of yet, or the figures' month is over. */
export interface NoForecast {
  readonly kind: 'none';
  readonly reason: 'tooEarly' | 'monthOver';
}

/** What a forecast is made of. */
export interface ForecastBasis {
  readonly period: BudgetPeriod;
  /** An instant of the period, epoch ms: up to here the days are known. */
  readonly now: number;
  /** What each known day cost, also days before the period. A day that is not in here is unknown, not zero. */
  readonly days: ReadonlyMap<Day, Usd>;
  /** Undefined or not positive: no cap. */
  readonly cap: Usd | undefined;
  /** True when today's costs are older than 6 hours: then only the completed days count, and today is a day at the rate. */
  readonly isTodayLate: boolean;
}

const rateDaysMax = 7;
const rateDaysMin = 3;

/**
 * The forecast: spend + rate x (rest of today + remaining days). The rate is the mean of the known days among the last seven
 * completed calendar days, also those before the period, when three of them are known; else spend / elapsed days of the period, once its
 * first day is over and if any day of it is known. Days are calendar days of the zone; parts of today are parts of its own length
 * (23 or 25 hours where the clock changes). A negative rate (refunds) counts as none.
 */
export function forecastFor(basis: ForecastBasis): Forecast | NoForecast {
  const base = baseOf(basis);
  const recent = recentDays(basis.days, base.today);
  const mean = recent.length >= rateDaysMin ? rateOf(sum(recent), fraction(recent.length, 1)) : undefined;
  const elapsed = elapsedRate(basis, base);
  const rate = mean ?? elapsed;
  if (!rate) return { kind: 'none', reason: 'tooEarly' };
  const other = elapsed ?? rate;
  const [slow, fast] = compareFractions(rate, other) < 0 ? [rate, other] : [other, rate];
  const atEnd = (chosen: Fraction): Usd => {
    const expected = toUsd(addFractions(fraction(base.spent, 1), timesFraction(chosen, base.rest)));
    return expected > base.spentSoFar ? expected : base.spentSoFar;
  };
  return {
    kind: 'forecast',
    expected: atEnd(rate),
    low: atEnd(slow),
    high: atEnd(fast),
    ratePerDay: toUsd(rate),
    confidence: recent.length < rateDaysMin || isEarly(basis) ? 'low' : 'normal',
    basis: basis.isTodayLate ? 'completedDays' : 'today',
    rateDays: mean ? recent.length : 0,
    capReachedAt: capReachedAt(basis, base, rate),
  };
}

/** What is known for certain, and from when on the rate is applied. */
interface Base {
  /** What the known days of the period cost: up to now, or up to today's start when today is late. */
  readonly spent: Usd;
  /** Never below `spent`'s part that is reported: what the surfaces show as spent. */
  readonly spentSoFar: Usd;
  readonly knownDays: number;
  readonly today: Day;
  /** The part of today that is over; 0 when today is late. */
  readonly todayOver: Fraction;
  /** Days of the period behind and ahead, with their parts. */
  readonly elapsed: Fraction;
  readonly rest: Fraction;
}

function baseOf({ period, now, days, isTodayLate }: ForecastBasis): Base {
  const { zone, firstDay } = period;
  const today = zone.dayAt(now);
  const known = [...days].filter(([day]) => day >= firstDay && day <= today);
  const counted = isTodayLate ? known.filter(([day]) => day < today) : known;
  const [start, end] = [zone.startOf(today), zone.startOf(today + 1)];
  const todayOver = isTodayLate ? fraction(0, 1) : fraction(Math.round(now - start), Math.max(1, end - start));
  const elapsed = addFractions(fraction(today - firstDay, 1), todayOver);
  return {
    spent: sum(counted.map(([, cost]) => cost)),
    spentSoFar: sum(known.map(([, cost]) => cost)),
    knownDays: counted.length,
    today,
    todayOver,
    elapsed,
    rest: subtractFractions(fraction(daysInPeriod(period), 1), elapsed),
  };
}

/** The known ones of the last seven days before today. */
function recentDays(days: ReadonlyMap<Day, Usd>, today: Day): readonly Usd[] {
  const known: Usd[] = [];
  for (let day = today - rateDaysMax; day < today; day += 1) {
    const cost = days.get(day);
    if (cost !== undefined) known.push(cost);
  }
  return known;
}

/** Spend by elapsed days; undefined before the first day of the period is over, or when no day of it is known. */
function elapsedRate({ period }: ForecastBasis, { spent, knownDays, today, elapsed }: Base): Fraction | undefined {
  return today > period.firstDay && knownDays > 0 ? rateOf(spent, elapsed) : undefined;
}

/** A refund can make a sum negative; spend never runs backwards by itself, so the rate is at least zero. */
function rateOf(cost: Usd, days: Fraction): Fraction {
  return cost > 0n ? divideFractions(fraction(cost, 1), days) : fraction(0, 1);
}

function sum(costs: readonly Usd[]): Usd {
  return costs.reduce((total, cost) => total + cost, 0n) as Usd;
}

function isEarly({ period, now }: ForecastBasis): boolean {
  return (now - period.start) * 10 < period.end - period.start;
}

function capReachedAt({ period, cap }: ForecastBasis, base: Base, rate: Fraction): number | undefined {
  if (cap === undefined || cap <= 0n || base.spentSoFar >= cap || rate.top === 0n) return undefined;
  const ahead = divideFractions(fraction(cap - base.spent, 1), rate);
  if (compareFractions(ahead, base.rest) >= 0) return undefined;
  const at = addFractions(base.todayOver, ahead);
  const whole = at.top / at.bottom;
  const day = base.today + Number(whole);
  const [start, end] = [period.zone.startOf(day), period.zone.startOf(day + 1)];
  const part = timesFraction(subtractFractions(at, fraction(whole, 1)), fraction(end - start, 1));
  const instant = start + Number(ceilFraction(part));
  return instant < period.end ? instant : undefined;
}

const todayMaxAgeMs = 6 * 3_600_000;

/**
 * The forecast of the figures' own UTC month, reckoned from the instant they were read, so it does not drift between two reads.
 * `now` only says whether the month is over and whether today's costs are older than 6 hours. Never below the spend so far.
 */
export function forecastOf(figures: SpendFigures, cap: Usd | undefined, now: number): Forecast | NoForecast {
  if (now >= figures.periodEnd) return { kind: 'none', reason: 'monthOver' };
  const period = budgetPeriod(utc, 1, figures.periodStart);
  const asOf = Math.min(figures.asOf, figures.periodEnd - 1);
  const days = daysByNumber(figures.days);
  const today = days.get(utc.dayAt(asOf)) ?? 0n;
  const isTodayLate = today === 0n || now - figures.asOf > todayMaxAgeMs;
  return forecastFor({ period, now: asOf, days, cap, isTodayLate });
}
