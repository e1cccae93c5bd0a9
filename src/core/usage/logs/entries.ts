// One request as a log of a tool tells it, and a compact table of many: numbers in columns, names once. A table may cross to another
// thread and be stored.

/** One request. Tokens are whole numbers from 0. */
export interface LogEntry {
  /** Equal keys are copies of one request (53-bit hash). */
  readonly key: number;
  /** Equal groups may be replays of one request: one message, other request (53-bit hash); 0 for none. */
  readonly group: number;
  /** The `group` a replayed line would have in the log it was copied from; 0 for none. */
  readonly origin: number;
  /** Epoch ms. */
  readonly time: number;
  /** Undefined when the log names none. */
  readonly model: string | undefined;
  /** The folder or project the tool was used in; undefined when not known. */
  readonly project: string | undefined;
  /** From a side conversation of an agent, which may replay lines of its parent. */
  readonly sidechain: boolean;
  /** Only a mark that a copy stands elsewhere: counts nothing. */
  readonly ghost: boolean;
  readonly tier: LogTier;
  /** The whole prompt: cached and written tokens are part of it. */
  readonly input: number;
  readonly cached: number;
  /** Written to the prompt cache for five minutes, and for an hour. */
  readonly written5m: number;
  readonly written1h: number;
  readonly output: number;
  /** Searches of the web that the model made, each billed by itself. */
  readonly searches: number;
  /** What the tool itself reckoned, in whole pico-dollars; undefined when it wrote none. */
  readonly cost: number | undefined;
}

/** `other`: a service whose price is not known. */
export type LogTier = 'standard' | 'batch' | 'flex' | 'priority' | 'other';
const tiers: readonly LogTier[] = ['standard', 'batch', 'flex', 'priority', 'other'];

/** A table as plain data. */
export interface EntryColumns {
  readonly length: number;
  /** The numbers of the entries, one after the other; all pages but the last are full. */
  readonly pages: readonly Float64Array[];
  readonly names: readonly string[];
}

/** Numbers of an entry. */
const width = 14;
/** Entries of one page of a table: 115 KB. */
const pageEntries = 1024;

/** The numbers of entries as pages, which share their memory. */
export function pagesOf(numbers: Float64Array): Float64Array[] {
  const size = pageEntries * width;
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, page) =>
    numbers.subarray(page * size, (page + 1) * size),
  );
}

/** Entries, as many as there are. They stand in pages, so that a table which grows leaves nothing behind. */
export class EntryTable {
  private readonly pages: Float64Array[];
  private count: number;
  private readonly names: string[];
  private readonly nameIndex: Map<string, number>;

  /** `columns` belong to the table from then on. */
  constructor(columns?: EntryColumns) {
    this.names = [...(columns?.names ?? [])];
    this.nameIndex = new Map(this.names.map((name, index) => [name, index]));
    this.count = columns?.length ?? 0;
    this.pages = [...(columns?.pages ?? [])];
  }

  get length(): number {
    return this.count;
  }

  add(entry: LogEntry): void {
    this.put(this.count++, entry);
  }

  /** Adds the entry that stands at `index` of another table. */
  copy(other: EntryTable, index: number): void {
    const from = other.pages[Math.floor(index / pageEntries)];
    if (!from || index >= other.count) return;
    const to = this.roomFor(this.count);
    const [source, target] = [(index % pageEntries) * width, (this.count % pageEntries) * width];
    for (let column = 0; column < width; column++) to[target + column] = from[source + column] ?? 0;
    to[target + 4] = this.indexOf(other.names[from[source + 4] ?? -1]);
    to[target + 5] = this.indexOf(other.names[from[source + 5] ?? -1]);
    this.count++;
  }

  /** Adds every entry of another table. */
  addAll(other: EntryTable): void {
    for (let index = 0; index < other.length; index++) this.copy(other, index);
  }

