// Reads one log file from its checkpoint on into a table of entries. Synchronous: runs in a worker, or on a few small files.
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { EntryTable } from '../../core/usage/logs/entries';
import { Gathering } from '../../core/usage/logs/gather';
import type { LogTool } from '../../core/usage/logs/logTool';
import { type Candidate, type LineBuffer, scanLines } from './candidateLines';
import { type Checkpoint, isContinued, type Look, lookOf, printOf } from './checkpoint';
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

/** Undefined when the file is gone or no regular file. Throws on a file that cannot be read. */
export function readLogFile(
  file: LogFile,
  tool: LogTool,
  before: Checkpoint | undefined,
  buffer: LineBuffer,
): LogFileRead | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file.path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(descriptor, { bigint: true });
    if (!stats.isFile()) return undefined;
    const continued = before !== undefined && isContinued(before, stats, descriptor);
    const reader = tool.open(file.name, continued ? before.state : undefined);
    const marks = tool.marks.map((mark) => Buffer.from(mark));
    const picker = new JsonPicker(tool.fields, tool.keepsTexts ? 'utf8' : 'latin1');
    const entries = new Gathering();
    const rest = new EntryTable();
    let state = reader.state();
    let damaged = 0;
    const visit = (line: Candidate) => {
      if (!line.ended) state = structuredClone(reader.state());
      const picked = picker.pick(line.bytes, line.start, line.end);
      const json = picked === unusual ? parse(line, tool.keepsTexts) : picked;
      const isUsed =
        json !== undefined &&
        reader.read(json, { id: `${stats.dev}:${stats.ino}:${line.offset}` }, line.ended ? entries : rest);
      if (!isUsed && line.ended) damaged++;
      if (line.ended) state = reader.state();
    };
    const { offset, tooLong } = scanLines(descriptor, continued ? before.offset : 0, marks, buffer, visit);
    const checkpoint = { ...lookOf(stats), offset, print: printOf(descriptor, offset), state };
    return { checkpoint, continued, entries: entries.table, rest, damaged: damaged + tooLong };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Undefined for a line that is no JSON. Bytes beyond ASCII become one character each: that is quick, and no such character is part of a
 * number or an id.
 */
function parse({ bytes, start, end }: Candidate, keepsTexts: boolean): unknown {
  try {
    return JSON.parse(bytes.toString(keepsTexts ? 'utf8' : 'latin1', start, end));
  } catch {
    return undefined;
  }
}
