// The engine: UTF-8 text -> pieces -> tokens. Knows nothing of long texts, documents or models; those build on it.

import { lowerRun } from './asciiRuns';
import { ByteMerger } from './byteMerger';
import { LETTER, MULTIBYTE, OTHER } from './characterClasses';
import { FIRST_WORD, HASH_PADDING, hashBytes, hashWords, SECOND_WORD, THIRD_WORD } from './hashing';
import {
  LONG_PIECE,
  PieceCache,
  SHORT_HASH_SHIFT,
  SHORT_LENGTH_SHIFT,
  SHORT_PIECE,
  SHORT_SLOT_BITS,
  SHORT_TOKENS,
} from './pieceCache';
import { BLANK, END_LENGTH, END_OF_TEXT, type PieceScanner } from './pieceScanner';
import { Repeats } from './repeats';
import { startsWide, TokenRun } from './tokenRun';
import { NO_MERGE, NO_TOKEN, type Vocabulary } from './vocabulary';

/** Writes a string as UTF-8, lone surrogates as U+FFFD: TextEncoder has this shape. */
export interface Utf8Encoder {
  encodeInto(source: string, destination: Uint8Array): { written: number };
}

/** UTF-8 bytes that one UTF-16 unit can take. */
const BYTES_PER_UNIT = 3;
/** Pieces longer than this go to TokenRun: the short way takes time with the square of the length. */
const MERGE_LIMIT = 64;
/** Readable bytes after the text: the end marks, and words read past the end. */
const PADDING = END_LENGTH + HASH_PADDING;

/** Groups of numbers that are kept. */
const GROUPS = 4096;
const NOTHING = new Int32Array(0);

/** A number of tokens; exact unless a repair in an unheard-of piece had to be stopped. */
export interface Tally {
  readonly tokens: number;
  readonly exact: boolean;
}

/** Counts and encodes texts of moderate length, which it copies into its buffer. */
export class Tokenizer {
  /** The text last loaded, as UTF-8. */
  bytes = new Uint8Array(0);
  private view = new DataView(this.bytes.buffer);
  private readonly cache = new PieceCache();
  private readonly merger: ByteMerger;
  /** Scratch pad for long pieces. */
  readonly run: TokenRun;
  readonly repeats: Repeats;
  private exact = true;
  private readonly groups = new Map<string, number>();

  constructor(
    private readonly vocabulary: Vocabulary,
    readonly scanner: PieceScanner,
    private readonly utf8: Utf8Encoder,
  ) {
    this.merger = new ByteMerger(vocabulary);
    this.run = new TokenRun(vocabulary);
    this.repeats = new Repeats(vocabulary, this.run, (text) => this.bytes.slice(0, this.load(text)));
  }

  /** The number of tokens of `text`. */
  count(text: string): Tally {
    return this.countPieces(0, this.load(text));
  }

  /**
   * The number of tokens of the pieces in bytes[from..to) of the text last loaded; `from` and `to` are borders of pieces.
   * Nearly all time is spent in this loop. So the two commonest cases are written out in it, a word of ASCII letters and
   * a short piece that the cache knows, with all tables in variables; as calls they take up to a third more time.
   */
  countPieces(from: number, to: number): Tally {
    this.exact = true;
    const { scanner, bytes, view } = this;
    const { short } = this.cache;
    const { lead } = scanner;
    const { prefixes, capital, fold, wordGoesOn, contraction, afterSigns } = scanner.ascii;
    let tokens = 0;
    for (let start = from; start < to; ) {
      let end = start + (prefixes[bytes[start] ?? 0] ?? 0);
      let bits = lead[bytes[end] ?? 0] ?? 0;
      if ((bits & LETTER) !== 0) {
        while ((bits & capital) !== 0) bits = lead[bytes[++end] ?? 0] ?? 0;
        for (let run = 4; run === 4; end += run) run = lowerRun(view.getInt32(end, true), fold);
        if (wordGoesOn[bytes[end] ?? 0] !== 0) end = scanner.pieceEnd(start);
      } else {
        const first = bytes[start] ?? 0;
        end = first === BLANK ? start + 1 : start;
        bits = lead[bytes[end] ?? 0] ?? 0;
        const isSigns = (bits & OTHER) !== 0 && first !== contraction;
        if (isSigns) {
          while ((bits & OTHER) !== 0) bits = lead[bytes[++end] ?? 0] ?? 0;
          while (afterSigns[bytes[end] ?? 0] !== 0) end += 1;
        }
        if (!isSigns || bits === MULTIBYTE) end = first === BLANK ? scanner.blankEnd(start) : scanner.pieceEnd(start);
      }

      const length = end - start;
      if (length <= SHORT_PIECE) {
        const first = view.getInt32(start, true) & (FIRST_WORD[length] ?? 0);
        const second = view.getInt32(start + 4, true) & (SECOND_WORD[length] ?? 0);
        const third = view.getInt32(start + 8, true) & (THIRD_WORD[length] ?? 0);
        const slot = (hashWords(first, second, third) >>> SHORT_HASH_SHIFT) << SHORT_SLOT_BITS;
        const known = short[slot + 3] ?? 0;
        const isKnown =
          known >>> SHORT_LENGTH_SHIFT === length &&
          short[slot] === first &&
          short[slot + 1] === second &&
          short[slot + 2] === third;
        if (isKnown) tokens += known & SHORT_TOKENS;
        else {
          const other = short[slot + 7] ?? 0;
          const isSecond =
            other >>> SHORT_LENGTH_SHIFT === length &&
            short[slot + 4] === first &&
            short[slot + 5] === second &&
            short[slot + 6] === third;
          if (isSecond) this.cache.promoteShort(slot);
          tokens += isSecond ? other & SHORT_TOKENS : this.countShort(start, length, slot);
        }
      } else tokens += this.countLong(start, length);
      start = end;
    }
    return { tokens, exact: this.exact };
  }