  /** Replaces the entry at `index`. */
  put(index: number, entry: LogEntry): void {
    const flags = (entry.sidechain ? 1 : 0) + (entry.ghost ? 2 : 0) + 4 * tiers.indexOf(entry.tier);
    const numbers = this.roomFor(index);
    const at = (index % pageEntries) * width;
    numbers[at] = entry.key;
    numbers[at + 1] = entry.group;
    numbers[at + 2] = entry.origin;
    numbers[at + 3] = entry.time;
    numbers[at + 4] = this.indexOf(entry.model);
    numbers[at + 5] = this.indexOf(entry.project);
    numbers[at + 6] = flags;
    numbers[at + 7] = entry.input;
    numbers[at + 8] = entry.cached;
    numbers[at + 9] = entry.written5m;
    numbers[at + 10] = entry.written1h;
    numbers[at + 11] = entry.output;
    numbers[at + 12] = entry.cost ?? -1;
    numbers[at + 13] = entry.searches;
  }

  /** Undefined beyond the end. */
  at(index: number): LogEntry | undefined {
    const page = this.pages[Math.floor(index / pageEntries)];
    if (index < 0 || index >= this.count || !page) return undefined;
    const start = (index % pageEntries) * width;
    const flags = page[start + 6] ?? 0;
    const cost = page[start + 12] ?? -1;
    return {
      key: page[start] ?? 0,
      group: page[start + 1] ?? 0,
      origin: page[start + 2] ?? 0,
      time: page[start + 3] ?? 0,
      model: this.names[page[start + 4] ?? -1],
      project: this.names[page[start + 5] ?? -1],
      sidechain: (flags & 1) !== 0,
      ghost: (flags & 2) !== 0,
      tier: tiers[flags >> 2] ?? 'other',
      input: page[start + 7] ?? 0,
      cached: page[start + 8] ?? 0,
      written5m: page[start + 9] ?? 0,
      written1h: page[start + 10] ?? 0,
      output: page[start + 11] ?? 0,
      searches: page[start + 13] ?? 0,
      cost: cost < 0 ? undefined : cost,
    };
  }

  /** The key of the entry at `index`, without making the entry; 0 beyond the end. */
  keyAt(index: number): number {
    return this.numberAt(index, 0);
  }

  /** The group of the entry at `index`. */
  groupAt(index: number): number {
    return this.numberAt(index, 1);
  }

  /** The origin of the entry at `index`. */
  originAt(index: number): number {
    return this.numberAt(index, 2);
  }

  /** Whether the entry at `index` is from a side conversation. */
  isSidechainAt(index: number): boolean {
    return (this.numberAt(index, 6) & 1) !== 0;
  }

  /** The table itself as plain data, good until it changes. */
  columns(): EntryColumns {
    const pages = this.pages.map((page, index) =>
      page.subarray(0, Math.min(pageEntries, this.count - index * pageEntries) * width),
    );
    return { length: this.count, pages, names: this.names };
  }

  private numberAt(index: number, column: number): number {
    return this.pages[Math.floor(index / pageEntries)]?.[(index % pageEntries) * width + column] ?? 0;
  }

  private indexOf(name: string | undefined): number {
    if (name === undefined) return -1;
    const known = this.nameIndex.get(name);
    if (known !== undefined) return known;
    this.nameIndex.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  /** The page of the entry at `index`, made or made larger if need be. */
  private roomFor(index: number): Float64Array {
    const number = Math.floor(index / pageEntries);
    const needed = (index % pageEntries) + 1;
    const page = this.pages[number];
    if (page && page.length >= needed * width) return page;
    // the tables of small files stay small
    const size = number > 0 ? pageEntries : Math.min(pageEntries, Math.max(64, needed * 4));
    const larger = new Float64Array(size * width);
    if (page) larger.set(page);
    this.pages[number] = larger;
    return larger;
  }
}

/** A 53-bit hash of a text, never 0: among a million keys two differ with a chance of 99.99 %. */
export function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x2f0b4a87;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995);
    high ^= high >>> 15;
  }
  low ^= low >>> 16;
  return ((high >>> 0) % 0x20_0000) * 0x1_0000_0000 + (low >>> 0) || 1;
}
