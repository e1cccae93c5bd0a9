// Entries of many files become requests: copies of one request count once, replays count where they were first made. The result does
// not depend on the order of files or lines.
import { EntryTable, type LogEntry } from './entries';

/** Collects entries; of equal keys the most complete one stays. */
export class Gathering {
  /** Hash table: 1 + the index of an entry in the table, 0 for a free place. A power of two, at most half full. */
  private places = new Int32Array(256);

  constructor(readonly table: EntryTable = new EntryTable()) {
    this.makeRoom();
  }

  add(entry: LogEntry): void {
    const place = this.placeOf(entry.key);
    const index = (this.places[place] ?? 0) - 1;
    const before = index < 0 ? undefined : this.table.at(index);
    if (!before) {
      this.table.add(entry);
      this.noteLast(place);
      return;
    }
    const best = isBetter(entry, before) ? entry : before;
    // a copy outside any side conversation makes it the parent's
    const sidechain = entry.sidechain && before.sidechain;
    if (sidechain !== best.sidechain) this.table.put(index, { ...best, sidechain });
    else if (best !== before) this.table.put(index, best);
  }

  /** Adds every entry of another table. */
  addAll(other: EntryTable): void {
    for (let index = 0; index < other.length; index++) {
      const place = this.placeOf(other.keyAt(index));
      if (this.places[place] === 0) {
        this.table.copy(other, index);
        this.noteLast(place);
        continue;
      }
      const entry = other.at(index);
      if (entry) this.add(entry);
    }
  }

  /** The table's last entry belongs at a place that was free. */
  private noteLast(place: number): void {
    this.places[place] = this.table.length;
    if (this.table.length * 2 > this.places.length) this.makeRoom();
  }

  /** Where the key stands, or the free place where it belongs. */
  private placeOf(key: number): number {
    const mask = this.places.length - 1;
    for (let place = key & mask; ; place = (place + 1) & mask) {
      const index = (this.places[place] ?? 0) - 1;
      if (index < 0 || this.table.keyAt(index) === key) return place;
    }
  }

  private makeRoom(): void {
    let size = this.places.length;
    while (size < this.table.length * 4) size *= 2;
    this.places = new Int32Array(size);
    for (let index = 0; index < this.table.length; index++) {
      this.places[this.placeOf(this.table.keyAt(index))] = index + 1;
    }
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
  /** Of groups with lines in side conversations, those with a line outside any. */
  private readonly parents = new Set<number>();
  /** Of groups with lines in side conversations, the one that stands for all. */
  private readonly chosen = new Map<number, LogEntry>();
  /** Every group, where there are origins. */
  private readonly groups = new Set<number>();
  private hasOrigins = false;

  constructor(table: EntryTable) {
    for (let index = 0; index < table.length; index++) this.choose(table, index);
    for (let index = 0; index < table.length; index++) {
      const group = table.groupAt(index);
      if (this.hasOrigins) this.groups.add(group);
      if (!table.isSidechainAt(index) && this.chosen.has(group)) this.parents.add(group);
    }
  }

  private choose(table: EntryTable, index: number): void {
    const group = table.groupAt(index);
    if (group === 0) return;
    if (table.originAt(index) !== 0) this.hasOrigins = true;
    const entry = table.isSidechainAt(index) ? table.at(index) : undefined;
    const known = this.chosen.get(group);
    if (entry && (!known || isBetter(entry, known))) this.chosen.set(group, entry);
  }

  counts(entry: LogEntry): boolean {
    if (entry.ghost) return false;
    if (this.hasOrigins && entry.origin !== 0 && this.groups.has(entry.origin)) return false;
    if (!entry.sidechain || entry.group === 0) return true;
    return !this.parents.has(entry.group) && this.chosen.get(entry.group)?.key === entry.key;
  }
}
