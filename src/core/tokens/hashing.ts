// Hashes of the token tables: of a pair of ranks and of a run of bytes. Every table compares in full after a hit,
// so a bad hash costs time, never a wrong count. The multipliers are odd 32-bit numbers with well mixed bits.

const MULTIPLIER_1 = 0x9e3779b1 | 0;
const MULTIPLIER_2 = 0x85ebca6b | 0;
const MULTIPLIER_3 = 0xc2b2ae35 | 0;

/** Masks for the first 0-4 bytes of a little-endian word. */
export const FIRST_BYTES = new Int32Array([0, 0xff, 0xffff, 0xffffff, -1]);

/** The first `count` (0-4) bytes at `at`, as a little-endian word. Reads up to 4 bytes, so the view must be padded. */
export function wordAt(view: DataView, at: number, count: number): number {
  return view.getInt32(at, true) & (FIRST_BYTES[count] ?? 0);
}

/** Hash of two ranks, 32 bits. */
export function hashPair(left: number, right: number): number {
  const mixed = Math.imul(left, MULTIPLIER_1) ^ Math.imul(right, MULTIPLIER_2);
  return mixed ^ (mixed >>> 15);
}

/** Hash of three words, 32 bits; the high bits are the best. */
export function hashWords(first: number, second: number, third: number): number {
  const mixed = Math.imul(first, MULTIPLIER_1) ^ Math.imul(second, MULTIPLIER_2) ^ Math.imul(third, MULTIPLIER_3);
  return Math.imul(mixed ^ (mixed >>> 16), MULTIPLIER_2);
}

/** Hash of `length` bytes from `start`, 32 bits. The view must be padded with 3 readable bytes. */
export function hashBytes(view: DataView, start: number, length: number): number {
  const wholeEnd = start + (length & ~3);
  let hash = length;
  for (let at = start; at < wholeEnd; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), MULTIPLIER_1);
    hash ^= hash >>> 15;
  }
  if ((length & 3) !== 0) {
    hash = Math.imul(hash ^ wordAt(view, wholeEnd, length & 3), MULTIPLIER_1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, MULTIPLIER_2);
  return hash ^ (hash >>> 13);
}
