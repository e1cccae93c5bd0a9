// Reads one log file from its checkpoint on into a table of entries. Synchronous: runs in a worker, or on a few small files.
import { type BigIntStats, closeSync, constants, fstatSync, openSync } from 'node:fs';
import { EntryTable } from '../../core/usage/logs/entries';
import { Gathering } from '../../core/usage/logs/gather';
import type { LogTool } from '../../core/usage/logs/logTool';
import { type Candidate, LineBuffer, scanLines } from './candidateLines';
import { type Checkpoint, isContinued, printOf } from './checkpoint';
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

/** Reads the log files of one tool, one after the other, with one buffer for all. */
export class LogFileReader {
  private readonly buffer = new LineBuffer();
  private readonly marks: readonly Buffer[];
  private readonly picker: JsonPicker;

  constructor(private readonly tool: LogTool) {
    this.marks = tool.marks.map((mark) => Buffer.from(mark));
    this.picker = new JsonPicker(tool.fields, tool.keepsTexts ? 'utf8' : 'latin1');
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
    const entries = new Gathering();
    const rest = new EntryTable();
    let state = reader.state();
    let damaged = 0;
    const visit = (line: Candidate) => {
      if (!line.ended) state = structuredClone(reader.state());
      const json = this.jsonOf(line);
      const place = () => `${stats.dev}:${stats.ino}:${line.offset}`;
      const isUsed = json !== undefined && reader.read(json, place, line.ended ? entries : rest);
      if (!isUsed && line.ended) damaged++;
      if (line.ended) state = reader.state();
    };
    const from = continued ? before.offset : 0;
    const { offset, tooLong } = scanLines(descriptor, from, this.marks, this.buffer, visit);
    const checkpoint = { ...lookOf(stats), offset, print: printOf(descriptor, offset), state };
    return { checkpoint, continued, entries: entries.table, rest, damaged: damaged + tooLong };
  }

  private jsonOf(line: Candidate): unknown {
    const picked = this.picker.pick(line.bytes, line.start, line.end);
    return picked === unusual ? parse(line, this.tool.keepsTexts) : picked;
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
