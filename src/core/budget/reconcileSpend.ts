// The bills of all accounts beside two estimates of the same use, model by model and day by day: the provider's own token counts at list
// price, and what this machine has logged. Accounts and prices -> here -> page.
import { grouped } from '../grouped';
import { addUsd, type Usd, zeroUsd } from '../money';
import { aggregateCost } from '../prices/callCost';
import type { PriceLookup } from '../prices/price';
import type { BillCell, SourceState, SpendFigures, UseCell } from '../spend/spend';
import { dayMs, startOfUtcDay } from './period';
import {
  driftPercentOf,
  type ReconcileRow,
  type ReconcileSide,
  reconcile,
  reconcileTotals,
  type TokenCounts,
} from './reconcile';
import { restatedForMs } from './settlement';

/** What a bill is compared with: its own tokens at list price, or local logs. */
export type EstimateKind = 'list' | 'log';

/** One model of the period so far against one kind of estimate. */
export interface ModelReconciliation {
  readonly model: string;
  readonly kind: EstimateKind;
  /** Ascending. */
  readonly days: readonly ReconcileRow[];
  /** Sums over the days that both sides have. */
  readonly estimate: Usd;
  readonly bill: Usd;
  /** Of these sums, as in ReconcileRow. */
  readonly driftPercent: number | undefined;
  /** That of the days which differ most by it; undefined when no day differs. */
  readonly reason: ReconcileRow['reason'];
}

/** The account of a comparison. */
type Compared = Pick<SourceState, 'provider' | 'costKind' | 'beside' | 'figures'>;

/**
 * Compares every model that is billed or used, the dearest bill first. Logs are compared on the days and models that they name: what other
 * machines did is not missing here. Accounts that are shown beside the total are left out. `now` is epoch ms.
 */
export function reconcileSpend(
  sources: readonly Compared[],
  priceOf: PriceLookup,
  now: number,
): readonly ModelReconciliation[] {
  const shown = sources.flatMap(({ figures, ...source }) =>
    figures && !source.beside ? [{ ...source, figures }] : [],
  );
  const rows = shown
    .filter(({ costKind }) => costKind === 'reported')
    .flatMap(({ provider, figures }) => {
      const bill = sidesOf(figures);
      const compare = (place: Place, estimate: ReconcileSide | undefined, kind: EstimateKind) =>
        comparedOn(place, estimate, bill.get(keyOf(place)), kind, priceOf, now);
      const listed = [...bill.values()].map(({ place, counts, requests }) =>
        compare(place, listSide(place, counts, requests, priceOf), 'list'),
      );
      const logs = shown.filter((other) => other.costKind !== 'reported' && other.provider === provider);
      const logged = logs.flatMap((log) =>
        [...sidesOf(log.figures).values()].map(({ place, cost, counts }) =>
          compare(place, cost === undefined ? undefined : { cost, counts }, 'log'),
        ),
      );
      return [...listed, ...logged].filter(({ estimate, bill: billed }) => estimate ?? billed);
    });
  return byModel(rows);
}

interface Place {
  readonly model: string;
  readonly day: string;
}

/** What one side knows of a model and day. */
interface Side {
  readonly place: Place;
  readonly cost: Usd | undefined;
  readonly counts: TokenCounts | undefined;
  readonly requests: number;
}

type KindedRow = ReconcileRow & { readonly kind: EstimateKind };

function keyOf({ model, day }: Place): string {
  return `${day} ${model}`;
}

function sidesOf({ bills = [], uses = [] }: SpendFigures): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  const sideAt = ({ model, day }: BillCell | UseCell): Side =>
    sides.get(keyOf({ model, day })) ?? { place: { model, day }, cost: undefined, counts: undefined, requests: 0 };
  for (const bill of bills) {
    const side = sideAt(bill);
    sides.set(keyOf(bill), { ...side, cost: addUsd(side.cost ?? zeroUsd, bill.cost) });
  }
  for (const use of uses) {
    const side = sideAt(use);
    const { input = 0, cached = 0, cacheWrite = 0, output = 0 } = side.counts ?? {};
    const counts = {
      input: input + use.inputTokens,
      cached: cached + (use.cachedInputTokens ?? 0),
      cacheWrite: cacheWrite + (use.cacheWriteTokens ?? 0),
      output: output + use.outputTokens,
    };
    sides.set(keyOf(use), { ...side, counts, requests: side.requests + (use.requests ?? 0) });
  }
  return sides;
}

function listSide(
  { model, day }: Place,
  counts: TokenCounts | undefined,
  requests: number,
  priceOf: PriceLookup,
): ReconcileSide | undefined {
  const cost = counts && listCost(model, day, counts, requests, priceOf);
  return cost === undefined ? undefined : { cost, counts };
}

function listCost(model: string, day: string, counts: TokenCounts, requests: number, priceOf: PriceLookup) {
  const price = priceOf(model, startOfUtcDay(day));
  const cost = price && aggregateCost(price, counts, requests);
  return cost === undefined || 'unknown' in cost ? undefined : cost.total;
}

function comparedOn(
  { model, day }: Place,
  estimate: ReconcileSide | undefined,
  side: Side | undefined,
  kind: EstimateKind,
  priceOf: PriceLookup,
  now: number,
): KindedRow {
  const bill = side?.cost === undefined ? undefined : { cost: side.cost, counts: side.counts };
  const isOpen = now < startOfUtcDay(day) + dayMs + restatedForMs;
  const costOf = (_model: string, _day: string, counts: TokenCounts) => listCost(model, day, counts, 0, priceOf);
  return { ...reconcile({ model, day, estimate, bill, isOpen }, costOf), kind };
}

function byModel(rows: readonly KindedRow[]): readonly ModelReconciliation[] {
  const groups = grouped(rows, ({ kind, model }) => `${kind} ${model}`);
  const models = [...groups.values()].flatMap(([first, ...rest]): ModelReconciliation[] => {
    if (!first) return [];
    const days = [first, ...rest].sort((a, b) => (a.day < b.day ? -1 : 1));
    const { estimate, bill } = reconcileTotals(days.filter((row) => row.estimate && row.bill));
    const { model, kind } = first;
    return [
      { model, kind, days, estimate, bill, driftPercent: driftPercentOf(estimate, bill), reason: mainReason(days) },
    ];
  });
  return models.sort((a, b) => (a.bill > b.bill ? -1 : a.bill < b.bill ? 1 : a.model < b.model ? -1 : 1));
}

function mainReason(days: readonly ReconcileRow[]): ReconcileRow['reason'] {
  const weights = new Map<ReconcileRow['reason'], bigint>();
  for (const { reason, estimate, bill } of days) {
    if (reason === undefined) continue;
    const off = (bill?.cost ?? 0n) - (estimate?.cost ?? 0n);
    weights.set(reason, (weights.get(reason) ?? 0n) + (off < 0n ? -off : off));
  }
  const [heaviest] = [...weights].sort(([, a], [, b]) => (a > b ? -1 : a < b ? 1 : 0));
  return heaviest?.[0];
}
