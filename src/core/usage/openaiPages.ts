// The frame of an OpenAI organization reply: page -> daily buckets -> rows still unread.
import { daysIn, type Period, utcDay } from '../budget/period';
import { failureOf } from './errors';
import { FieldProblem, readCount, readFields, readList } from './fields';
import { pagesFor, readDataPage, unreadable, type Walk, walkPages } from './pages';
import type { GetJson, QueryPair } from './source';

/** One bucket of a reply. */
export interface Bucket {
  /** The UTC day it begins in. */
  readonly day: string;
  /** When it begins, epoch ms. */
  readonly start: number;
  readonly rows: readonly unknown[];
  /** Where the rows stand in the reply, for problems: `costs data[3].results`. */
  readonly path: string;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Asks for a full month of daily buckets at once: 31 is the most the usage endpoint gives. */
export const bucketLimit = 31;

/**
 * Every bucket of the period, ascending; they are a day wide, or `widthMs`. `query` must not hold an `end_time` that moves: the page cursor is bound to the exact query.
 * Source: github.com/langwatch/langwatch ADR-122 (live probes, 2026-08-26), read 2026-11-21.
 */
export async function walkBuckets(
  name: string,
  getJson: GetJson,
  path: string,
  query: readonly QueryPair[],
  period: Period,
  widthMs = dayMs,
): Promise<Walk<Bucket>> {
  const { entries, failure } = await walkPages({
    name,
    mostPages: pagesFor(daysIn(period)),
    ask: (cursor) => getJson(path, cursor === undefined ? query : [...query, ['page', cursor]]),
    failureOf,
    readPage: (body) => readDataPage(body, name, (entry, path) => readBucket(entry, path, period)),
  });
  const buckets = new Map<number, Bucket>();
  for (const bucket of entries) {
    const place = bucket.start - (bucket.start % widthMs);
    if (buckets.has(place)) {
      return { entries: [...buckets.values()], failure: unreadable(`${name} gives the day ${bucket.day} twice`) };
    }
    buckets.set(place, bucket);
  }
  return { entries: [...buckets.values()].sort((a, b) => a.start - b.start), failure };
}

/** Undefined for a bucket of the next period, which a read that crosses the month's end can bring. */
function readBucket(entry: unknown, path: string, period: Period): Bucket | undefined | FieldProblem {
  const bucket = readFields(entry, path);
  if (bucket instanceof FieldProblem) return bucket;
  const start = readCount(bucket.start_time, `${path}.start_time`);
  if (start instanceof FieldProblem) return start;
  const end = readCount(bucket.end_time, `${path}.end_time`);
  if (end instanceof FieldProblem) return end;
  const startMs = start * 1000;
  // the API begins at the whole minute
  if (startMs < period.start - (period.start % minuteMs)) {
    return new FieldProblem(`${path}.start_time is before the time asked for`);
  }
  if (end < start || end * 1000 - startMs > dayMs)
    return new FieldProblem(`${path}.end_time is not within a day of start_time`);
  // `result` is the name of 2024. Source: developers.openai.com cookbook, completions_usage_api, read 2026-11-21.
  const rows = readList(bucket.results ?? bucket.result, `${path}.results`);
  if (rows instanceof FieldProblem) return rows;
  return startMs >= period.end ? undefined : { day: utcDay(startMs), start: startMs, rows, path: `${path}.results` };
}