  /** The number of tokens of a group of up to three numbers. There are few, so they are kept. */
  countGroup(group: string): number {
    const known = this.groups.get(group);
    if (known !== undefined) return known;
    const { tokens } = this.count(group);
    if (this.groups.size === GROUPS) this.groups.clear();
    this.groups.set(group, tokens);
    return tokens;
  }

  /** The tokens of `text`, as ids. */
  encode(text: string): number[] {
    const end = this.load(text);
    const ids: number[] = [];
    for (let start = 0; start < end; ) {
      const pieceEnd = this.scanner.pieceEnd(start);
      this.encodePiece(start, pieceEnd, ids);
      start = pieceEnd;
    }
    return ids;
  }

  /** The characters of bytes[start..end), borders of characters, of the text last loaded. */
  spell(start: number, end: number): string {
    let text = '';
    for (let at = start; at < end; at += this.scanner.widthAt(at))
      text += String.fromCodePoint(this.scanner.codePointAt(at));
    return text;
  }

  /** Number of bytes that a token stands for. */
  tokenLength(id: number): number {
    return this.vocabulary.lengthOf(id);
  }

  /** Copies the text into the buffer, with end marks. Gives the number of bytes. */
  load(text: string): number {
    const needed = text.length * BYTES_PER_UNIT + PADDING;
    if (this.bytes.length < needed) {
      this.bytes = new Uint8Array(Math.max(needed, 1 << 16));
      this.view = new DataView(this.bytes.buffer);
      this.scanner.read(this.bytes);
    }
    const { written } = this.utf8.encodeInto(text, this.bytes);
    this.bytes.fill(END_OF_TEXT, written, written + END_LENGTH);
    return written;
  }

  /** A short piece that is not in its slot. */
  private countShort(start: number, length: number, slot: number): number {
    const tokens = length === 1 ? 1 : this.countUncached(start, length);
    this.cache.keepShort(this.view, start, length, slot, tokens);
    return tokens;
  }

  private countLong(start: number, length: number): number {
    if (length > LONG_PIECE) return this.countUncached(start, length);
    const hash = hashBytes(this.view, start, length);
    const known = this.cache.findLong(this.view, start, length, hash);
    if (known > 0) return known;
    const tokens = this.countUncached(start, length);
    this.cache.keepLong(this.view, start, length, hash, tokens);
    return tokens;
  }

  private countUncached(start: number, length: number): number {
    if (length === 2) return this.isPair(start) ? 1 : 2;
    if (this.wholeToken(start, length) !== NO_TOKEN) return 1;
    if (this.isShort(start, length)) return this.merger.merge(this.bytes, start, start + length);
    this.run.start(NOTHING);
    this.run.append(this.bytes, start, start + length);
    this.exact &&= this.run.exact;
    return this.run.count;
  }

  /** Is the piece short enough to be merged byte by byte? One of characters of three bytes, as its end tells, goes better by those. */
  private isShort(start: number, length: number): boolean {
    return length <= MERGE_LIMIT && (length < 6 || !startsWide(this.bytes[start + length - 3] ?? 0));
  }

  /** Are the two bytes at `start` a token? */
  private isPair(start: number): boolean {
    const pair = ((this.bytes[start] ?? 0) << 8) | (this.bytes[start + 1] ?? 0);
    return this.vocabulary.bytePairs[pair] !== NO_MERGE;
  }

  private encodePiece(start: number, end: number, ids: number[]): void {
    const length = end - start;
    const token = this.wholeToken(start, length);
    if (token !== NO_TOKEN) {
      ids.push(token);
      return;
    }
    if (this.isShort(start, length)) {
      const count = this.merger.merge(this.bytes, start, end);
      for (let i = 0; i < count; i += 1) ids.push(this.merger.tokens[i] ?? 0);
      return;
    }
    this.run.start(NOTHING);
    this.run.append(this.bytes, start, end);
    for (let i = 0; i < this.run.count; i += 1) ids.push(this.run.tokens[i] ?? 0);
  }

  /** The token that is the whole piece, or NO_TOKEN. */
  private wholeToken(start: number, length: number): number {
    if (length === 1) return this.vocabulary.byteRanks[this.bytes[start] ?? 0] ?? 0;
    if (length > this.vocabulary.longest) return NO_TOKEN;
    return this.vocabulary.find(this.view, start, length);
  }
}
