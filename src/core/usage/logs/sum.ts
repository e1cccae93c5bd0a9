// What requests of a log cost and count: their own cost where the log has one, else tokens at the list price of their time.
import { utcDay } from '../../budget/period';
import { addUsd, type Usd, zeroUsd } from '../../money';
import { type Call, callCost } from '../../prices/callCost';
import type { Price, PriceLookup } from '../../prices/price';
import type { SpendGroup } from '../source';
import type { SpendRow } from '../spendReport';
import type { LogEntry } from './entries';

/** Sums requests by day and group. */
export class LogSum {
  private readonly cells = new Map<string, Cell>();
  private readonly prices = new Map<string, Price | undefined>();

  constructor(
    private readonly group: SpendGroup,
    private readonly provider: string,
    private readonly priceAt: PriceLookup,
  ) {}

  add(entry: LogEntry): void {
    const day = utcDay(entry.time);
    const name = { model: entry.model ?? null, project: entry.project ?? null, key: null, day: null }[this.group];
    const id = `${day} ${name === null ? '' : `=${name}`}`;
    let cell = this.cells.get(id);
    if (!cell) {
      cell = {
        day,
        name,
        logged: zeroUsd,
        computed: zeroUsd,
        hasLogged: false,
        hasComputed: false,
        unknown: 0,
        input: 0,
        cached: 0,
        cacheWrite: 0,
        output: 0,
        requests: 0,
      };
      this.cells.set(id, cell);
    }
    cell.input += entry.input;
    cell.cached += entry.cached;
    cell.cacheWrite += entry.written5m + entry.written1h;
    cell.output += entry.output;
    cell.requests++;
    this.addCost(cell, entry, day);
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
    const { model, tier, input, cached, written5m, written1h, output } = entry;
    if (model === undefined || tier === 'other') return undefined;
    const id = `${day} ${model}`;
    const price = this.prices.has(id) ? this.prices.get(id) : this.priceAt(model, entry.time, this.provider);
    this.prices.set(id, price);
    if (!price) return undefined;
    const call: Call = { input, cached, cacheWrite: written5m + written1h, cacheWrite1h: written1h, output };
    const cost = callCost(price, tier === 'standard' ? call : { ...call, tier });
    return 'unknown' in cost ? undefined : cost.total;
  }

  /** One row for each kind of money in a cell, and one of its counts. */
  rows(): SpendRow[] {
    return [...this.cells.values()].flatMap(({ day, name, ...cell }): SpendRow[] => [
      {
        day,
        name,
        counts: {
          input: cell.input,
          cached: cell.cached,
          cacheWrite: cell.cacheWrite,
          output: cell.output,
          requests: cell.requests,
        },
      },
      ...(cell.hasLogged ? [{ day, name, cost: { amount: cell.logged, kind: 'logged' as const } }] : []),
      ...(cell.hasComputed ? [{ day, name, cost: { amount: cell.computed, kind: 'computed' as const } }] : []),
      ...(cell.unknown > 0 ? [{ day, name, cost: 'unknown' as const }] : []),
    ]);
  }

  /** Requests whose cost is not known. */
  get unpriced(): number {
    return [...this.cells.values()].reduce((sum, { unknown }) => sum + unknown, 0);
  }
}

interface Cell {
  readonly day: string;
  readonly name: string | null;
  logged: Usd;
  computed: Usd;
  hasLogged: boolean;
  hasComputed: boolean;
  unknown: number;
  input: number;
  cached: number;
  cacheWrite: number;
  output: number;
  requests: number;
}
