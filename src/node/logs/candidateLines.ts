// Finds, in a file of lines that may be gigabytes long, the lines that hold one of some texts, without making strings of the others.
// The file is read in pieces into one buffer; a line longer than the buffer may grow is left out and counted.
import { readSync } from 'node:fs';
import type { LineMemory, Mark } from './lineMemory';

const newline = 0x0a;

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

/** What is done with the lines. */
export interface LineVisitor {
  readonly visit: (line: Candidate) => void;
}

/** Shows the visitor each line from byte `from` on that holds one of `marks`, in order. */
export function scanLines(
  descriptor: number,
  from: number,
  marks: readonly Mark[],
  memory: LineMemory,
  visitor: LineVisitor,
): LineScan {
  let base = from;
  let used = 0;
  let tooLong = 0;
  let skipping = false;
  for (;;) {
    const got = readSync(descriptor, memory.bytes, used, memory.bytes.length - used, base + used);
    if (got === 0) break;
    const length = used + got;
    const { bytes } = memory;
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
      } else if (memory.grow()) used = length;
      else {
        tooLong++;
        skipping = true;
        base += length;
        used = 0;
      }
      continue;
    }
    visitPiece(memory, begin, last + 1, base, marks, visitor);
    bytes.copy(bytes, 0, last + 1, length);
    base += last + 1;
    used = length - last - 1;
  }
  if (used > 0 && !skipping) visitRest(memory, used, base, marks, visitor);
  return { offset: base, tooLong };
}

/** Every marked line of `[begin, end)`, which ends with a newline. */
function visitPiece(
  memory: LineMemory,
  begin: number,
  end: number,
  base: number,
  marks: readonly Mark[],
  visitor: LineVisitor,
): void {
  const { bytes } = memory;
  const next = marks.map((mark) => memory.find(mark, begin, end));
  for (;;) {
    let at = -1;
    for (const found of next) if (found >= 0 && (at < 0 || found < at)) at = found;
    if (at < 0) return;
    const start = memory.lineStart(at, begin);
    const stop = memory.lineEnd(at);
    visitor.visit({ bytes, start, end: stop, offset: base + start, ended: true });
    for (let index = 0; index < next.length; index++) {
      const mark = marks[index];
      const found = next[index] ?? -1;
      if (mark && found >= 0 && found < stop) next[index] = memory.find(mark, stop + 1, end);
    }
  }
}

function visitRest(memory: LineMemory, used: number, base: number, marks: readonly Mark[], visitor: LineVisitor): void {
  const { bytes } = memory;
  if (marks.some((mark) => memory.find(mark, 0, used) >= 0))
    visitor.visit({ bytes, start: 0, end: used, offset: base, ended: false });
}
