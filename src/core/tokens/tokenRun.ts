// Byte pair encoding of a piece of any length in linear time: windows are encoded on their own, then the seams are repaired.
//
// Why this is exact (the adjacent-pair theorem): a sequence of tokens is the encoding of its bytes if and only if
// each two neighbours are the encoding of their own bytes, encode(a b) = [a, b]. Proof of the "if" (the way used here):
// suppose all neighbours fit, and yet encoding the whole would merge across a border of the sequence. Look at the first such
// merge. Until then every span between borders has evolved as if it were alone, so the two spans beside that border look as
// they do when just their two tokens are encoded. There this merge, the lowest of all, is the lowest too, so it would cross
// the border there as well. But encode(a b) = [a, b] crosses nothing: a contradiction. So no merge ever crosses a border,
// and every span becomes its token.
// Hence, after putting two encodings side by side, only the seam can be wrong. If the two tokens there do not fit, their
// bytes are encoded anew, and the seam is widened until what comes out fits its neighbours on both sides.
// Source of the theorem: README of GitHub's open-source Rust crate `bpe` (github/rust-gems), as noted 2026-11-21; the proof is our own.
import { ByteMerger } from './byteMerger';
import { hashPair } from './hashing';
import type { Vocabulary } from './vocabulary';

/** Bytes encoded at a time. Small, because ByteMerger takes time with the square of it. */
const WINDOW = 24;
/** Slots of the memory of pairs that fit: a power of two. */
const FIT_SLOTS = 4096;
/** Tokens a repair may reach over, so that no text takes more than linear time. In random tests none took more than 15. */
export const REACH = 64;
/** Bytes that REACH / 4 tokens at least must have to be as good as REACH tokens. */
const SEEN_BYTES = 256;

/** The encoding of a piece that grows at its end. */
export class TokenRun {
  /** tokens[0..count) is the encoding of the bytes appended so far, or its end if it was started with one. */
  tokens = new Int32Array(1024);
  count = 0;
  /** The least that `count` has been since the start: all tokens below are as they were. */
  lowest = 0;
  /** False after a repair was stopped at REACH, so that the count may be off by a few. */
  exact = true;

  private readonly merger: ByteMerger;
  private readonly pairMerger: ByteMerger;
  private readonly window = new Int32Array(WINDOW);
  private seam = new Uint8Array(1024);
  private readonly pairBytes: Uint8Array;
  /** Remembered answers of `fits`, three numbers a slot: left rank, right rank, 1 or 0. */
  private readonly known = new Int32Array(FIT_SLOTS * 3).fill(-1);

  constructor(private readonly vocabulary: Vocabulary) {
    this.merger = new ByteMerger(vocabulary);
    this.pairMerger = new ByteMerger(vocabulary);
    this.pairBytes = new Uint8Array(vocabulary.longest * 2);
  }

  /** Starts a piece whose last tokens so far are `last`; a new one if that is empty. */
  start(last: Int32Array): void {
    this.count = 0;
    this.push(last, 0, last.length);
    this.lowest = this.count;
    this.exact = true;
  }

  /**
   * The index of the first of the last tokens that are enough to go on from: REACH tokens, or at least a quarter of them with
   * SEEN_BYTES bytes, where tokens are long.
   */
  get enoughFrom(): number {
    let bytes = 0;
    let from = this.count;
    while (from > 0 && this.count - from < REACH && (bytes < SEEN_BYTES || this.count - from < REACH / 4)) {
      from -= 1;
      bytes += this.vocabulary.lengthOf(this.tokens[from] ?? 0);
    }
    return from;
  }

