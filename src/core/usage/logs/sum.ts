// What requests of a log cost and count: their own cost where the log has one, else tokens at the list price of their time.
import { dayMs, utcDay } from '../../budget/period';
import { addUsd, timesUsd, type Usd, zeroUsd } from '../../money';
import { type Call, callCost } from '../../prices/callCost';
import type { Price, PriceLookup } from '../../prices/price';
import type { SpendGroup } from '../source';
import type { SpendRow } from '../spendReport';
import type { LogEntry } from './entries';
import type { LogTool } from './logTool';

/** Sums requests by UTC day, model and project. */
export class LogSum {
  private readonly cells: Map<string, Cell>;
  private readonly prices = new Map<string, Price | undefined>();
  /** Names of days by their number. */
  private readonly days = new Map<number, string>();
  private last: Cell | undefined;
  /** When the last request was made, epoch ms; 0 without any. */
  latest: number;

  constructor(
    private readonly tool: Pick<LogTool, 'provider' | 'tellsCacheWrites'>,
    private readonly priceAt: PriceLookup,
    stored?: StoredSum,
  ) {
    const cells = stored?.cells.map((cell) => ({
      ...cell,
      logged: usdOf(cell.logged),
      computed: usdOf(cell.computed),
    }));
    this.cells = new Map((cells ?? []).map((cell) => [idOf(cell.day, cell.model, cell.project), cell]));
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
    this.addCost(cell, entry, cell.day);
  }

  /** Requests that follow each other are mostly of one day, model and project. */
  private cellOf(entry: LogEntry): Cell {
    const { last } = this;
    const [day, model, project] = [this.dayOf(entry.time), entry.model ?? null, entry.project ?? null];
    if (last && last.day === day && last.model === model && last.project === project) return last;
    const id = idOf(day, model, project);
    let cell = this.cells.get(id);
    if (!cell) {
      const zeros = { requests: 0, unknown: 0, input: 0, cached: 0, cacheWrite: 0, output: 0 };
      const money = { logged: zeroUsd, computed: zeroUsd, hasLogged: false, hasComputed: false };
      cell = { day, model, project, ...money, ...zeros };
      this.cells.set(id, cell);
    }
    this.last = cell;
    return cell;
  }

  private dayOf(time: number): string {
    const number = Math.floor(time / dayMs);
    const day = this.days.get(number) ?? utcDay(time);
    this.days.set(number, day);
    return day;
  }

  /** As plain JSON, for the next run. */
  stored(): StoredSum {
    const cells = [...this.cells.values()].map((cell) => ({
      ...cell,
      logged: String(cell.logged),
      computed: String(cell.computed),
    }));
    return { cells, latest: this.latest };
  }

  private addCost(cell: Cell, entry: LogEntry, day: string): void {
    if (entry.cost !== undefined) {
      cell.logged = addUsd(cell.logged, BigInt(entry.cost) as Usd);
      cell.hasLogged = true;
      return;
    }
    const cost = this.costOf(entry, day);
    if (cost === undefined) cell.unknown++;
    else {
      cell.computed = addUsd(cell.computed, cost);
      cell.hasComputed = true;
    }
  }

  private costOf(entry: LogEntry, day: string): Usd | undefined {
    const { model, tier, input, cached, written5m, written1h, output, searches } = entry;
    if (model === undefined || tier === 'other') return undefined;
    const id = `${day} ${model}`;
    const price = this.prices.has(id) ? this.prices.get(id) : this.priceAt(model, entry.time, this.tool.provider);
    this.prices.set(id, price);
    if (!price) return undefined;
    const call: Call = { input, cached, cacheWrite: written5m + written1h, cacheWrite1h: written1h, output };
    const cost = callCost(price, tier === 'standard' ? call : { ...call, tier });
    const fee = searches === 0 ? zeroUsd : price.perSearch && timesUsd(price.perSearch, searches);
    return 'unknown' in cost || fee === undefined ? undefined : addUsd(cost.total, fee);
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
    return [...this.cells.values()].filter(({ day }) => day >= from && day < to);
  }
}

function idOf(day: string, model: string | null, project: string | null): string {
  return `${day} ${model === null ? '-' : model.length}:${model ?? ''}${project === null ? '-' : `=${project}`}`;
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

type Cell = CellOf<Usd>;

/** A sum as plain JSON; money in whole pico-dollars. */
export interface StoredSum {
  readonly cells: readonly CellOf<string>[];
  readonly latest: number;
}
