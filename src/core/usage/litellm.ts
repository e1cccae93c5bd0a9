// The usage source LiteLLM proxy: the daily activity of the key's user (of everybody, for an admin), as the proxy itself reckons it.
// Source: github.com/BerriAI/litellm litellm/types/proxy/management_endpoints/common_daily_activity.py (commit 05d54f5), read 2026-11-21.

import { daysIn, utcDay } from '../budget/period';
import type { SpendLimit } from '../spend/accountDetails';
import { failureOf } from './errors';
import { FieldProblem, readDollars, readFields, readList, readName } from './fields';
import { readLiteLlmDay } from './litellmRows';
import { type Page, pagesFor, unreadable, walkPages } from './pages';
import type {
  CostCell,
  GetJson,
  LimitsRead,
  ReadRequest,
  SetAsideRow,
  TokenCell,
  UsageFailure,
  UsageRead,
  UsageSource,
} from './source';
import { daysUntil, readDay, spanOf } from './wholeDays';

/** Any key of the proxy; whose figures it sees is the proxy's choice. There is no public server: the user names the address. */
export const litellm: UsageSource = {
  id: 'litellm',
  name: 'LiteLLM',
  defaultOrigin: 'http://localhost:4000',
  keysPage: 'https://docs.litellm.ai/docs/proxy/virtual_keys',
  keyHeader: (key) => ['authorization', `Bearer ${key}`],
  pastedPath: '/v1',
  wholeDays: true,
  tells: ['cached', 'cacheWrite', 'requests'],
  read,
  limits,
};

/** The most rows one page holds. A page is cut by rows, not by days: one day can stand on two pages, each with its own share. */
const pageSize = 1000;
const mostRowPages = 200;

interface Day {
  readonly day: string;
  readonly entry: unknown;
  readonly path: string;
}

async function read(request: ReadRequest): Promise<UsageRead | UsageFailure> {
  const { getJson, now, group = 'model', onCut } = request;
  const period = spanOf(request);
  const last = Math.min(period.end - 1, now);
  const { entries, failure } = await walkPages({
    name: 'activity',
    mostPages: Math.max(mostRowPages, pagesFor(daysIn(period))),
    ask: (page = '1') =>
      getJson('/user/daily/activity', [
        ['start_date', utcDay(period.start)],
        ['end_date', utcDay(last)],
        ['page', page],
        ['page_size', String(pageSize)],
      ]),
    failureOf,
    readPage,
  });
  const costs: CostCell[] = [];
  const tokens: TokenCell[] = [];
  const setAside: SetAsideRow[] = [];
  const days = daysUntil(period, now);
  for (const { day, entry, path } of entries) {
    if (!days.includes(day)) continue;
    const problem = readLiteLlmDay(entry, day, path, group, { costs, tokens, setAside });
    if (problem) return unreadable(problem.text);
  }
  const result: UsageRead = { kind: 'read', days, costs, tokens, setAside };
  if (failure === undefined) return result;
  // the next page may hold more of the day this one ends with
  const open = entries.at(-1)?.day;
  const isWhole = (cell: { readonly day: string }) => cell.day !== open;
  onCut?.({ ...result, days: [], costs: costs.filter(isWhole), tokens: tokens.filter(isWhole) });
  return failure;
}

function readPage(body: unknown): Page<Day> | FieldProblem {
  const page = readFields(body, 'activity');
  if (page instanceof FieldProblem) return page;
  const results = readList(page.results, 'activity results');
  if (results instanceof FieldProblem) return results;
  const metadata = readFields(page.metadata ?? {}, 'activity metadata');
  if (metadata instanceof FieldProblem) return metadata;
  const entries: Day[] = [];
  for (const [index, entry] of results.entries()) {
    const path = `activity results[${index}]`;
    const fields = readFields(entry, path);
    if (fields instanceof FieldProblem) return fields;
    const day = readDay(fields.date, `${path}.date`);
    if (day instanceof FieldProblem) return day;
    entries.push({ day, entry, path });
  }
  const next = readNext(metadata);
  return next instanceof FieldProblem ? next : { entries, next };
}

/** The number of the next page; undefined on the last one. A reply that does not say which it is may not be the whole. */
function readNext(metadata: Readonly<Record<string, unknown>>): string | undefined | FieldProblem {
  const { page, total_pages: pages, has_more: told } = metadata;
  const isCounted = typeof page === 'number' && typeof pages === 'number';
  const more = told ?? (isCounted ? page < pages : undefined);
  if (typeof more !== 'boolean') return new FieldProblem('activity metadata does not say whether there is more');
  if (!more) return undefined;
  return Number.isSafeInteger(page)
    ? String(Number(page) + 1)
    : new FieldProblem('activity metadata.page is not a whole number');
}

/** The limit of the key, and those of its user and its team where the key may ask. */
async function limits(getJson: GetJson): Promise<LimitsRead | UsageFailure> {
  const key = await readInfo(getJson, '/key/info', [], 'info');
  if ('kind' in key) return key;
  const spendLimits: SpendLimit[] = [];
  const problem = addLimit(spendLimits, key.fields, 'key');
  if (problem) return unreadable(problem.text);
  for (const [scope, path, field, inner] of [
    ['user', '/user/info', 'user_id', 'user_info'],
    ['team', '/team/info', 'team_id', 'team_info'],
  ] as const) {
    const id = key.fields[field];
    if (typeof id !== 'string' || id === '') continue;
    const info = await readInfo(getJson, path, [[field, id]], inner);
    if ('kind' in info && info.kind === 'unreadable') continue;
    if ('kind' in info && info.kind === 'keyRefused') continue;
    if ('kind' in info) return info;
    const trouble = addLimit(spendLimits, info.fields, scope);
    if (trouble) return unreadable(trouble.text);
  }
  return { kind: 'limits', spendLimits, rateLimits: [], unreadProjects: 0 };
}

async function readInfo(getJson: GetJson, path: string, query: readonly (readonly [string, string])[], inner: string) {
  const answer = await getJson(path, query);
  if (answer.kind !== 'answered') return answer;
  const failure = failureOf(answer);
  if (failure) return failure;
  const outer = readFields(answer.body, path);
  const fields = outer instanceof FieldProblem ? outer : readFields(outer[inner], `${path} ${inner}`);
  return fields instanceof FieldProblem ? unreadable(fields.text) : { fields };
}

function addLimit(
  into: SpendLimit[],
  fields: Readonly<Record<string, unknown>>,
  scope: 'key' | 'user' | 'team',
): FieldProblem | undefined {
  const interval =
    typeof fields.budget_duration === 'string' ? readName(fields.budget_duration, 'budget_duration') : undefined;
  if (interval instanceof FieldProblem) return interval;
  const spent = readDollars(fields.spend, `${scope} spend`);
  for (const [field, kind] of [
    ['max_budget', 'limit'],
    ['soft_budget', 'alert'],
  ] as const) {
    if (fields[field] === null || fields[field] === undefined) continue;
    const amount = readDollars(fields[field], `${scope} ${field}`);
    if (amount instanceof FieldProblem) return amount;
    into.push({
      scope,
      kind,
      amount,
      interval,
      enforced: kind === 'limit',
      ...(spent instanceof FieldProblem ? {} : { spent }),
    });
  }
  return undefined;
}
