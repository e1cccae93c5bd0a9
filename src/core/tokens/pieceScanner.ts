// The pre-tokenizer's common parts: walking over UTF-8 by character class. One subclass per pattern family
// (o200kScanner, cl100kScanner, r50kScanner) says where a piece ends. Merges never cross the end of a piece.
// Hand-written because the patterns as JavaScript regular expressions are slow, can take quadratic time,
// and follow the runtime's Unicode version and its own idea of \s.
import { LETTER, LOWER, leadClasses, MULTIBYTE, NEWLINE, NUMBER, OTHER, SPACE, UPPER } from './characterClasses';
import type { Mode } from './innerCut';

/** Byte that stands after the text: no UTF-8 text holds it and no class contains it, so every run stops there. */
export const END_OF_TEXT = 0xff;
/** How many END_OF_TEXT bytes must follow the text: the scanners look at most this far ahead. */
export const END_LENGTH = 3;

export const BLANK = 0x20;
export const APOSTROPHE = 0x27;
export const SLASH = 0x2f;
export const CR = 0x0d;
export const LF = 0x0a;
/** U+017F, the long s, which case folding makes an s: its two bytes. */
const LONG_S_1 = 0xc5;
const LONG_S_2 = 0xbf;

/**
 * The commonest pieces of a pattern, as far as they are of ASCII: words, and runs of signs with a blank before them. The loop over
 * pieces finds their ends by this alone; all others, and those that might go on with other characters, it asks pieceEnd for.
 */
export interface AsciiPieces {
  /** 1 for each byte that a word may have before its letters, 0 for others. */
  readonly prefixes: Uint8Array;
  /** Class bits of the letters that a word may begin with before its small ones: 0 where case makes no difference. */
  readonly capital: number;
  /** What lowerRun is told about capital letters. */
  readonly fold: number;
  /** 1 for each byte after the letters with which the word may go on. */
  readonly wordGoesOn: Uint8Array;
  /** The sign that may begin a piece of its own kind, a contraction; -1 if none does. */
  readonly contraction: number;
  /** 1 for each byte that may follow a run of signs in its piece. */
  readonly afterSigns: Uint8Array;
}

/** A word that began before the text, with its encodings up to there: see ForkState. */
export interface ContinuedWord {
  /** End of [UPPER]* and of the word, without a contraction. */
  readonly upperEnd: number;
  readonly end: number;
  /** Which encoding that goes on with; `last`: that of the last word so far, whichever that is. */
  readonly of: 'all' | 'rest' | 'last';
}

