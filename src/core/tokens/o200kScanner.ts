// Pieces of the o200k family (GPT-4o and later): words split where case changes, with a prefix character and a contraction.
// Source: openai/tiktoken tiktoken_ext/openai_public.py, o200k_base pat_str, read 2026-11-21. Its alternatives, in order:
//   1  [^\r\n\p{L}\p{N}]?[UPPER]*[LOWER]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//   2  [^\r\n\p{L}\p{N}]?[UPPER]+[LOWER]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//   3  \p{N}{1,3}     4   ?[^\s\p{L}\p{N}]+[\r\n/]*     5  \s*[\r\n]+     6  \s+(?!\S)     7  \s+
// UPPER is Lu Lt Lm Lo M and LOWER is Ll Lm Lo M: caseless letters and marks are in both.
import { LETTER, LOWER, NEWLINE, NUMBER, OTHER, UPPER } from './characterClasses';
import type { Mode } from './innerCut';
import { type AsciiPieces, BLANK, bytesTable, CR, LF, PieceScanner, SLASH } from './pieceScanner';

export class O200kScanner extends PieceScanner {
  override readonly isModern = true;
  override readonly ascii: AsciiPieces = this.pieces(true);

  /** The common pieces; `contracted`: may a contraction follow a word? */
  protected pieces(contracted: boolean): AsciiPieces {
    return {
      prefixes: this.signPrefixes(true),
      capital: UPPER,
      fold: 0,
      wordGoesOn: this.wordGoesOn(contracted),
      contraction: -1,
      afterSigns: bytesTable(CR, LF, SLASH),
    };
  }

  override continuedEnd(mode: Mode): number {
    if (mode === 'lower') return this.contractionEnd(this.runEnd(0, LOWER));
    return mode === 'other' ? this.otherEnd(0) : this.newlinesEnd(0, true);
  }

  override openMode(start: number, end: number): Mode | undefined {
    if (this.isWord(start, end)) return this.hasLower(start, end) ? 'lower' : 'capitals';
    const last = this.classAt(this.startBefore(end));
    if ((last & LETTER) !== 0) return undefined;
    return this.hasNewline(start, end) ? 'newlines' : 'other';
  }

  /** Is the piece [start, end) a word, perhaps with a prefix, and not a run of signs with marks, or ended by a contraction? */
  protected isWord(start: number, end: number): boolean {
    const first = this.classAt(start);
    if ((first & LETTER) !== 0) return Math.abs(this.wordEnd(start)) === end;
    const second = start + this.widthAt(start);
    return this.prefixedWordEnd(start, second, this.classAt(second)) === end;
  }

  /** Is there a letter in [start, end) that is lower-case only? */
  protected hasLower(start: number, end: number): boolean {
    for (let at = start; at < end; at += this.widthAt(at)) {
      if ((this.classAt(at) & (UPPER | LOWER)) === LOWER) return true;
    }
    return false;
  }

  override pieceEnd(start: number): number {
    const first = this.classAt(start);
    if ((first & LETTER) !== 0) return this.contractionEnd(Math.abs(this.wordEnd(start)));
    const second = start + this.widthAt(start);
    if ((first & NUMBER) !== 0) return this.numberEnd(second);
    if ((first & NEWLINE) !== 0) return this.spaceEnd(start, true);
    const next = this.classAt(second);
    if (((first | next) & (UPPER | LOWER)) !== 0) return this.contractionEnd(this.prefixedWordEnd(start, second, next));
    if ((first & OTHER) !== 0) return this.otherEnd(start);
    return this.bytes[start] === BLANK && (next & OTHER) !== 0 ? this.otherEnd(second) : this.spaceEnd(start, true);
  }

  /**
   * Alternatives 1 and 2 where the first character is no letter: it is the prefix, or, being a mark, the word's beginning.
   * In the pattern's order: 1 with prefix, 1 without, 2 with prefix. (2 without prefix never comes: a mark alone fits 1.)
   */
  private prefixedWordEnd(start: number, second: number, next: number): number {
    const prefixed = (next & (UPPER | LOWER)) !== 0 ? this.wordEnd(second) : 0;
    if (prefixed > 0) return prefixed;
    return (this.classAt(start) & UPPER) !== 0 ? this.wordEnd(start) : -prefixed;
  }

  /**
   * End of [UPPER]*[LOWER]+ from `start`, a character of either class. The upper run takes all it can; if no lower
   * character follows it, it gives back up to its last character that is of both classes, and that is the lower part.
   * If it has none, the pattern does not fit (alternative 1) and the whole run is [UPPER]+[LOWER]* (alternative 2):
   * then the answer is minus its end.
   */
  private wordEnd(start: number): number {
    let afterBoth = -1;
    let k = start;
    for (let bits = this.classAt(k); (bits & (UPPER | LOWER)) !== 0; bits = this.classAt(k)) {
      if ((bits & UPPER) === 0) return this.runEnd(k, LOWER);
      k += this.widthAt(k);
      if ((bits & LOWER) !== 0) afterBoth = k;
    }
    return afterBoth > 0 ? afterBoth : -k;
  }

  private otherEnd(at: number): number {
    return this.newlinesEnd(this.runEnd(at, OTHER), true);
  }
}
