// Entries of many files become requests: copies of one request count once, replays count where they were first made. The result does
// not depend on the order of files or lines.
import { EntryTable, type LogEntry } from './entries';

/** Collects entries; of equal keys the most complete one stays. */
export class Gathering {
  private readonly places = new Map<number, number>();

  constructor(readonly table: EntryTable = new EntryTable()) {
    for (let index = 0; index < table.length; index++) this.places.set(table.keyAt(index), index);
  }

  add(entry: LogEntry): void {
    const place = this.places.get(entry.key);
    const before = place === undefined ? undefined : this.table.at(place);
    if (place === undefined || !before) {
      this.places.set(entry.key, this.table.length);
      this.table.add(entry);
      return;
    }
    const best = isBetter(entry, before) ? entry : before;
    // a copy outside any side conversation makes it the parent's
    const sidechain = entry.sidechain && before.sidechain;
    if (best !== before || sidechain !== before.sidechain) this.table.put(place, { ...best, sidechain });
  }

  /** Adds the entries from `start` on, at most `count`; the index to go on from. */
  addFrom(other: EntryTable, start: number, count: number): number {
    const end = Math.min(other.length, start + count);
    for (let index = start; index < end; index++) {
      const entry = other.at(index);
      if (entry) this.add(entry);
    }
    return end;
  }
}

/** More tokens first (an answer that is written while it grows), then higher cost; then what makes the choice the same in any order. */
function isBetter(a: LogEntry, b: LogEntry): boolean {
  const tokens = a.input + a.output - b.input - b.output;
  if (tokens !== 0) return tokens > 0;
  const cost = (a.cost ?? -1) - (b.cost ?? -1);
  if (cost !== 0) return cost > 0;
  if (a.time !== b.time) return a.time < b.time;
  const name = (entry: LogEntry) => `${entry.model ?? ''} ${entry.project ?? ''}`;
  return name(a) === name(b) ? a.key < b.key : name(a) < name(b);
}

/** True for the entries that count: replays and marks do not. */
export class Replays {
  /** Groups with a line outside any side conversation. */
  private readonly parents = new Set<number>();
  /** Of groups without one, the entry that stands for all. */
  private readonly chosen = new Map<number, LogEntry>();
  private readonly groups = new Set<number>();
  private readonly hasOrigins: boolean;

  constructor(table: EntryTable) {
    let hasOrigins = false;
    for (let index = 0; index < table.length; index++) {
      const entry = table.at(index);
      if (!entry || entry.group === 0) continue;
      if (entry.origin !== 0) hasOrigins = true;
      if (!entry.sidechain) this.parents.add(entry.group);
      else {
        const known = this.chosen.get(entry.group);
        if (!known || isBetter(entry, known)) this.chosen.set(entry.group, entry);
      }
    }
    this.hasOrigins = hasOrigins;
    for (let index = 0; hasOrigins && index < table.length; index++) this.groups.add(table.at(index)?.group ?? 0);
  }

  counts(entry: LogEntry): boolean {
    if (entry.ghost) return false;
    if (this.hasOrigins && entry.origin !== 0 && this.groups.has(entry.origin)) return false;
    if (!entry.sidechain || entry.group === 0) return true;
    return !this.parents.has(entry.group) && this.chosen.get(entry.group)?.key === entry.key;
  }
}
