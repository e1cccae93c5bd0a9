// The usage source OpenAI: money from the costs endpoint, requests and tokens from the usage endpoint, never one computed from the other.
// Source: github.com/openai/openai-openapi openapi.json 2.3.0 (commit f85dbe2) and npm openai 7.57.0, read 2026-11-21.
import { type Period, utcDay } from '../budget/period';
import { FieldProblem } from './fields';
import { type Bucket, bucketLimit, unreadable, walkPages } from './openaiPages';
import { readCostRow, readTokenRow } from './openaiRows';
import type {
  CostCell,
  QueryPair,
  ReadRequest,
  SetAsideRow,
  TokenCell,
  UsageFailure,
  UsageRead,
  UsageSource,
} from './source';

/** Needs an admin key of the organization. */
export const openai: UsageSource = {
  id: 'openai',
  name: 'OpenAI',
  defaultOrigin: 'https://api.openai.com',
  keysPage: 'https://platform.openai.com/settings/organization/admin-keys',
  keyHeader: (key) => ['authorization', `Bearer ${key}`],
  read,
};

const dayMs = 86_400_000;

async function read({ getJson, period, now }: ReadRequest): Promise<UsageRead | UsageFailure> {
  const costs = await walkPages('costs', getJson, '/v1/organization/costs', queryOf(period, 'line_item'), period);
  if ('kind' in costs) return costs;
  const usage = await walkPages(
    'usage',
    getJson,
    '/v1/organization/usage/completions',
    queryOf(period, 'model'),
    period,
  );
  if ('kind' in usage) return usage;
  const gap = missingDay(costs, period, now);
  if (gap !== undefined) return unreadable(`costs has no bucket for ${gap}`);
  const usageGap = missingDay(usage, period, now);
  if (usageGap !== undefined) return unreadable(`usage has no bucket for ${usageGap}`);
  return readRows(costs, usage);
}

function queryOf(period: Period, group: string): readonly QueryPair[] {
  return [
    ['start_time', String(period.start / 1000)],
    ['bucket_width', '1d'],
    ['group_by', group],
    ['limit', String(bucketLimit)],
  ];
}

/**
 * The first day without a bucket. The API leaves no gap, so one means that the reply is cut. Only today's may be missing: the
 * provider's day can begin a little later than this machine's.
 */
function missingDay(buckets: readonly Bucket[], period: Period, now: number): string | undefined {
  const present = new Set(buckets.map((bucket) => bucket.day));
  const last = buckets.at(-1)?.day ?? '';
  const today = utcDay(now);
  for (let start = period.start; start < period.end; start += dayMs) {
    const day = utcDay(start);
    if (day > last && day >= today) return undefined;
    if (!present.has(day)) return day;
  }
  return undefined;
}

function readRows(costBuckets: readonly Bucket[], usageBuckets: readonly Bucket[]): UsageRead | UsageFailure {
  const setAside: SetAsideRow[] = [];
  const costs: CostCell[] = [];
  const tokens: TokenCell[] = [];
  const problem =
    readEach(costBuckets, readCostRow, costs, setAside) ?? readEach(usageBuckets, readTokenRow, tokens, setAside);
  if (problem) return unreadable(problem.text);
  return { kind: 'read', days: costBuckets.map((bucket) => bucket.day), costs, tokens, setAside };
}

type RowReader<Cell> = (
  row: unknown,
  day: string,
  path: string,
) => { cell: Cell } | { setAside: SetAsideRow } | FieldProblem;

function readEach<Cell>(
  buckets: readonly Bucket[],
  readRow: RowReader<Cell>,
  cells: Cell[],
  setAside: SetAsideRow[],
): FieldProblem | undefined {
  for (const { day, rows, path } of buckets) {
    for (const [index, row] of rows.entries()) {
      const result = readRow(row, day, `${path}[${index}]`);
      if (result instanceof FieldProblem) return result;
      if ('cell' in result) cells.push(result.cell);
      else setAside.push(result.setAside);
    }
  }
  return undefined;
}
