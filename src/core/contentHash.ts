// A short name for a text, to tell whether it is still the same. Not for secrets, not against attack: the texts are the user's own.

/** 16 hexadecimal digits. Texts that differ have the same with a chance of 1 in 2^64 or so. Linear. */
export function contentHash(text: string): string {
  let first = 0x3c6ef372 ^ text.length;
  let second = 0x1f83d9ab + text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x2c1b3c6d);
    first ^= first >>> 13;
    second = Math.imul(second + unit, 0x297a2d39);
    second ^= second >>> 16;
  }
  return hex(Math.imul(first ^ (second >>> 15), 0x85ebca6b)) + hex(Math.imul(second ^ (first >>> 12), 0xc2b2ae35));
}

function hex(word: number): string {
  return ((word ^ (word >>> 15)) >>> 0).toString(16).padStart(8, '0');
}
