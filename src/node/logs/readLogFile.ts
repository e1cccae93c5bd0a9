// Reads one log file from its checkpoint on into a table of entries. Synchronous: runs in a worker, or on a few small files.
import { type BigIntStats, closeSync, constants, fstatSync, openSync } from 'node:fs';
import { EntryTable } from '../../core/usage/logs/entries';
import { Gathering } from '../../core/usage/logs/gather';
import type { LineReader, LogTool } from '../../core/usage/logs/logTool';
import { type Candidate, type LineVisitor, scanLines } from './candidateLines';
import { type Checkpoint, isContinued, printOf } from './checkpoint';
import { LineMemory, type Mark } from './lineMemory';
import { type Look, lookOf } from './look';
import { JsonPicker, unusual } from './pickJson';

/** A file to read. */
export interface LogFile {
  readonly path: string;
  /** The path below the tool's root, with `/`. */
  readonly name: string;
  /** When it was found. */
  readonly look: Look;
}

export interface LogFileRead {
  readonly checkpoint: Checkpoint;
  /** True: went on from the checkpoint. False: read from the begin, so what was known of the file is void. */
  readonly continued: boolean;
  /** Entries of whole lines, of copies the best. */
  readonly entries: EntryTable;
  /** Entries of a last line without newline: it is read again next time. */
  readonly rest: EntryTable;
  /** Lines that should hold usage and could not be used. */
  readonly damaged: number;
}

/** Reads the log files of one tool, one after the other, with one memory for all. */
export class LogFileReader {
  private readonly memory = new LineMemory();
  private readonly marks: readonly Mark[];
  private readonly picker: JsonPicker;

  constructor(private readonly tool: LogTool) {
    this.marks = tool.marks.map((mark) => this.memory.mark(mark));
    this.picker = new JsonPicker(this.memory, tool.fields, tool.keepsTexts ? 'utf8' : 'latin1');
  }

  /** Undefined when the file is gone or no regular file. Throws on a file that cannot be read. */
  read(file: LogFile, before: Checkpoint | undefined): LogFileRead | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(file.path, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      const stats = fstatSync(descriptor, { bigint: true });
      return stats.isFile() ? this.readOpen(file, before, descriptor, stats) : undefined;
    } finally {
      closeSync(descriptor);
    }
  }

  private readOpen(file: LogFile, before: Checkpoint | undefined, descriptor: number, stats: BigIntStats): LogFileRead {
    const continued = before !== undefined && isContinued(before, stats, descriptor);
    const reader = this.tool.open(file.name, continued ? before.state : undefined);
    const lines = new FileLines(reader, this.picker, this.tool.keepsTexts, stats);
    const from = continued ? before.offset : 0;
    const { offset, tooLong } = scanLines(descriptor, from, this.marks, this.memory, lines);
    const checkpoint = { ...lookOf(stats), offset, print: printOf(descriptor, offset), state: lines.state };
    return {
      checkpoint,
      continued,
      entries: lines.entries.table,
      rest: lines.rest,
      damaged: lines.damaged + tooLong,
    };
  }
}

/** What the lines of one file say. */
class FileLines implements LineVisitor {
  readonly entries = new Gathering();
  readonly rest = new EntryTable();
  /** Of the reader behind the last whole line. */
  state: unknown;
  damaged = 0;

  constructor(
    private readonly reader: LineReader,
    private readonly picker: JsonPicker,
    private readonly keepsTexts: boolean,
    private readonly stats: BigIntStats,
  ) {
    this.state = reader.state();
  }

  visit(line: Candidate): void {
    const { reader, stats } = this;
    if (!line.ended) this.state = structuredClone(reader.state());
    const picked = this.picker.pick(line.start, line.end);
    const json = picked === unusual ? parse(line, this.keepsTexts) : picked;
    const place = () => `${stats.dev}:${stats.ino}:${line.offset}`;
    const isUsed = json !== undefined && reader.read(json, place, line.ended ? this.entries : this.rest);
    if (!isUsed && line.ended) this.damaged++;
    if (line.ended) this.state = reader.state();
  }
}

/** What some editors put before the first line of a file they save. */
const byteOrderMark = Buffer.from('\ufeff');

/**
 * Undefined for a line that is no JSON. Bytes beyond ASCII become one character each: that is quick, and no such character is part of a
 * number or an id.
 */
function parse({ bytes, start, end }: Candidate, keepsTexts: boolean): unknown {
  const from =
    bytes.compare(byteOrderMark, 0, byteOrderMark.length, start, start + byteOrderMark.length) === 0
      ? start + byteOrderMark.length
      : start;
  try {
    return JSON.parse(bytes.toString(keepsTexts ? 'utf8' : 'latin1', from, end));
  } catch {
    return undefined;
  }
}
