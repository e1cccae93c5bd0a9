// The usage source Anthropic: money from the cost report, tokens from the Messages usage report of an organization.
// Source: platform.claude.com/docs/en/api/admin/cost_report and .../usage_report, npm @anthropic-ai/sdk 1.12.0, read 2026-11-21.
import { daysIn, type Period, startOfUtcDay, utcDay } from '../budget/period';
import { readAnthropicCost, readAnthropicTokens } from './anthropicRows';
import { failureOf } from './errors';
import { FieldProblem, readFields, readList } from './fields';
import { pagesFor, readDataPage, unreadable, walkPages } from './pages';
import type {
  CostCell,
  QueryPair,
  ReadRequest,
  SetAsideRow,
  SpendGroup,
  TokenCell,
  UsageFailure,
  UsageRead,
  UsageSource,
} from './source';
import { daysUntil, readDay, spanOf } from './wholeDays';

/** Needs an admin key of the organization; a key of an individual account cannot read these reports. */
export const anthropic: UsageSource = {
  id: 'anthropic',
  name: 'Anthropic',
  defaultOrigin: 'https://api.anthropic.com',
  keysPage: 'https://platform.claude.com/settings/admin-keys',
  keyHeader: (key) => ['x-api-key', key],
  headers: [['anthropic-version', '2023-06-01']],
  pastedPath: '/v1',
  wholeDays: true,
  tells: ['cached', 'cacheWrite'],
  read,
};

/** The most daily buckets one page holds. */
const bucketLimit = 31;

interface Bucket {
  readonly day: string;
  readonly rows: readonly unknown[];
  readonly path: string;
}

async function read(asked: ReadRequest): Promise<UsageRead | UsageFailure> {
  const request = { ...asked, period: spanOf(asked) };
  const { period, now, group = 'model', onCut } = request;
  const costs: CostCell[] = [];
  const tokens: TokenCell[] = [];
  const setAside: SetAsideRow[] = [];
  const costDays = new Set<string>();
  const walk = async <Cell>(
    name: string,
    path: string,
    dimension: string | undefined,
    reader: RowReader<Cell>,
    cells: Cell[],
  ) => {
    const { entries, failure } = await walkBuckets(request, name, path, dimension);
    for (const { day } of name === 'cost_report' ? entries : []) costDays.add(day);
    return collect(entries, name, reader, group, cells, setAside) ?? failure;
  };
  const failure =
    (await walk('cost_report', '/v1/organizations/cost_report', costField(group), readAnthropicCost, costs)) ??
    (await walk(
      'usage_report',
      '/v1/organizations/usage_report/messages',
      tokenField(group),
      readAnthropicTokens,
      tokens,
    ));
  const days = daysUntil(period, now);
  // money comes later than tokens: without a bucket, today costs an unknown amount, not nothing
  const untoldDays = days.filter((day) => day === utcDay(now) && !costDays.has(day));
  const result: UsageRead = { kind: 'read', days, costs, tokens, setAside, untoldDays };
  if (failure === undefined) return result;
  onCut?.({ ...result, days: [] });
  return failure;
}

/** Costs know no key: with `key` they are read by day alone. */
function costField(group: SpendGroup): string | undefined {
  return { model: 'description', project: 'workspace_id', key: undefined, day: undefined }[group];
}

function tokenField(group: SpendGroup): string | undefined {
  return { model: 'model', project: 'workspace_id', key: 'api_key_id', day: undefined }[group];
}

function walkBuckets({ getJson, period, now }: ReadRequest, name: string, path: string, dimension: string | undefined) {
  const query: QueryPair[] = [
    ['starting_at', timeOf(period.start)],
    ...(period.end <= now ? [['ending_at', timeOf(period.end)] as const] : []),
    ['bucket_width', '1d'],
    ...(dimension === undefined ? [] : [['group_by[]', dimension] as const]),
    ['limit', String(bucketLimit)],
  ];
  return walkPages({
    name,
    mostPages: pagesFor(daysIn(period)),
    ask: (cursor) => getJson(path, cursor === undefined ? query : [...query, ['page', cursor]]),
    failureOf,
    readPage: (body) => readDataPage(body, name, (entry, path) => readBucket(entry, path, period)),
  });
}

function timeOf(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** Undefined for a bucket of the next period, which a read that crosses the month's end can bring. */
function readBucket(entry: unknown, path: string, period: Period): Bucket | undefined | FieldProblem {
  const fields = readFields(entry, path);
  if (fields instanceof FieldProblem) return fields;
  const day = readDay(fields.starting_at, `${path}.starting_at`);
  if (day instanceof FieldProblem) return day;
  const rows = readList(fields.results, `${path}.results`);
  if (rows instanceof FieldProblem) return rows;
  const start = startOfUtcDay(day);
  if (start < period.start) return new FieldProblem(`${path}.starting_at is before the time asked for`);
  return start < period.end ? { day, rows, path: `${path}.results` } : undefined;
}

type RowReader<Cell> = (
  row: unknown,
  day: string,
  path: string,
  group: SpendGroup,
) => { readonly cell: Cell } | { readonly setAside: SetAsideRow } | FieldProblem;

function collect<Cell>(
  buckets: readonly Bucket[],
  name: string,
  readRow: RowReader<Cell>,
  group: SpendGroup,
  cells: Cell[],
  setAside: SetAsideRow[],
): UsageFailure | undefined {
  const seen = new Set<string>();
  for (const { day, rows, path } of buckets) {
    if (seen.has(day)) return unreadable(`${name} gives the day ${day} twice`);
    seen.add(day);
    for (const [index, row] of rows.entries()) {
      const result = readRow(row, day, `${path}[${index}]`, group);
      if (result instanceof FieldProblem) return unreadable(result.text);
      if ('cell' in result) cells.push(result.cell);
      else setAside.push(result.setAside);
    }
  }
  return undefined;
}
