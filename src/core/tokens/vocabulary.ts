// A vocabulary in memory: the bytes of each token, which token a run of bytes is, and which token two tokens merge into.
// Built once per encoding from its pair file; never changed afterwards.
import { HASH_PADDING, hashBytes, hashPair, sameBytes } from './hashing';
import { BYTE_RANKS, HOLE, type PairFile } from './pairFile';

/** "These two do not merge": larger than any rank, so that the search for the lowest rank passes it over. */
export const NO_MERGE = 0x7fffffff;
/** "No token has these bytes". */
export const NO_TOKEN = -1;

/** Bits of a rank: o200k, the largest, has 200,000. */
const RANK_BITS = 18;
const RANK_MASK = (1 << RANK_BITS) - 1;
/** The high bits of a hash, kept beside a rank: they tell nearly all others apart without a look at the bytes. */
const TAG_MASK = ~RANK_MASK;
/** The bits of a pair's right rank that are in the first number of its slot, above the left rank; the rest is in the second. */
const KEY_RIGHT_BITS = 32 - RANK_BITS;

/** The first of the two numbers of a pair's slot: the left rank and as much of the right one as there is room for. */
function packPair(left: number, right: number): number {
  return left | (right << RANK_BITS);
}

/** Bits of the filter that answers most "do not merge" without touching the pair table. */
const FILTER_BITS = 20;

/** Tokens and merges of one encoding. */
export class Vocabulary {
  /** The bytes of all tokens, in order of rank, and a few bytes of padding. */
  readonly bytes: Uint8Array;
  /** Where the bytes of each rank start; one more entry than ranks. */
  readonly starts: Int32Array;
  /** Length in bytes of the longest token. */
  readonly longest: number;
  /** Rank of each single byte. */
  readonly byteRanks: Int32Array;
  /** Has every token a higher rank than its two parts? */
  readonly isOrdered: boolean;
  /** What two bytes merge into, at (first << 8 | second), or NO_MERGE. */
  readonly bytePairs: Int32Array;

  /** The two ranks each rank is merged from, at 2·rank and 2·rank+1; HOLE twice for single bytes and unused ranks. */
  private readonly parts: Int32Array;
  /** Open addressing; a pair and its merge packed into two numbers a slot, see packPair. Free slots hold -1. */
  private readonly pairs: Int32Array;
  /** Open addressing; a slot holds a rank and, above it, what of the bytes' hash does not tell the slot. Free slots hold NO_TOKEN. */
  private readonly tokens: Int32Array;
  /** One bit for each of 2^20 hash values: is there any pair with this hash? 128 kB stay in the processor's cache. */
  private readonly filter = new Int32Array(1 << (FILTER_BITS - 5));
  /** Both tables have a power of two of slots, about half of them free. */
  private readonly mask: number;
  /** `bytes` as words. */
  private readonly view: DataView;

  /** `file` must have fewer than 2^RANK_BITS ranks. */
  constructor(file: PairFile) {
    let slots = 1024;
    while (slots < file.size * 1.9) slots *= 2;
    this.mask = slots - 1;
    this.parts = file.parts;
    this.isOrdered = file.order === undefined;
    this.pairs = new Int32Array(slots * 2).fill(-1);
    this.tokens = new Int32Array(slots).fill(NO_TOKEN);
    this.bytes = new Uint8Array(file.totalBytes + HASH_PADDING);
    this.view = new DataView(this.bytes.buffer);
    this.starts = new Int32Array(file.size + 1);
    this.byteRanks = file.byteRanks;
    this.spellTokens(file);
    this.longest = this.indexTokens(file.size);
    this.indexPairs(file);
    this.bytePairs = this.indexBytePairs(file);
  }

