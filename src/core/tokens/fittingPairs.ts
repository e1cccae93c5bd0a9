// Which tokens may stand side by side in an encoding, remembered: text asks for the same pairs again and again.
import { hashPair } from './hashing';
import type { Vocabulary } from './vocabulary';

/** Pairs remembered: a power of two. */
const SLOTS = 4096;

export class FittingPairs {
  /** Three numbers a slot: left rank, right rank, 1 or 0. */
  private readonly known = new Int32Array(SLOTS * 3).fill(-1);

  constructor(private readonly vocabulary: Vocabulary) {}

  /** As Vocabulary.fits. */
  fits(left: number, right: number): boolean {
    const known = this.known;
    const slot = (hashPair(left, right) & (SLOTS - 1)) * 3;
    if (known[slot] === left && known[slot + 1] === right) return known[slot + 2] === 1;
    const fit = this.vocabulary.fits(left, right);
    known[slot] = left;
    known[slot + 1] = right;
    known[slot + 2] = fit ? 1 : 0;
    return fit;
  }
}
