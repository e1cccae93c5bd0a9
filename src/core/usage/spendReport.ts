// What was spent in a period as a table: buckets by day and by model, project or key, and their totals. Every source ends here, so that
// all of them say the same things in the same words. Unknown stays unknown: a sum with an unknown part is unknown itself.
import { dayMs, startOfUtcDay } from '../budget/period';
import { addUsd, type Usd, usdToDecimal, zeroUsd } from '../money';
import { everyModel, type SpendGroup, type UsageRead } from './source';

/** `reported` by the provider; `logged` by the tool that made the request; `computed` from tokens at list prices. */
export type CostKind = 'reported' | 'logged' | 'computed';

/** Counts of tokens and requests; undefined when the source does not say. */
export interface Counts {
  /** The whole prompt side: cached tokens and tokens written to the cache are part of it. */
  readonly input: number | undefined;
  readonly cached: number | undefined;
  readonly cacheWrite: number | undefined;
  readonly output: number | undefined;
  readonly requests: number | undefined;
}

/** One part of what was spent. A row may hold money, counts, or both. */
export interface SpendRow {
  /** `YYYY-MM-DD`; undefined for a sum over the whole period. */
  readonly day: string | undefined;
  /** The group's value; null when it has none, undefined when the source does not keep this row apart. */
  readonly name: string | null | undefined;
  readonly cost?: { readonly amount: Usd; readonly kind: CostKind } | 'unknown';
  readonly counts?: Counts;
}

/** Amounts as they are printed: decimal dollars, null for unknown. */
export interface Figures {
  readonly costUsd: string | null;
  readonly costKind: CostKind;
  readonly input: number | null;
  readonly cached: number | null;
  readonly cacheWrite: number | null;
  readonly output: number | null;
  readonly requests: number | null;
  /** Where `costUsd` is null: what the known parts sum to. */
  readonly atLeastUsd?: string;
}

export interface SpendBucket extends Figures {
  /** UTC day; null for a sum over the whole period. */
  readonly date: string | null;
  /** `[start, end)` as ISO times, cut to the period. */
  readonly start: string;
  readonly end: string;
  /** One of these, by the group that was asked for; null is the provider's own "none", or a day that it does not keep apart. */
  readonly model?: string | null;
  readonly project?: string | null;
  readonly key?: string | null;
}

/** What the buckets are made of. */
export interface Table {
  readonly rows: readonly SpendRow[];
  /** Days that are told, with or without rows. */
  readonly days: readonly string[];
  readonly group: SpendGroup;
  /** Epoch ms, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly kind: CostKind;
  /** False: the sums cannot be known, because rows are missing. */
  readonly isWhole: boolean;
  /** What a day without any row has: zeros, or nothing known for what the source never tells. */
  readonly none: { readonly cost: boolean; readonly counts: Counts };
}

const unknownCounts: Counts = {
  input: undefined,
  cached: undefined,
  cacheWrite: undefined,
  output: undefined,
  requests: undefined,
};

/** The rows of a complete read, or of the part of one that was cut. */
export function rowsOfRead(read: UsageRead, group: SpendGroup): SpendRow[] {
  const nameOf = (cell: { readonly model?: string; readonly project?: string | null; readonly key?: string | null }) =>
    ({ model: modelName(cell.model), project: cell.project, key: cell.key, day: null })[group];
  const dayOf = (day: string) => (read.wholePeriod ? undefined : day);
  const costs = read.costs.map(
    (cell): SpendRow => ({ day: dayOf(cell.day), name: nameOf(cell), cost: { amount: cell.cost, kind: 'reported' } }),
  );
  const counts = read.tokens.map(
    (cell): SpendRow => ({
      day: dayOf(cell.day),
      name: nameOf(cell),
      counts: {
        input: cell.inputTokens,
        cached: cell.cachedInputTokens,
        cacheWrite: cell.cacheWriteTokens,
        output: cell.outputTokens,
        requests: cell.requests,
      },
    }),
  );
  const unknown = read.setAside.map((row): SpendRow => {
    const place = { day: dayOf(row.day), name: nameOf(row) };
    return row.table === 'costs' ? { ...place, cost: 'unknown' } : { ...place, counts: unknownCounts };
  });
  return [...costs, ...counts, ...unknown];
}

function modelName(model: string | undefined): string | null | undefined {
  return model === 'unnamed' ? null : model === everyModel ? undefined : model;
}

