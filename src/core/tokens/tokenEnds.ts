// Where tokens end in a text: tokens are runs of UTF-8 bytes, text offsets are UTF-16 units.

/** For each token of `text`, the units of those characters whose last byte it or a token before it holds. `lengthOf` is in bytes. */
export function tokenEnds(text: string, ids: readonly number[], lengthOf: (id: number) => number): number[] {
  const ends: number[] = [];
  let tokenEnd = 0;
  let bytes = 0;
  let units = 0;
  for (const id of ids) {
    tokenEnd += lengthOf(id);
    while (units < text.length) {
      const codePoint = text.codePointAt(units) ?? 0;
      const after = bytes + utf8Length(codePoint);
      if (after > tokenEnd) break;
      bytes = after;
      units += codePoint > 0xffff ? 2 : 1;
    }
    ends.push(units);
  }
  return ends;
}

/** Bytes of a code point in UTF-8. A lone surrogate becomes U+FFFD, which has three, as has every other of its range. */
function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
