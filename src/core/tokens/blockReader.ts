// Scans a part of a text into a TextBlock.
import { LETTER, LOWER, NUMBER, SPACE, UPPER } from './characterClasses';
import type { Mode } from './innerCut';
import { PiecePart } from './pieceState';
import type { BlockPart, NumberPart, NumberParts, SpaceParts, TextBlock } from './textBlock';
import type { Tokenizer } from './tokenizer';

/** Class bits of a letter that is of both cases for o200k. */
const CASELESS = UPPER | LOWER | LETTER;
/** Numbers in a group. */
const GROUP = 3;

/** A byte range of the text last loaded. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is at the end of a text: where the last piece or run begins, and its mode. */
interface Tail {
  readonly start: number;
  readonly mode: Mode;
}

export class BlockReader {
  constructor(private readonly tokenizer: Tokenizer) {}

  /**
   * Scans `text`, which begins in the mode `entry` (undefined after a hard cut). `next`: the code point after an inner cut at its
   * end, undefined before a hard one. Gives undefined if there can be no inner cut before that character.
   */
  read(text: string, entry: Mode | undefined, next: number | undefined): TextBlock | undefined {
    const { tokenizer } = this;
    if (next !== undefined && !tokenizer.scanner.cutsInside) return undefined;
    const end = tokenizer.load(text);
    const headEnd = this.headEnd(entry, end);
    const through = headEnd === end ? entry : undefined;
    const tail = next === undefined ? { start: end, mode: undefined } : this.findTail(headEnd, end, next, through);
    if (tail === undefined) return undefined;
    const body = tokenizer.countPieces(headEnd, Math.max(headEnd, tail.start));
    return {
      text,
      entry,
      exit: tail.mode,
      caseless: through !== undefined && tail.mode !== undefined && this.isCaseless(through, end),
      head: this.part(text, { start: 0, end: headEnd }, entry),
      bodyTokens: body.tokens,
      bodyExact: body.exact,
      tail: through === undefined ? this.part(text, { start: tail.start, end }, tail.mode) : undefined,
    };
  }

  /** Is the text of caseless letters only, inside of a word of a pattern that tells upper case from lower? */
  private isCaseless(mode: Mode, end: number): boolean {
    const { scanner } = this.tokenizer;
    if (mode !== 'lower' && mode !== 'upper' && mode !== 'caseless') return false;
    for (let at = 0; at < end; at += scanner.widthAt(at))
      if ((scanner.classAt(at) & CASELESS) !== CASELESS) return false;
    return true;
  }

  /**
   * Where the piece or run that began before the text ends. The last space of a run goes with what follows it, as in the
   * scanner's spaceEnd, unless it is a newline that ends a piece.
   */
  private headEnd(entry: Mode | undefined, end: number): number {
    const { scanner } = this.tokenizer;
    if (entry === undefined || entry === 'start') return 0;
    if (entry === 'threes') return scanner.runEnd(0, NUMBER);
    if (entry !== 'spaces') return scanner.continuedEnd(entry);
    const spaceEnd = scanner.runEnd(0, SPACE);
    const ended = scanner.isModern && scanner.newlineEndBefore(0, spaceEnd) === spaceEnd;
    return spaceEnd === end || ended ? spaceEnd : scanner.startBefore(spaceEnd);
  }

  /**
   * The piece or run at the end of the text, which is the one that began before the text in the mode `through`, or else is looked
   * for from `from`, where a piece starts. Undefined if it cannot be cut before `next`.
   */
  private findTail(from: number, end: number, next: number, through: Mode | undefined): Tail | undefined {
    const { scanner } = this.tokenizer;
    const run = this.runBefore(end, scanner.classOf(next));
    if (through !== undefined) {
      const mode = through === run.mode ? through : scanner.continuation(0, end, next, through);
      return mode && { start: 0, mode };
    }
    let start = from;
    for (
      let pieceEnd = scanner.pieceEnd(start);
      pieceEnd < end && start < run.start;
      pieceEnd = scanner.pieceEnd(start)
    ) {
      start = pieceEnd;
    }
    if (start >= run.start) return run.mode && { start, mode: run.mode };
    const mode = scanner.continuation(start, end, next, undefined);
    return mode && { start: mode === 'start' ? end : start, mode };
  }

  /** The run of white space or of numbers in threes before `end`, and its mode if a character with the class bits `next` is part of it. */
  private runBefore(end: number, next: number): { start: number; mode: Mode | undefined } {
    const { scanner } = this.tokenizer;
    if (scanner.isModern && (next & NUMBER) !== 0) return { start: scanner.runStart(end, NUMBER), mode: 'threes' };
    return { start: scanner.runStart(end, SPACE), mode: (next & SPACE) === 0 ? undefined : 'spaces' };
  }

  private part(text: string, range: Range, mode: Mode | undefined): BlockPart | undefined {
    if (mode === undefined || mode === 'start') return undefined;
    if (mode === 'spaces') return { spaces: this.spaceParts(text, range) };
    if (mode === 'threes') return { numbers: this.numberParts(range) };
    return { piece: this.bytes(text, range) };
  }

  /** The range holds numbers only, and is still loaded. */
  private numberParts({ start, end }: Range): NumberParts {
    const { scanner } = this.tokenizer;
    const borders = [start];
    for (let at = start; at < end; borders.push(at)) at += scanner.widthAt(at);
    return [this.numberPart(borders, 0), this.numberPart(borders, 2), this.numberPart(borders, 1)];
  }

  /** The numbers between `borders`, of which the first `skipped` complete a group. */
  private numberPart(borders: readonly number[], skipped: number): NumberPart {
    const { tokenizer } = this;
    const count = borders.length - 1;
    const from = Math.min(skipped, count);
    const to = count - ((count - from) % GROUP);
    const spell = (first: number, last: number) => tokenizer.spell(borders[first] ?? 0, borders[last] ?? 0);
    return {
      completing: spell(0, from),
      completes: from === skipped,
      tokens: tokenizer.countPieces(borders[from] ?? 0, borders[to] ?? 0).tokens,
      left: spell(to, count),
    };
  }

  private spaceParts(text: string, { start, end }: Range): SpaceParts {
    const { scanner } = this.tokenizer;
    const newline = scanner.isModern ? scanner.newlineEndBefore(start, end) : start;
    const all = this.bytes(text, { start, end });
    if (newline === start) return { all, split: undefined };
    return {
      all,
      split: {
        toNewline: this.bytes(text, { start, end: newline }),
        fromNewline: this.bytes(text, { start: newline, end }),
      },
    };
  }

  /** The bytes of a range of `text`, to be appended to a piece. They are made again from the text, not kept. */
  private bytes(text: string, range: Range): PiecePart {
    const { tokenizer } = this;
    return new PiecePart((run) => {
      tokenizer.load(text);
      run.append(tokenizer.bytes, range.start, range.end);
    });
  }
}
