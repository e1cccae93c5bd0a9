// The header of a file that stands in a request as base64: its first bytes, and what is read of them.

/** Headers are short; what a camera writes before a JPEG's size is not, but seldom longer than this. */
const bytesRead = 0x40000;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((letter, value) => [letter.charCodeAt(0), value]));

/** The first bytes of the base64 that starts at `begin`, up to the first character that is none. */
export function firstBytes(base64: string, begin = 0): Uint8Array {
  const bytes = new Uint8Array(Math.min(bytesRead, Math.ceil(((base64.length - begin) * 3) / 4)));
  let [length, bits, pending] = [0, 0, 0];
  for (let at = begin; at < base64.length && length < bytes.length; at++) {
    const value = values.get(base64.charCodeAt(at));
    if (value === undefined) break;
    pending = ((pending << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length++] = pending >> bits;
  }
  return bytes.subarray(0, length);
}

export function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
}

/** Bytes beyond the end read as 0. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

export function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  return bigEndian(bytes.slice(at, at + length).reverse(), 0, length);
}
