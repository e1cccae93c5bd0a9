// A vocabulary in memory: the bytes of each token, which token a run of bytes is, and which token two tokens merge into.
// Built once per encoding from its pair file; never changed afterwards.
import { hashBytes, hashPair } from './hashing';
import { BYTE_RANKS, HOLE, type PairFile } from './pairFile';

/** "These two do not merge": larger than any rank, so that the search for the lowest rank passes it over. */
export const NO_MERGE = 0x7fffffff;
/** "No token has these bytes". */
export const NO_TOKEN = -1;

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
  /** What two bytes merge into, at (first << 8 | second), or NO_MERGE. */
  readonly bytePairs: Int32Array;

  /** Open addressing; three numbers a slot: left rank, right rank, merged rank. Free slots hold -1. */
  private readonly pairs: Int32Array;
  /** Open addressing; two numbers a slot: hash of the bytes, rank. Free slots hold NO_TOKEN. */
  private readonly tokens: Int32Array;
  /** One bit for each of 2^20 hash values: is there any pair with this hash? 128 kB stay in the processor's cache. */
  private readonly filter = new Int32Array(1 << (FILTER_BITS - 5));
  /** Both tables have a power of two of slots, about half of them free. */
  private readonly mask: number;

  constructor(file: PairFile) {
    let slots = 1024;
    while (slots < file.size * 1.9) slots *= 2;
    this.mask = slots - 1;
    this.pairs = new Int32Array(slots * 3).fill(-1);
    this.tokens = new Int32Array(slots * 2).fill(NO_TOKEN);
    this.bytes = new Uint8Array(file.totalBytes + 4);
    this.starts = new Int32Array(file.size + 1);
    this.byteRanks = file.byteRanks;
    this.spellTokens(file);
    this.longest = this.indexTokens(file.size);
    this.indexPairs(file);
    this.bytePairs = this.indexBytePairs();
  }

  /** The rank of the token that `left` and `right` merge into, or NO_MERGE. */
  merge(left: number, right: number): number {
    const hash = hashPair(left, right);
    if (((this.filter[hash >>> 17] ?? 0) & (1 << ((hash >>> 12) & 31))) === 0) return NO_MERGE;
    const pairs = this.pairs;
    const mask = this.mask;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = pairs[slot * 3] ?? -1;
      if (found === left && pairs[slot * 3 + 1] === right) return pairs[slot * 3 + 2] ?? NO_MERGE;
      if (found === -1) return NO_MERGE;
    }
  }

  /** The token whose bytes are the `length` bytes (2 or more) of `source` from `start`, or NO_TOKEN. `hash` is their hashBytes. */
  find(source: Uint8Array, start: number, length: number, hash: number): number {
    const tokens = this.tokens;
    const mask = this.mask;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const rank = tokens[slot * 2 + 1] ?? NO_TOKEN;
      if (rank === NO_TOKEN) return NO_TOKEN;
      if (tokens[slot * 2] === hash && this.isSpelt(rank, source, start, length)) return rank;
    }
  }

  /** The number of bytes of a token. */
  lengthOf(rank: number): number {
    return (this.starts[rank + 1] ?? 0) - (this.starts[rank] ?? 0);
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

  /** Writes the bytes of every token: a single byte, or those of its two parts, which have lower ranks. */
  private spellTokens(file: PairFile): void {
    const bytes = this.bytes;
    const starts = this.starts;
    const byteOfRank = new Uint8Array(BYTE_RANKS);
    for (let byte = 0; byte < BYTE_RANKS; byte += 1) byteOfRank[file.byteRanks[byte] ?? 0] = byte;
    bytes.set(byteOfRank);
    for (let rank = 0; rank < BYTE_RANKS; rank += 1) starts[rank + 1] = rank + 1;
    let end = BYTE_RANKS;
    for (let rank = BYTE_RANKS; rank < file.size; rank += 1) {
      for (let side = 0; side < 2; side += 1) {
        const part = file.parts[rank * 2 + side] ?? HOLE;
        if (part === HOLE) continue;
        const partEnd = starts[part + 1] ?? 0;
        for (let from = starts[part] ?? 0; from < partEnd; from += 1, end += 1) bytes[end] = bytes[from] ?? 0;
      }
      starts[rank + 1] = end;
    }
  }

  /** Enters every token of two or more bytes by the hash of its bytes. Gives the length of the longest token. */
  private indexTokens(size: number): number {
    const tokens = this.tokens;
    const mask = this.mask;
    const view = new DataView(this.bytes.buffer);
    let longest = 1;
    for (let rank = BYTE_RANKS; rank < size; rank += 1) {
      const length = this.lengthOf(rank);
      if (length < 2) continue;
      longest = Math.max(longest, length);
      const hash = hashBytes(view, this.starts[rank] ?? 0, length);
      let slot = hash & mask;
      while (tokens[slot * 2 + 1] !== NO_TOKEN) slot = (slot + 1) & mask;
      tokens[slot * 2] = hash;
      tokens[slot * 2 + 1] = rank;
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
      if (left === HOLE) continue;
      const hash = hashPair(left, right);
      const word = hash >>> 17;
      filter[word] = (filter[word] ?? 0) | (1 << ((hash >>> 12) & 31));
      let slot = hash & mask;
      while (pairs[slot * 3] !== -1) slot = (slot + 1) & mask;
      pairs[slot * 3] = left;
      pairs[slot * 3 + 1] = right;
      pairs[slot * 3 + 2] = rank;
    }
  }

  private indexBytePairs(): Int32Array {
    const table = new Int32Array(1 << 16);
    for (let first = 0; first < 256; first += 1) {
      for (let second = 0; second < 256; second += 1) {
        table[(first << 8) | second] = this.merge(this.byteRanks[first] ?? 0, this.byteRanks[second] ?? 0);
      }
    }
    return table;
  }
}
