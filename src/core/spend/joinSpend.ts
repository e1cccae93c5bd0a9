// Many accounts as one figure: the sum of what each last said, every provider and day once. Accounts -> here -> SpendState.
import { addUsd, subtractUsd, type Usd, zeroUsd } from '../money';
import {
  addCounts,
  type CostKind,
  type DaySpend,
  type ModelSpend,
  type ReadingState,
  type SourceState,
  type SpendFigures,
  unknownCounts,
} from './spend';

/** What the accounts say together. */
export interface JoinedSpend {
  /** The worst of the accounts'. */
  readonly reading: ReadingState;
  /** Undefined as long as no account has figures. */
  readonly figures: SpendFigures | undefined;
  /** The same accounts, each with what of it is in the sum. */
  readonly sources: readonly SourceState[];
  /** The next of all planned polls, epoch ms. */
  readonly nextPollAt: number | undefined;
}

/** Better knowledge of the same money first. */
const ranks: readonly CostKind[] = ['reported', 'logged', 'computed'];

/** Worst first; `noKey` and `unsupported` only stand when nothing else does. */
const severity: readonly ReadingState['kind'][] = [
  'keyLost',
  'keyRefused',
  'unreadable',
  'rateLimited',
  'offline',
  'reading',
  'ok',
  'noKey',
  'unsupported',
];

/**
 * Sums the newest month that any account has figures of. For one provider and day only the best kind of money counts, reported before
 * logged before computed; what several accounts report of one provider is money of several bills and adds. An account without figures of
 * that month makes the sum a lower bound, unless its money would not have been added anyway.
 */
export function joinSpend(sources: readonly SourceState[]): JoinedSpend {
  const reading = worstReading(sources);
  const polls = sources.flatMap(({ nextPollAt }) => nextPollAt ?? []);
  const nextPollAt = polls.length === 0 ? undefined : Math.min(...polls);
  const [only] = sources;
  if (sources.length === 1 && only) return { reading, ...alone(only), nextPollAt };
  const month = Math.max(...sources.flatMap(({ figures }) => figures?.periodStart ?? []));
  const current = (source: SourceState) => (source.figures?.periodStart === month ? source.figures : undefined);
  const parts = sources.map((source) => ({ source, days: addedDays(source, sources, current) }));
  const joined = parts.map(({ source, days }) => ({
    ...source,
    added: days && addUsd(...days.map(({ cost }) => cost)),
  }));
  const counted = parts.flatMap(({ source, days }) => {
    const figures = current(source);
    return figures && days ? [{ source, figures, days }] : [];
  });
  return { reading, figures: sumOf(counted, joined, month), sources: joined, nextPollAt };
}

function alone(source: SourceState): Pick<JoinedSpend, 'figures' | 'sources'> {
  const { figures, costKind } = source;
  const marked =
    figures && costKind === 'computed'
      ? { ...figures, models: figures.models.map(asEstimate), estimated: true as const }
      : figures;
  return { figures: marked, sources: [{ ...source, added: source.total }] };
}

function worstReading(sources: readonly SourceState[]): ReadingState {
  const rank = ({ reading }: SourceState) => severity.indexOf(reading.kind);
  const [worst] = [...sources].sort((a, b) => rank(a) - rank(b));
  return worst?.reading ?? { kind: 'noKey' };
}

type Current = (source: SourceState) => SpendFigures | undefined;

/** The days of the account that count; undefined without figures of the month. */
function addedDays(
  source: SourceState,
  sources: readonly SourceState[],
  current: Current,
): readonly DaySpend[] | undefined {
  const days = current(source)?.days;
  if (!days || source.beside) return days && [];
  const better = sources.filter((other) => isBetter(other, source));
  const covered = new Set(better.flatMap((other) => current(other)?.days.map(({ day }) => day) ?? []));
  return days.filter(({ day }) => !covered.has(day));
}

/** Two logs of one provider tell of different tools, so they add; a log and a bill do not. */
function isBetter(other: SourceState, source: SourceState): boolean {
  if (other === source || other.beside || other.provider !== source.provider) return false;
  return ranks.indexOf(other.costKind) < ranks.indexOf(source.costKind);
}

interface Counted {
  readonly source: SourceState;
  readonly figures: SpendFigures;
  readonly days: readonly DaySpend[];
}

