// The one request layer: everything the extension sends passes here. Asks one origin with one key header, follows no redirect, reads
// a bounded body as a stream, and answers with values. Uses the host's global fetch (which knows the proxy), no vscode.
import { retryAfterMs } from '../core/usage/retryAfter';
import type { GetJson, HttpAnswer, QueryPair, TransportFailure } from '../core/usage/source';

export interface HttpLimits {
  /** One request from its beginning to the last byte. */
  readonly deadlineMs: number;
  /** Decoded bytes of one reply. */
  readonly bodyBytes: number;
  /** Decoded bytes of all replies of one reader. */
  readonly allBytes: number;
}

export const httpLimits: HttpLimits = { deadlineMs: 30_000, bodyBytes: 4 * 2 ** 20, allBytes: 16 * 2 ** 20 };

/** Reads for one cycle; `cancel` ends the request under way and every later one. */
export interface HttpReader {
  readonly getJson: GetJson;
  /** The same with a body, which is posted; undefined: none, as `getJson`. */
  readonly sendJson: (
    path: string,
    query: readonly QueryPair[],
    body: object | undefined,
  ) => Promise<HttpAnswer | TransportFailure>;
  readonly cancel: () => void;
  /** The server's clock minus this machine's, ms, as the last reply told it; undefined when none did. */
  readonly skewMs: () => number | undefined;
}

/** What a reader sends beside the key, and knows of its world. */
export interface HttpExtras {
  /** Headers without secrets, the same in every request. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** What stands before every path at this server: `/prometheus`. Empty when absent. */
  readonly basePath?: string;
  /** This machine's clock, epoch ms; the real one when absent. */
  readonly now?: () => number;
  /** `host:port` of the proxy that the host's fetch goes through; named where nothing can be reached. */
  readonly proxy?: string | undefined;
}

/** A reader that can only reach `origin`, and puts the key in `header` only; no header, no key. */
export function httpReader(
  origin: string,
  header: readonly [name: string, value: string] | undefined,
  limits: HttpLimits = httpLimits,
  extras: HttpExtras = {},
): HttpReader {
  const cancelled = new AbortController();
  let bytesLeft = limits.allBytes;
  const { now = Date.now } = extras;
  let skew: number | undefined;
  const sendJson: HttpReader['sendJson'] = async (path, query, body) => {
    if (cancelled.signal.aborted) return { kind: 'cancelled' };
    const request = new AbortController();
    const giveUp = () => request.abort();
    cancelled.signal.addEventListener('abort', giveUp);
    let late = false;
    const deadline = setTimeout(() => {
      late = true;
      request.abort();
    }, limits.deadlineMs);
    try {
      const headers = [...(extras.headers ?? []), ...(header ? [header] : [])];
      const address = addressOf(origin, `${extras.basePath ?? ''}${path}`, query);
      const sentAt = now();
      const response = await until(request.signal, send(address, headers, body, request.signal));
      skew = skewOf(response, sentAt, now()) ?? skew;
      if (isRedirect(response)) return unreadable(redirectProblem(response, origin));
      const reply = await until(request.signal, readBody(response, Math.min(limits.bodyBytes, bytesLeft)));
      if (reply === undefined) return unreadable('the reply is too big');
      bytesLeft -= reply.byteLength;
      return judge(response, reply);
    } catch (error) {
      if (cancelled.signal.aborted) return { kind: 'cancelled' };
      return late
        ? unreadable(`no complete reply within ${limits.deadlineMs / 1000} s`)
        : failureOf(error, extras.proxy);
    } finally {
      clearTimeout(deadline);
      cancelled.signal.removeEventListener('abort', giveUp);
      request.abort();
    }
  };
  const getJson: GetJson = (path, query) => sendJson(path, query, undefined);
  return { getJson, sendJson, cancel: () => cancelled.abort(), skewMs: () => skew };
}

/** Sends one body to one origin, with the key in one header, by the rules of `httpReader`. */
export async function postJson(
  origin: string,
  path: string,
  header: readonly [name: string, value: string],
  body: object,
  { headers = [], signal }: Pick<HttpExtras, 'headers'> & { readonly signal?: AbortSignal } = {},
  limits: HttpLimits = httpLimits,
): Promise<HttpAnswer | TransportFailure> {
  const reader = httpReader(origin, header, limits, { headers });
  const cancel = () => reader.cancel();
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  try {
    return await reader.sendJson(path, [], body);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/**
 * A public text without any key, from an address that is fixed in the program: `https:`, or `http:` on this machine. No redirect is
 * followed. A phrase that says what is wrong otherwise.
 */
export async function readPublicText(
  address: string,
  limits: Pick<HttpLimits, 'deadlineMs' | 'bodyBytes'>,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && hostname !== '127.0.0.1') return { problem: 'the address is not https' };
  const request = new AbortController();
  const deadline = setTimeout(() => request.abort(), limits.deadlineMs);
  try {
    const response = await until(request.signal, globalThis.fetch(address, { ...plainly, signal: request.signal }));
    if (isRedirect(response)) return { problem: redirectProblem(response, address) };
    if (response.status !== 200) return { problem: `the server answered ${response.status}` };
    const body = await until(request.signal, readBody(response, limits.bodyBytes));
    if (body === undefined) return { problem: 'the reply is too big' };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body) };
  } catch (error) {
    if (request.signal.aborted) return { problem: `no complete reply within ${limits.deadlineMs / 1000} s` };
    if (error instanceof TypeError && codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return { problem: 'the reply is not UTF-8' };
    }
    const failure = failureOf(error);
    return { problem: failure.kind === 'offline' ? `no connection (${failure.detail})` : failureDetail(failure) };
  } finally {
    clearTimeout(deadline);
    request.abort();
  }
}

