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
import { FittingPairs } from './fittingPairs';
import type { Vocabulary } from './vocabulary';

/** Bytes encoded at a time. Small, because ByteMerger takes time with the square of it. */
const WINDOW = 24;
/** The same where characters have three bytes and are taken as a whole. */
const WIDE_WINDOW = 96;
/** Tokens a repair may reach over, so that no text takes more than linear time. In random tests none took more than 15. */
export const REACH = 64;
/** Tokens that may be the beginning of the one before them. */
const BEGINNING = 4;
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

  private readonly pairs: FittingPairs;
  private readonly merger: ByteMerger;
  private readonly window = new Int32Array(WIDE_WINDOW);
  private seam = new Uint8Array(1024);
  constructor(private readonly vocabulary: Vocabulary) {
    this.pairs = new FittingPairs(vocabulary);
    this.merger = new ByteMerger(vocabulary);
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
      const repeated = this.repeatLast(bytes, this.completeLast(bytes, at, end), end);
      if (repeated > at) {
        at = repeated;
        continue;
      }
      const isWide = startsWide(bytes[at] ?? 0);
      const windowEnd = characterEnd(bytes, Math.min(at + (isWide ? WIDE_WINDOW : WINDOW), end), end);
      const length = isWide
        ? this.merger.mergeCharacters(bytes, at, windowEnd)
        : this.merger.merge(bytes, at, windowEnd);
      const { window } = this;
      for (let i = 0; i < length; i += 1) window[i] = this.merger.tokens[i] ?? 0;
      if (isWide) this.joinGuess(window, length);
      else this.join(window, 0, length);
      at = windowEnd;
    }
  }

  /** Appends tokens next[from..to) that are the encoding of their own bytes, and repairs the seam. */
  join(next: Int32Array, from: number, to: number): void {
    const fits = this.count === 0 || this.pairs.fits(this.tokens[this.count - 1] ?? 0, next[from] ?? 0);
    this.push(next, fits ? from : this.repair(next, from, to), to);
  }

  /** Appends tokens of which some neighbours may not fit: those parts in which they do are encodings, and are joined. */
  private joinGuess(guess: Int32Array, length: number): void {
    let from = 0;
    for (let i = 1; i < length; i += 1) {
      if (this.pairs.fits(guess[i - 1] ?? 0, guess[i] ?? 0)) continue;
      this.join(guess, from, i);
      from = i;
    }
    this.join(guess, from, length);
  }

  /** Where the same token follows again and again (long rules, indents), it is appended without encoding anything. */
  private repeatLast(bytes: Uint8Array, at: number, end: number): number {
    if (this.count === 0) return at;
    const vocabulary = this.vocabulary;
    const last = this.tokens[this.count - 1] ?? 0;
    const length = vocabulary.lengthOf(last);
    let k = at;
    while (k + length <= end && vocabulary.isSpelt(last, bytes, k, length) && this.pairs.fits(last, last)) {
      this.pushOne(last);
      k += length;
    }
    return k;
  }

  /**
   * In a run of one repeated thing the last tokens are mostly the beginning of the one before them, which the bytes that follow
   * complete. Then it takes their place: its neighbour is one of its kind, and as they fit this is the encoding, see above.
   */
  private completeLast(bytes: Uint8Array, at: number, end: number): number {
    const { vocabulary, tokens, count } = this;
    let begun = 0;
    for (let i = count - 1; i > 0 && i >= count - BEGINNING; i -= 1) {
      begun += vocabulary.lengthOf(tokens[i] ?? 0);
      const whole = tokens[i - 1] ?? 0;
      const completed = at + vocabulary.lengthOf(whole) - begun;
      if (completed <= at || completed > end || bytes[completed - 1] !== vocabulary.lastByteOf(whole)) continue;
      if (!this.isBegun(whole, i, bytes, at, completed) || !this.pairs.fits(whole, whole)) continue;
      this.count = i;
      this.lowest = Math.min(this.lowest, i);
      this.pushOne(whole);
      return completed;
    }
    return at;
  }

  /** Is a token spelt as tokens[from..count) and bytes[start..end) together? */
  private isBegun(token: number, from: number, bytes: Uint8Array, start: number, end: number): boolean {
    let length = 0;
    for (let i = from; i < this.count; i += 1) length = this.spellIntoSeam(this.tokens[i] ?? 0, length);
    for (let k = start; k < end; k += 1, length += 1) this.seam[length] = bytes[k] ?? 0;
    return this.vocabulary.isSpelt(token, this.seam, 0, length);
  }

  /**
   * Encodes the seam anew: the last tokens of the run and the first of next[from..to). Tokens taken off the run stay readable
   * beyond `count`, so the seam is tokens[count..before) and next[from..taken). Widens by twice as much each time, so that a long
   * repair costs as much as its last step. Gives the index of the first of `next` that it did not replace.
   */
  private repair(next: Int32Array, from: number, to: number): number {
    const before = this.count;
    let taken = from + 1;
    this.count -= 1;
    for (let step = 1; ; step *= 2) {
      const made = this.merger.merge(this.seam, 0, this.spellSeam(before, next, from, taken));
      const { tokens } = this.merger;
      const fitsLeft = this.count === 0 || this.pairs.fits(this.tokens[this.count - 1] ?? 0, tokens[0] ?? 0);
      const fitsRight = taken === to || this.pairs.fits(tokens[made - 1] ?? 0, next[taken] ?? 0);
      const stopped = before - this.count + taken - from > REACH;
      this.lowest = Math.min(this.lowest, this.count);
      if ((fitsLeft && fitsRight) || stopped) {
        if (stopped) this.exact = false;
        this.push(tokens, 0, made);
        return taken;
      }
      if (!fitsLeft) this.count = Math.max(0, this.count - step);
      if (!fitsRight) taken = Math.min(to, taken + step);
    }
  }

  /** Writes the bytes of tokens[count..before) and next[from..to) into `seam`; gives their number. */
  private spellSeam(before: number, next: Int32Array, from: number, to: number): number {
    let end = 0;
    for (let i = this.count; i < before; i += 1) end = this.spellIntoSeam(this.tokens[i] ?? 0, end);
    for (let i = from; i < to; i += 1) end = this.spellIntoSeam(next[i] ?? 0, end);
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

/** Does this byte begin a character of three bytes? */
export function startsWide(byte: number): boolean {
  return byte >= 0xe0 && byte < 0xf0;
}

/** `at`, or the start of the character of valid UTF-8 that it lies in, if that is not the end of the bytes anyway. */
function characterEnd(bytes: Uint8Array, at: number, end: number): number {
  let k = at;
  if (k < end) while (((bytes[k] ?? 0) & 0xc0) === 0x80) k -= 1;
  return k;
}
