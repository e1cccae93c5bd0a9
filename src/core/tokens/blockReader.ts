// Scans the text between two cuts: the end of a piece that began before it, whole pieces, and the beginning of one that goes on.
import { LOWER, NEWLINE, NUMBER, SPACE, UPPER } from './characterClasses';
import type { Mode } from './innerCut';
import { PiecePart } from './pieceState';
import type { ForkParts, ForkState, NumberPart, NumberParts } from './runState';
import type { Tokenizer } from './tokenizer';

/** Numbers in a group. */
const GROUP = 3;

/** A beginning or an end of a text that belongs to a piece or run which goes over the cut. */
export type EdgePart =
  /** The bytes are appended to one encoding of the piece: see ForkState; `last` is the one of the last piece, whichever that is. */
  | { readonly piece: PiecePart; readonly of: 'all' | 'rest' | 'last' }
  | { readonly fork: ForkParts }
  | { readonly numbers: NumberParts };

/** What a text is made of, if the piece before it is in a certain mode. */
export interface Reading {
  /** The end of the piece that began before; undefined if none goes on. */
  readonly head: EdgePart | undefined;
  /** The mode of that piece at the end of the text, if it goes all through it. Then there is nothing else. */
  readonly through: Mode | undefined;
  /** Tokens of the pieces that lie in the text. */
  readonly tokens: number;
  /** False if these are not sure, after a repair had to be stopped. */
  readonly exact: boolean;
  /** The beginning of a piece that may go on after the text, and its mode. */
  readonly tail: { readonly part: EdgePart; readonly mode: Mode } | undefined;
}

/** A byte range of the text last loaded. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A piece or run at the edge of the text; the mode it has at the end of the text if it reaches that. */
interface Edge extends Range {
  readonly mode: Mode | undefined;
}

interface Head extends Edge {
  readonly part: EdgePart | undefined;
}

const NO_HEAD: Head = { start: 0, end: 0, mode: undefined, part: undefined };

export class BlockReader {
  constructor(private readonly tokenizer: Tokenizer) {}

  /** Scans `text`, which begins in the mode `entry` (undefined: a piece begins). `isOpen`: does it end at an inner cut? */
  read(text: string, entry: Mode | undefined, isOpen: boolean): Reading {
    const { tokenizer } = this;
    const end = tokenizer.load(text);
    const head = entry === undefined ? NO_HEAD : this.head(text, entry, end);
    const tail = isOpen && head.mode === undefined ? this.findTail(head.end, end) : undefined;
    const body = tokenizer.countPieces(head.end, tail?.mode === undefined ? end : tail.start);
    return {
      head: head.part,
      through: head.mode,
      tokens: body.tokens,
      exact: body.exact,
      tail: tail?.mode && { part: this.part(text, tail, tail.mode), mode: tail.mode },
    };
  }

  /** The bytes of all of `text`. */
  wholeOf(text: string): PiecePart {
    return this.bytes(text, { start: 0, end: Number.POSITIVE_INFINITY });
  }

  /** All of `text`, which is of numbers only. */
  numbersOf(text: string): NumberParts {
    return this.numberParts({ start: 0, end: this.tokenizer.load(text) });
  }

  /** The piece or run that began before the text. */
  private head(text: string, entry: Mode, end: number): Head {
    const { scanner } = this.tokenizer;
    if (entry === 'capitals') return this.wordHead(text, end);
    if (entry === 'threes') return this.runHead(text, entry, scanner.runEnd(0, NUMBER), end);
    if (entry === 'spaces') return this.runHead(text, entry, this.spaceHeadEnd(end), end);
    const range = { start: 0, end: scanner.continuedEnd(entry) };
    if (range.end === 0) return NO_HEAD;
    const mode = range.end === end ? this.continuedMode(entry, end) : undefined;
    return { ...range, mode, part: { piece: this.bytes(text, range), of: 'all' } };
  }

  private runHead(text: string, mode: Mode, runEnd: number, end: number): Head {
    const range = { start: 0, end: runEnd };
    if (runEnd === 0) return NO_HEAD;
    return { ...range, mode: runEnd === end ? mode : undefined, part: this.part(text, range, mode) };
  }

  /** The last space of a run goes with what follows it, as in the scanner's spaceEnd, unless it is a newline that ends a piece. */
  private spaceHeadEnd(end: number): number {
    const { scanner } = this.tokenizer;
    const spaceEnd = scanner.runEnd(0, SPACE);
    if (spaceEnd === 0 || spaceEnd === end) return spaceEnd;
    const ended = scanner.isModern && scanner.lastEnd(0, spaceEnd, NEWLINE) === spaceEnd;
    return ended ? spaceEnd : scanner.startBefore(spaceEnd);
  }

