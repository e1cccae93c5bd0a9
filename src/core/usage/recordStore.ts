// Keeps state records in files that many windows share without a lock: each process appends to segments of its own, everyone reads
// all files, and merging sorts out the rest. Files and days are arguments.
import { type Json, mergeRecords, type RecordMap, type StateRecord } from './record';
import { keptLine, type ReadLines, readLines, recordLine } from './recordLine';

/** A file of the folder. */
export interface ListedFile {
  readonly name: string;
  /** Changes whenever the content does: size and place. */
  readonly stamp: string;
}

/** The folder, as far as records need it. Every text is ASCII. */
export interface RecordFiles {
  readonly list: () => Promise<readonly ListedFile[]>;
  /** One UTF-16 unit for each byte; undefined when the file is gone. Rejects when it cannot be read. */
  readonly read: (name: string) => Promise<string | undefined>;
  /**
   * Appends, creating the file at its first use by this process. Resolves only when the text is safe on the disk and the file still has
   * this name; after a rejection the name is not used again.
   */
  readonly append: (name: string, text: string) => Promise<void>;
  /** Nothing more is appended to the file by this process. */
  readonly finish: (name: string) => Promise<void>;
  /** Writes a whole new file, safe on the disk and all at once: a reader sees all of it or none. */
  readonly writeWhole: (name: string, text: string) => Promise<void>;
  /** False when there is no such file (any more). */
  readonly rename: (from: string, to: string) => Promise<boolean>;
  readonly remove: (name: string) => Promise<void>;
  /** Lets other work run. */
  readonly pause: () => Promise<void>;
}

/** Sizes in bytes and files. */
export const recordLimits = {
  segment: 256 * 1024,
  slice: 128 * 1024,
  segmentsBeforeCompaction: 20,
  /** Of a larger snapshot the one before it does not stay beside it. */
  twoSnapshots: 3_500_000,
} as const;

/** What could not be kept or read. */
export interface StoreHealth {
  /** Damaged lines in the files as last read. */
  readonly damaged: number;
  /** Records that are in memory only, since they could not be written. */
  readonly unsaved: number;
}

/** Records that leave, and records that stand for them; see compact. */
export interface RollUp {
  readonly drop: readonly string[];
  readonly add: readonly { readonly key: string; readonly value: Json }[];
}

const segmentName = /^seg-/;
const snapshotName = /^snap-/;
const generation = /^(?:old|snap)-(\d{1,9})-/;

