// Builds the 200 replies: events of the asked time -> buckets -> rows per group, as the organization API shapes them.
import { type BillLine, billOf, eventsOfDay, type UsageEvent } from './data';
import { cursorOf, type Query } from './query';

export type Row = Record<string, unknown>;

export interface Bucket {
  object: 'bucket';
  start_time: number;
  end_time: number;
  results: Row[];
}

export interface Page {
  object: 'page';
  data: Bucket[];
  has_more: boolean;
  next_page: string | null;
}

/** Remembers whole days of one seed, since they never change. */
export class Calendar {
  private readonly rows = new Map<string, Row[]>();
  private readonly days = new Map<number, readonly UsageEvent[]>();

  constructor(private readonly seed: number) {}

  /** Calls `make` once per key. Only for what can never change: whole days. */
  remembered(key: string, make: () => Row[]): Row[] {
    const rows = this.rows.get(key) ?? make();
    this.rows.set(key, rows);
    return rows;
  }

  /** Events with `from <= time < to`, epoch seconds. */
  between(from: number, to: number): readonly UsageEvent[] {
    const events: UsageEvent[] = [];
    for (let day = from - (from % 86_400); day < to; day += 86_400) {
      const known = this.days.get(day) ?? eventsOfDay(this.seed, day);
      this.days.set(day, known);
      for (const event of known) if (event.time >= from && event.time < to) events.push(event);
    }
    return events;
  }
}

/** One page of buckets, ascending and gapless; the first is clipped to the start, the last to the end. */
export function pageOf(query: Query, calendar: Calendar): Page {
  const { start, end, width, limit, offset, fingerprint } = query;
  const starts: number[] = [];
  for (let time = start; time < end; time = time - (time % width) + width) starts.push(time);
  const data = starts.slice(offset, offset + limit).map((from): Bucket => {
    const to = Math.min(end, from - (from % width) + width);
    const rows = () => rowsOf(query, calendar.between(from, to));
    const key = [query.endpoint, from, query.groupBy.join(), JSON.stringify([...query.filters])].join(' ');
    const results = to - from === 86_400 ? calendar.remembered(key, rows) : rows();
    return { object: 'bucket', start_time: from, end_time: to, results };
  });
  const next = offset + limit < starts.length ? cursorOf(offset + limit, fingerprint) : null;
  return { object: 'page', data, has_more: next !== null, next_page: next };
}

function rowsOf(query: Query, events: readonly UsageEvent[]): Row[] {
  if (query.endpoint === 'costs') return costRows(query, events);
  const kind = query.endpoint.slice('usage/'.length);
  const matching = events.filter((event) => event.kind === kind && passes(query, event, eventField));
  return grouped(query.groupBy, matching, eventField).map(([keys, group]) => usageRow(kind, keys, group));
}

/** What every event has, on top of its own fields. */
const constants: Row = { service_tier: 'default', batch: false, api_source: 'unlabeled' };

/** Splits by the values of the group fields; fields that are not grouped stay out of the keys. */
function grouped<Entry>(
  groupBy: readonly string[],
  entries: readonly Entry[],
  fieldOf: (entry: Entry, name: string) => unknown,
): readonly [keys: Row, group: readonly Entry[]][] {
  const groups = new Map<string, [Row, Entry[]]>();
  for (const entry of entries) {
    const values = groupBy.map((name) => fieldOf(entry, name) ?? constants[name] ?? null);
    const id = values.join('|');
    const group = groups.get(id);
    if (group) group[1].push(entry);
    else groups.set(id, [Object.fromEntries(groupBy.map((name, at) => [name, values[at]])), [entry]]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function eventField(event: UsageEvent, name: string): unknown {
  return name in event ? event[name as keyof UsageEvent] : undefined;
}

function passes<Entry>({ filters }: Query, entry: Entry, fieldOf: (entry: Entry, name: string) => unknown): boolean {
  return filters.size === 0 || [...filters].every(([field, values]) => values.includes(String(fieldOf(entry, field))));
}

function sum(events: readonly UsageEvent[], amount: (event: UsageEvent) => number): number {
  return events.reduce((total, event) => total + amount(event), 0);
}

const ungrouped = { project_id: null, user_id: null, api_key_id: null, model: null };

function usageRow(kind: string, keys: Row, events: readonly UsageEvent[]): Row {
  const num_model_requests = sum(events, (event) => event.requests);
  const input_tokens = sum(events, (event) => event.input);
  if (kind === 'embeddings') {
    return { object: 'organization.usage.embeddings.result', input_tokens, num_model_requests, ...ungrouped, ...keys };
  }
  if (kind === 'web_search_calls') {
    const num_requests = sum(events, (event) => event.searches);
    const counts = { num_model_requests, num_requests, context_level: null };
    return { object: 'organization.usage.web_searches.result', ...counts, ...ungrouped, ...keys };
  }
  const input_cached_tokens = sum(events, (event) => event.cached);
  return {
    object: 'organization.usage.completions.result',
    input_tokens,
    input_cached_tokens,
    input_cache_write_tokens: 0,
    input_uncached_tokens: input_tokens - input_cached_tokens,
    input_text_tokens: input_tokens - input_cached_tokens,
    input_audio_tokens: 0,
    output_tokens: sum(events, (event) => event.output),
    output_audio_tokens: 0,
    num_model_requests,
    ...ungrouped,
    batch: null,
    service_tier: null,
    ...keys,
  };
}

interface BilledLine {
  readonly event: UsageEvent;
  readonly line: BillLine;
}

function lineField({ event, line }: BilledLine, name: string): unknown {
  return name === 'line_item' ? line.line_item : eventField(event, name);
}

function costRows(query: Query, events: readonly UsageEvent[]): Row[] {
  const lines = events
    .flatMap((event) => billOf(event).map((line): BilledLine => ({ line, event })))
    .filter((billed) => passes(query, billed, lineField));
  const byLine = query.groupBy.includes('line_item');
  return grouped(query.groupBy, lines, lineField).map(([keys, group]) => ({
    object: 'organization.costs.result',
    amount: { value: group.reduce((total, { line }) => total + line.nano, 0) / 1e9, currency: 'usd' },
    line_item: null,
    project_id: null,
    api_key_id: null,
    user_id: null,
    quantity: byLine ? group.reduce((total, { line }) => total + line.quantity, 0) : null,
    quantity_unit: byLine ? (group[0]?.line.quantity_unit ?? null) : null,
    user_email: query.groupBy.includes('user_id') ? 'ada@example.test' : null,
    organization_id: 'org_demo',
    ...keys,
  }));
}
