// The cap shared out to projects, keys and models: what each has used of its share, and what is left for all others.
import type { Usd } from '../money';

/** What a share is for. Ids are opaque: a name is shown only if the user gives it one. */
export type AllocationKind = 'project' | 'key' | 'model' | 'folder';

/** One share of the cap. */
export interface Allocation {
  readonly kind: AllocationKind;
  readonly id: string;
  /** 0 or more. */
  readonly amount: Usd;
}

/** Spend of the period by one id; the id is null for spend that the provider does not attribute. */
export interface SpendBy {
  readonly kind: AllocationKind;
  readonly id: string | null;
  readonly amount: Usd;
}

/** One share and what was used of it. */
export interface AllocationState {
  readonly allocation: Allocation;
  /** Undefined when it is not known who spent what. */
  readonly spent: Usd | undefined;
  /** From 100 % of the share on, or with any spend where the share is 0. */
  readonly isOver: boolean;
}

export interface AllocationSummary {
  readonly states: readonly AllocationState[];
  /** The cap less all shares: negative when more is shared out than there is; undefined without a cap. */
  readonly unallocatedCap: Usd | undefined;
  /** Spend of ids without a share, and of no id; undefined when it is not known who spent what. */
  readonly unallocatedSpend: Usd | undefined;
  /** True when the shares are more than the cap. */
  readonly isOverAllocated: boolean;
}

/**
 * How the shares stand. `spendBy` undefined, or rows of other kinds alone: who spent what is not known. Only rows of the kinds that have shares count, since one
 * dollar is in a project's row and in a model's row; without any share all of `spent` is unallocated.
 */
export function allocate(
  allocations: readonly Allocation[],
  spendBy: readonly SpendBy[] | undefined,
  cap: Usd | undefined,
  spent: Usd,
): AllocationSummary {
  const sums = spendBy && sumsById(spendBy);
  const states = allocations.map((allocation) =>
    stateOf(allocation, spendBy && isTold(allocation.kind, spendBy) ? sums : undefined),
  );
  const shared = allocations.reduce((sum, { amount }) => sum + amount, 0n);
  const hasCap = cap !== undefined && cap > 0n;
  return {
    states,
    unallocatedCap: hasCap ? ((cap - shared) as Usd) : undefined,
    unallocatedSpend: unallocatedSpend(allocations, spendBy, spent),
    isOverAllocated: hasCap && shared > cap,
  };
}

type Sums = ReadonlyMap<string, bigint>;

/** Kinds that the rows tell of; without any row nobody has spent anything of any kind. */
function isTold(kind: Allocation['kind'], spendBy: readonly SpendBy[]): boolean {
  return spendBy.length === 0 || spendBy.some((row) => row.kind === kind);
}

function sumsById(spendBy: readonly SpendBy[]): Sums {
  const sums = new Map<string, bigint>();
  for (const { kind, id, amount } of spendBy) {
    if (id !== null) sums.set(`${kind} ${id}`, (sums.get(`${kind} ${id}`) ?? 0n) + amount);
  }
  return sums;
}

function stateOf(allocation: Allocation, sums: Sums | undefined): AllocationState {
  const spent = sums && ((sums.get(`${allocation.kind} ${allocation.id}`) ?? 0n) as Usd);
  const isOver = spent !== undefined && spent >= allocation.amount && (allocation.amount > 0n || spent > 0n);
  return { allocation, spent, isOver };
}

function unallocatedSpend(
  allocations: readonly Allocation[],
  spendBy: readonly SpendBy[] | undefined,
  spent: Usd,
): Usd | undefined {
  if (allocations.length === 0) return wholeSpend(spendBy ?? [], spent);
  const kinds = new Set(allocations.map(({ kind }) => kind));
  if (!spendBy || ![...kinds].every((kind) => isTold(kind, spendBy))) return undefined;
  const has = new Set(allocations.map(({ kind, id }) => `${kind} ${id}`));
  return sumOf(spendBy.filter(({ kind, id }) => kinds.has(kind) && (id === null || !has.has(`${kind} ${id}`))));
}

/** Without a share: the rows of one kind, or else the whole spend. */
function wholeSpend(spendBy: readonly SpendBy[], spent: Usd): Usd {
  const kind = spendBy[0]?.kind;
  return kind === undefined ? spent : sumOf(spendBy.filter((row) => row.kind === kind));
}

function sumOf(rows: readonly { readonly amount: Usd }[]): Usd {
  return rows.reduce((sum, { amount }) => sum + amount, 0n) as Usd;
}