export class RecordStore {
  private readonly known: RecordMap = new Map();
  private readonly foreign = new Set<string>();
  private readonly seen = new Map<string, { readonly stamp: string; readonly damaged: number }>();
  private readonly unsaved = new Map<string, StateRecord>();
  private highestLease = 0;
  private sequence = 0;
  private segment: { readonly name: string; length: number } | undefined;
  private segments = 0;
  private segmentNumber = 0;
  /** Ends when everything asked for so far is done. */
  private done: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly files: RecordFiles,
    /** Letters and digits; no other process may use it. */
    private readonly writer: string,
    /** `YYYY-MM-DD`, for names of files only. */
    private readonly today: () => string,
  ) {}

  /** The newest of every key. */
  get records(): ReadonlyMap<string, StateRecord> {
    return this.known;
  }

  get health(): StoreHealth {
    const damaged = [...this.seen.values()].reduce((sum, file) => sum + file.damaged, 0);
    return { damaged, unsaved: this.unsaved.size };
  }

  /** The highest lease number any record was written under. */
  get lease(): number {
    return this.highestLease;
  }

  /** Reads what is new in the folder. True when anything known changed. Rejects when the folder cannot be read; nothing is lost then. */
  load(): Promise<boolean> {
    return this.next(() => this.readNew());
  }

  /**
   * Makes entries known at once and writes them. Resolves to true when they are safe on the disk, to false when they are in memory only;
   * they are then tried again with the next `put` or `retry`.
   */
  put(lease: number, entries: readonly { readonly key: string; readonly value: Json }[]): Promise<boolean> {
    this.highestLease = Math.max(this.highestLease, lease);
    entries.forEach(({ key, value }, index) => {
      const version = { lease, sequence: this.sequence + index, writer: this.writer };
      const record = { key, version, value };
      this.unsaved.set(key, record);
      if ((this.known.get(key)?.version.lease ?? 0) <= lease) this.known.set(key, record);
    });
    return this.retry();
  }

  /** Writes what is not saved yet. */
  retry(): Promise<boolean> {
    return this.next(() => this.flush());
  }

  /** True when there are so many segments that the polling window should compact. */
  get wantsCompaction(): boolean {
    return this.segments > recordLimits.segmentsBeforeCompaction;
  }

  /**
   * Writes everything known into one snapshot and, one generation later (a large snapshot: at once), removes the files that are in it. May be cut anywhere: what is
   * left behind are duplicates. `rollUp` says which records leave for which others. Resolves to false when it could not be done.
   */
  compact(rollUp: (known: ReadonlyMap<string, StateRecord>) => RollUp): Promise<boolean> {
    return this.next(async () => {
      try {
        await this.snapshot(rollUp);
        return true;
      } catch {
        return false;
      }
    });
  }

  /** Ends when everything asked for is done and nothing is open any more. */
  dispose(): Promise<void> {
    return this.next(() => this.finishSegment());
  }

  private next<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.done.then(work, work);
    this.done = result.catch(() => {});
    return result;
  }

  private async readNew(): Promise<boolean> {
    let changed = false;
    for (let round = 0; round < 4; round++) {
      const listed = await this.files.list();
      this.segments = listed.filter(({ name }) => segmentName.test(name)).length;
      const fresh = listed.filter(({ name, stamp }) => this.seen.get(name)?.stamp !== stamp);
      this.forgetGone(listed);
      if (fresh.length === 0) return changed;
      for (const file of fresh) changed = (await this.readFile(file)) || changed;
    }
    return changed;
  }

  private forgetGone(listed: readonly ListedFile[]): void {
    const names = new Set(listed.map(({ name }) => name));
    for (const name of this.seen.keys()) if (!names.has(name)) this.seen.delete(name);
  }

  private async readFile({ name, stamp }: ListedFile): Promise<boolean> {
    const text = await this.files.read(name);
    if (text === undefined) return false;
    let changed = false;
    let damaged = 0;
    const kind = snapshotName.test(name) ? 'snapshot' : 'segment';
    for (const slice of slices(text)) {
      const read = readLines(slice, kind);
      damaged += read.damaged;
      changed = this.take(read) || changed;
      await this.files.pause();
    }
    this.seen.set(name, { stamp, damaged });
    return changed;
  }

  private take({ records, foreign }: ReadLines): boolean {
    for (const body of foreign) this.foreign.add(body);
    for (const { version } of records) this.highestLease = Math.max(this.highestLease, version.lease);
    return mergeRecords(this.known, records);
  }

  /** Numbers are given at the attempt and never again, since a failed write may have reached the disk all the same. */
  private async flush(): Promise<boolean> {
    const batch = [...this.unsaved.values()].map((record) => this.numbered(record));
    if (batch.length === 0) return true;
    const text = batch.map(recordLine).join('');
    const segment = this.segment ?? { name: this.newSegment(), length: 0 };
    try {
      await this.files.append(segment.name, text);
    } catch {
      this.segment = segment;
      await this.finishSegment();
      return false;
    }
    for (const record of batch) if (this.unsaved.get(record.key) === record) this.unsaved.delete(record.key);
    segment.length += text.length;
    this.segment = segment;
    if (segment.length >= recordLimits.segment) await this.finishSegment();
    return true;
  }

  private async finishSegment(): Promise<void> {
    const name = this.segment?.name;
    this.segment = undefined;
    if (name !== undefined) await this.files.finish(name);
  }

  private numbered(record: StateRecord): StateRecord {
    const { key, version } = record;
    const numbered = { ...record, version: { ...version, sequence: this.sequence++ } };
    if (this.known.get(key) === record) this.known.set(key, numbered);
    this.unsaved.set(key, numbered);
    return numbered;
  }

  private newSegment(): string {
    return `seg-${this.today()}-${this.writer}-${++this.segmentNumber}.jsonl`;
  }

  private async snapshot(rollUp: (known: ReadonlyMap<string, StateRecord>) => RollUp): Promise<void> {
    if (!(await this.flush())) throw new Error('what is known could not be saved');
    const before = await this.files.list();
    const number = 1 + Math.max(0, ...before.map(({ name }) => Number(generation.exec(name)?.[1] ?? 0)));
    await this.finishSegment();
    for (const { name } of before) {
      // taken out of its writer's hands first: what the writer adds later goes into a new file
      if (segmentName.test(name)) await this.files.rename(name, `old-${number}-${name}`);
    }
    await this.readNew();
    const read = [...this.seen.keys()];
    const { drop, add } = rollUp(this.known);
    for (const key of drop) this.known.delete(key);
    const version = (index: number) => ({
      lease: this.highestLease,
      sequence: this.sequence + index,
      writer: this.writer,
    });
    mergeRecords(
      this.known,
      add.map(({ key, value }, index) => ({ key, value, version: version(index) })),
    );
    this.sequence += add.length;
    const name = `snap-${number}-${this.writer}.jsonl`;
    const length = await this.writeSnapshot(name);
    const firstKept = length > recordLimits.twoSnapshots ? number : number - 1;
    for (const file of read) {
      const old = Number(generation.exec(file)?.[1] ?? number);
      const kept = snapshotName.test(file) ? firstKept : number;
      if (old < kept) await this.files.remove(file);
    }
    await this.readNew();
  }

  /** The length of what was written, which is safe on the disk and was read back. */
  private async writeSnapshot(name: string): Promise<number> {
    const lines = [...[...this.known.values()].map(recordLine), ...[...this.foreign].map(keptLine)];
    const text = lines.join('');
    await this.files.writeWhole(name, text);
    let count = 0;
    for (const slice of slices((await this.files.read(name)) ?? '')) {
      const read = readLines(slice, 'snapshot');
      count += read.records.length + read.foreign.length;
    }
    if (count !== lines.length) throw new Error('the snapshot did not read back');
    return text.length;
  }
}

/** Pieces of about `recordLimits.slice`, cut at line ends. */
function* slices(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.length - start <= recordLimits.slice ? -1 : text.indexOf('\n', start + recordLimits.slice);
    const stop = end < 0 ? text.length : end + 1;
    yield text.slice(start, stop);
    start = stop;
  }
}
