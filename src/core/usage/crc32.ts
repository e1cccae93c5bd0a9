// The checksum of a stored line: finds accidents (a torn write, a flipped bit), not forgery.

/** Source: the CRC-32 of ISO 3309 with the reversed polynomial 0xEDB88320, as in RFC 1952, 8, rfc-editor.org/rfc/rfc1952, read 2026-11-21. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 of an ASCII text as 8 lower-case hexadecimal digits. Only the low 8 bits of each UTF-16 unit count. */
export function crc32(text: string): string {
  let rest = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    rest = (rest >>> 8) ^ (table[(rest ^ text.charCodeAt(at)) & 0xff] ?? 0);
  }
  return ((rest ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}
