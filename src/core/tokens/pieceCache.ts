// Bounded memory of how many tokens a piece has. Text repeats itself, so most pieces are answered here.
// A slot holds two pieces. Of short ones a new piece takes the second place, and goes to the first when it is asked for again:
// the many pieces that come once do not push out the few that come all the time. A hit needs all bytes to be equal, so an answer
// is never wrong; memory stays the same however much text is counted.
import { FIRST_WORD, SECOND_WORD, THIRD_WORD, wordAt } from './hashing';

/** Longest piece, in bytes, whose bytes fit into the slot itself. */
export const SHORT_PIECE = 12;
/** Longest piece, in bytes, that is remembered at all. */
export const LONG_PIECE = 512;

/** 16,384 slots, 512 kB: a page of prose has some hundred different pieces, a book ten thousand. */
const SHORT_BITS = 14;
/** A short piece is in the slot that starts at (hashWords of its words >>> SHORT_HASH_SHIFT) << SHORT_SLOT_BITS. */
export const SHORT_HASH_SHIFT = 32 - SHORT_BITS;
export const SHORT_SLOT_BITS = 3;
const LONG_SLOTS = 1 << 15;
/** Words of the store of long pieces: 4 MB. When it is full all long pieces are forgotten. */
const STORE_WORDS = 1 << 20;

/** Where the length stands in the last number of a short slot; the tokens are in the bits below. */
export const SHORT_LENGTH_SHIFT = 24;
export const SHORT_TOKENS = 0xffffff;

/** Answers are token counts; 0 is "not known". */
export class PieceCache {
  /**
   * Two pieces a slot, four numbers each: the bytes as three words filled up with zeros, then length << 24 | tokens (0: free). The
   * loop over pieces itself looks at both.
   */
  readonly short = new Int32Array(1 << (SHORT_BITS + SHORT_SLOT_BITS));

  /** Two pieces a slot, three numbers each: hash, where the piece is in the store (0: free), tokens. The newer piece is first. */
  private readonly long = new Int32Array(LONG_SLOTS * 6);
  /** Pieces one after the other: length in bytes, then the bytes as words. */
  private readonly store = new Int32Array(STORE_WORDS);
  private storeEnd = 1;

  /** Makes the second piece of a slot the first: one that is asked for again shall be found at once. */
  promoteShort(slot: number): void {
    const short = this.short;
    for (let i = slot; i < slot + 4; i += 1) {
      const first = short[i] ?? 0;
      short[i] = short[i + 4] ?? 0;
      short[i + 4] = first;
    }
  }

  /** Remembers a piece of at most SHORT_PIECE bytes in `slot`: in the second place, unless the first is free. */
  keepShort(view: DataView, start: number, length: number, slot: number, tokens: number): void {
    const short = this.short;
    const at = short[slot + 3] === 0 ? slot : slot + 4;
    short[at] = view.getInt32(start, true) & (FIRST_WORD[length] ?? 0);
    short[at + 1] = view.getInt32(start + 4, true) & (SECOND_WORD[length] ?? 0);
    short[at + 2] = view.getInt32(start + 8, true) & (THIRD_WORD[length] ?? 0);
    short[at + 3] = (length << SHORT_LENGTH_SHIFT) | tokens;
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
