// A local server that behaves as the OpenAI organization API: demo data for people, every known misbehaviour for tests. It listens on
// 127.0.0.1 only and remembers which requests came, without their keys.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLimits, limitsAnswer } from './limits';
import { Calendar, pageOf } from './pages';
import { endpoints, readQuery } from './query';
import { changes, faults, type ScenarioOptions, sendError, sendJson, sendMissingScopes, type Turn } from './scenarios';

export interface UsageServerOptions {
  readonly seed?: number;
  /** Epoch ms. */
  readonly now?: () => number;
  readonly scenario?: string;
  /** Pages have at most this many buckets, whatever limit was asked. */
  readonly pageSize?: number;
  readonly scenarioOptions?: ScenarioOptions;
  /** 0 or absent: any free one. */
  readonly port?: number;
}

export interface SeenRequest {
  readonly path: string;
  readonly query: string;
  readonly headerNames: readonly string[];
  /** Header names whose value holds the text, to look for a key without storing it. */
  readonly headersWith: (text: string) => readonly string[];
}

export class UsageServer {
  readonly seen: SeenRequest[] = [];
  scenario: string;
  scenarioOptions: ScenarioOptions;
  private readonly calendar: Calendar;
  private readonly walks = new Map<string, number>();
  private readonly server: Server;
  private readonly now: () => number;

  private constructor(private readonly options: UsageServerOptions) {
    this.scenario = options.scenario ?? 'normal';
    this.scenarioOptions = options.scenarioOptions ?? {};
    this.now = options.now ?? Date.now;
    this.calendar = new Calendar(options.seed ?? 1);
    this.server = createServer((request, response) => this.answer(request, response));
  }

  static async start(options: UsageServerOptions = {}): Promise<UsageServer> {
    const server = new UsageServer(options);
    await new Promise<void>((resolve) => server.server.listen(options.port ?? 0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends the server and every connection, also hanging ones. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    this.remember(request, url);
    // Any page may read, so that the browser host can show the demo.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-private-network', 'true');
    response.setHeader('access-control-expose-headers', 'date, retry-after');
    response.setHeader('date', new Date(this.now()).toUTCString());
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
      response.writeHead(204).end();
      return;
    }
    const endpoint = url.pathname.replace(/^\/v1\/organization\//, '');
    const key = keyOf(request);
    const scenario = scenarioOf(request, key) ?? this.scenario;
    const isLater = url.searchParams.has('page') || url.searchParams.has('after');
    const turn = this.turnOf(endpoint, isLater, response);
    if (faults[scenario]?.(turn) || refuseKey(key, response)) return;
    if (request.method === 'GET' && isLimits(endpoint)) this.sendLimits(endpoint, url.searchParams, scenario, turn);
    else if (request.method !== 'GET' || !(endpoint in endpoints))
      sendError(response, 404, 'Unknown request URL.', 'unknown_url');
    else this.sendPage(endpoint, url.searchParams, scenario, turn);
  }

  private sendPage(endpoint: string, params: URLSearchParams, scenario: string, turn: Turn): void {
    const query = readQuery(endpoint, params, Math.floor(this.now() / 1000));
    if ('message' in query) {
      sendError(turn.response, 400, query.message, query.code, 'invalid_request_error', query.param);
      return;
    }
    const page = pageOf(
      { ...query, limit: Math.min(query.limit, this.options.pageSize ?? query.limit) },
      this.calendar,
    );
    const body = JSON.stringify(changes[scenario]?.(page, turn) ?? page);
    if (scenario === 'cut') sendJson(turn.response, 200, body.slice(0, this.scenarioOptions.cutAt));
    else if (scenario === 'truncated') sendJson(turn.response, 200, body.slice(0, body.length / 2));
    else if (scenario === 'slow')
      setTimeout(() => sendJson(turn.response, 200, body), this.scenarioOptions.slowMs ?? 1000);
    else sendJson(turn.response, 200, body);
  }

  private sendLimits(endpoint: string, params: URLSearchParams, scenario: string, { response, options }: Turn): void {
    const body = limitsAnswer(endpoint, params, this.options.pageSize ?? 100);
    const text = JSON.stringify(body);
    if (!body) sendError(response, 404, 'Not found.', 'not_found');
    else if (scenario === 'cut') sendJson(response, 200, text.slice(0, options.cutAt));
    else sendJson(response, 200, text);
  }

  private turnOf(endpoint: string, later: boolean, response: ServerResponse): Turn {
    const walk = this.walks.get(endpoint) ?? 0;
    if (!later) this.walks.set(endpoint, walk + 1);
    return { response, later, walk: later ? walk - 1 : walk, options: this.scenarioOptions };
  }

  private remember(request: IncomingMessage, url: URL): void {
    const values = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
    this.seen.push({
      path: url.pathname,
      query: url.search,
      headerNames: values.map(([name]) => name),
      headersWith: (text) => values.filter(([, value]) => value.includes(text)).map(([name]) => name),
    });
  }
}

function keyOf(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}

function scenarioOf(request: IncomingMessage, key: string | undefined): string | undefined {
  const header = request.headers['x-mock-scenario'];
  return typeof header === 'string' ? header : /^sk-admin-mock-(.+)$/.exec(key ?? '')?.[1];
}

/** Admin keys pass, keys of projects and users lack the scope, all else is unknown. True when it refused. */
function refuseKey(key: string | undefined, response: ServerResponse): boolean {
  if (key?.startsWith('sk-admin-')) return false;
  if (key?.startsWith('sk-proj-') || key?.startsWith('sk-svcacct-')) sendMissingScopes(response);
  else sendError(response, 401, 'Incorrect API key provided.', 'invalid_api_key');
  return true;
}