function failureDetail(failure: TransportFailure): string {
  return 'detail' in failure ? failure.detail : failure.kind;
}

/** No redirect, no cache, nothing about who asks. */
const plainly = { redirect: 'manual', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' } as const;

function addressOf(origin: string, path: string, query: readonly QueryPair[]): string {
  const url = new URL(path, origin);
  if (url.origin !== origin) throw new Error('a path may not leave its origin');
  for (const [key, text] of query) url.searchParams.append(key, text);
  return url.href;
}

function send(
  address: string,
  headers: readonly (readonly [string, string])[],
  body: object | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const posted = body && { method: 'POST', body: JSON.stringify(body) };
  const type: [string, string][] = body ? [['content-type', 'application/json']] : [];
  const own = headers.map(([name, value]): [string, string] => [name, value]);
  return globalThis.fetch(address, {
    ...plainly,
    ...posted,
    headers: [['accept', 'application/json'], ...type, ...own],
    signal,
  });
}

/** Undefined when the reply names no time, or the machine's clock was set while it was on its way. */
function skewOf({ headers }: Response, sentAt: number, now: number): number | undefined {
  const served = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(served) || now < sentAt ? undefined : served - Math.round((sentAt + now) / 2);
}

function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

/** Names where it leads, when the host lets it be seen; the key may be misused there. */
function redirectProblem({ headers }: Response, from: string): string {
  const location = headers.get('location');
  const base = new URL(from);
  const target = location !== null && URL.canParse(location, base) ? new URL(location, base).host.slice(0, 100) : '';
  return target === '' ? 'a redirect, which is not followed' : `a redirect to ${target}, which is not followed`;
}

/** As `work`, but rejected when the signal says so, whatever `work` does: a request that is never settled must not outlive its deadline. */
function until<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject);
  });
}

/** The decoded bytes; undefined as soon as they are more than `most`, and the rest is not read. */
async function readBody(response: Response, most: number): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > most) return undefined;
    chunks.push(part.value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

function judge(response: Response, bytes: Uint8Array): HttpAnswer | TransportFailure {
  const { status, headers } = response;
  const serverNow = Date.parse(headers.get('date') ?? '');
  const wait = retryAfterMs(headers.get('retry-after'), Number.isNaN(serverNow) ? Date.now() : serverNow);
  const isJson = /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(headers.get('content-type') ?? '');
  const body = isJson ? parse(bytes) : undefined;
  // over an address that must be https this is a network in between; with a wrong address of an own server the detail still tells
  if (status === 200 && /^(text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? ''))
    return { kind: 'offline', detail: 'a web page answers instead; the network may want a sign-in' };
  if (status === 200 && body === undefined) {
    return unreadable(isJson ? 'the reply is not valid JSON' : 'the reply is not JSON');
  }
  return { kind: 'answered', status, body, retryAfterMs: wait };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function unreadable(detail: string): TransportFailure {
  return { kind: 'unreadable', detail, retryAfterMs: undefined };
}

/**
 * Sorts what fetch throws. Only the error's code is kept: its message may hold the address. A certificate that cannot be trusted is
 * no "offline".
 */
function failureOf(error: unknown, proxy?: string): TransportFailure {
  const causes = causesOf(error);
  const code = causes.map(codeOf).find((each) => each !== undefined) ?? 'no connection';
  if (/^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/.test(code)) {
    return unreadable(`the connection is not safe: ${code}`);
  }
  if (/^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES|RESPONSE|REQ_CONTENT|INVALID|NOT_SUPPORTED)|Z_|ERR__ZLIB)/.test(code)) {
    return unreadable(`not a proper HTTP reply: ${code}`);
  }
  const detail = causes.map(refusalOfProxy).find((each) => each !== undefined) ?? code;
  return proxy === undefined ? { kind: 'offline', detail } : { kind: 'offline', detail, proxy };
}

/** What a proxy answered instead of making the connection: 407 where it wants a name and a password. */
function refusalOfProxy({ message }: Error): string | undefined {
  const status = /^proxy response \((\d{3})\)/i.exec(message)?.[1];
  return status && `the proxy answered ${status}`;
}

/** The error and what it was caused by, as deep as hosts wrap it. */
function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let each = error; each instanceof Error && causes.length < 4; each = each.cause) causes.push(each);
  return causes;
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code) ? code : undefined;
}
