// Hashes of the token tables: of a pair of ranks and of a run of bytes. Every table compares in full after a hit,
// so a bad hash costs time, never a wrong count. The multipliers are odd 32-bit numbers with well mixed bits.

const MULTIPLIER_1 = 0x9e3779b1 | 0;
const MULTIPLIER_2 = 0x85ebca6b | 0;
const MULTIPLIER_3 = 0xc2b2ae35 | 0;

/** Masks for the first 0-4 bytes of a little-endian word. */
export const FIRST_BYTES = new Int32Array([0, 0xff, 0xffff, 0xffffff, -1]);

/** Masks of the three words that hold a piece of 0-12 bytes, by its length. */
export const FIRST_WORD = Int32Array.from({ length: 13 }, (_, length) => FIRST_BYTES[Math.min(length, 4)] ?? 0);
export const SECOND_WORD = Int32Array.from(
  { length: 13 },
  (_, length) => FIRST_BYTES[Math.max(0, Math.min(length - 4, 4))] ?? 0,
);
export const THIRD_WORD = Int32Array.from({ length: 13 }, (_, length) => FIRST_BYTES[Math.max(0, length - 8)] ?? 0);

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

/**
 * Hash of `length` bytes from `start`, 32 bits, well mixed in all of them. The view must be padded with HASH_PADDING readable bytes.
 * Up to 12 bytes, which nearly all pieces have, it is that of three words, without a branch that depends on the length.
 */
export function hashBytes(view: DataView, start: number, length: number): number {
  if (length <= 12) {
    const hash = hashWords(
      view.getInt32(start, true) & (FIRST_WORD[length] ?? 0),
      view.getInt32(start + 4, true) & (SECOND_WORD[length] ?? 0),
      view.getInt32(start + 8, true) & (THIRD_WORD[length] ?? 0),
    );
    return hash ^ (hash >>> 15);
  }
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

/** Bytes that must be readable after those that are hashed or compared. */
export const HASH_PADDING = 12;

/** Are `length` bytes of two views the same? */
export function sameBytes(a: DataView, aStart: number, b: DataView, bStart: number, length: number): boolean {
  let at = 0;
  for (; at + 4 <= length; at += 4) if (a.getInt32(aStart + at, true) !== b.getInt32(bStart + at, true)) return false;
  const rest = FIRST_BYTES[length - at] ?? 0;
  return ((a.getInt32(aStart + at, true) ^ b.getInt32(bStart + at, true)) & rest) === 0;
}
