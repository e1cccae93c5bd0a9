// Walks the pages of a reply whose pages hang together by cursors: what every paged source shares. A cursor is opaque, sent as one
// query value to the same path, and never followed as an address.
import { FieldProblem, readFields, readFlag, readList } from './fields';
import type { HttpAnswer, TransportFailure, UsageFailure } from './source';

/** One page: its entries, and the cursor of the next one; undefined on the last. */
export interface Page<Entry> {
  readonly entries: readonly Entry[];
  readonly next: string | undefined;
}

/** What a walk brought. With a failure, `entries` are those of the pages before it. */
export interface Walk<Entry> {
  readonly entries: readonly Entry[];
  readonly failure: UsageFailure | undefined;
}

/** How the pages of one endpoint are read. */
export interface Paged<Entry> {
  /** The endpoint in problems: `costs`. */
  readonly name: string;
  /** More pages than this are taken for a server that never ends. */
  readonly mostPages: number;
  readonly ask: (cursor: string | undefined) => Promise<HttpAnswer | TransportFailure>;
  /** The failure an answer stands for; undefined when its body is to be read. */
  readonly failureOf: (answer: HttpAnswer) => UsageFailure | undefined;
  readonly readPage: (body: unknown) => Page<Entry> | FieldProblem;
}

const longestCursor = 2048;

/** Every entry of every page, or what came before the failure. */
export async function walkPages<Entry>({ name, mostPages, ...paged }: Paged<Entry>): Promise<Walk<Entry>> {
  const entries: Entry[] = [];
  const cursors = new Set<string>();
  const end = (failure: UsageFailure | undefined): Walk<Entry> => ({ entries, failure });
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const answer = await paged.ask(cursor);
    if (answer.kind !== 'answered') return end(answer);
    const failure = paged.failureOf(answer);
    if (failure) return end(failure);
    const page = paged.readPage(answer.body);
    if (page instanceof FieldProblem) return end(unreadable(page.text));
    for (const entry of page.entries) entries.push(entry);
    if (page.next === undefined) return end(undefined);
    if (cursors.has(page.next)) return end(unreadable(`${name} repeats a page cursor`));
    cursors.add(page.next);
    cursor = page.next;
  }
  return end(unreadable(`${name} has more than ${mostPages} pages`));
}

/** A reply that cannot be used; `detail` is our own words. */
export function unreadable(detail: string): UsageFailure {
  return { kind: 'unreadable', detail, retryAfterMs: undefined };
}

/**
 * A page in the frame `data`, `has_more`, `next_page`. `readEntry` is given each element of `data` and its path for problems, as
 * `costs data[3]`; undefined leaves the element out.
 */
export function readDataPage<Entry>(
  body: unknown,
  name: string,
  readEntry: (entry: unknown, path: string) => Entry | undefined | FieldProblem,
): Page<Entry> | FieldProblem {
  const page = readFields(body, name);
  if (page instanceof FieldProblem) return page;
  const data = readList(page.data, `${name} data`);
  if (data instanceof FieldProblem) return data;
  const next = readCursor(page.has_more, page.next_page, name);
  if (next instanceof FieldProblem) return next;
  const entries: Entry[] = [];
  for (const [index, element] of data.entries()) {
    const entry = readEntry(element, `${name} data[${index}]`);
    if (entry instanceof FieldProblem) return entry;
    if (entry !== undefined) entries.push(entry);
  }
  return { entries, next };
}

/** The cursor of a frame `has_more`, `next_page`; undefined on the last page. */
function readCursor(hasMore: unknown, next: unknown, name: string): string | undefined | FieldProblem {
  const more = readFlag(hasMore, `${name} has_more`);
  if (more instanceof FieldProblem) return more;
  if (!more) return undefined;
  const isCursor = typeof next === 'string' && next !== '' && next.length <= longestCursor;
  return isCursor ? next : new FieldProblem(`${name} has_more without a usable next_page`);
}

/** Room for a server that gives one bucket a page, and not for one that never ends. */
export function pagesFor(days: number): number {
  return Math.max(20, days + 4);
}
