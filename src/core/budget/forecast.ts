// What the month is heading for: spend so far, and the rest of the month at the rate of the completed days.
import type { Usd } from '../money';
import type { DaySpend, SpendFigures } from '../spend';
import { dayMs, dayStart, daysIn, startOfDay } from './period';

/** A forecast for the period's end. Exact arithmetic on a guess: show it as an estimate. */
export interface Forecast {
  readonly kind: 'forecast';
  readonly expected: Usd;
  /** The same with the smaller and the larger of the two rates; equal to `expected` when only one rate is known. */
  readonly low: Usd;
  readonly high: Usd;
  /** `low` under three known completed days, or under a tenth of the period. */
  readonly confidence: 'low' | 'normal';
  /** `completedDays` when today's reported costs are missing or old: then today counts as a day at the rate. */
  readonly basis: 'today' | 'completedDays';
  /** How many completed days made the rate; 0 when the rate is spend divided by elapsed time. */
  readonly rateDays: number;
  /** When `expected` crosses the cap, epoch ms, strictly before the period's end; undefined if it does not, is crossed, or no cap. */
  readonly capReachedAt: number | undefined;
}

/** Why there is no forecast: the month is younger than one whole day, or the figures' month is over. */
export interface NoForecast {
  readonly kind: 'none';
  readonly reason: 'tooEarly' | 'monthOver';
}

/** Money per time, kept as a fraction so that nothing is rounded before the end. */
interface Rate {
  readonly cost: bigint;
  readonly ms: bigint;
}

const todayMaxAgeMs = 6 * 3_600_000;
const rateDaysMax = 7;
const rateDaysMin = 3;

/**
 * The forecast of the figures' own month, reckoned from the instant they were read, so it does not drift between two reads.
 * `now` only says whether the month is over and whether today's costs are older than 6 hours. Never below the spend so far.
 */
export function forecastOf(figures: SpendFigures, cap: Usd | undefined, now: number): Forecast | NoForecast {
  if (now >= figures.periodEnd) return { kind: 'none', reason: 'monthOver' };
  const completed = completedDays(figures);
  const recent = completed.slice(-rateDaysMax);
  const base = baseOf(figures, completed, now);
  const isDayOver = figures.asOf - figures.periodStart >= dayMs;
  const elapsed = isDayOver ? rateOf(base.spent, base.at - figures.periodStart) : undefined;
  const mean = recent.length >= rateDaysMin ? rateOf(sum(recent), recent.length * dayMs) : undefined;
  const rate = mean ?? elapsed;
  if (!rate) return { kind: 'none', reason: 'tooEarly' };
  const other = elapsed ?? rate;
  const [slow, fast] = isSlower(rate, other) ? [rate, other] : [other, rate];
  const at = (chosen: Rate) => atEnd(figures, base, chosen);
  return {
    kind: 'forecast',
    expected: at(rate),
    low: at(slow),
    high: at(fast),
    confidence: completed.length < rateDaysMin || isEarly(figures) ? 'low' : 'normal',
    basis: base.basis,
    rateDays: mean ? recent.length : 0,
    capReachedAt: capReachedAt(figures, base, rate, cap),
  };
}

/** The days that were over when the figures were read, ascending. A day that is not in the figures is unknown, not zero. */
function completedDays(figures: SpendFigures): readonly DaySpend[] {
  return figures.days.filter(({ day }) => {
    const start = dayStart(day);
    return start !== undefined && start + dayMs <= figures.asOf;
  });
}

/** What is known for certain, and from when on the rate is applied. */
interface Base {
  readonly basis: Forecast['basis'];
  readonly spent: Usd;
  readonly at: number;
}

/** Today's costs count as they are when they are reported and fresh; else the base ends with the last completed day. */
function baseOf(figures: SpendFigures, completed: readonly DaySpend[], now: number): Base {
  const today = startOfDay(figures.asOf);
  const spentCompleted = sum(completed);
  const isTodayKnown = figures.total !== spentCompleted && now - figures.asOf <= todayMaxAgeMs;
  return isTodayKnown
    ? { basis: 'today', spent: figures.total, at: figures.asOf }
    : { basis: 'completedDays', spent: spentCompleted, at: Math.max(today, figures.periodStart) };
}

function sum(days: readonly DaySpend[]): Usd {
  return days.reduce((total, { cost }) => total + cost, 0n) as Usd;
}

/** A refund can make a sum negative; spend never runs backwards by itself, so the rate is at least zero. */
function rateOf(cost: Usd, ms: number): Rate | undefined {
  return ms > 0 ? { cost: cost > 0n ? cost : 0n, ms: BigInt(Math.round(ms)) } : undefined;
}

function isSlower(left: Rate, right: Rate): boolean {
  return left.cost * right.ms < right.cost * left.ms;
}

function isEarly(figures: SpendFigures): boolean {
  const period = { start: figures.periodStart, end: figures.periodEnd };
  return (figures.asOf - period.start) * 10 < daysIn(period) * dayMs;
}

function atEnd(figures: SpendFigures, base: Base, rate: Rate): Usd {
  const rest = BigInt(Math.max(0, Math.round(figures.periodEnd - base.at)));
  const expected = base.spent + (rate.cost * rest) / rate.ms;
  return (expected > figures.total ? expected : figures.total) as Usd;
}

function capReachedAt(figures: SpendFigures, base: Base, rate: Rate, cap: Usd | undefined): number | undefined {
  if (cap === undefined || cap <= 0n || figures.total >= cap || rate.cost === 0n) return undefined;
  const missing = cap > base.spent ? cap - base.spent : 0n;
  const ms = (missing * rate.ms + rate.cost - 1n) / rate.cost;
  const rest = BigInt(Math.max(0, Math.round(figures.periodEnd - base.at)));
  return ms < rest ? base.at + Number(ms) : undefined;
}
