// Finds, in a file of lines that may be gigabytes long, the lines that hold one of some texts, without making strings of the others.
// The file is read in pieces into one buffer; a line longer than the buffer may grow is left out and counted.
import { readSync } from 'node:fs';

const newline = 0x0a;
const firstSize = 2 ** 18;
/** Longer lines are skipped: no request's usage stands in one. */
export const longestLine = 8 * 2 ** 20;

/** One line that may hold usage: bytes `[start, end)` of `bytes`, which is only good until the next line is asked for. */
export interface Candidate {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Where the line begins in the file. */
  readonly offset: number;
  /** False for a last line without its newline: it may be half written. */
  readonly ended: boolean;
}

export interface LineScan {
  /** Behind the last whole line: the next scan begins here. */
  readonly offset: number;
  /** Lines that were too long to be looked at. */
  readonly tooLong: number;
}

/** A buffer that several scans may share, one after the other. */
export class LineBuffer {
  bytes = Buffer.allocUnsafe(firstSize);

  /** Twice the room, the first `used` bytes kept; false when it may not grow further. */
  grow(used: number): boolean {
    if (this.bytes.length >= longestLine) return false;
    const larger = Buffer.allocUnsafe(Math.min(longestLine, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, used);
    this.bytes = larger;
    return true;
  }
}

/** Calls `visit` with each line from byte `from` on that holds one of `marks`, in order. */
export function scanLines(
  descriptor: number,
  from: number,
  marks: readonly Buffer[],
  buffer: LineBuffer,
  visit: (line: Candidate) => void,
): LineScan {
  let base = from;
  let used = 0;
  let tooLong = 0;
  let skipping = false;
  for (;;) {
    const got = readSync(descriptor, buffer.bytes, used, buffer.bytes.length - used, base + used);
    if (got === 0) break;
    const length = used + got;
    const { bytes } = buffer;
    let begin = 0;
    if (skipping) {
      const end = bytes.subarray(0, length).indexOf(newline);
      if (end < 0) {
        base += length;
        used = 0;
        continue;
      }
      begin = end + 1;
      skipping = false;
    }
    const last = bytes.subarray(0, length).lastIndexOf(newline);
    if (last < begin) {
      if (begin === 0 && length < bytes.length) used = length;
      else if (begin > 0) {
        bytes.copy(bytes, 0, begin, length);
        base += begin;
        used = length - begin;
      } else if (buffer.grow(length)) used = length;
      else {
        tooLong++;
        skipping = true;
        base += length;
        used = 0;
      }
      continue;
    }
    visitPiece(bytes, begin, last + 1, base, marks, visit);
    bytes.copy(bytes, 0, last + 1, length);
    base += last + 1;
    used = length - last - 1;
  }
  if (used > 0 && !skipping) visitRest(buffer.bytes, used, base, marks, visit);
  return { offset: base, tooLong };
}

/** Every marked line of `[begin, end)`, which ends with a newline. */
function visitPiece(
  bytes: Buffer,
  begin: number,
  end: number,
  base: number,
  marks: readonly Buffer[],
  visit: (line: Candidate) => void,
): void {
  const piece = bytes.subarray(0, end);
  const next = marks.map((mark) => piece.indexOf(mark, begin));
  for (;;) {
    let at = -1;
    for (const found of next) if (found >= 0 && (at < 0 || found < at)) at = found;
    if (at < 0) return;
    const start = Math.max(begin, at === 0 ? 0 : piece.lastIndexOf(newline, at - 1) + 1);
    const stop = piece.indexOf(newline, at);
    visit({ bytes, start, end: stop, offset: base + start, ended: true });
    for (let index = 0; index < next.length; index++) {
      const mark = marks[index];
      const found = next[index] ?? -1;
      if (mark && found >= 0 && found < stop) next[index] = piece.indexOf(mark, stop + 1);
    }
  }
}

function visitRest(
  bytes: Buffer,
  used: number,
  base: number,
  marks: readonly Buffer[],
  visit: (line: Candidate) => void,
): void {
  const rest = bytes.subarray(0, used);
  if (marks.some((mark) => rest.includes(mark))) visit({ bytes, start: 0, end: used, offset: base, ended: false });
}
