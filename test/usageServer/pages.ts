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
  private readonly days = new Map<number, readonly UsageEvent[]>();

  constructor(private readonly seed: number) {}

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
    const events = calendar.between(from, to);
    return { object: 'bucket', start_time: from, end_time: to, results: rowsOf(query, events) };
  });
  const next = offset + limit < starts.length ? cursorOf(offset + limit, fingerprint) : null;
  return { object: 'page', data, has_more: next !== null, next_page: next };
}

function rowsOf(query: Query, events: readonly UsageEvent[]): Row[] {
  if (query.endpoint === 'costs') return costRows(query, events);
  const kind = query.endpoint.slice('usage/'.length);
  const matching = events.filter((event) => event.kind === kind && passes(query, { ...event }));
  return grouped(query.groupBy, matching, (event) => ({ ...event })).map(([keys, group]) =>
    usageRow(kind, keys, group),
  );
}

function passes({ filters }: Query, fields: Row): boolean {
  return [...filters].every(([field, values]) => values.includes(String(fields[field])));
}

/** Splits by the values of the group fields; fields that are not grouped stay out of the keys. */
function grouped<Entry>(
  groupBy: readonly string[],
  entries: readonly Entry[],
  fieldsOf: (entry: Entry) => Row,
): readonly [keys: Row, group: readonly Entry[]][] {
  const groups = new Map<string, [Row, Entry[]]>();
  for (const entry of entries) {
    const fields = { service_tier: 'default', batch: false, api_source: 'unlabeled', ...fieldsOf(entry) };
    const keys: Row = Object.fromEntries(groupBy.map((name) => [name, (fields as Row)[name] ?? null]));
    const id = JSON.stringify(keys);
    const group = groups.get(id) ?? [keys, []];
    group[1].push(entry);
    groups.set(id, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
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

interface BilledLine extends BillLine {
  readonly event: UsageEvent;
}

function costRows(query: Query, events: readonly UsageEvent[]): Row[] {
  const fieldsOf = ({ event, ...line }: BilledLine): Row => ({ ...event, ...line });
  const lines = events
    .flatMap((event) => billOf(event).map((line): BilledLine => ({ ...line, event })))
    .filter((line) => passes(query, fieldsOf(line)));
  const byLine = query.groupBy.includes('line_item');
  return grouped(query.groupBy, lines, fieldsOf).map(([keys, group]) => ({
    object: 'organization.costs.result',
    amount: { value: group.reduce((total, line) => total + line.nano, 0) / 1e9, currency: 'usd' },
    line_item: null,
    project_id: null,
    api_key_id: null,
    user_id: null,
    quantity: byLine ? group.reduce((total, line) => total + line.quantity, 0) : null,
    quantity_unit: byLine ? (group[0]?.quantity_unit ?? null) : null,
    user_email: query.groupBy.includes('user_id') ? 'ada@example.test' : null,
    organization_id: 'org_demo',
    ...keys,
  }));
}
