// Local servers that behave as Anthropic's, OpenRouter's, LiteLLM's and Prometheus's usage APIs: a few days of known figures, checked
// keys and queries, each provider's own error bodies, and the faults of scenarios.ts.
// Source: platform.claude.com/docs/en/api/admin, openrouter.ai/docs/api-reference, docs.litellm.ai, prometheus.io/docs, read 2026-11-21.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faults, type ScenarioOptions, sendJson } from './scenarios';

export type ProviderKind = 'anthropic' | 'openrouter' | 'litellm' | 'prometheus';

/** The answer of a provider to a request that was let in. */
type Answer = { readonly status: number; readonly body: unknown };

interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly key: string;
  readonly headers: IncomingMessage['headers'];
  readonly pageSize: number;
  /** Epoch ms. */
  readonly now: number;
}

const dayMs = 86_400_000;
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** Tokens and cents of one model on one day, the same at every reading. */
export function figuresOf(instant: number, model: number) {
  const step = Math.floor(instant / dayMs) % 7;
  return {
    uncached: 1000 + 10 * step + model,
    read: 300 + step,
    short: 40,
    long: 5,
    output: 200 + model,
    cents: `${12 + step}.${345 + model}`,
    requests: 7 + step,
  };
}

export const modelNames = ['claude-opus-5', 'claude-haiku-4-5'] as const;

function daysFrom(start: number, end: number): number[] {
  const days: number[] = [];
  for (let at = start - (start % dayMs); at < end; at += dayMs) days.push(at);
  return days;
}

/** Pages of buckets with opaque cursors that are bound to their query. */
function paged<Entry>(asked: Asked, entries: readonly Entry[]) {
  const bound = [...asked.query]
    .filter(([name]) => name !== 'page')
    .sort()
    .join('&');
  const cursor = asked.query.get('page');
  // a test's own cursor begins anew
  const isOwn = cursor === null || cursor.startsWith('mock ');
  const [offset, of] = isOwn
    ? [0, bound]
    : (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number, string]);
  if (of !== bound) return undefined;
  const limit = Math.min(asked.pageSize, Number(asked.query.get('limit') ?? 7));
  const more = offset + limit < entries.length;
  const next = more ? Buffer.from(JSON.stringify([offset + limit, bound])).toString('base64url') : null;
  return { data: entries.slice(offset, offset + limit), has_more: more, next_page: next };
}

const anthropicError = (status: number, type: string, message: string): Answer => ({
  status,
  body: { type: 'error', error: { type, message }, request_id: 'req_mock' },
});

function anthropic(asked: Asked): Answer {
  if (asked.headers['anthropic-version'] === undefined)
    return anthropicError(400, 'invalid_request_error', 'anthropic-version: header is required');
  if (asked.key === '') return anthropicError(401, 'authentication_error', 'x-api-key header is required');
  if (!asked.key.startsWith('sk-ant-admin')) return anthropicError(401, 'authentication_error', 'invalid x-api-key');
  const start = Date.parse(asked.query.get('starting_at') ?? '');
  if (Number.isNaN(start)) return anthropicError(400, 'invalid_request_error', 'starting_at: Field required');
  const end = asked.query.has('ending_at') ? Date.parse(asked.query.get('ending_at') ?? '') : asked.now;
  const groups = asked.query.getAll('group_by[]');
  const isCost = asked.path === '/v1/organizations/cost_report';
  const allowed = isCost ? ['workspace_id', 'description'] : ['api_key_id', 'workspace_id', 'model', 'service_tier'];
  if (groups.some((group) => !allowed.includes(group)))
    return anthropicError(400, 'invalid_request_error', 'group_by: Input should be valid');
  const page = paged(
    asked,
    daysFrom(start, end).map((at) => ({
      starting_at: new Date(at).toISOString(),
      ending_at: new Date(at + dayMs).toISOString(),
      results: isCost ? costRows(at, groups) : tokenRows(at, groups),
    })),
  );
  return page
    ? { status: 200, body: page }
    : anthropicError(400, 'invalid_request_error', 'page: does not fit the query');
}

function costRows(at: number, groups: readonly string[]) {
  const rows = modelNames.map((model, index) => ({
    amount: figuresOf(at, index).cents,
    currency: 'USD',
    cost_type: 'tokens',
    description: groups.includes('description') ? `${model} usage - input tokens` : null,
    model: groups.includes('description') ? model : null,
    workspace_id: groups.includes('workspace_id') ? (index === 0 ? null : 'wrkspc_1') : null,
    token_type: null,
    service_tier: null,
    context_window: null,
    inference_geo: null,
  }));
  return groups.length > 0
    ? rows
    : [{ ...rows[0], amount: `${Number(rows[0]?.amount) + Number(rows[1]?.amount)}`.slice(0, 8) }];
}