  /** A word in capitals mode: see innerCut. */
  private wordHead(text: string, end: number): Head {
    const { scanner } = this.tokenizer;
    const word = scanner.continuedWord();
    if (end > 0 && word.upperEnd === end) return this.runHead(text, 'capitals', end, end);
    const range = { start: 0, end: scanner.contractionEnd(word.end) };
    if (range.end === 0) return NO_HEAD;
    const mode = word.end === end ? 'lower' : undefined;
    return { ...range, mode, part: { piece: this.bytes(text, range), of: word.of } };
  }

  /** The mode at the end of the text of a piece that goes through it all; undefined if a contraction ends it there. */
  private continuedMode(entry: Mode, end: number): Mode | undefined {
    const { scanner } = this.tokenizer;
    if (entry === 'lower') return scanner.runEnd(0, LOWER) === end ? entry : undefined;
    return entry === 'other' && scanner.lastEnd(0, end, NEWLINE) > 0 ? 'newlines' : entry;
  }

  /** The piece or run at the end of the text. Looked for from `from`, where a piece starts. */
  private findTail(from: number, end: number): Edge {
    const { scanner } = this.tokenizer;
    const run = this.runBefore(from, end);
    const capitals = this.capitalsBefore(from, end);
    let start = from;
    while (start < run.start) {
      const pieceEnd = scanner.pieceEnd(start);
      if (pieceEnd === end) return { start, end, mode: scanner.openMode(start, end) };
      if (pieceEnd === capitals && scanner.openMode(start, pieceEnd) === 'capitals')
        return { start, end, mode: 'capitals' };
      start = pieceEnd;
    }
    return { start, end, mode: start < end ? run.mode : undefined };
  }

  /** The run of white space, or of numbers in threes, before `end`; an empty one if there is none. */
  private runBefore(from: number, end: number): Edge {
    const { scanner } = this.tokenizer;
    const last = end > from ? scanner.classAt(scanner.startBefore(end)) : 0;
    if (scanner.isModern && (last & NUMBER) !== 0)
      return { start: Math.max(from, scanner.runStart(end, NUMBER)), end, mode: 'threes' };
    return { start: Math.max(from, scanner.runStart(end, SPACE)), end, mode: 'spaces' };
  }

  /** Where the letters that are upper-case only start before `end`; -1 if there are none, or if case makes no difference. */
  private capitalsBefore(from: number, end: number): number {
    const { scanner } = this.tokenizer;
    let start = end;
    while (start > from) {
      const before = scanner.startBefore(start);
      if ((scanner.classAt(before) & (UPPER | LOWER)) !== UPPER) break;
      start = before;
    }
    return start < end ? start : -1;
  }

  private part(text: string, range: Range, mode: Mode): EdgePart {
    if (mode === 'threes') return { numbers: this.numberParts(range) };
    if (mode === 'spaces' || mode === 'capitals') return { fork: this.forkParts(text, range, mode) };
    return { piece: this.bytes(text, range), of: 'all' };
  }

  /** The range holds numbers only, and is still loaded. */
  private numberParts({ start, end }: Range): NumberParts {
    const { scanner } = this.tokenizer;
    let count = 0;
    for (let at = start; at < end; count += 1) at += scanner.widthAt(at);
    const part = (skipped: number) => this.numberPart({ start, end }, count, skipped);
    return [part(0), part(2), part(1)];
  }

  /** The `count` numbers of a range, of which the first `skipped` complete a group. */
  private numberPart({ start, end }: Range, count: number, skipped: number): NumberPart {
    const { tokenizer } = this;
    const { scanner } = tokenizer;
    const completing = Math.min(skipped, count);
    let from = start;
    for (let i = 0; i < completing; i += 1) from += scanner.widthAt(from);
    let to = end;
    for (let i = (count - completing) % GROUP; i > 0; i -= 1) to = scanner.startBefore(to);
    return {
      completing: tokenizer.spell(start, from),
      completes: completing === skipped,
      tokens: tokenizer.countPieces(from, to).tokens,
      left: tokenizer.spell(to, end),
    };
  }

  private forkParts(text: string, { start, end }: Range, mode: ForkState['mode']): ForkParts {
    const { scanner } = this.tokenizer;
    const mark = scanner.lastEnd(start, end, scanner.marksOf(mode));
    const all = this.bytes(text, { start, end });
    if (mark === start) return { all, split: undefined };
    const toMark = mark === end ? all : this.bytes(text, { start, end: mark });
    return { all, split: { toMark, fromMark: this.bytes(text, { start: mark, end }) } };
  }

  /** The bytes of a range of `text`, to be appended to a piece. They are made again from the text, not kept. */
  private bytes(text: string, range: Range): PiecePart {
    const { tokenizer } = this;
    return new PiecePart((run) => {
      const end = tokenizer.load(text);
      run.append(tokenizer.bytes, range.start, Math.min(range.end, end));
    });
  }
}