  /** The rank of the token that `left` and `right` merge into, or NO_MERGE. */
  merge(left: number, right: number): number {
    const hash = hashPair(left, right);
    if (((this.filter[hash >>> 17] ?? 0) & (1 << ((hash >>> 12) & 31))) === 0) return NO_MERGE;
    const pairs = this.pairs;
    const mask = this.mask;
    const key = packPair(left, right);
    const rest = right >>> KEY_RIGHT_BITS;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const packed = pairs[slot * 2 + 1] ?? -1;
      if (pairs[slot * 2] === key && packed >>> RANK_BITS === rest) return packed & RANK_MASK;
      if (packed === -1) return NO_MERGE;
    }
  }

  /** The token of three bytes, or NO_MERGE if they are none. */
  threeBytes(first: number, second: number, third: number): number {
    const left = this.bytePairs[(first << 8) | second] ?? NO_MERGE;
    const right = this.bytePairs[(second << 8) | third] ?? NO_MERGE;
    if (left === NO_MERGE && right === NO_MERGE) return NO_MERGE;
    return left <= right ? this.merge(left, this.byteRanks[third] ?? 0) : this.merge(this.byteRanks[first] ?? 0, right);
  }

  /**
   * Is encode(left right) = [left, right], or does a merge cross the border between them? Only for a vocabulary that isOrdered.
   * Each token is built by merges in order of rank, for a merge has a higher rank than its parts. So at any time there stand at
   * the border the last part of `left` made so far and the first part of `right`: going back in time they are `left` and its
   * right parts, `right` and its left parts. Two of these, x and y, stand there until the first of the merges that take them up;
   * only what x and y merge into can cross, and it does if its rank is lower than those of both. Of equal ranks the
   * leftmost merge comes first: that of x with what is left of it goes before, that of y with what is right of it after.
   */
  fits(left: number, right: number): boolean {
    const { parts } = this;
    let x = left;
    let y = right;
    /** The first rank at which x or y is taken up; a crossing merge must have a lower one. */
    let taken = NO_MERGE;
    for (;;) {
      if (this.merge(x, y) < taken) return false;
      const [a, b] = [parts[2 * x + 1] ?? HOLE, parts[2 * y] ?? HOLE];
      if (a === HOLE && b === HOLE) return true;
      if (b === HOLE || (a !== HOLE && x > y)) {
        taken = x;
        x = a;
      } else {
        taken = y + 1;
        y = b;
      }
    }
  }

  /** The token whose bytes are the `length` bytes (2 or more) of `source` from `start`, or NO_TOKEN. Reads HASH_PADDING bytes further. */
  find(source: DataView, start: number, length: number): number {
    const { tokens, mask } = this;
    const hash = hashBytes(source, start, length);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = tokens[slot] ?? NO_TOKEN;
      if (entry === NO_TOKEN) return NO_TOKEN;
      if (((entry ^ hash) & TAG_MASK) === 0 && this.isSpeltAt(entry & RANK_MASK, source, start, length))
        return entry & RANK_MASK;
    }
  }

  private isSpeltAt(rank: number, source: DataView, start: number, length: number): boolean {
    const from = this.starts[rank] ?? 0;
    if ((this.starts[rank + 1] ?? 0) - from !== length) return false;
    return sameBytes(this.view, from, source, start, length);
  }

  /** The number of bytes of a token. */
  lengthOf(rank: number): number {
    return (this.starts[rank + 1] ?? 0) - (this.starts[rank] ?? 0);
  }

  /** The last of the token's bytes; undefined when there is no such token. */
  lastByteOf(rank: number): number | undefined {
    return this.bytes[(this.starts[rank + 1] ?? 0) - 1];
  }

  /** Is `rank` spelt exactly as these bytes? */
  isSpelt(rank: number, source: Uint8Array, start: number, length: number): boolean {
    const bytes = this.bytes;
    const from = this.starts[rank] ?? 0;
    if ((this.starts[rank + 1] ?? 0) - from !== length) return false;
    for (let i = 0; i < length; i += 1) if (bytes[from + i] !== source[start + i]) return false;
    return true;
  }

  /** Writes the bytes of a token into `target` from `at`; gives where they end. */
  spell(rank: number, target: Uint8Array, at: number): number {
    const bytes = this.bytes;
    const starts = this.starts;
    const to = starts[rank + 1] ?? 0;
    let k = at;
    for (let from = starts[rank] ?? 0; from < to; from += 1, k += 1) target[k] = bytes[from] ?? 0;
    return k;
  }

  /** Writes the bytes of every token: a single byte, or those of its two parts. */
  private spellTokens(file: PairFile): void {
    const { bytes, starts } = this;
    for (let rank = 0; rank < BYTE_RANKS; rank += 1) starts[rank + 1] = rank + 1;
    for (let byte = 0; byte < BYTE_RANKS; byte += 1) bytes[file.byteRanks[byte] ?? 0] = byte;
    if (file.order === undefined) this.spellAscending(file.size);
    else this.spellInOrder(file.size, file.order);
  }

  /**
   * Where the parts of each token have lower ranks. Words of four bytes are copied, for a loop over a few bytes costs far more: what
   * is written beyond a part is overwritten by the next one, or is padding.
   */
  private spellAscending(size: number): void {
    const { view, starts, parts } = this;
    for (let rank = BYTE_RANKS; rank < size; rank += 1) {
      let end = starts[rank] ?? 0;
      for (let i = 2 * rank; i < 2 * rank + 2; i += 1) {
        const part = parts[i] ?? HOLE;
        if (part === HOLE) break;
        const from = starts[part] ?? 0;
        const length = (starts[part + 1] ?? 0) - from;
        for (let k = 0; k < length; k += 4) view.setInt32(end + k, view.getInt32(from + k, true), true);
        end += length;
      }
      starts[rank + 1] = end;
    }
  }

  /** `order`: the ranks from BYTE_RANKS on, each after its parts. */
  private spellInOrder(size: number, order: Int32Array): void {
    const { bytes, starts, parts } = this;
    const lengths = new Int32Array(size).fill(1, 0, BYTE_RANKS);
    for (const rank of order) {
      const [left, right] = [parts[rank * 2] ?? HOLE, parts[rank * 2 + 1] ?? HOLE];
      if (left !== HOLE) lengths[rank] = (lengths[left] ?? 0) + (lengths[right] ?? 0);
    }
    for (let rank = 0; rank < size; rank += 1) starts[rank + 1] = (starts[rank] ?? 0) + (lengths[rank] ?? 0);
    for (const rank of order) {
      const left = parts[rank * 2] ?? HOLE;
      if (left !== HOLE) this.spell(parts[rank * 2 + 1] ?? 0, bytes, this.spell(left, bytes, starts[rank] ?? 0));
    }
  }

  /** Enters every token of two or more bytes by the hash of its bytes. Gives the length of the longest token. */
  private indexTokens(size: number): number {
    const tokens = this.tokens;
    const mask = this.mask;
    const { view } = this;
    let longest = 1;
    for (let rank = BYTE_RANKS; rank < size; rank += 1) {
      const length = this.lengthOf(rank);
      if (length < 2) continue;
      longest = Math.max(longest, length);
      const hash = hashBytes(view, this.starts[rank] ?? 0, length);
      let slot = hash & mask;
      while (tokens[slot] !== NO_TOKEN) slot = (slot + 1) & mask;
      tokens[slot] = (hash & TAG_MASK) | rank;
    }
    return longest;
  }

  private indexPairs(file: PairFile): void {
    const pairs = this.pairs;
    const filter = this.filter;
    const mask = this.mask;
    for (let rank = BYTE_RANKS; rank < file.size; rank += 1) {
      const left = file.parts[rank * 2] ?? HOLE;
      const right = file.parts[rank * 2 + 1] ?? HOLE;
      if (left === HOLE || file.unmerged?.has(rank)) continue;
      const hash = hashPair(left, right);
      const word = hash >>> 17;
      filter[word] = (filter[word] ?? 0) | (1 << ((hash >>> 12) & 31));
      let slot = hash & mask;
      while (pairs[slot * 2 + 1] !== -1) slot = (slot + 1) & mask;
      pairs[slot * 2] = packPair(left, right);
      pairs[slot * 2 + 1] = ((right >>> KEY_RIGHT_BITS) << RANK_BITS) | rank;
    }
  }

  /** Single bytes have the lowest ranks, so these pairs are told by their ranks. */
  private indexBytePairs(file: PairFile): Int32Array {
    const table = new Int32Array(1 << 16).fill(NO_MERGE);
    const { parts, bytes, starts } = this;
    for (let rank = BYTE_RANKS; rank < file.size; rank += 1) {
      const left = parts[rank * 2] ?? HOLE;
      const right = parts[rank * 2 + 1] ?? HOLE;
      if (left >= BYTE_RANKS || right >= BYTE_RANKS || file.unmerged?.has(rank)) continue;
      table[((bytes[starts[left] ?? 0] ?? 0) << 8) | (bytes[starts[right] ?? 0] ?? 0)] = rank;
    }
    return table;
  }
}
