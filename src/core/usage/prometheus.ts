// The usage source Prometheus (and what speaks its HTTP API: Mimir, Thanos, VictoriaMetrics), for teams whose gateways export metrics of
// their requests. Counters are read as they stand at the end of each step; what they rose by is reckoned here, exactly.
// Source: prometheus.io/docs/prometheus/latest/querying/api, read 2026-11-21.
import { dayMs, daysIn, type Period, utcDay } from '../budget/period';
import { type Usd, usd, zeroUsd } from '../money';
import { failureOf } from './errors';
import { FieldProblem } from './fields';
import { unreadable } from './pages';
import { defaultQueries, type Figure, figures, labelsOf, type Queries } from './prometheusQueries';
import { readSeries, risesOf, type Series } from './prometheusSeries';
import {
  type CostCell,
  everyModel,
  type ReadRequest,
  type SpendGroup,
  type TokenCell,
  type UsageFailure,
  type UsageRead,
  type UsageSource,
} from './source';
import { spanOf } from './wholeDays';

/** With the default queries for LiteLLM's and OpenTelemetry's metrics. Most servers need no key. */
export const prometheus: UsageSource = prometheusWith(defaultQueries);

/** With a user's own queries: the first set that finds anything is taken, so that no request is counted by two of them. */
export function prometheusWith(sets: readonly Queries[]): UsageSource {
  return {
    id: 'prometheus',
    name: 'Prometheus',
    defaultOrigin: 'http://localhost:9090',
    keysPage: 'https://prometheus.io/docs/prometheus/latest/configuration/https',
    keyHeader: (key) => ['authorization', `Bearer ${key}`],
    pastedPath: '/api/v1',
    keyless: true,
    read: (request) => read(request, sets),
  };
}

/** Steps that divide a day, ms. */
const steps = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * 60_000);
const mostPoints = 800;

async function read(asked: ReadRequest, sets: readonly Queries[]): Promise<UsageRead | UsageFailure> {
  const request = { ...asked, period: spanOf(asked) };
  const { period, now } = request;
  if (period.start % 60_000 !== 0) return unreadable('a period must begin at a whole minute');
  const end = Math.min(period.end, now);
  const step =
    steps.find((each) => (end - period.start) / each <= mostPoints && period.start % each === 0) ?? 3_600_000;
  const days = daysWithin(period, end);
  for (const queries of sets) {
    const found = await readSet(request, queries, { start: period.start, end }, step);
    if ('kind' in found) return found;
    if (found.size > 0) return toRead(found, days, request.group ?? 'model');
  }
  return { kind: 'read', days, costs: [], tokens: [], setAside: [], tellsTokens: false, tellsCosts: false };
}

function daysWithin(period: Period, end: number): string[] {
  const first = period.start - (period.start % dayMs);
  const count = daysIn({ start: first, end: Math.max(first + 1, end) });
  const days = Array.from({ length: Math.max(1, count + 1) }, (_, index) => first + index * dayMs);
  return days.filter((start) => start < end).map(utcDay);
}

/** The series of each figure that the server has. */
async function readSet(
  request: ReadRequest,
  queries: Queries,
  period: Period,
  step: number,
): Promise<ReadonlyMap<Figure, Risen> | UsageFailure> {
  const found = new Map<Figure, Risen>();
  const starts = await ask(request, 'max by (job, instance) (process_start_time_seconds)', period, step);
  if (!Array.isArray(starts)) return starts;
  for (const figure of figures) {
    const selector = queries[figure];
    if (selector === undefined) continue;
    const window = `${step / 1000}s`;
    const ends = `last_over_time(${selector}[${window}])`;
    const values = await ask(request, ends, period, step);
    if (!Array.isArray(values)) return values;
    if (values.length === 0) continue;
    // a counter only rises: where a step's peak is above its end, the counter began anew within the step
    const peaks = await ask(request, `max_over_time(${selector}[${window}]) > ${ends}`, period, step);
    if (!Array.isArray(peaks)) return peaks;
    found.set(figure, { queries, series: values, peaks, starts, period, step });
  }
  return found;
}

interface Risen {
  readonly queries: Queries;
  readonly series: readonly Series[];
  readonly peaks: readonly Series[];
  readonly starts: readonly Series[];
  readonly period: Period;
  readonly step: number;
}

/** The last step reaches beyond the end of an open period, so that nothing of it is missing. */
async function ask({ getJson }: ReadRequest, query: string, { start, end }: Period, step: number) {
  const last = start + Math.ceil((end - start) / step) * step;
  const answer = await getJson('/api/v1/query_range', [
    ['query', query],
    ['start', String(start / 1000)],
    ['end', String(last / 1000)],
    ['step', String(step / 1000)],
  ]);
  if (answer.kind !== 'answered') return answer;
  const failure = failureOf(answer);
  if (failure) return failure;
  const series = readSeries(answer.body);
  return series instanceof FieldProblem ? unreadable(series.text) : [...series];
}

interface Cell {
  readonly day: string;
  readonly name: string | null;
  readonly rises: Map<Figure, Usd>;
}

function toRead(found: ReadonlyMap<Figure, Risen>, days: readonly string[], group: SpendGroup): UsageRead {
  const cells = new Map<string, Cell>();
  for (const [figure, risen] of found) {
    for (const { labels, day, amount } of risesOf(risen)) {
      const name = group === 'day' ? null : labelsOf(risen.queries, group, labels);
      const id = `${day} ${name === null ? '' : `=${name}`}`;
      const cell = cells.get(id) ?? { day, name, rises: new Map() };
      cell.rises.set(figure, ((cell.rises.get(figure) ?? 0n) + amount) as Usd);
      cells.set(id, cell);
    }
  }
  const place = ({ day, name }: Cell) => ({
    day,
    model: group === 'model' ? (name ?? 'unnamed') : everyModel,
    ...(group === 'project' ? { project: name } : {}),
    ...(group === 'key' ? { key: name } : {}),
  });
  const count = (cell: Cell, figure: Figure) =>
    found.has(figure) ? whole(cell.rises.get(figure) ?? zeroUsd) : undefined;
  const costs = [...cells.values()].flatMap((cell): CostCell[] =>
    found.has('spend')
      ? [{ ...place(cell), item: cell.name ?? everyModel, cost: cell.rises.get('spend') ?? zeroUsd }]
      : [],
  );
  const tokens = [...cells.values()].map(
    (cell): TokenCell => ({
      ...place(cell),
      requests: count(cell, 'requests'),
      inputTokens: count(cell, 'input') ?? 0,
      cachedInputTokens: count(cell, 'cached'),
      cacheWriteTokens: count(cell, 'cacheWrite'),
      outputTokens: count(cell, 'output') ?? 0,
    }),
  );
  const tellsTokens = found.has('input') || found.has('output');
  return {
    kind: 'read',
    days,
    costs,
    tokens: tellsTokens ? tokens : [],
    setAside: [],
    ...(tellsTokens ? {} : { tellsTokens: false as const }),
    ...(found.has('spend') ? {} : { tellsCosts: false as const }),
  };
}

/** Counters are floats: a count is what is nearest. */
function whole(amount: Usd): number {
  const one = usd(1) ?? 1n;
  return Number((amount + one / 2n) / one);
}