function tokenRows(at: number, groups: readonly string[]) {
  return modelNames.map((model, index) => {
    const { uncached, read, short, long, output } = figuresOf(at, index);
    return {
      uncached_input_tokens: uncached,
      cache_creation: { ephemeral_1h_input_tokens: long, ephemeral_5m_input_tokens: short },
      cache_read_input_tokens: read,
      output_tokens: output,
      server_tool_use: { web_search_requests: 0 },
      api_key_id: groups.includes('api_key_id') ? (index === 0 ? null : 'apikey_1') : null,
      workspace_id: groups.includes('workspace_id') ? (index === 0 ? null : 'wrkspc_1') : null,
      model: groups.includes('model') ? model : null,
      service_tier: null,
      context_window: null,
      inference_geo: null,
    };
  });
}

function openrouter(asked: Asked): Answer {
  const refuse = (code: number, message: string): Answer => ({ status: code, body: { error: { code, message } } });
  if (!asked.key.startsWith('sk-or-')) return refuse(401, 'No auth credentials found');
  const isManagement = asked.key.startsWith('sk-or-mgmt');
  if (asked.path === '/api/v1/key') {
    const sums = { usage: 12.5, usage_daily: 0.25, usage_weekly: 1.5, usage_monthly: 4.125, byok_usage: 0 };
    return {
      status: 200,
      body: {
        data: {
          label: 'sk-or-…',
          limit: 20,
          limit_remaining: -1.5,
          limit_reset: 'monthly',
          ...sums,
          is_free_tier: false,
          is_management_key: isManagement,
          expires_at: null,
        },
      },
    };
  }
  if (asked.path !== '/api/v1/activity') return refuse(404, 'Not Found');
  if (!isManagement) return refuse(403, 'Only management keys can fetch activity for an account');
  const today = asked.now - (asked.now % dayMs);
  const data = daysFrom(today - 30 * dayMs, today).flatMap((at) =>
    modelNames.map((model, index) => {
      const { uncached, output, cents, requests } = figuresOf(at, index);
      return {
        date: day(at),
        model: `anthropic/${model}`,
        model_permaslug: model,
        endpoint_id: `e${index}`,
        provider_name: 'Anthropic',
        usage: Number(cents) / 100,
        byok_usage_inference: 9,
        requests,
        prompt_tokens: uncached,
        completion_tokens: output,
        reasoning_tokens: 3,
      };
    }),
  );
  return { status: 200, body: { data } };
}

function litellm(asked: Asked): Answer {
  if (!asked.key.startsWith('sk-'))
    return {
      status: 401,
      body: { error: { message: 'Authentication Error', type: 'auth_error', param: 'None', code: '401' } },
    };
  if (asked.path === '/key/info')
    return {
      status: 200,
      body: {
        key: 'hash',
        info: { spend: 1.5, max_budget: 10, soft_budget: null, budget_duration: '30d', user_id: null, team_id: null },
      },
    };
  if (asked.path !== '/user/daily/activity') return { status: 404, body: { detail: 'Not Found' } };
  const start = Date.parse(`${asked.query.get('start_date')}T00:00:00Z`);
  const end = Date.parse(`${asked.query.get('end_date')}T00:00:00Z`) + dayMs;
  if (Number.isNaN(start) || Number.isNaN(end))
    return { status: 400, body: { detail: { error: 'Please provide start_date and end_date' } } };
  // rows, newest first: a page is cut by rows, so that one day can stand on two pages
  const rows = daysFrom(start, end)
    .reverse()
    .flatMap((at) => modelNames.map((model, index) => ({ at, model, index })));
  const size = Math.min(asked.pageSize, Number(asked.query.get('page_size') ?? 50));
  const page = Number(asked.query.get('page') ?? 1);
  const shown = rows.slice((page - 1) * size, page * size);
  const results = [...new Set(shown.map(({ at }) => at))].map((at) => {
    const own = shown.filter((row) => row.at === at).map((row) => ({ ...row, metrics: metricsOf(at, row.index) }));
    const sum = (name: string) => own.reduce((total, { metrics }) => total + (metrics[name] ?? 0), 0);
    const metrics = Object.fromEntries(
      Object.keys(metricsOf(at, 0)).map((name) => [name, name === 'spend' ? Number(sum(name).toFixed(8)) : sum(name)]),
    );
    const models = Object.fromEntries(
      own.map((row) => [row.model, row.index === 0 ? { metrics: row.metrics } : row.metrics]),
    );
    const api_keys = Object.fromEntries(
      own.map((row) => [`hash${row.index}`, { metrics: row.metrics, metadata: { key_alias: null } }]),
    );
    return { date: day(at), metrics, breakdown: { models, api_keys, providers: {} } };
  });
  const total_pages = Math.max(1, Math.ceil(rows.length / size));
  return {
    status: 200,
    body: { results, metadata: { total_spend: 1, page, total_pages, has_more: page < total_pages } },
  };
}

