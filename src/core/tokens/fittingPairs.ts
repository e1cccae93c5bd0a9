// Which tokens may stand side by side in an encoding, remembered: text asks for the same pairs again and again.
import { ByteMerger } from './byteMerger';
import { hashPair } from './hashing';
import type { Vocabulary } from './vocabulary';

/** Pairs remembered: a power of two. */
const SLOTS = 4096;

export class FittingPairs {
  /** Three numbers a slot: left rank, right rank, 1 or 0. */
  private readonly known = new Int32Array(SLOTS * 3).fill(-1);
  private readonly merger: ByteMerger;
  private readonly bytes: Uint8Array;

  constructor(private readonly vocabulary: Vocabulary) {
    this.merger = new ByteMerger(vocabulary);
    this.bytes = new Uint8Array(2 * vocabulary.longest);
  }

  /** Is encode(left right) = [left, right]? */
  fits(left: number, right: number): boolean {
    const known = this.known;
    const slot = (hashPair(left, right) & (SLOTS - 1)) * 3;
    if (known[slot] === left && known[slot + 1] === right) return known[slot + 2] === 1;
    const fit = this.vocabulary.isOrdered ? this.vocabulary.fits(left, right) : this.fitsByMerging(left, right);
    known[slot] = left;
    known[slot + 1] = right;
    known[slot + 2] = fit ? 1 : 0;
    return fit;
  }

  private fitsByMerging(left: number, right: number): boolean {
    const { vocabulary, bytes, merger } = this;
    const length = vocabulary.spell(right, bytes, vocabulary.spell(left, bytes, 0));
    return merger.merge(bytes, 0, length) === 2 && merger.tokens[0] === left && merger.tokens[1] === right;
  }
}
