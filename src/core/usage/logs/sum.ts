// What requests of a log cost and count: their own cost where the log has one, else tokens at the list price of their time.
import { dayMs, utcDay } from '../../budget/period';
import { addUsd, timesUsd, type Usd, zeroUsd } from '../../money';
import { billsAddUp, type Call, callCost, costAtRates } from '../../prices/callCost';
import { type Price, type PriceLookup, type Rates, ratesFor } from '../../prices/price';
import type { SpendGroup } from '../source';
import type { SpendRow } from '../spendReport';
import type { LogEntry } from './entries';
import type { LogTool } from './logTool';

/** Sums requests by UTC day, model and project. */
export class LogSum {
  private readonly cells: Cell[];
  /** The cells by the number of their day, model and project. */
  private readonly index = new Map<number, Map<string | undefined, Map<string | undefined, Cell>>>();
  private readonly prices = new Map<string, Price | undefined>();
  /** When the last request was made, epoch ms; 0 without any. */
  latest: number;

  constructor(
    private readonly tool: Pick<LogTool, 'provider' | 'tellsCacheWrites'>,
    private readonly priceAt: PriceLookup,
    stored?: StoredSum,
  ) {
    this.cells = (stored?.cells ?? []).map((cell) => ({
      ...cell,
      logged: usdOf(cell.logged),
      computed: usdOf(cell.computed),
      price: undefined,
      alike: new Map(),
    }));
    this.latest = stored?.latest ?? 0;
  }

  add(entry: LogEntry): void {
    const cell = this.cellOf(entry);
    cell.input += entry.input;
    cell.cached += entry.cached;
    cell.cacheWrite += entry.written5m + entry.written1h;
    cell.output += entry.output;
    cell.requests++;
    this.latest = Math.max(this.latest, entry.time);
    addCost(cell, entry);
  }

  private cellOf({ time, model, project }: LogEntry): Cell {
    const day = Math.floor(time / dayMs);
    const row = inner(inner(this.index, day), model);
    let cell = row.get(project);
    if (!cell) {
      cell = this.newCell(utcDay(time), model, project, time);
      row.set(project, cell);
      this.cells.push(cell);
    }
    return cell;
  }

  private newCell(day: string, model: string | undefined, project: string | undefined, time: number): Cell {
    const price = model === undefined ? undefined : this.priceOf(day, model, time);
    const zeros = { requests: 0, unknown: 0, input: 0, cached: 0, cacheWrite: 0, output: 0 };
    const money = { logged: zeroUsd, computed: zeroUsd, hasLogged: false, hasComputed: false };
    return { day, model: model ?? null, project: project ?? null, ...money, ...zeros, price, alike: new Map() };
  }

  /** A day has one price of a model. */
  private priceOf(day: string, model: string, time: number): Price | undefined {
    const id = `${day} ${model}`;
    const price = this.prices.has(id) ? this.prices.get(id) : this.priceAt(model, time, this.tool.provider);
    this.prices.set(id, price);
    return price;
  }

  /** As plain JSON, for the next run. */
  stored(): StoredSum {
    const cells = this.billed().map(({ price, alike, ...cell }) => ({
      ...cell,
      logged: String(cell.logged),
      computed: String(cell.computed),
    }));
    return { cells, latest: this.latest };
  }

  /** Every cell, with all of its requests billed. */
  private billed(): Cell[] {
    for (const cell of this.cells) {
      for (const [rates, { price, calls, ...total }] of cell.alike) {
        const cost = costAtRates(price, rates, total, calls);
        if ('unknown' in cost) cell.unknown += calls;
        else addComputed(cell, cost.total);
      }
      cell.alike.clear();
    }
    return this.cells;
  }