function metricsOf(at: number, index: number): Record<string, number> {
  const { uncached, read, short, long, output, cents, requests } = figuresOf(at, index);
  return {
    spend: Number(cents) / 100,
    prompt_tokens: uncached + read + short + long,
    completion_tokens: output,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: short + long,
    total_tokens: 1,
    api_requests: requests,
    successful_requests: requests,
    failed_requests: 0,
  };
}

/** Two counters that rise all the time; one begins anew at noon of the second day. */
function prometheus({ path, query }: Asked): Answer {
  if (path !== '/api/v1/query_range') return { status: 404, body: 'not found' };
  const expression = query.get('query') ?? '';
  const metric = /litellm_(spend|input_tokens|output_tokens|requests)_metric_total/.exec(expression)?.[1];
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(query.get(name)) * 1000) as [
    number,
    number,
    number,
  ];
  const perHour = { spend: 0.25, input_tokens: 400, output_tokens: 40, requests: 2 }[metric ?? ''];
  const values: [number, string][] = [];
  const reset = start + 1.5 * dayMs;
  for (let at = start; perHour !== undefined && at <= end; at += step) {
    const hours = (at - (at < reset ? start - dayMs : reset)) / 3_600_000;
    const isPeaks = expression.startsWith('max_over_time');
    if (isPeaks && at !== reset) continue;
    const peak = isPeaks ? (reset - start + dayMs) / 3_600_000 : hours;
    values.push([at / 1000, String(Number((peak * perHour).toFixed(6)))]);
  }
  const result =
    values.length > 0
      ? [{ metric: { model: 'gpt-5.5', job: 'litellm', instance: 'a:1', team_alias: 'shop' }, values }]
      : [];
  return { status: 200, body: { status: 'success', data: { resultType: 'matrix', result } } };
}

const providers: Readonly<Record<ProviderKind, (asked: Asked) => Answer>> = {
  anthropic,
  openrouter,
  litellm,
  prometheus,
};

/** The key each provider takes for everything. */
export const goodKeys: Readonly<Record<ProviderKind | 'openai', string>> = {
  openai: 'sk-admin-canary-7f3b1c',
  anthropic: 'sk-ant-admin01-canary-7f3b1c',
  openrouter: 'sk-or-mgmt-canary-7f3b1c',
  litellm: 'sk-litellm-canary-7f3b1c',
  prometheus: 'prom-canary-7f3b1c',
};

export interface ProviderOptions {
  readonly kind: ProviderKind;
  readonly now: () => number;
  readonly pageSize?: number;
  readonly scenario?: string;
  readonly scenarioOptions?: ScenarioOptions;
  /** Changes a good body before it is sent. */
  readonly change?: (body: unknown, asked: { readonly path: string; readonly nth: number }) => unknown;
  /** 429 with this Retry-After for the n-th request, from 0. */
  readonly busyAt?: { readonly nth: number; readonly retryAfter: string };
}

/** One running server. */
export class ProviderServer {
  readonly seen: {
    readonly path: string;
    readonly query: string;
    readonly headersWith: (text: string) => readonly string[];
  }[] = [];
  private readonly server: Server;

  private constructor(private readonly options: ProviderOptions) {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  static async start(options: ProviderOptions): Promise<ProviderServer> {
    const server = new ProviderServer(options);
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { kind, now, pageSize = 1000, scenario = 'normal', scenarioOptions = {}, busyAt, change } = this.options;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const nth = this.seen.length;
    const values = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
    this.seen.push({
      path: url.pathname,
      query: url.search,
      headersWith: (text) => values.filter(([, value]) => value.includes(text)).map(([name]) => name),
    });
    response.setHeader('date', new Date(now()).toUTCString());
    if (busyAt?.nth === nth) {
      response.setHeader('retry-after', busyAt.retryAfter);
      sendJson(response, 429, anthropicError(429, 'rate_limit_error', 'Too many requests').body);
      return;
    }
    const turn = { response, later: nth > 0, walk: 0, options: scenarioOptions };
    if (faults[scenario]?.(turn)) return;
    const key = String(request.headers['x-api-key'] ?? request.headers.authorization ?? '').replace(/^Bearer /, '');
    const asked = { path: url.pathname, query: url.searchParams, key, headers: request.headers, pageSize, now: now() };
    const { status, body } = providers[kind](asked);
    const text = JSON.stringify(status === 200 && change ? change(body, { path: url.pathname, nth }) : body);
    sendJson(response, status, scenario === 'cut' ? text.slice(0, scenarioOptions.cutAt) : text);
  }
}
