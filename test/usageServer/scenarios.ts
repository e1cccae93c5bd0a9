// Ways in which the server misbehaves. A scenario is chosen by the server's option, the header `x-mock-scenario`, or a key
// `sk-admin-mock-NAME`; without one everything is normal.
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Bucket, Page, Row } from './pages';

/** What a scenario may use. */
export interface Turn {
  readonly response: ServerResponse;
  /** True for the second and later pages of a walk. */
  readonly later: boolean;
  /** How many walks of this endpoint began before this one. */
  readonly walk: number;
  readonly options: ScenarioOptions;
}

export interface ScenarioOptions {
  /** Seconds for Retry-After, or the whole header text. */
  readonly retryAfter?: number | string;
  readonly redirectStatus?: number;
  readonly redirectTo?: string;
  readonly slowMs?: number;
  /** Bytes of the body that are sent, for the scenario `cut`. */
  readonly cutAt?: number;
}

export function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null,
  type = 'invalid_request_error',
  param: string | null = null,
): void {
  sendJson(response, status, { error: { message, type, param, code } });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, 'application/json', typeof body === 'string' ? body : JSON.stringify(body));
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type });
  response.end(text);
}

function limited({ response, options }: Turn, retryAfter: number | string | undefined): void {
  const wait = options.retryAfter ?? retryAfter;
  if (wait !== undefined) response.setHeader('retry-after', String(wait));
  sendError(response, 429, 'Rate limit reached.', 'rate_limit_exceeded', 'requests');
}

/** Scenarios that answer instead of the data; true when they did. */
export const faults: Readonly<Record<string, (turn: Turn) => boolean>> = {
  '401': ({ response }) => done(sendError(response, 401, 'Incorrect API key provided.', 'invalid_api_key')),
  '403': ({ response }) => done(sendMissingScopes(response)),
  '429': (turn) => done(limited(turn, undefined)),
  '429-retry': (turn) => done(limited(turn, 120)),
  '429-middle': (turn) => turn.later && done(limited(turn, undefined)),
  quota: ({ response }) =>
    done(sendError(response, 429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota')),
  '500': ({ response }) => done(sendError(response, 500, 'The server had an error.', null, 'server_error')),
  '502': ({ response }) => done(sendText(response, 502, 'text/html', '<html><h1>502 Bad Gateway</h1></html>')),
  '503': ({ response, options }) => {
    if (options.retryAfter !== undefined) response.setHeader('retry-after', String(options.retryAfter));
    return done(sendError(response, 503, 'Overloaded.', null, 'server_error'));
  },
  '503-middle': ({ response, later }) => later && done(sendError(response, 503, 'Overloaded.', null, 'server_error')),
  reset: ({ response }) => done(response.socket?.destroy()),
  hang: () => true,
  'hang-body': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"object":"page","data":[');
    return true;
  },
  'wrong-content': ({ response }) => done(sendText(response, 200, 'text/html', '<html>Sign in to the network</html>')),
  'wrong-shape': ({ response }) => done(sendJson(response, 200, { object: 'list', items: [] })),
  redirect: ({ response, options }) => {
    response.writeHead(options.redirectStatus ?? 302, { location: options.redirectTo ?? '/elsewhere' });
    return done(response.end());
  },
  bomb: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    return done(response.end(bomb()));
  },
};

function done(_sent: unknown): true {
  return true;
}

export function sendMissingScopes(response: ServerResponse): void {
  const message = 'You have insufficient permissions for this operation. Missing scopes: api.usage.read.';
  sendError(response, 403, message, null);
}

/** 64 MB of JSON white space in about 64 kB. */
function bomb(): Buffer {
  return gzipSync(Buffer.alloc(64 * 2 ** 20, ' '));
}

/** Scenarios that change a good page before it is sent. */
export const changes: Readonly<Record<string, (page: Page, turn: Turn) => unknown>> = {
  'string-amounts': (page) =>
    eachAmount(page, (amount) => ({ ...amount, value: amount.value === 0 ? '0E-6176' : String(amount.value) })),
  'upper-currency': (page) => eachAmount(page, (amount) => ({ ...amount, currency: 'USD' })),
  'extra-fields': (page) => ({
    ...page,
    extra: { nested: [1] },
    data: page.data.map((bucket) => ({ ...bucket, note: 'new' })),
  }),
  'old-name': (page) => ({
    ...page,
    data: page.data.map(({ results, ...bucket }) => ({ ...bucket, result: results })),
  }),
  restatement: (page, { walk }) => (walk === 0 ? page : restate(page)),
  vanishing: (page, { walk }) =>
    walk === 0 ? page : eachBucket(page, (bucket) => ({ ...bucket, results: bucket.results.slice(1) })),
  'other-currency': (page) => changeFirst(page, (row) => ({ ...row, amount: { value: 3, currency: 'eur' } })),
  'no-cursor': (page) => ({ ...page, has_more: true, next_page: null }),
  'repeat-cursor': (page) => ({ ...page, data: [], has_more: true, next_page: 'page_again' }),
  huge: (page) => eachBucket(page, (bucket) => ({ ...bucket, results: manyRows(bucket.results) })),
  'missing-day': (page) => ({ ...page, data: page.data.filter((_, index) => index !== 1) }),
};

type Amount = { value: unknown; currency: string };

function eachBucket(page: Page, change: (bucket: Bucket, index: number) => Bucket): Page {
  return { ...page, data: page.data.map(change) };
}

function eachAmount(page: Page, change: (amount: Amount) => Amount): Page {
  const changeRow = (row: Row): Row => ('amount' in row ? { ...row, amount: change(row.amount as Amount) } : row);
  return eachBucket(page, (bucket) => ({ ...bucket, results: bucket.results.map(changeRow) }));
}

/** The last whole day rises by half, the one before falls by half. */
function restate(page: Page): Page {
  const factors = new Map([
    [page.data.length - 2, 1.5],
    [page.data.length - 3, 0.5],
  ]);
  return eachBucket(page, (bucket, index) => {
    const times = (amount: Amount) => ({ ...amount, value: Number(amount.value) * (factors.get(index) ?? 1) });
    return eachAmount({ ...page, data: [bucket] }, times).data[0] ?? bucket;
  });
}

function changeFirst(page: Page, change: (row: Row) => Row): Page {
  return eachBucket(page, (bucket, index) =>
    index === 0 ? { ...bucket, results: bucket.results.map((row, at) => (at === 0 ? change(row) : row)) } : bucket,
  );
}

/** About 10,000 rows a page. */
function manyRows(rows: readonly Row[]): Row[] {
  const [row] = rows;
  if (!row) return [];
  return Array.from({ length: 400 }, (_, index) =>
    'amount' in row ? { ...row, line_item: `line ${index}` } : { ...row, model: `model ${index}` },
  );
}
