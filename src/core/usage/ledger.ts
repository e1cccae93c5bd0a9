// The ledger of figures: what the last complete read said, cell by cell (day, name). It holds state, never deltas, so reading
// twice changes nothing. Source -> here -> SpendFigures.
import { type Period, utcDay } from '../budget/period';
import { addUsd, type Usd, zeroUsd } from '../money';
import { countsBy, type DaySpend, type ModelSpend, type SpendFigures, unknownCounts } from '../spend/spend';
import type { CostCell, TokenCell, UsageRead } from './source';

/** The cells of the last complete read of one period. */
export interface Ledger {
  /** When the read ended, epoch ms. */
  readonly asOf: number;
  readonly period: Period;
  /** Every day of the period up to `asOf`, ascending. */
  readonly days: readonly string[];
  readonly costs: readonly CostCell[];
  readonly tokens: readonly TokenCell[];
  /** Models with a token row that was set aside and had no earlier value: their counts are unknown. */
  readonly unknownTokens: readonly string[];
  /** Cost rows of the last read that could not be counted. Above 0 the total is a lower bound. */
  readonly setAside: number;
  /** Days before the period that the last read told of as well, to be stored with their own month; absent in a ledger that was stored. */
  readonly late?: LateDays;
}

/** Whole days with their cells. */
export interface LateDays {
  readonly days: readonly string[];
  readonly costs: readonly CostCell[];
  readonly tokens: readonly TokenCell[];
}

/**
 * The ledger after a complete read. The read replaces everything, also with lower values: the provider restates. Only for rows that
 * were set aside does the earlier value of the same cell stay.
 */
export function commitRead(previous: Ledger | undefined, all: UsageRead, period: Period, asOf: number): Ledger {
  const { read, late } = splitAt(all, utcDay(period.start));
  const earlier = previous?.period.start === period.start ? previous : undefined;
  const asideOf = (table: 'costs' | 'tokens') => read.setAside.filter((row) => row.table === table);
  const costs = keepEarlier(read.costs, earlier?.costs ?? [], asideOf('costs'), (cell) => cell.item);
  const tokens = keepEarlier(read.tokens, earlier?.tokens ?? [], asideOf('tokens'), (cell) => cell.model);
  return {
    asOf,
    period,
    days: read.days,
    costs: costs.cells,
    tokens: tokens.cells,
    unknownTokens: tokens.unknown,
    setAside: asideOf('costs').length,
    ...(late.days.length > 0 ? { late } : {}),
  };
}

/** The read of the period, and the days before it. A late day with a row that cannot be used keeps what is stored of it. */
function splitAt(read: UsageRead, first: string): { readonly read: UsageRead; readonly late: LateDays } {
  const isLate = ({ day }: { readonly day: string }) => day < first;
  const isOwn = (cell: { readonly day: string }) => !isLate(cell);
  const { costs, tokens, setAside } = read;
  const spoiled = new Set(setAside.map(({ day }) => day));
  const untold = new Set(read.untoldDays);
  const days = read.days.filter((day) => day < first && !spoiled.has(day) && !untold.has(day));
  return {
    read: {
      ...read,
      days: read.days.filter((day) => day >= first),
      costs: costs.filter(isOwn),
      tokens: tokens.filter(isOwn),
      setAside: setAside.filter(isOwn),
    },
    late: { days, costs: costs.filter(isLate), tokens: tokens.filter(isLate) },
  };
}

interface Place {
  readonly day: string;
  readonly name: string;
}

function keepEarlier<Cell extends { readonly day: string }>(
  fresh: readonly Cell[],
  earlier: readonly Cell[],
  aside: readonly Place[],
  nameOf: (cell: Cell) => string,
): { readonly cells: readonly Cell[]; readonly unknown: readonly string[] } {
  if (aside.length === 0) return { cells: fresh, unknown: [] };
  const keyOf = (day: string, name: string) => `${day} ${name}`;
  const present = new Set(fresh.map((cell) => keyOf(cell.day, nameOf(cell))));
  const missing = new Set(aside.map(({ day, name }) => keyOf(day, name)).filter((key) => !present.has(key)));
  const kept = earlier.filter((cell) => missing.has(keyOf(cell.day, nameOf(cell))));
  const found = new Set(kept.map((cell) => keyOf(cell.day, nameOf(cell))));
  const unknown = aside.filter(({ day, name }) => !found.has(keyOf(day, name))).map(({ name }) => name);
  return { cells: [...fresh, ...kept], unknown: [...new Set(unknown)] };
}

/** What the surfaces show of the ledger. */
export function figuresOf(ledger: Ledger): SpendFigures {
  const days = daySpends(ledger);
  return {
    asOf: ledger.asOf,
    periodStart: ledger.period.start,
    periodEnd: ledger.period.end,
    days,
    total: addUsd(...days.map((day) => day.cost)),
    models: modelSpends(ledger),
    ...(ledger.setAside > 0 ? { setAside: ledger.setAside } : {}),
    bills: [...ledger.costs].sort(byDay),
    uses: [...ledger.tokens].sort(byDay),
  };
}

function byDay(a: { readonly day: string }, b: { readonly day: string }): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
}

function daySpends({ days, costs }: Ledger): readonly DaySpend[] {
  const sums = new Map<string, Usd>(days.map((day) => [day, zeroUsd]));
  for (const { day, cost } of costs) sums.set(day, addUsd(sums.get(day) ?? zeroUsd, cost));
  return [...sums].map(([day, cost]) => ({ day, cost })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** More names than this are not kept apart; the dearest stay. */
const mostModels = 200;

function modelSpends({ costs, tokens, unknownTokens }: Ledger): readonly ModelSpend[] {
  const money = new Map<string, Usd>();
  for (const { model, cost } of costs) money.set(model, addUsd(money.get(model) ?? zeroUsd, cost));
  const unknown = new Set(unknownTokens);
  const known = tokens.filter((cell) => !unknown.has(cell.model));
  const counts = countsBy(known, ({ model }) => model);
  const models = [...new Set([...money.keys(), ...counts.keys(), ...unknownTokens])].map((model): ModelSpend => {
    const { requests, inputTokens, cachedInputTokens, outputTokens } = counts.get(model) ?? unknownCounts;
    return { model, cost: money.get(model), requests, inputTokens, cachedInputTokens, outputTokens };
  });
  return models.sort(dearestFirst).slice(0, mostModels);
}

function dearestFirst(a: ModelSpend, b: ModelSpend): number {
  const left = a.cost ?? -1n;
  const right = b.cost ?? -1n;
  if (left !== right) return left > right ? -1 : 1;
  return a.model < b.model ? -1 : 1;
}
