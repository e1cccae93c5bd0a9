// Scans a part of a text into a TextBlock.
import { SPACE } from './characterClasses';
import type { Mode } from './innerCut';
import { PiecePart } from './pieceState';
import type { BlockPart, SpaceParts, TextBlock } from './textBlock';
import type { Tokenizer } from './tokenizer';

/** A byte range of the text last loaded. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is at the end of a text: where the last piece or run of white space begins, and its mode. */
interface Tail {
  readonly start: number;
  readonly mode: Mode;
}

export class BlockReader {
  constructor(private readonly tokenizer: Tokenizer) {}

  /**
   * Scans `text`, which begins in the mode `entry` (undefined after a hard cut). `next`: class bits of the character after an inner
   * cut at its end, undefined before a hard one. Gives undefined if there can be no inner cut before that character.
   */
  read(text: string, entry: Mode | undefined, next: number | undefined): TextBlock | undefined {
    const { tokenizer } = this;
    const end = tokenizer.load(text);
    const headEnd = entry === undefined ? 0 : this.headEnd(entry, end);
    const through = entry !== undefined && headEnd === end;
    const tail =
      next === undefined ? undefined : this.findTail(through ? 0 : headEnd, end, next, through ? entry : undefined);
    if (next !== undefined && tail === undefined) return undefined;
    const bodyEnd = Math.max(headEnd, tail?.start ?? end);
    const head = entry === undefined ? undefined : this.part(text, { start: 0, end: headEnd }, entry);
    const tailPart = tail === undefined || through ? undefined : this.part(text, { start: tail.start, end }, tail.mode);
    const body = tokenizer.countPieces(headEnd, bodyEnd);
    return { text, entry, exit: tail?.mode, head, bodyTokens: body.tokens, bodyExact: body.exact, tail: tailPart };
  }

  /**
   * Where the piece or the run of white space that began before the text ends. The last space of a run goes with what follows
   * it, as in the scanner's spaceEnd, unless it is a newline that ends a piece.
   */
  private headEnd(entry: Mode, end: number): number {
    const { scanner } = this.tokenizer;
    if (entry !== 'spaces') return scanner.continuedEnd(entry);
    const spaceEnd = scanner.runEnd(0, SPACE);
    const ended = scanner.splitsAfterNewline && scanner.newlineEndBefore(0, spaceEnd) === spaceEnd;
    return spaceEnd === end || ended ? spaceEnd : scanner.startBefore(spaceEnd);
  }

  /** The piece or run of white space at the end of the text, looked for from `from`, where a piece starts. */
  private findTail(from: number, end: number, next: number, through: Mode | undefined): Tail | undefined {
    const { scanner } = this.tokenizer;
    const spaces = scanner.runStart(end, SPACE);
    let start = from;
    if (through === undefined) {
      for (let pieceEnd = scanner.pieceEnd(start); pieceEnd < end && start < spaces; pieceEnd = scanner.pieceEnd(start))
        start = pieceEnd;
    }
    if (through === 'spaces' || (through === undefined && start >= spaces))
      return (next & SPACE) === 0 ? undefined : { start, mode: 'spaces' };
    const mode = scanner.continuation(start, end, next, through);
    return mode && { start, mode };
  }

  private part(text: string, range: Range, mode: Mode): BlockPart {
    if (mode === 'spaces') return { spaces: this.spaceParts(text, range) };
    return { piece: this.bytes(text, range) };
  }

  private spaceParts(text: string, { start, end }: Range): SpaceParts {
    const { scanner } = this.tokenizer;
    const newline = scanner.splitsAfterNewline ? scanner.newlineEndBefore(start, end) : start;
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