  /** Appends bytes[start..end) to the piece. */
  append(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; ) {
      const repeated = this.repeatLast(bytes, at, end);
      if (repeated > at) {
        at = repeated;
        continue;
      }
      const windowEnd = Math.min(at + WINDOW, end);
      const length = this.merger.merge(bytes, at, windowEnd);
      for (let i = 0; i < length; i += 1) this.window[i] = this.merger.tokens[i] ?? 0;
      this.join(this.window, length);
      at = windowEnd;
    }
  }

  /** Appends `length` tokens that are the encoding of their own bytes, and repairs the seam. */
  join(next: Int32Array, length: number): void {
    const taken =
      this.count === 0 || this.fits(this.tokens[this.count - 1] ?? 0, next[0] ?? 0) ? 0 : this.repair(next, length);
    this.push(next, taken, length);
  }

  /** Where the same token follows again and again (long rules, indents), it is appended without encoding anything. */
  private repeatLast(bytes: Uint8Array, at: number, end: number): number {
    if (this.count === 0) return at;
    const vocabulary = this.vocabulary;
    const last = this.tokens[this.count - 1] ?? 0;
    const length = vocabulary.lengthOf(last);
    let k = at;
    while (k + length <= end && vocabulary.isSpelt(last, bytes, k, length) && this.fits(last, last)) {
      this.pushOne(last);
      k += length;
    }
    return k;
  }

  /**
   * Encodes the seam anew: the last tokens of the run and the first of `next`. Tokens taken off the run stay readable
   * beyond `count`, so the seam is tokens[count..before) and next[0..taken). Widens by twice as much each time, so that a long
   * repair costs as much as its last step. Gives how many tokens of `next` it replaced.
   */
  private repair(next: Int32Array, length: number): number {
    const before = this.count;
    let taken = 1;
    this.count -= 1;
    for (let step = 1; ; step *= 2) {
      const made = this.merger.merge(this.seam, 0, this.spellSeam(before, next, taken));
      const { tokens } = this.merger;
      const fitsLeft = this.count === 0 || this.fits(this.tokens[this.count - 1] ?? 0, tokens[0] ?? 0);
      const fitsRight = taken === length || this.fits(tokens[made - 1] ?? 0, next[taken] ?? 0);
      const stopped = before - this.count + taken > REACH;
      this.lowest = Math.min(this.lowest, this.count);
      if ((fitsLeft && fitsRight) || stopped) {
        if (stopped) this.exact = false;
        this.push(tokens, 0, made);
        return taken;
      }
      if (!fitsLeft) this.count = Math.max(0, this.count - step);
      if (!fitsRight) taken = Math.min(length, taken + step);
    }
  }

  /** Writes the bytes of tokens[count..before) and next[0..taken) into `seam`; gives their number. */
  private spellSeam(before: number, next: Int32Array, taken: number): number {
    let end = 0;
    for (let i = this.count; i < before; i += 1) end = this.spellIntoSeam(this.tokens[i] ?? 0, end);
    for (let i = 0; i < taken; i += 1) end = this.spellIntoSeam(next[i] ?? 0, end);
    return end;
  }

  private spellIntoSeam(token: number, at: number): number {
    const end = at + this.vocabulary.lengthOf(token);
    if (end > this.seam.length) {
      const grown = new Uint8Array(end * 2);
      grown.set(this.seam);
      this.seam = grown;
    }
    return this.vocabulary.spell(token, this.seam, at);
  }

  /** Is encode(left right) = [left, right]? Found by encoding, and remembered. */
  fits(left: number, right: number): boolean {
    const known = this.known;
    const slot = (hashPair(left, right) & (FIT_SLOTS - 1)) * 3;
    if (known[slot] === left && known[slot + 1] === right) return known[slot + 2] === 1;
    const vocabulary = this.vocabulary;
    const pairBytes = this.pairBytes;
    const length = vocabulary.spell(right, pairBytes, vocabulary.spell(left, pairBytes, 0));
    const count = this.pairMerger.merge(pairBytes, 0, length);
    const fit = count === 2 && this.pairMerger.tokens[0] === left;
    known[slot] = left;
    known[slot + 1] = right;
    known[slot + 2] = fit ? 1 : 0;
    return fit;
  }

  private push(tokens: Int32Array, from: number, to: number): void {
    for (let i = from; i < to; i += 1) this.pushOne(tokens[i] ?? 0);
  }

  private pushOne(token: number): void {
    if (this.count === this.tokens.length) {
      const grown = new Int32Array(this.count * 2);
      grown.set(this.tokens);
      this.tokens = grown;
    }
    this.tokens[this.count] = token;
    this.count += 1;
  }
}
