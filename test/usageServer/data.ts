// The demo organization's usage, minute by minute: a function of (seed, day) and nothing else. About $43 by the 21st of any month.

/** What happened in one minute: some requests of one model by one key, now and then a web search. */
export interface UsageEvent {
  /** Epoch seconds, the start of the minute. */
  readonly time: number;
  readonly model: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly api_key_id: string;
  readonly kind: 'completions' | 'embeddings' | 'web_search_calls';
  readonly requests: number;
  readonly input: number;
  /** Part of `input`. */
  readonly cached: number;
  readonly output: number;
  readonly searches: number;
}

/** Nano-dollars per token. Source: list prices per million tokens, github.com/pydantic/genai-prices 0.1.8, read 2026-11-21. */
const models = [
  { id: 'gpt-5.5', share: 0.47, input: 5000, cached: 500, output: 30_000 },
  { id: 'gpt-4.1-2025-04-14', share: 0.18, input: 2000, cached: 500, output: 8000 },
  { id: 'gpt-4o-2024-08-06', share: 0.18, input: 2500, cached: 1250, output: 10_000 },
  { id: 'gpt-5-mini-2025-08-07', share: 0.15, input: 250, cached: 25, output: 2000 },
  { id: 'text-embedding-3-small', share: 0.02, input: 20, cached: 20, output: 0 },
] as const;

const nanoPerSearch = 10_000_000;
const searchShare = 0.06;
const nanoByDay21 = 43.8e9;
const minutesPerDay = 1440;

const keys = [
  { project_id: 'proj_assistant', user_id: 'user_ada', api_key_id: 'key_assistant_live', share: 0.6 },
  { project_id: 'proj_assistant', user_id: 'user_ben', api_key_id: 'key_assistant_test', share: 0.15 },
  { project_id: 'proj_research', user_id: 'user_ben', api_key_id: 'key_research', share: 0.25 },
] as const;

/** A number from 0 to 1 that depends on all three: a mix of multiplications and shifts (after MurmurHash3's finaliser). */
export function chance(seed: number, time: number, what: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(time, 0x85ebca6b) ^ Math.imul(what + 7, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** What a number is drawn for. */
const draw = { weight: 0, model: 1, key: 2, cached: 3, output: 4, requests: 5, search: 6, searcher: 7 } as const;

/** What a day of the demo organization costs, roughly, in nano-dollars. */
function dayBudget(seed: number, year: number, month: number, date: number): number {
  const weight = (day: number) => {
    const start = Date.UTC(year, month, day);
    const weekday = new Date(start).getUTCDay();
    const workday = weekday === 0 || weekday === 6 ? 0.55 : 1.2;
    return workday * (0.75 + chance(seed, start / 1000, draw.weight) / 2);
  };
  let firstDays = 0;
  for (let day = 1; day <= 21; day++) firstDays += weight(day);
  return (nanoByDay21 * weight(date)) / firstDays;
}

/** Every event of the UTC day that begins at `dayStart` (epoch seconds), in order of time. */
export function eventsOfDay(seed: number, dayStart: number): readonly UsageEvent[] {
  const date = new Date(dayStart * 1000);
  const budget = dayBudget(seed, date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const events: UsageEvent[] = [];
  for (let minute = 0; minute < minutesPerDay; minute++) {
    const shape = 1 + 0.6 * Math.sin((2 * Math.PI * (minute - 540)) / minutesPerDay);
    const nano = (budget * shape) / minutesPerDay;
    const time = dayStart + minute * 60;
    events.push(modelEvent(seed, time, nano * (1 - searchShare)));
    if (chance(seed, time, draw.search) < (nano * searchShare) / nanoPerSearch) events.push(searchEvent(seed, time));
  }
  return events;
}

function pick<Entry extends { readonly share: number }>(entries: readonly Entry[], at: number): Entry {
  let passed = 0;
  for (const entry of entries) {
    passed += entry.share;
    if (at < passed) return entry;
  }
  return entries[0] as Entry;
}

function modelEvent(seed: number, time: number, nano: number): UsageEvent {
  const model = pick(models, chance(seed, time, draw.model));
  const { project_id, user_id, api_key_id } = pick(keys, chance(seed, time, draw.key));
  const cachedShare = model.output === 0 ? 0 : 0.15 + 0.3 * chance(seed, time, draw.cached);
  const outputShare = model.output === 0 ? 0 : 0.1 + 0.2 * chance(seed, time, draw.output);
  const perInput = model.input * (1 - cachedShare) + model.cached * cachedShare + model.output * outputShare;
  const input = Math.floor(nano / perInput);
  return {
    time,
    model: model.id,
    project_id,
    user_id,
    api_key_id,
    kind: model.output === 0 ? 'embeddings' : 'completions',
    requests: 1 + Math.floor(4 * chance(seed, time, draw.requests)),
    input,
    cached: Math.floor(input * cachedShare),
    output: Math.floor(input * outputShare),
    searches: 0,
  };
}

function searchEvent(seed: number, time: number): UsageEvent {
  const { project_id, user_id, api_key_id } = pick(keys, chance(seed, time, draw.searcher));
  const amounts = { requests: 1, input: 0, cached: 0, output: 0, searches: 1 };
  return { time, model: models[0].id, project_id, user_id, api_key_id, kind: 'web_search_calls', ...amounts };
}

/** One line of the bill for an event. */
export interface BillLine {
  readonly line_item: string;
  readonly nano: number;
  readonly quantity: number;
  readonly quantity_unit: string | null;
}

/** What an event costs, line by line: exact whole nano-dollars. */
export function billOf(event: UsageEvent): readonly BillLine[] {
  if (event.kind === 'web_search_calls') {
    return [
      {
        line_item: 'web search tool calls',
        nano: event.searches * nanoPerSearch,
        quantity: event.searches,
        quantity_unit: null,
      },
    ];
  }
  const model = models.find(({ id }) => id === event.model) ?? models[0];
  const line = (name: string, tokens: number, price: number): BillLine => ({
    line_item: `${event.model}, ${name}`,
    nano: tokens * price,
    quantity: tokens,
    quantity_unit: 'tokens',
  });
  const input = line('input', event.input - event.cached, model.input);
  if (event.kind === 'embeddings') return [input];
  return [input, line('cached input', event.cached, model.cached), line('output', event.output, model.output)];
}
