// Byte pair encoding of a short run of bytes: merge the two neighbours whose merge has the lowest rank, the leftmost of equals,
// until no neighbours merge. Longer pieces go through TokenRun, which cuts them into such runs.
//
// Here all places with the lowest rank are merged in one go from left to right. That is the same: a merge gives a token of
// that rank, and whatever that token merges into has a higher rank than itself (the pair file builds every token from lower
// ranks), so between two places of equal rank nothing else comes first.
import { NO_MERGE, type Vocabulary } from './vocabulary';

/** Merges runs of bytes; the tokens of the last run stay in `tokens`. Time grows with the square of the length. */
export class ByteMerger {
  /** The ranks of the last run's tokens; as many are valid as `merge` returned. */
  tokens = new Int32Array(512);
  /** What the token at the same index and the next one merge into, or NO_MERGE. */
  private merges = new Int32Array(512);

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Encodes bytes[start..end), at least one byte, and gives the number of tokens. */
  merge(bytes: Uint8Array, start: number, end: number): number {
    this.reserve(end - start);
    const { vocabulary, tokens, merges } = this;
    let count = end - start;
    let lowest = this.loadBytes(bytes, start, count);
    while (lowest !== NO_MERGE) {
      let next = NO_MERGE;
      let write = 0;
      let changed = false;
      for (let read = 0; read < count; read += 1, write += 1) {
        const merging = merges[read] === lowest;
        if (merging || changed || write !== read) {
          const token = merging ? lowest : (tokens[read] ?? 0);
          tokens[write] = token;
          if ((merging || changed) && write > 0) merges[write - 1] = vocabulary.merge(tokens[write - 1] ?? 0, token);
          if (merging) read += 1;
          merges[write] = merges[read] ?? NO_MERGE;
          changed = merging;
        }
        if (write > 0) next = Math.min(next, merges[write - 1] ?? NO_MERGE);
      }
      count = write;
      merges[count - 1] = NO_MERGE;
      lowest = next;
    }
    return count;
  }

  /** Sets one token for each byte. Gives the lowest rank of a merge. */
  private loadBytes(bytes: Uint8Array, start: number, count: number): number {
    const { tokens, merges } = this;
    const { byteRanks, bytePairs } = this.vocabulary;
    let lowest = NO_MERGE;
    let byte = bytes[start] ?? 0;
    for (let i = 0; i < count; i += 1) {
      const following = i + 1 < count ? (bytes[start + i + 1] ?? 0) : -1;
      const merged = following < 0 ? NO_MERGE : (bytePairs[(byte << 8) | following] ?? NO_MERGE);
      tokens[i] = byteRanks[byte] ?? 0;
      merges[i] = merged;
      if (merged < lowest) lowest = merged;
      byte = following;
    }
    return lowest;
  }

  private reserve(length: number): void {
    if (length <= this.tokens.length) return;
    this.tokens = new Int32Array(length * 2);
    this.merges = new Int32Array(length * 2);
  }
}
