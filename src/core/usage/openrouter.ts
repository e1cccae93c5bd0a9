// The usage source OpenRouter. A management key reads the account's activity, day by day and model by model, for the last 30 whole
// days; any other key reads only its own sums of today and this month.
// Source: openrouter.ai/docs/api-reference and npm @openrouter/sdk 1.3.19, read 2026-11-21. All periods are UTC, all money is dollars.
import { dayMs, monthOf, type Period, utcDay } from '../budget/period';
import { failureOf } from './errors';
import { FieldProblem, type Fields, readCount, readDollars, readFields, readList, readName } from './fields';
import { unreadable } from './pages';
import {
  type CostCell,
  everyModel,
  type GetJson,
  type LimitsRead,
  type ReadRequest,
  type SetAsideRow,
  type TokenCell,
  type UsageFailure,
  type UsageRead,
  type UsageSource,
} from './source';
import { daysUntil, readDay, spanOf } from './wholeDays';

/** Any key tells its own sums; a management key tells the account's activity. */
export const openrouter: UsageSource = {
  id: 'openrouter',
  name: 'OpenRouter',
  defaultOrigin: 'https://openrouter.ai',
  keysPage: 'https://openrouter.ai/settings/management-keys',
  keyHeader: (key) => ['authorization', `Bearer ${key}`],
  pastedPath: '/api/v1',
  wholeDays: true,
  tells: ['requests'],
  read,
  limits,
};

const daysKept = 30;

async function read(request: ReadRequest): Promise<UsageRead | UsageFailure> {
  const key = await readKey(request.getJson);
  if ('kind' in key) return key;
  const answer = await request.getJson('/api/v1/activity', []);
  if (answer.kind !== 'answered') return answer;
  // 403: no management key; 404: a stand-in without activity
  if (answer.status === 403 || answer.status === 404) return keySums(key, request);
  return failureOf(answer) ?? readActivity(answer.body, spanOf(request), request.now);
}

async function readKey(getJson: GetJson): Promise<{ readonly fields: Fields } | UsageFailure> {
  const answer = await getJson('/api/v1/key', []);
  if (answer.kind !== 'answered') return answer;
  const failure = failureOf(answer);
  if (failure) return failure;
  const outer = readFields(answer.body, 'key');
  const fields = outer instanceof FieldProblem ? outer : readFields(outer.data, 'key data');
  return fields instanceof FieldProblem ? unreadable(fields.text) : { fields };
}

/** What a key knows of itself: the sum of this month, or of today. Any other period it cannot tell. */
function keySums({ fields }: { readonly fields: Fields }, { period, now }: ReadRequest): UsageRead | UsageFailure {
  const month = monthOf(now);
  const today = now - (now % dayMs);
  const isOpen = period.end > now;
  const field =
    isOpen && period.start === month.start
      ? 'usage_monthly'
      : isOpen && period.start === today
        ? 'usage_daily'
        : undefined;
  if (field === undefined)
    return unreadable('this key tells only of today and of this month; a management key tells of days');
  const cost = readDollars(fields[field], `key data.${field}`);
  if (cost instanceof FieldProblem) return unreadable(cost.text);
  const day = utcDay(period.start);
  const cell: CostCell = { day, item: everyModel, model: everyModel, cost };
  const read = { kind: 'read', costs: [cell], tokens: [], setAside: [], tellsTokens: false } as const;
  const isOneDay = field === 'usage_daily' || utcDay(now) === day;
  return isOneDay ? { ...read, days: [day] } : { ...read, days: [], wholePeriod: true };
}

function readActivity(body: unknown, period: Period, now: number): UsageRead | UsageFailure {
  const outer = readFields(body, 'activity');
  const data = outer instanceof FieldProblem ? outer : readList(outer.data, 'activity data');
  if (data instanceof FieldProblem) return unreadable(data.text);
  const today = now - (now % dayMs);
  const told = (day: string) => day < utcDay(today) && day >= utcDay(today - daysKept * dayMs);
  const asked = daysUntil(period, now);
  const days = asked.filter(told);
  const read = { costs: [] as CostCell[], tokens: [] as TokenCell[], setAside: [] as SetAsideRow[] };
  for (const [index, row] of data.entries()) {
    const path = `activity data[${index}]`;
    const fields = readFields(row, path);
    if (fields instanceof FieldProblem) return unreadable(fields.text);
    const day = readDay(fields.date, `${path}.date`);
    if (day instanceof FieldProblem) return unreadable(day.text);
    const model = readName(fields.model, `${path}.model`);
    if (model instanceof FieldProblem) return unreadable(model.text);
    if (days.includes(day)) addRow(read, fields, path, day, model);
  }
  const untoldDays = asked.filter((day) => !told(day));
  return { kind: 'read', days, ...read, ...(untoldDays.length > 0 ? { untoldDays } : {}) };
}

function addRow(
  { costs, tokens, setAside }: { costs: CostCell[]; tokens: TokenCell[]; setAside: SetAsideRow[] },
  fields: Fields,
  path: string,
  day: string,
  model: string,
): void {
  const provider = readName(fields.provider_name, `${path}.provider_name`);
  const endpoint = typeof fields.endpoint_id === 'string' ? fields.endpoint_id.slice(0, 80) : '';
  const item = `${model} ${provider instanceof FieldProblem ? '' : provider} ${endpoint}`.trim();
  const cost = readDollars(fields.usage, `${path}.usage`);
  if (cost instanceof FieldProblem) setAside.push({ table: 'costs', day, name: item, reason: cost.text, model });
  else costs.push({ day, item, model, cost });
  const input = readCount(fields.prompt_tokens, `${path}.prompt_tokens`);
  // reasoning tokens are part of completion tokens
  const output = readCount(fields.completion_tokens, `${path}.completion_tokens`);
  const requests = readCount(fields.requests, `${path}.requests`);
  for (const count of [input, output, requests]) {
    if (!(count instanceof FieldProblem)) continue;
    setAside.push({ table: 'tokens', day, name: model, reason: count.text, model });
    return;
  }
  if (input instanceof FieldProblem || output instanceof FieldProblem || requests instanceof FieldProblem) return;
  tokens.push({ day, model, requests, inputTokens: input, cachedInputTokens: undefined, outputTokens: output });
}

/** The key's own limit. */
async function limits(getJson: GetJson): Promise<LimitsRead | UsageFailure> {
  const key = await readKey(getJson);
  if ('kind' in key) return key;
  const { limit, limit_reset, usage } = key.fields;
  if (limit === null || limit === undefined)
    return { kind: 'limits', spendLimits: [], rateLimits: [], unreadProjects: 0 };
  const amount = readDollars(limit, 'key data.limit');
  if (amount instanceof FieldProblem) return unreadable(amount.text);
  const field = { daily: 'usage_daily', weekly: 'usage_weekly', monthly: 'usage_monthly' }[String(limit_reset)];
  const spent = readDollars(field === undefined ? usage : key.fields[field], 'key data usage');
  const interval = typeof limit_reset === 'string' ? limit_reset.slice(0, 40) : undefined;
  const known = spent instanceof FieldProblem ? {} : { spent };
  return {
    kind: 'limits',
    spendLimits: [{ scope: 'key', kind: 'limit', amount, interval, enforced: true, ...known }],
    rateLimits: [],
    unreadProjects: 0,
  };
}
