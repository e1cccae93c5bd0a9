// Byte pair encoding of a short run of bytes: merge the two neighbours whose merge has the lowest rank, the leftmost of equals,
// until no neighbours merge. Longer pieces go through TokenRun, which cuts them into such runs.
import { NO_MERGE, type Vocabulary } from './vocabulary';

/** Up to this many bytes it is fastest to merge one place at a time. */
const ONE_BY_ONE = 64;

/** Merges runs of bytes; the tokens of the last run stay in `tokens`. Time grows with the square of the length. */
export class ByteMerger {
  /** The ranks of the last run's tokens; as many are valid as `merge` returned. */
  tokens = new Int32Array(512);
  /** What the token at the same index and the next one merge into, or NO_MERGE. */
  private merges = new Int32Array(512);

  /** By code point, what wholeCharacter gave; 0 where it was not asked yet. (The token 0 is a single byte.) */
  private readonly characters = new Int32Array(0x10000);

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Encodes bytes[start..end), at least one byte, and gives the number of tokens. */
  merge(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    this.loadBytes(bytes, start, length);
    return length <= ONE_BY_ONE || !this.vocabulary.isOrdered
      ? this.mergeOneByOne(length)
      : this.mergeRankByRank(length);
  }

  /**
   * A guess at the encoding, made much faster where characters have three bytes, as Chinese ones do: whole characters are merged. It
   * is right wherever neighbours fit (see TokenRun), and they nearly always do, for few tokens begin or end within a character.
   */
  mergeCharacters(bytes: Uint8Array, start: number, end: number): number {
    const length = this.loadCharacters(bytes, start, end);
    return length <= ONE_BY_ONE || !this.vocabulary.isOrdered
      ? this.mergeOneByOne(length)
      : this.mergeRankByRank(length);
  }

  /** Sets one token for each character of three bytes that has one, and one for each byte of the others. Gives their number. */
  private loadCharacters(bytes: Uint8Array, start: number, end: number): number {
    this.makeRoom(end - start);
    const { tokens, merges, vocabulary } = this;
    let length = 0;
    for (let at = start; at < end; length += 1) {
      const first = bytes[at] ?? 0;
      const isWhole = first >= 0xe0 && first < 0xf0 && at + 3 <= end;
      const whole = isWhole ? this.wholeCharacter(first, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : NO_MERGE;
      tokens[length] = whole === NO_MERGE ? (vocabulary.byteRanks[first] ?? 0) : whole;
      at += whole === NO_MERGE ? 1 : 3;
    }
    for (let i = 1; i < length; i += 1) merges[i - 1] = vocabulary.merge(tokens[i - 1] ?? 0, tokens[i] ?? 0);
    merges[length - 1] = NO_MERGE;
    return length;
  }

  /** The token of a character of three bytes, or NO_MERGE if it has none of its own. Remembered: a language has some thousands. */
  private wholeCharacter(first: number, second: number, third: number): number {
    const codePoint = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
    const known = this.characters[codePoint] ?? 0;
    if (known !== 0) return known;
    const token = this.vocabulary.threeBytes(first, second, third);
    this.characters[codePoint] = token;
    return token;
  }

  /** Sets one token for each byte. */
  private loadBytes(bytes: Uint8Array, start: number, length: number): void {
    this.makeRoom(length);
    const { tokens, merges } = this;
    const { byteRanks, bytePairs } = this.vocabulary;
    for (let i = 0; i < length; i += 1) {
      const byte = bytes[start + i] ?? 0;
      tokens[i] = byteRanks[byte] ?? 0;
      merges[i] = bytePairs[(byte << 8) | (bytes[start + i + 1] ?? 0)] ?? NO_MERGE;
    }
    merges[length - 1] = NO_MERGE;
  }

  private makeRoom(length: number): void {
    if (length <= this.tokens.length) return;
    this.tokens = new Int32Array(length * 2);
    this.merges = new Int32Array(length * 2);
  }

  private mergeOneByOne(length: number): number {
    const { vocabulary, tokens, merges } = this;
    let count = length;
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

  /**
   * Merges all places of the lowest rank in one go from left to right: what repeats itself takes a few goes. It gives the same
   * in a vocabulary that isOrdered,
   * for a merge makes a token of that rank, and what this token merges into has a higher rank than itself (the pair file
   * makes every token of lower ranks); so between two places of one rank nothing else comes first.
   */
  private mergeRankByRank(length: number): number {
    const { vocabulary, tokens, merges } = this;
    let count = length;
    for (let lowest = this.lowestOf(count); lowest !== NO_MERGE; lowest = this.lowestOf(count)) {
      let write = 0;
      let changed = false;
      for (let read = 0; read < count; read += 1, write += 1) {
        const merging = merges[read] === lowest;
        tokens[write] = merging ? lowest : (tokens[read] ?? 0);
        if ((merging || changed) && write > 0) {
          merges[write - 1] = vocabulary.merge(tokens[write - 1] ?? 0, tokens[write] ?? 0);
        }
        if (merging) read += 1;
        merges[write] = merges[read] ?? NO_MERGE;
        changed = merging;
      }
      count = write;
      merges[count - 1] = NO_MERGE;
    }
    return count;
  }

  private lowestOf(count: number): number {
    let lowest = NO_MERGE;
    for (let i = 0; i < count; i += 1) lowest = Math.min(lowest, this.merges[i] ?? NO_MERGE);
    return lowest;
  }
}