  /** The days from `from` to before `to` (`YYYY-MM-DD`): a row for each kind of money in a cell, and one for its counts. */
  rows(group: SpendGroup, from: string, to: string): SpendRow[] {
    return this.within(from, to).flatMap(({ day, model, project, ...cell }): SpendRow[] => {
      const name = { model, project, key: null, day: null }[group];
      const { input, cached, output, requests } = cell;
      const cacheWrite = this.tool.tellsCacheWrites ? cell.cacheWrite : undefined;
      return [
        { day, name, counts: { input, cached, cacheWrite, output, requests } },
        ...(cell.hasLogged ? [{ day, name, cost: { amount: cell.logged, kind: 'logged' as const } }] : []),
        ...(cell.hasComputed ? [{ day, name, cost: { amount: cell.computed, kind: 'computed' as const } }] : []),
        ...(cell.unknown > 0 ? [{ day, name, cost: 'unknown' as const }] : []),
      ];
    });
  }

  /** Requests of those days whose cost is not known. */
  unpriced(from: string, to: string): number {
    return this.within(from, to).reduce((sum, { unknown }) => sum + unknown, 0);
  }

  private within(from: string, to: string): Cell[] {
    return this.billed().filter(({ day }) => day >= from && day < to);
  }
}

/** The map at the key, made if need be. */
function inner<Key, Inner, Value>(maps: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const known = maps.get(key);
  if (known) return known;
  const made = new Map<Inner, Value>();
  maps.set(key, made);
  return made;
}

function addCost(cell: Cell, entry: LogEntry): void {
  if (entry.cost !== undefined) {
    cell.logged = addUsd(cell.logged, BigInt(entry.cost) as Usd);
    cell.hasLogged = true;
    return;
  }
  const { price } = cell;
  if (price && addAlike(cell, entry, price)) return;
  const cost = price && costOf(entry, price);
  if (cost === undefined) cell.unknown++;
  else addComputed(cell, cost);
}

function addComputed(cell: Cell, cost: Usd): void {
  cell.computed = addUsd(cell.computed, cost);
  cell.hasComputed = true;
}

/** Adds a request to those of the cell that get one bill; false when it needs its own. */
function addAlike({ alike }: Cell, entry: LogEntry, price: Price): boolean {
  const rates = ratesFor(price, entry.input);
  if (entry.tier !== 'standard' || entry.searches > 0 || !billsAddUp(rates)) return false;
  let sum = alike.get(rates);
  if (!sum) {
    sum = { price, calls: 0, input: 0, cached: 0, cacheWrite: 0, cacheWrite1h: 0, output: 0 };
    alike.set(rates, sum);
  }
  sum.calls++;
  sum.input += entry.input;
  sum.cached += entry.cached;
  sum.cacheWrite += entry.written5m + entry.written1h;
  sum.cacheWrite1h += entry.written1h;
  sum.output += entry.output;
  return true;
}

function costOf({ tier, searches, ...entry }: LogEntry, price: Price): Usd | undefined {
  if (tier === 'other') return undefined;
  const { input, cached, written5m, written1h, output } = entry;
  const call: Call = { input, cached, cacheWrite: written5m + written1h, cacheWrite1h: written1h, output };
  const cost = callCost(price, tier === 'standard' ? call : { ...call, tier });
  const fee = searches === 0 ? zeroUsd : price.perSearch && timesUsd(price.perSearch, searches);
  return 'unknown' in cost || fee === undefined ? undefined : addUsd(cost.total, fee);
}

function usdOf(pico: string): Usd {
  return BigInt(pico) as Usd;
}

interface CellOf<Money> {
  readonly day: string;
  readonly model: string | null;
  readonly project: string | null;
  logged: Money;
  computed: Money;
  hasLogged: boolean;
  hasComputed: boolean;
  /** Requests whose cost is not known. */
  unknown: number;
  input: number;
  cached: number;
  cacheWrite: number;
  output: number;
  requests: number;
}

interface Cell extends CellOf<Usd> {
  /** Of the model on that day; undefined when it is not known. */
  readonly price: Price | undefined;
  /** Requests that are not billed yet, by the rates that they are billed at: one bill for many takes a hundredth of the time. */
  readonly alike: Map<Rates, Alike>;
}

/** Requests of the standard tier at the same rates, summed. */
interface Alike {
  readonly price: Price;
  calls: number;
  input: number;
  cached: number;
  cacheWrite: number;
  cacheWrite1h: number;
  output: number;
}

/** A sum as plain JSON; money in whole pico-dollars. */
export interface StoredSum {
  readonly cells: readonly CellOf<string>[];
  readonly latest: number;
}