/** 1 for each of the bytes, 0 for others. */
export function bytesTable(...bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

/** Finds the ends of the pieces of valid UTF-8. Every method needs END_LENGTH bytes END_OF_TEXT after the text. */
export abstract class PieceScanner {
  /** Class bits by first byte: see leadClasses. */
  readonly lead: Uint8Array;
  protected bytes = new Uint8Array(END_LENGTH).fill(END_OF_TEXT);

  /** `classes`: the table of unpackClasses. */
  constructor(protected readonly classes: Uint8Array) {
    this.lead = leadClasses(classes);
  }

  /** Sets the buffer that all other methods look into. */
  read(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
  }

  /** How common pieces look: the loop over pieces finds their ends without asking here. */
  abstract readonly ascii: AsciiPieces;

  /** Where the piece that starts at `start` ends. `start` must be the start of the text or the end of a piece. */
  abstract pieceEnd(start: number): number;

  /** Where the piece that began before the start of the text, in a part cut off, ends. Not for capitals, spaces and threes. */
  abstract continuedEnd(mode: Mode): number;

  /**
   * The mode in which the piece from `start` to the end of the text, `end`, may go on after an inner cut there; undefined if it ends
   * there. Not for white space, and numbers in threes.
   */
  abstract openMode(start: number, end: number): Mode | undefined;

  /** Do numbers come in threes, and does white space end a piece after its last newline? (Not in GPT-2's family.) */
  abstract readonly isModern: boolean;

  /** Class bits of the marks that make one piece of all before them in a run: see ForkState. */
  marksOf(mode: Mode): number {
    if (mode === 'capitals') return LOWER;
    return mode === 'spaces' && this.isModern ? NEWLINE : 0;
  }

  /** The table for `[^\r\n\p{L}\p{N}]?`, but for an apostrophe if that may begin a contraction. */
  protected signPrefixes(withApostrophe: boolean): Uint8Array {
    const prefixes = new Uint8Array(256);
    for (let byte = 0; byte < 0x80; byte += 1) {
      if ((this.classOf(byte) & (LETTER | NUMBER | NEWLINE)) === 0) prefixes[byte] = 1;
    }
    if (!withApostrophe) prefixes[APOSTROPHE] = 0;
    return prefixes;
  }

  /** The table of the bytes with which a word of ASCII letters may go on: other letters, and an apostrophe if `contracted`. */
  protected wordGoesOn(contracted: boolean): Uint8Array {
    const goesOn = Uint8Array.from(this.lead, (bits) => (bits === MULTIBYTE ? 1 : 0));
    if (contracted) goesOn[APOSTROPHE] = 1;
    return goesOn;
  }

  /** Class bits of a code point. */
  classOf(codePoint: number): number {
    return this.classes[codePoint] ?? 0;
  }

  /** Class bits of the character at `at`; 0 at the end of the text. */
  classAt(at: number): number {
    const bits = this.lead[this.bytes[at] ?? 0] ?? 0;
    return bits === MULTIBYTE ? (this.classes[this.codePointAt(at)] ?? 0) : bits;
  }

  /** The code point of the character at `at`. */
  codePointAt(at: number): number {
    const { bytes } = this;
    const first = bytes[at] ?? 0;
    if (first < 0x80) return first;
    const second = (bytes[at + 1] ?? 0) & 0x3f;
    if (first < 0xe0) return ((first & 0x1f) << 6) | second;
    const third = (bytes[at + 2] ?? 0) & 0x3f;
    if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third;
    return ((first & 7) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] ?? 0) & 0x3f);
  }

  /** As pieceEnd, for a piece that starts with a blank and goes on with a character of several bytes: mostly that is a sign, as emoji are. */
  blankEnd(start: number): number {
    if ((this.classAt(start + 1) & (OTHER | UPPER)) !== OTHER) return this.pieceEnd(start);
    const { bytes } = this;
    const { afterSigns } = this.ascii;
    let k = this.runEnd(start + 1, OTHER);
    while (afterSigns[bytes[k] ?? 0] !== 0) k += 1;
    return k;
  }

  /** Number of bytes of the character at `at`. */
  widthAt(at: number): number {
    const first = this.bytes[at] ?? 0;
    if (first < 0x80) return 1;
    if (first < 0xe0) return 2;
    return first < 0xf0 ? 3 : 4;
  }

  /** Start of the character that ends at `at`. */
  startBefore(at: number): number {
    let k = at - 1;
    while (((this.bytes[k] ?? 0) & 0xc0) === 0x80) k -= 1;
    return k;
  }

  /** Start of the run of characters before `at` that have a bit of `mask`. */
  runStart(at: number, mask: number): number {
    let start = at;
    while (start > 0) {
      const before = this.startBefore(start);
      if ((this.classAt(before) & mask) === 0) break;
      start = before;
    }
    return start;
  }

  /** Is there a carriage return or line feed in [start, end)? */
  protected hasNewline(start: number, end: number): boolean {
    return this.lastEnd(start, end, NEWLINE) > start;
  }

  /** Where the last character in [start, end) ends that has a bit of `mask`, or `start` if there is none. */
  lastEnd(start: number, end: number, mask: number): number {
    let at = end;
    while (at > start) {
      const before = this.startBefore(at);
      if ((this.classAt(before) & mask) !== 0) return at;
      at = before;
    }
    return start;
  }

  /** How the word goes on that is in the mode capitals at the start of the text: see innerCut. A contraction is still to come. */
  continuedWord(): ContinuedWord {
    const upperEnd = this.runEnd(0, UPPER);
    const lowerEnd = this.runEnd(upperEnd, LOWER);
    if (lowerEnd > upperEnd) return { upperEnd, end: lowerEnd, of: 'all' };
    const givenBack = this.lastEnd(0, upperEnd, LOWER);
    if (givenBack > 0) return { upperEnd, end: givenBack, of: 'all' };
    return { upperEnd, end: upperEnd, of: upperEnd === 0 ? 'last' : 'rest' };
  }

  /** End of the run of characters from `at` that have a bit of `mask`. */
  runEnd(at: number, mask: number): number {
    const { bytes, lead, classes } = this;
    for (let k = at; ; ) {
      const first = bytes[k] ?? 0;
      const bits = lead[first] ?? 0;
      if ((bits & mask) !== 0) k += 1;
      else if (bits !== MULTIBYTE || ((classes[this.codePointAt(k)] ?? 0) & mask) === 0) return k;
      else k += first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }
  }

  /** End of \p{N}{1,3}, where `at` is after the first number. */
  protected numberEnd(at: number): number {
    let k = at;
    for (let more = 2; more > 0 && (this.classAt(k) & NUMBER) !== 0; more -= 1) k += this.widthAt(k);
    return k;
  }

  /** End of [\r\n]* from `at`, or of [\r\n/]*. */
  protected newlinesEnd(at: number, alsoSlash: boolean): number {
    for (let k = at; ; k += 1) {
      const byte = this.bytes[k];
      if (byte !== LF && byte !== CR && !(alsoSlash && byte === SLASH)) return k;
    }
  }

  /**
   * End of `\s+(?!\S)|\s+` from `start`, a white-space character: all of the run at the end of the text, else all but the
   * last character, which goes with what follows; a lone one is a piece. With `newlines` there is `\s*[\r\n]+` before
   * these: then the piece ends after the last newline of the run, if it has one.
   */
  protected spaceEnd(start: number, newlines: boolean): number {
    const { bytes, lead } = this;
    let afterNewline = -1;
    let last = start;
    let k = start;
    for (;;) {
      let bits = lead[bytes[k] ?? 0] ?? 0;
      let width = 1;
      if (bits === MULTIBYTE) {
        bits = this.classAt(k);
        width = this.widthAt(k);
      }
      if ((bits & SPACE) === 0) break;
      last = k;
      k += width;
      if ((bits & NEWLINE) !== 0) afterNewline = k;
    }
    if (newlines && afterNewline >= 0) return afterNewline;
    if (this.bytes[k] === END_OF_TEXT) return k;
    return last > start ? last : k;
  }

  /** End of (?i:'s|'t|'re|'ve|'m|'ll|'d) from `at`, or `at` if there is none. Folding case, Rust takes U+017F for an s. */
  contractionEnd(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== APOSTROPHE) return at;
    const first = bytes[at + 1] ?? 0;
    const second = bytes[at + 2] ?? 0;
    switch (first | 0x20) {
      case 0x73: // s
      case 0x74: // t
      case 0x6d: // m
      case 0x64: // d
        return at + 2;
      case 0x72: // re
      case 0x76: // ve
        return (second | 0x20) === 0x65 ? at + 3 : at;
      case 0x6c: // ll
        return (second | 0x20) === 0x6c ? at + 3 : at;
      default:
        return first === LONG_S_1 && second === LONG_S_2 ? at + 3 : at;
    }
  }
}