/** The buckets, in order of day and name, and the totals. A day of which no row is kept apart is one bucket without a name. */
export function tabulate(table: Table): { readonly buckets: readonly SpendBucket[]; readonly totals: Figures } {
  const sums = new Map<string, Sum>();
  const sumAt = (day: string | undefined, name: string | null): Sum => {
    const id = JSON.stringify([day ?? '', name ?? '', name === null]);
    const sum = sums.get(id) ?? new Sum(day, name);
    sums.set(id, sum);
    return sum;
  };
  if (table.group === 'day') for (const day of table.days) sumAt(day, null);
  const namedDays = new Set(table.rows.flatMap(({ day, name }) => (name === undefined ? [] : [day])));
  for (const row of table.rows) {
    if (row.name !== undefined || !namedDays.has(row.day)) sumAt(row.day, row.name ?? null).add(row);
  }
  const total = new Sum(undefined, null);
  for (const row of table.rows) total.add(row);
  const ordered = [...sums.values()].sort((a, b) => compare(a.day, b.day) || compare(a.name ?? '', b.name ?? ''));
  return {
    buckets: ordered.map((sum) => ({
      ...placeOf(sum, table),
      ...figuresOf(sum, table, table.group === 'day' && isTold(sum, table)),
    })),
    totals: totalsOf(total, table),
  };
}

function compare(a: string | undefined, b: string | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}

/** A day that is told has nothing where it has no row; any other bucket's missing half is unknown. */
function isTold(sum: Sum, { days }: Table): boolean {
  return sum.day !== undefined && days.includes(sum.day);
}

/** A sum under way; counts become unknown with the first unknown part. */
class Sum {
  cost: Usd = zeroUsd;
  hasCost = false;
  isCostKnown = true;
  kind: CostKind | undefined;
  counts: Counts | undefined;

  constructor(
    readonly day: string | undefined,
    readonly name: string | null,
  ) {}

  add({ cost, counts }: SpendRow): void {
    if (cost === 'unknown') this.isCostKnown = false;
    else if (cost) {
      this.cost = addUsd(this.cost, cost.amount);
      this.hasCost = true;
      // computed is the weaker word: a sum with a computed part is computed
      if (this.kind === undefined || cost.kind === 'computed') this.kind = cost.kind;
    }
    if (counts) this.counts = this.counts ? addCounts(this.counts, counts) : counts;
  }
}

function addCounts(a: Counts, b: Counts): Counts {
  const add = (left: number | undefined, right: number | undefined) => {
    const sum = left === undefined || right === undefined ? Number.NaN : left + right;
    return Number.isSafeInteger(sum) ? sum : undefined;
  };
  return {
    input: add(a.input, b.input),
    cached: add(a.cached, b.cached),
    cacheWrite: add(a.cacheWrite, b.cacheWrite),
    output: add(a.output, b.output),
    requests: add(a.requests, b.requests),
  };
}

function placeOf({ day, name }: Sum, { group, start, end }: Table) {
  const from = day === undefined ? start : Math.max(start, startOfUtcDay(day));
  const to = day === undefined ? end : Math.min(end, startOfUtcDay(day) + dayMs);
  const place = { date: day ?? null, start: isoTime(from), end: isoTime(to) };
  return group === 'day' ? place : { ...place, [group]: name };
}

/** `2026-11-01T00:00:00Z`; milliseconds only where there are any. */
export function isoTime(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

function figuresOf(sum: Sum, { kind, none }: Table, isTotal: boolean): Figures {
  const isKnown = sum.isCostKnown && (sum.hasCost || (isTotal && none.cost));
  const counts = sum.counts ?? (isTotal ? none.counts : unknownCounts);
  return {
    costUsd: isKnown ? usdToDecimal(sum.cost) : null,
    costKind: sum.kind ?? kind,
    input: counts.input ?? null,
    cached: counts.cached ?? null,
    cacheWrite: counts.cacheWrite ?? null,
    output: counts.output ?? null,
    requests: counts.requests ?? null,
    ...(!isKnown && sum.hasCost ? { atLeastUsd: usdToDecimal(sum.cost) } : {}),
  };
}

function totalsOf(total: Sum, table: Table): Figures {
  const figures = figuresOf(total, table, true);
  if (table.isWhole) return figures;
  const atLeast = total.hasCost ? { atLeastUsd: usdToDecimal(total.cost) } : {};
  const { costKind } = figures;
  return {
    costUsd: null,
    costKind,
    input: null,
    cached: null,
    cacheWrite: null,
    output: null,
    requests: null,
    ...atLeast,
  };
}
