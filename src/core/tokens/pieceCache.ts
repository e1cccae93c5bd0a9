// Bounded memory of how many tokens a piece has. Text repeats itself, so most pieces are answered here.
// A slot holds the last pieces that fell on it: one short piece, two long ones, which are dear to forget. A hit needs all bytes to be equal,
// so an answer is never wrong; memory stays the same however much text is counted.
import { hashWords, wordAt } from './hashing';

/** Longest piece, in bytes, whose bytes fit into the slot itself. */
export const SHORT_PIECE = 12;
/** Longest piece, in bytes, that is remembered at all. */
export const LONG_PIECE = 512;

const SHORT_BITS = 14;
/** A short piece is in the slot that starts at (hashWords of its words >>> this) << 2. */
export const SHORT_HASH_SHIFT = 32 - SHORT_BITS;
const LONG_SLOTS = 1 << 15;
/** Words of the store of long pieces: 4 MB. When it is full all long pieces are forgotten. */
const STORE_WORDS = 1 << 20;

/** Where the length stands in the last number of a short slot; the tokens are in the bits below. */
export const SHORT_LENGTH_SHIFT = 24;
export const SHORT_TOKENS = 0xffffff;

/** Answers are token counts; 0 is "not known". */
export class PieceCache {
  /** Four numbers a slot: the bytes as three words filled up with zeros, then length << 24 | tokens. Read by the loop over pieces. */
  readonly short = new Int32Array(4 << SHORT_BITS);

  /** Two pieces a slot, three numbers each: hash, where the piece is in the store (0: free), tokens. The newer piece is first. */
  private readonly long = new Int32Array(LONG_SLOTS * 6);
  /** Pieces one after the other: length in bytes, then the bytes as words. */
  private readonly store = new Int32Array(STORE_WORDS);
  private storeEnd = 1;

  /** Remembers a piece of 2 to SHORT_PIECE bytes. The view must be padded with 3 readable bytes. */
  keepShort(view: DataView, start: number, length: number, tokens: number): void {
    const short = this.short;
    const first = wordAt(view, start, Math.min(length, 4));
    const second = length <= 4 ? 0 : wordAt(view, start + 4, Math.min(length - 4, 4));
    const third = length <= 8 ? 0 : wordAt(view, start + 8, length - 8);
    const slot = (hashWords(first, second, third) >>> SHORT_HASH_SHIFT) << 2;
    short[slot] = first;
    short[slot + 1] = second;
    short[slot + 2] = third;
    short[slot + 3] = (length << SHORT_LENGTH_SHIFT) | tokens;
  }

  /** Tokens of the piece of SHORT_PIECE+1 to LONG_PIECE bytes at `start`, whose hashBytes is `hash`, or 0. */
  findLong(view: DataView, start: number, length: number, hash: number): number {
    const long = this.long;
    const slot = (hash & (LONG_SLOTS - 1)) * 6;
    for (let entry = slot; entry < slot + 6; entry += 3) {
      const at = long[entry + 1] ?? 0;
      if (at !== 0 && long[entry] === hash && this.isStored(at, view, start, length)) return long[entry + 2] ?? 0;
    }
    return 0;
  }

  /** Remembers a piece that findLong does not know. */
  keepLong(view: DataView, start: number, length: number, hash: number, tokens: number): void {
    const long = this.long;
    const store = this.store;
    if (this.storeEnd + 1 + ((length + 3) >> 2) > STORE_WORDS) {
      long.fill(0);
      this.storeEnd = 1;
    }
    const slot = (hash & (LONG_SLOTS - 1)) * 6;
    long.copyWithin(slot + 3, slot, slot + 3);
    long[slot] = hash;
    long[slot + 1] = this.storeEnd;
    long[slot + 2] = tokens;
    store[this.storeEnd++] = length;
    const end = start + length;
    for (let k = start; k < end; k += 4) store[this.storeEnd++] = wordAt(view, k, Math.min(end - k, 4));
  }

  /** Is the piece at `at` in the store this one? */
  private isStored(at: number, view: DataView, start: number, length: number): boolean {
    const store = this.store;
    if (store[at] !== length) return false;
    const end = start + length;
    for (let k = start, word = at + 1; k < end; k += 4, word += 1) {
      if (store[word] !== wordAt(view, k, Math.min(end - k, 4))) return false;
    }
    return true;
  }
}
