// Walks the pages of one OpenAI organization endpoint and checks their frame: page -> daily buckets -> rows still unread.
import { type Period, utcDay } from '../budget/period';
import { FieldProblem, readCount, readFields, readFlag, readList } from './fields';
import { failureOf } from './openaiErrors';
import type { GetJson, QueryPair, UsageFailure } from './source';

/** One UTC day of a reply. */
export interface Bucket {
  readonly day: string;
  readonly rows: readonly unknown[];
  /** Where the rows stand in the reply, for problems: `costs data[3].results`. */
  readonly path: string;
}

interface Page {
  readonly buckets: readonly Bucket[];
  readonly next: string | undefined;
}

const mostPages = 20;
const longestCursor = 2048;
const dayMs = 86_400_000;

/** Asks for a full month of daily buckets at once: 31 is the most the usage endpoint gives. */
export const bucketLimit = 31;

/**
 * Every bucket of the period, or why not. `query` must not hold an `end_time`: the page cursor is bound to the exact query, and an
 * end that moves between two pages is refused with 400.
 * Source: github.com/langwatch/langwatch ADR-122 (live probes, 2026-08-26), read 2026-11-21.
 */
export async function walkPages(
  name: string,
  getJson: GetJson,
  path: string,
  query: readonly QueryPair[],
  period: Period,
): Promise<readonly Bucket[] | UsageFailure> {
  const buckets = new Map<string, Bucket>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const answer = await getJson(path, cursor === undefined ? query : [...query, ['page', cursor]]);
    if (answer.kind !== 'answered') return answer;
    const failure = failureOf(answer);
    if (failure) return failure;
    const page = readPage(answer.body, name, period);
    if (page instanceof FieldProblem) return unreadable(page.text);
    for (const bucket of page.buckets) {
      if (buckets.has(bucket.day)) return unreadable(`${name} gives the day ${bucket.day} twice`);
      buckets.set(bucket.day, bucket);
    }
    if (page.next === undefined) return [...buckets.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
    if (cursors.has(page.next)) return unreadable(`${name} repeats a page cursor`);
    cursors.add(page.next);
    cursor = page.next;
  }
  return unreadable(`${name} has more than ${mostPages} pages`);
}

/** A reply that cannot be used; `detail` is our own words. */
export function unreadable(detail: string): UsageFailure {
  return { kind: 'unreadable', detail, retryAfterMs: undefined };
}

function readPage(body: unknown, name: string, period: Period): Page | FieldProblem {
  const page = readFields(body, name);
  if (page instanceof FieldProblem) return page;
  const data = readList(page.data, `${name} data`);
  if (data instanceof FieldProblem) return data;
  const next = readCursor(page.has_more, page.next_page, name);
  if (next instanceof FieldProblem) return next;
  const buckets: Bucket[] = [];
  for (const [index, entry] of data.entries()) {
    const bucket = readBucket(entry, `${name} data[${index}]`, period);
    if (bucket instanceof FieldProblem) return bucket;
    if (bucket !== 'later') buckets.push(bucket);
  }
  return { buckets, next };
}

function readCursor(hasMore: unknown, next: unknown, name: string): string | undefined | FieldProblem {
  const more = readFlag(hasMore, `${name} has_more`);
  if (more instanceof FieldProblem) return more;
  if (!more) return undefined;
  const isCursor = typeof next === 'string' && next !== '' && next.length <= longestCursor;
  return isCursor ? next : new FieldProblem(`${name} has_more without a usable next_page`);
}

/** `later`: a bucket of the next period, which a read that crosses the month's end can bring. */
function readBucket(entry: unknown, path: string, period: Period): Bucket | 'later' | FieldProblem {
  const bucket = readFields(entry, path);
  if (bucket instanceof FieldProblem) return bucket;
  const start = readCount(bucket.start_time, `${path}.start_time`);
  if (start instanceof FieldProblem) return start;
  const end = readCount(bucket.end_time, `${path}.end_time`);
  if (end instanceof FieldProblem) return end;
  const startMs = start * 1000;
  if (startMs < period.start) return new FieldProblem(`${path}.start_time is before the time asked for`);
  if (end < start || end * 1000 - startMs > dayMs)
    return new FieldProblem(`${path}.end_time is not within a day of start_time`);
  // `result` is the name of 2024. Source: developers.openai.com cookbook, completions_usage_api, read 2026-11-21.
  const rows = readList(bucket.results ?? bucket.result, `${path}.results`);
  if (rows instanceof FieldProblem) return rows;
  return startMs >= period.end ? 'later' : { day: utcDay(startMs), rows, path: `${path}.results` };
}