function sumOf(counted: readonly Counted[], sources: readonly SourceState[], month: number): SpendFigures | undefined {
  const [first] = counted;
  if (!first) return undefined;
  const adding = counted.filter(({ source, days }) => !source.beside && days.length > 0);
  const shown = adding.length > 0 ? adding : counted;
  const days = sumDays(adding);
  const setAside = adding.reduce((sum, { figures }) => sum + (figures.setAside ?? 0), 0);
  const estimated = adding.some(({ source, days: own }) => source.costKind === 'computed' && own.some(isSome));
  return {
    asOf: Math.min(...shown.map(({ figures }) => figures.asOf)),
    periodStart: month,
    periodEnd: first.figures.periodEnd,
    days,
    total: addUsd(...days.map(({ cost }) => cost)),
    models: sumModels(adding),
    ...billsOf(adding),
    ...(setAside > 0 ? { setAside } : {}),
    ...(isLacking(sources, month) ? { atLeast: true as const } : {}),
    ...(estimated ? { estimated: true as const } : {}),
  };
}

/** What the sum was made of, where every account that counts tells. */
function billsOf(counted: readonly Counted[]): Pick<SpendFigures, 'bills' | 'uses'> {
  const bills = counted.map(({ source, figures, days }) => {
    const isAdded = new Set(days.map(({ day }) => day));
    const isWhole = days.length === figures.days.length;
    const own = figures.bills?.filter(({ day }) => isAdded.has(day));
    return isWhole ? own : own?.map((bill) => ({ ...bill, model: source.name }));
  });
  const known = bills.flatMap((own) => (own ? [own] : []));
  if (known.length < counted.length) return {};
  const uses = counted.flatMap(({ figures, days }) => {
    const isAdded = new Set(days.map(({ day }) => day));
    return (figures.uses ?? []).filter(({ day }) => isAdded.has(day));
  });
  return { bills: known.flat(), uses };
}

function isSome({ cost }: DaySpend): boolean {
  return cost !== zeroUsd;
}

/** An account whose money belongs into the sum and is not there. */
function isLacking(sources: readonly SourceState[], month: number): boolean {
  return sources.some((source) => {
    if (source.beside || source.figures?.periodStart === month) return false;
    const isCovered = sources.some((other) => isBetter(other, source) && other.figures?.periodStart === month);
    return !isCovered;
  });
}

function sumDays(counted: readonly Counted[]): readonly DaySpend[] {
  const sums = new Map<string, Usd>();
  for (const { figures } of counted) for (const { day } of figures.days) sums.set(day, zeroUsd);
  for (const { days } of counted) {
    for (const { day, cost } of days) sums.set(day, addUsd(sums.get(day) ?? zeroUsd, cost));
  }
  return [...sums].map(([day, cost]) => ({ day, cost })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Models of one name add. An account that counts in part is one row, since its models are not kept apart by day. */
function sumModels(counted: readonly Counted[]): readonly ModelSpend[] {
  const sums = new Map<string, ModelSpend>();
  for (const { source, figures, days } of counted) {
    const isWhole = days.length === figures.days.length;
    const rows = isWhole ? figures.models : [partOf(source, days)];
    for (const told of rows) {
      const row = source.costKind === 'computed' ? asEstimate(told) : told;
      const before = sums.get(row.model);
      sums.set(row.model, before ? addModels(before, row) : row);
    }
  }
  return [...sums.values()].sort(dearestFirst);
}

function partOf({ name }: SourceState, days: readonly DaySpend[]): ModelSpend {
  const cost = addUsd(...days.map((day) => day.cost));
  return { model: name, cost, ...unknownCounts };
}

function asEstimate(model: ModelSpend): ModelSpend {
  return { ...model, estimated: true };
}

function addModels(a: ModelSpend, b: ModelSpend): ModelSpend {
  const cost = a.cost === undefined ? b.cost : b.cost === undefined ? a.cost : addUsd(a.cost, b.cost);
  return {
    model: a.model,
    cost,
    ...(a.estimated || b.estimated ? { estimated: true as const } : {}),
    ...addCounts(a, b),
  };
}

function dearestFirst(a: ModelSpend, b: ModelSpend): number {
  const difference = subtractUsd(b.cost ?? zeroUsd, a.cost ?? zeroUsd);
  if (difference !== zeroUsd) return difference > zeroUsd ? 1 : -1;
  return a.model < b.model ? -1 : 1;
}
