// How long a sound lasts that stands in a request as base64: read from the header of WAV, the one format that says so at its beginning.
import { firstBytes, hasText, littleEndian } from './headerBytes';

/** Seconds, > 0; undefined for other formats, damaged headers, and headers longer than what is read of a file. */
export function secondsOfWav(base64: string): number | undefined {
  const bytes = firstBytes(base64);
  if (!hasText(bytes, 0, 'RIFF') || !hasText(bytes, 8, 'WAVE')) return undefined;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = littleEndian(bytes, at + 4, 4);
    if (hasText(bytes, at, 'fmt ')) bytesPerSecond = littleEndian(bytes, at + 16, 4);
    if (hasText(bytes, at, 'data')) {
      // What was recorded while it was sent states no size, or the largest.
      const there = Math.max(0, Math.floor((base64.replace(/={1,2}$/, '').length * 3) / 4) - at - 8);
      const seconds = Math.min(size === 0 ? there : size, there) / bytesPerSecond;
      return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}
