// Pieces of the GPT-2 family: r50k_base, p50k_base and p50k_edit.
// Source: openai/tiktoken tiktoken_ext/openai_public.py, r50k_base pat_str, read 2026-11-21. Its alternatives, in order:
//   1  's|'t|'re|'ve|'m|'ll|'d  (this case only)     2   ?\p{L}+     3   ?\p{N}+     4   ?[^\s\p{L}\p{N}]+
//   5  \s+(?!\S)     6  \s+
import { FOLD_CASE } from './asciiRuns';
import { LETTER, NUMBER, OTHER } from './characterClasses';
import type { Mode } from './innerCut';
import { APOSTROPHE, type AsciiPieces, BLANK, bytesTable, PieceScanner } from './pieceScanner';

/** Bits of an upper-case letter against its lower case. */
const CASE_BIT = 0x20;

export class R50kScanner extends PieceScanner {
  override readonly isModern = false;
  override readonly ascii: AsciiPieces = {
    prefixes: new Uint8Array(256).fill(1, BLANK, BLANK + 1),
    capital: 0,
    fold: FOLD_CASE,
    wordGoesOn: this.wordGoesOn(false),
    contraction: APOSTROPHE,
    afterSigns: bytesTable(),
  };

  override continuedEnd(mode: Mode): number {
    if (mode === 'letters') return this.runEnd(0, LETTER);
    return this.runEnd(0, mode === 'numbers' ? NUMBER : OTHER);
  }

  override openMode(start: number, end: number): Mode | undefined {
    const last = this.classAt(this.startBefore(end));
    if ((last & LETTER) !== 0) return this.lowerContractionEnd(start) === end ? undefined : 'letters';
    return (last & NUMBER) !== 0 ? 'numbers' : 'other';
  }

  override pieceEnd(start: number): number {
    const contraction = this.lowerContractionEnd(start);
    if (contraction > start) return contraction;
    const from = this.bytes[start] === BLANK ? start + 1 : start;
    const bits = this.classAt(from);
    if ((bits & LETTER) !== 0) return this.runEnd(from, LETTER);
    if ((bits & NUMBER) !== 0) return this.runEnd(from, NUMBER);
    if ((bits & OTHER) !== 0) return this.runEnd(from, OTHER);
    return this.spaceEnd(start, false);
  }

  /** Alternative 1: a contraction in lower case ASCII, or `at`. */
  private lowerContractionEnd(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== APOSTROPHE) return at;
    const end = this.contractionEnd(at);
    for (let k = at + 1; k < end; k += 1) {
      const byte = bytes[k] ?? 0;
      if (byte >= 0x80 || (byte & CASE_BIT) === 0) return at;
    }
    return end;
  }
}
