// The usage source OpenAI: money from the costs endpoint, requests and tokens from the usage endpoints, never one computed from the other.
// Source: github.com/openai/openai-openapi openapi.json 2.3.0 (commit f85dbe2) and npm openai 7.57.0, read 2026-11-21.
import { type Period, utcDay } from '../budget/period';
import { FieldProblem } from './fields';
import { readUseDetails } from './openaiDetails';
import { readLimits } from './openaiLimits';
import { type Bucket, bucketLimit, walkBuckets } from './openaiPages';
import { type Row, readCostRow, readTokenRow } from './openaiRows';
import { readSisterRow, sisters, walkSister } from './openaiSisters';
import { unreadable } from './pages';
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
import { spanOf } from './wholeDays';

/** Needs an admin key of the organization. */
export const openai: UsageSource = {
  id: 'openai',
  name: 'OpenAI',
  defaultOrigin: 'https://api.openai.com',
  keysPage: 'https://platform.openai.com/settings/organization/admin-keys',
  keyHeader: (key) => ['authorization', `Bearer ${key}`],
  pastedPath: '/v1',
  tells: ['cached', 'cacheWrite', 'requests'],
  read,
  limits: readLimits,
  useDetails: readUseDetails,
};

const dayMs = 86_400_000;

/**
 * What is before this cannot be kept apart by key: the API refuses the question.
 * Source: github.com/langwatch/langwatch ADR-122 (live probes, 2026-08-26), read 2026-11-21.
 */
const firstKeyTime = 1_764_979_200_000;

/** A walk over one part of the period, with the group its rows are kept apart by. */
interface Part {
  readonly buckets: readonly Bucket[];
  readonly group: SpendGroup;
}

async function read(asked: ReadRequest): Promise<UsageRead | UsageFailure> {
  const request = { ...asked, period: spanOf(asked) };
  const { period, now, onCut } = request;
  const cells = new Cells();
  const failure =
    (await readCosts(request, cells)) ??
    (await readUsage(request, cells)) ??
    gapIn('costs', cells.costDays, period, now) ??
    gapIn('usage', cells.usageDays, period, now);
  if (failure === undefined) return cells.read();
  onCut?.(cells.read());
  return failure;
}

function gapIn(name: string, days: readonly string[], period: Period, now: number): UsageFailure | undefined {
  const gap = missingDay(days, period, now);
  return gap === undefined ? undefined : unreadable(`${name} has no bucket for ${gap}`);
}

async function readCosts({ getJson, period, now, group = 'model', byProject }: ReadRequest, cells: Cells) {
  for (const part of partsOf(period, group)) {
    const query = queryOf(part.period, now, ...costFields(part.group, byProject === true));
    const walk = await walkBuckets('costs', getJson, '/v1/organization/costs', query, part.period);
    const problem = cells.addCosts({ buckets: walk.entries, group: part.group });
    if (walk.failure) return walk.failure;
    if (problem) return unreadable(problem.text);
  }
  return undefined;
}

async function readUsage({ getJson, period, now, group = 'model', thorough }: ReadRequest, cells: Cells) {
  for (const part of partsOf(period, group)) {
    const query = queryOf(part.period, now, fieldOf(part.group));
    const walk = await walkBuckets('usage', getJson, '/v1/organization/usage/completions', query, part.period);
    const problem = cells.addTokens({ buckets: walk.entries, group: part.group });
    if (walk.failure) return walk.failure;
    if (problem) return unreadable(problem.text);
    for (const sister of thorough ? sisters : []) {
      const buckets = await walkSister(sister, getJson, query, part.period);
      if ('kind' in buckets) return buckets;
      const trouble = cells.addSister({ buckets, group: part.group });
      if (trouble) return unreadable(trouble.text);
    }
  }
  return undefined;
}

function costFields(group: SpendGroup, byProject: boolean): readonly (string | undefined)[] {
  if (group !== 'model') return [fieldOf(group)];
  return byProject ? ['line_item', 'project_id'] : ['line_item'];
}

function fieldOf(group: SpendGroup): string | undefined {
  return { model: 'model', project: 'project_id', key: 'api_key_id', day: undefined }[group];
}

function partsOf(
  period: Period,
  group: SpendGroup,
): readonly { readonly period: Period; readonly group: SpendGroup }[] {
  if (group !== 'key' || period.start >= firstKeyTime) return [{ period, group }];
  if (period.end <= firstKeyTime) return [{ period, group: 'day' }];
  return [
    { period: { start: period.start, end: firstKeyTime }, group: 'day' },
    { period: { start: firstKeyTime, end: period.end }, group },
  ];
}

/** An end that is over is named; an open one is left out, so that it does not move between two pages. */
function queryOf(period: Period, now: number, ...groups: readonly (string | undefined)[]): readonly QueryPair[] {
  return [
    ['start_time', String(Math.floor(period.start / 1000))],
    ...(period.end <= now ? [['end_time', String(Math.floor(period.end / 1000))] as const] : []),
    ['bucket_width', '1d'],
    ...groups.flatMap((group) => (group === undefined ? [] : [['group_by', group] as const])),
    ['limit', String(bucketLimit)],
  ];
}

/**
 * The first day without a bucket. The API leaves no gap, so one means that the reply is cut. Only today's may be missing: the
 * provider's day can begin a little later than this machine's.
 */
function missingDay(days: readonly string[], period: Period, now: number): string | undefined {
  const present = new Set(days);
  const last = days.at(-1) ?? '';
  const today = utcDay(now);
  for (let start = period.start - (period.start % dayMs); start < period.end; start += dayMs) {
    const day = utcDay(start);
    if (day > last && day >= today) return undefined;
    if (!present.has(day)) return day;
  }
  return undefined;
}

/** The cells read so far. */
class Cells {
  costDays: string[] = [];
  usageDays: string[] = [];
  private readonly costs: CostCell[] = [];
  private readonly tokens: TokenCell[] = [];
  private readonly setAside: SetAsideRow[] = [];

  addCosts(part: Part): FieldProblem | undefined {
    this.costDays.push(...part.buckets.map((bucket) => bucket.day));
    return this.add(part, readCostRow, this.costs);
  }

  addTokens(part: Part): FieldProblem | undefined {
    this.usageDays.push(...part.buckets.map((bucket) => bucket.day));
    return this.add(part, readTokenRow, this.tokens);
  }

  addSister(part: Part): FieldProblem | undefined {
    return this.add(part, readSisterRow, this.tokens);
  }

  read(): UsageRead {
    const { costs, tokens, setAside } = this;
    return { kind: 'read', days: [...new Set(this.costDays)], costs, tokens, setAside };
  }

  private add<Cell>({ buckets, group }: Part, readRow: RowReader<Cell>, cells: Cell[]): FieldProblem | undefined {
    for (const { day, rows, path } of buckets) {
      for (const [index, row] of rows.entries()) {
        const result = readRow(row, day, `${path}[${index}]`, group);
        if (result instanceof FieldProblem) return result;
        if ('cell' in result) cells.push(result.cell);
        else this.setAside.push(result.setAside);
      }
    }
    return undefined;
  }
}

type RowReader<Cell> = (row: unknown, day: string, path: string, group: SpendGroup) => Row<Cell>;
