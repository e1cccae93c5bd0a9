// A record as one line of a file: newline, checksum, space, JSON in ASCII, newline. The leading newline heals the torn end of an
// earlier write; the checksum tells a whole line from a damaged one.
import { crc32 } from './crc32';
import { FieldProblem, readCount, readFields } from './fields';
import type { Json, StateRecord } from './record';

/** Lines of other formats are kept as they are and not read: a newer version of this program may have written them. */
const format = 1;

/** Longest line that is read, in bytes. */
const longestLine = 4 * 2 ** 20;

/** What a file holds. */
export interface ReadLines {
  readonly records: readonly StateRecord[];
  /** Whole lines of a format that is not known here, without newlines; to be kept byte for byte. */
  readonly foreign: readonly string[];
  /** Lines that are not whole; in a segment also records missing between two others. */
  readonly damaged: number;
}

export function recordLine({ key, version, value }: StateRecord): string {
  const { lease, sequence, writer } = version;
  return keptLine(asciiJson({ f: format, k: key, l: lease, s: sequence, w: writer, d: value }));
}

/** A line around a body that was read or made elsewhere. */
export function keptLine(body: string): string {
  return `\n${crc32(body)} ${body}\n`;
}

/**
 * Reads the text of a file, one UTF-16 unit for each byte (Latin-1). A segment holds every record that its writer numbered while it wrote
 * it; a snapshot only the newest of each key. Never throws.
 */
export function readLines(text: string, kind: 'segment' | 'snapshot'): ReadLines {
  const records: StateRecord[] = [];
  const foreign: string[] = [];
  const latest = new Map<string, number>();
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const body = wholeBody(line);
    const record = body === undefined ? undefined : readBody(body);
    if (body === undefined || record instanceof FieldProblem) damaged++;
    else if (record === undefined) foreign.push(body);
    else {
      const { writer, sequence } = record.version;
      const expected = latest.get(writer);
      if (kind === 'segment' && expected !== undefined && sequence > expected + 1) damaged++;
      latest.set(writer, sequence);
      records.push(record);
    }
  }
  return { records, foreign, damaged };
}

function wholeBody(line: string): string | undefined {
  if (line.length < 10 || line.length > longestLine || line[8] !== ' ') return undefined;
  const body = line.slice(9);
  return crc32(body) === line.slice(0, 8) ? body : undefined;
}

/** Undefined for another format. */
function readBody(body: string): StateRecord | FieldProblem | undefined {
  const fields = readFields(parsed(body), 'the line');
  if (fields instanceof FieldProblem) return fields;
  if (fields.f !== format) return undefined;
  const { k: key, w: writer, d: value } = fields;
  const lease = readCount(fields.l, 'l');
  const sequence = readCount(fields.s, 's');
  if (lease instanceof FieldProblem) return lease;
  if (sequence instanceof FieldProblem) return sequence;
  if (typeof key !== 'string' || typeof writer !== 'string' || value === undefined)
    return new FieldProblem('a field is missing');
  return { key, version: { lease, sequence, writer }, value: value as Json };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function asciiJson(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
