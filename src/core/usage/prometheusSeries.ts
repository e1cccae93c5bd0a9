// Reads a matrix of Prometheus and reckons what counters rose by: exact, with counters that began anew and series that came and went.
import { dayMs, type Period, utcDay } from '../budget/period';
import { type Usd, usd, zeroUsd } from '../money';
import { FieldProblem, readFields, readList, readName } from './fields';

/** One counter, by time in epoch ms. Values are in millionths of millionths, so that differences are exact. */
export interface Series {
  readonly labels: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<number, Usd>;
}

/** What a counter rose by on one day. */
export interface Rise {
  readonly labels: ReadonlyMap<string, string>;
  readonly day: string;
  readonly amount: Usd;
}

/** Counters above this are taken for nonsense: a year of the largest organization is far below. */
const mostSeries = 20_000;

export function readSeries(body: unknown): readonly Series[] | FieldProblem {
  const answer = readFields(body, 'answer');
  if (answer instanceof FieldProblem) return answer;
  if (answer.status !== 'success') return new FieldProblem('status is not success');
  const isPartial = (Array.isArray(answer.warnings) && answer.warnings.length > 0) || answer.isPartial === true;
  if (isPartial) return new FieldProblem('the answer is partial');
  const data = readFields(answer.data, 'data');
  if (data instanceof FieldProblem) return data;
  if (data.resultType !== 'matrix') return new FieldProblem('data.resultType is not matrix');
  const result = readList(data.result, 'data.result');
  if (result instanceof FieldProblem) return result;
  if (result.length > mostSeries) return new FieldProblem(`data.result has more than ${mostSeries} series`);
  const all: Series[] = [];
  for (const [index, entry] of result.entries()) {
    const series = readOne(entry, `data.result[${index}]`);
    if (series instanceof FieldProblem) return series;
    all.push(series);
  }
  return all;
}

function readOne(entry: unknown, path: string): Series | FieldProblem {
  const fields = readFields(entry, path);
  if (fields instanceof FieldProblem) return fields;
  const metric = readFields(fields.metric, `${path}.metric`);
  if (metric instanceof FieldProblem) return metric;
  const labels = new Map<string, string>();
  for (const [name, value] of Object.entries(metric)) {
    const label = readName(value, `${path}.metric label`);
    if (label instanceof FieldProblem) return label;
    labels.set(name, label);
  }
  const list = readList(fields.values, `${path}.values`);
  if (list instanceof FieldProblem) return list;
  const values = new Map<number, Usd>();
  for (const pair of list) {
    const [time, text]: unknown[] = Array.isArray(pair) ? pair : [];
    const value = typeof text === 'string' && text.length <= 100 ? usd(text) : undefined;
    if (typeof time !== 'number' || !Number.isFinite(time)) return new FieldProblem(`${path}.values has no time`);
    if (value === undefined || value < 0n) return new FieldProblem(`${path}.values has what is no count`);
    values.set(Math.round(time * 1000), value);
  }
  return { labels, values };
}

/** What the rises are reckoned from. */
export interface Counters {
  readonly series: readonly Series[];
  /** The highest value of a step, where it is above the value at the step's end: the counter began anew within it. */
  readonly peaks: readonly Series[];
  /** When the processes began, epoch s by job and instance. */
  readonly starts: readonly Series[];
  readonly period: Period;
  /** Ms. */
  readonly step: number;
}

/**
 * The rises of every counter by day. A counter that fell began anew: it rose to its peak, then from zero. A counter that appears within
 * the period rose from zero when its target was watched before or its process began within the period; else only what it rises by from
 * then on counts, since nobody knows when the rest was spent.
 */
export function* risesOf({ series, peaks, starts, period, step }: Counters): Generator<Rise> {
  const peakOf = new Map(peaks.map((each) => [identity(each.labels), each.values]));
  const begun = new Map(starts.map((each) => [targetOf(each.labels), each.values]));
  const firstSeen = new Map<string, number>();
  for (const { labels, values } of series) {
    const target = targetOf(labels);
    const [first = Number.POSITIVE_INFINITY] = values.keys();
    firstSeen.set(target, Math.min(first, firstSeen.get(target) ?? Number.POSITIVE_INFINITY));
  }
  for (const { labels, values } of series) {
    const target = targetOf(labels);
    const days = new Map<string, Usd>();
    let before: Usd | undefined;
    for (const [time, value] of values) {
      const isNew = before === undefined && time > period.start;
      const fromZero =
        isNew && (time > (firstSeen.get(target) ?? time) || startedWithin(begun.get(target), time, period));
      const peak = peakOf.get(identity(labels))?.get(time);
      const from = before ?? (fromZero ? zeroUsd : undefined);
      const rise = from === undefined ? 0n : riseOf(from, value, peak);
      before = value;
      if (rise === 0n) continue;
      // a step tells of the time before it
      const day = utcDay(Math.max(period.start, time - step) - (Math.max(period.start, time - step) % dayMs));
      days.set(day, ((days.get(day) ?? 0n) + rise) as Usd);
    }
    for (const [day, amount] of days) yield { labels, day, amount };
  }
}

/** A counter that began anew rose to its peak, then from zero. */
function riseOf(from: Usd, value: Usd, peak: Usd | undefined): bigint {
  if (peak !== undefined) return value + (peak > from ? peak - from : 0n);
  return value >= from ? value - from : value;
}

function startedWithin(starts: ReadonlyMap<number, Usd> | undefined, time: number, period: Period): boolean {
  const start = starts?.get(time);
  return start !== undefined && Number(start / 1_000_000_000n) >= period.start;
}

function targetOf(labels: ReadonlyMap<string, string>): string {
  return `${labels.get('job') ?? ''} ${labels.get('instance') ?? ''}`;
}

/** All labels but the metric's name, which a function may leave out. */
function identity(labels: ReadonlyMap<string, string>): string {
  return JSON.stringify([...labels].filter(([name]) => name !== '__name__').sort(([a], [b]) => (a < b ? -1 : 1)));
}
