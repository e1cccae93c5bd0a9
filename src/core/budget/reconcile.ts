// Reconciliation: an estimate or a local log beside the bill, model by model and day by day, and why they differ. The bill is never
// changed by it.
import type { Usd } from '../money';
import { fraction, roundFraction } from './rational';

/** Tokens of one model and day. Cached tokens are part of the input. */
export interface TokenCounts {
  readonly input: number;
  readonly cached: number;
  /** Written to the cache; part of the input. 0 when absent. */
  readonly cacheWrite?: number;
  readonly output: number;
}

/** One side of a row. */
export interface ReconcileSide {
  readonly cost: Usd;
  /** Undefined when this side has no token counts. */
  readonly counts: TokenCounts | undefined;
}

/** One model and day. */
export interface ReconcileInput {
  readonly model: string;
  /** `YYYY-MM-DD`, the provider's (UTC). */
  readonly day: string;
  /** Undefined: nothing was estimated or logged here. */
  readonly estimate: ReconcileSide | undefined;
  /** Undefined: the bill does not name the model on this day. */
  readonly bill: ReconcileSide | undefined;
  /** True while the provider may still restate the day. */
  readonly isOpen: boolean;
}

/**
 * Why a bill differs. `cache`: more or less was read from the cache. `output`: answers were longer or shorter. `tier`: another service tier.
 * `late`: the day is not fully billed yet. `notBilled`, `notSeen`: only one side has it. `unknown`: none of these explains it.
 */
export type DriftReason = 'cache' | 'output' | 'tier' | 'late' | 'notBilled' | 'notSeen' | 'unknown';

/** One model and day, compared. */
export interface ReconcileRow extends ReconcileInput {
  /** Bill less estimate in percent of the estimate, one decimal; undefined when one side is absent or the estimate is 0. */
  readonly driftPercent: number | undefined;
  /** Undefined when both agree within a percent. */
  readonly reason: DriftReason | undefined;
}

/** What `counts` of a model cost on a day at list price, standard tier; undefined when that is not known. */
export type CostOfCounts = (model: string, day: string, counts: TokenCounts) => Usd | undefined;

/** Bill by estimate in thousandths of a service tier: batch and flex, regional, priority of several models. Source: prices/serviceTiers.ts. */
const tierFactors = [500n, 1_100n, 1_667n, 1_700n, 1_750n, 1_800n, 1_818n, 2_000n, 2_500n];

/** Compares one model and day. */
export function reconcile(row: ReconcileInput, costOf: CostOfCounts): ReconcileRow {
  const { estimate, bill } = row;
  if (!estimate || !bill) {
    const reason = estimate ? (row.isOpen ? 'late' : 'notBilled') : bill ? 'notSeen' : undefined;
    return { ...row, driftPercent: undefined, reason };
  }
  return {
    ...row,
    driftPercent: driftPercentOf(estimate.cost, bill.cost),
    reason: reasonOf(row, estimate, bill, costOf),
  };
}

/** Bill less estimate in percent of the estimate, one decimal; undefined for an estimate of 0 or less. */
export function driftPercentOf(estimate: Usd, bill: Usd): number | undefined {
  return estimate > 0n ? Number(roundFraction(fraction((bill - estimate) * 1000n, estimate))) / 10 : undefined;
}

function reasonOf(
  { model, day, isOpen }: ReconcileInput,
  estimate: ReconcileSide,
  bill: ReconcileSide,
  costOf: CostOfCounts,
): DriftReason | undefined {
  if (isNear(estimate.cost, bill.cost, 100n)) return undefined;
  if (isOpen && bill.cost < estimate.cost) return 'late';
  const [own, billed] = [estimate.counts, bill.counts];
  if (own && billed) {
    const explains = (counts: TokenCounts) => {
      const cost = costOf(model, day, counts);
      return cost !== undefined && isNear(cost, bill.cost, 50n);
    };
    if (own.cached !== billed.cached && explains({ ...own, cached: Math.min(own.input, billed.cached) }))
      return 'cache';
    if (own.output !== billed.output && explains({ ...own, output: billed.output })) return 'output';
  }
  const isTier = tierFactors.some((factor) => isNear(((estimate.cost * factor) / 1000n) as Usd, bill.cost, 50n));
  return isTier ? 'tier' : 'unknown';
}

/** Within one part in `parts` of the bill. */
function isNear(cost: Usd, bill: Usd, parts: bigint): boolean {
  const off = cost > bill ? cost - bill : bill - cost;
  return off * parts <= (bill < 0n ? -bill : bill);
}

/** Both sides of all rows: sums of what is known, and of the rows that both sides have. */
export function reconcileTotals(rows: readonly ReconcileRow[]): { readonly estimate: Usd; readonly bill: Usd } {
  const sum = (side: 'estimate' | 'bill') => rows.reduce((total, row) => total + (row[side]?.cost ?? 0n), 0n) as Usd;
  return { estimate: sum('estimate'), bill: sum('bill') };
}
