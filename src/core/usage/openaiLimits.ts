// OpenAI's own limits: spend limit and spend alerts of the organization and of its projects, and rate limits of the projects.
// Source: github.com/openai/openai-openapi openapi.json 2.3.0 (commit f85dbe2), read 2026-11-21: `threshold_amount` is in cents.

import { type RateLimit, type RateLimitKind, rateLimitKinds, type SpendLimit } from '../spend/accountDetails';
import { failureOf } from './errors';
import { FieldProblem, readDollars, readFields, readList, readName, readOptionalCount } from './fields';
import { type Page, unreadable, walkPages } from './pages';
import type { GetJson, LimitsRead, UsageFailure } from './source';

const mostPages = 20;

/** Needs an admin key; asks three times for the organization and three times for each of the first `mostProjects` projects. */
export async function readLimits(getJson: GetJson, mostProjects = 50): Promise<LimitsRead | UsageFailure> {
  const projects = await readPages(getJson, '/v1/organization/projects', 'projects', readId);
  if ('kind' in projects) return projects;
  const spendLimits: SpendLimit[] = [];
  const rateLimits: RateLimit[] = [];
  const owners = [{ scope: 'organization' as const }, ...projects.map((id) => ({ scope: 'project' as const, id }))];
  for (const owner of owners.slice(0, mostProjects + 1)) {
    const at = 'id' in owner ? `/v1/organization/projects/${encodeURIComponent(owner.id)}` : '/v1/organization';
    const limit = await readOne(getJson, `${at}/spend_limit`, (body, path) =>
      readSpendLimit(body, path, owner, 'limit'),
    );
    if (limit !== undefined && !('amount' in limit)) return limit;
    if (limit !== undefined) spendLimits.push(limit);
    const alerts = await readPages(getJson, `${at}/spend_alerts`, 'spend_alerts', (entry, path) =>
      readSpendLimit(entry, path, owner, 'alert'),
    );
    if ('kind' in alerts) return alerts;
    spendLimits.push(...alerts);
    if (!('id' in owner)) continue;
    const rates = await readPages(getJson, `${at}/rate_limits`, 'rate_limits', (entry, path) =>
      readRateLimit(entry, path, owner.id),
    );
    if ('kind' in rates) return rates;
    rateLimits.push(...rates);
  }
  return { kind: 'limits', spendLimits, rateLimits, unreadProjects: Math.max(0, projects.length - mostProjects) };
}

type Owner = { readonly scope: 'organization' } | { readonly scope: 'project'; readonly id: string };

/** 404: there is no such limit. */
async function readOne(
  getJson: GetJson,
  path: string,
  read: (body: unknown, path: string) => SpendLimit | FieldProblem,
): Promise<SpendLimit | UsageFailure | undefined> {
  const answer = await getJson(path, []);
  if (answer.kind !== 'answered') return answer;
  if (answer.status === 404) return undefined;
  const failure = failureOf(answer);
  if (failure) return failure;
  const limit = read(answer.body, 'spend_limit');
  return limit instanceof FieldProblem ? unreadable(limit.text) : limit;
}

/** Lists with `data`, `has_more` and `last_id`; 404 is an empty one. */
async function readPages<Entry>(
  getJson: GetJson,
  path: string,
  name: string,
  read: (entry: unknown, path: string) => Entry | FieldProblem,
): Promise<readonly Entry[] | UsageFailure> {
  const { entries, failure } = await walkPages({
    name,
    mostPages,
    ask: (cursor) => getJson(path, [['limit', '100'], ...(cursor === undefined ? [] : [['after', cursor] as const])]),
    failureOf: (answer) => (answer.status === 404 ? undefined : failureOf(answer)),
    readPage: (body) => readPage(body, name, read),
  });
  return failure ?? entries;
}

function readPage<Entry>(
  body: unknown,
  name: string,
  read: (entry: unknown, path: string) => Entry | FieldProblem,
): Page<Entry> | FieldProblem {
  const page = readFields(body, name);
  if (page instanceof FieldProblem) return page;
  if ('error' in page) return { entries: [], next: undefined };
  const data = readList(page.data, `${name} data`);
  if (data instanceof FieldProblem) return data;
  const entries: Entry[] = [];
  for (const [index, one] of data.entries()) {
    const entry = read(one, `${name} data[${index}]`);
    if (entry instanceof FieldProblem) return entry;
    entries.push(entry);
  }
  const last = page.has_more === true ? page.last_id : undefined;
  if (last === undefined || last === null) return { entries, next: undefined };
  const isCursor = typeof last === 'string' && last !== '' && last.length <= 2048;
  return isCursor ? { entries, next: last } : new FieldProblem(`${name} last_id is not a text`);
}

function readId(entry: unknown, path: string): string | FieldProblem {
  const fields = readFields(entry, path);
  if (fields instanceof FieldProblem) return fields;
  const { id } = fields;
  return typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? id : new FieldProblem(`${path}.id is not an id`);
}

function readSpendLimit(
  value: unknown,
  path: string,
  owner: Owner,
  kind: SpendLimit['kind'],
): SpendLimit | FieldProblem {
  const fields = readFields(value, path);
  if (fields instanceof FieldProblem) return fields;
  if (typeof fields.currency !== 'string' || fields.currency.toLowerCase() !== 'usd') {
    return new FieldProblem(`${path}.currency is not usd`);
  }
  const amount = readDollars(fields.threshold_amount, `${path}.threshold_amount`, 0.01);
  if (amount instanceof FieldProblem) return amount;
  const interval = readName(fields.interval, `${path}.interval`);
  if (interval instanceof FieldProblem) return interval;
  const enforcement = fields.enforcement;
  const status: unknown =
    typeof enforcement === 'object' && enforcement !== null && 'status' in enforcement ? enforcement.status : undefined;
  return { ...owner, kind, amount, interval, ...(kind === 'limit' ? { enforced: status === 'enforcing' } : {}) };
}

function readRateLimit(value: unknown, path: string, project: string): RateLimit | FieldProblem {
  const fields = readFields(value, path);
  if (fields instanceof FieldProblem) return fields;
  const model = readName(fields.model, `${path}.model`);
  if (model instanceof FieldProblem) return model;
  const limits: { [kind in RateLimitKind]?: number } = {};
  for (const kind of rateLimitKinds) {
    const limit = readOptionalCount(fields[replyNames[kind]], `${path}.${replyNames[kind]}`);
    if (limit instanceof FieldProblem) return limit;
    if (limit !== undefined) limits[kind] = limit;
  }
  return { project, model, limits };
}

const replyNames: Record<RateLimitKind, string> = {
  requestsPerMinute: 'max_requests_per_1_minute',
  tokensPerMinute: 'max_tokens_per_1_minute',
  requestsPerDay: 'max_requests_per_1_day',
  batchTokensPerDay: 'batch_1_day_max_input_tokens',
};
