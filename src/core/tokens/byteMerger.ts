// Byte pair encoding of a short run of bytes by its definition: merge the two neighbours whose merge has the lowest rank,
// the leftmost of equals, until no neighbours merge. Longer pieces go through TokenRun, which cuts them into such runs.
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
    const { byteRanks, bytePairs } = vocabulary;
    let count = end - start;
    for (let i = 0; i < count; i += 1) {
      const byte = bytes[start + i] ?? 0;
      tokens[i] = byteRanks[byte] ?? 0;
      merges[i] = bytePairs[(byte << 8) | (bytes[start + i + 1] ?? 0)] ?? NO_MERGE;
    }
    merges[count - 1] = NO_MERGE;
    for (;;) {
      let lowest = NO_MERGE;
      let at = 0;
      for (let i = 0; i < count; i += 1) {
        const merged = merges[i] ?? NO_MERGE;
        if (merged < lowest) {
          lowest = merged;
          at = i;
        }
      }
      if (lowest === NO_MERGE) return count;
      count -= 1;
      tokens[at] = lowest;
      for (let i = at + 1; i < count; i += 1) {
        tokens[i] = tokens[i + 1] ?? 0;
        merges[i] = merges[i + 1] ?? NO_MERGE;
      }
      merges[at] = at + 1 < count ? vocabulary.merge(lowest, tokens[at + 1] ?? 0) : NO_MERGE;
      if (at > 0) merges[at - 1] = vocabulary.merge(tokens[at - 1] ?? 0, lowest);
    }
  }

  private reserve(length: number): void {
    if (length <= this.tokens.length) return;
    this.tokens = new Int32Array(length * 2);
    this.merges = new Int32Array(length * 2);
  }
}
