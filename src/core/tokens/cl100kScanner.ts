// Pieces of the cl100k family (GPT-3.5 Turbo, GPT-4, embeddings).
// Source: openai/tiktoken tiktoken_ext/openai_public.py, cl100k_base pat_str, read 2026-11-21. Its alternatives, in order:
//   1  (?i:'s|'t|'re|'ve|'m|'ll|'d)     2  [^\r\n\p{L}\p{N}]?\p{L}+     3  \p{N}{1,3}
//   4   ?[^\s\p{L}\p{N}]+[\r\n]*     5  \s*[\r\n]+     6  \s+(?!\S)     7  \s+
// tiktoken from 0.8 on writes 5-7 as \s++$|\s*[\r\n]|\s+(?!\S)|\s, which cuts a text's last blanks elsewhere. The counts are
// equal: no token of the vocabulary goes from a newline on to blanks unless it ends in a newline.
import { FOLD_CASE } from './asciiRuns';
import { LETTER, NEWLINE, NUMBER, OTHER } from './characterClasses';
import type { Mode } from './innerCut';
import { APOSTROPHE, type AsciiPieces, BLANK, bytesTable, CR, LF, PieceScanner } from './pieceScanner';

export class Cl100kScanner extends PieceScanner {
  override readonly isModern = true;
  override readonly ascii: AsciiPieces = {
    prefixes: this.signPrefixes(false),
    capital: 0,
    fold: FOLD_CASE,
    wordGoesOn: this.wordGoesOn(false),
    contraction: APOSTROPHE,
    afterSigns: bytesTable(CR, LF),
  };

  override continuedEnd(mode: Mode): number {
    if (mode === 'letters') return this.runEnd(0, LETTER);
    return mode === 'other' ? this.otherEnd(0) : this.newlinesEnd(0, false);
  }

  override openMode(start: number, end: number): Mode | undefined {
    const last = this.classAt(this.startBefore(end));
    if ((last & LETTER) !== 0) return this.contractionEnd(start) === end ? undefined : 'letters';
    return this.hasNewline(start, end) ? 'newlines' : 'other';
  }

  override pieceEnd(start: number): number {
    const contraction = this.contractionEnd(start);
    if (contraction > start) return contraction;
    const first = this.classAt(start);
    const second = start + this.widthAt(start);
    if ((first & LETTER) !== 0) return this.runEnd(second, LETTER);
    if ((first & NUMBER) !== 0) return this.numberEnd(second);
    if ((first & NEWLINE) !== 0) return this.spaceEnd(start, true);
    const next = this.classAt(second);
    if ((next & LETTER) !== 0) return this.runEnd(second, LETTER);
    if ((first & OTHER) !== 0) return this.otherEnd(start);
    if (this.bytes[start] === BLANK && (next & OTHER) !== 0) return this.otherEnd(second);
    return this.spaceEnd(start, true);
  }

  private otherEnd(at: number): number {
    return this.newlinesEnd(this.runEnd(at, OTHER), false);
  }
}
