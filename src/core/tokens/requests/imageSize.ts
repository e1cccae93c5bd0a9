// The size of an image that stands in a request as base64: read from the first bytes of PNG, GIF, WebP and JPEG.
import { bigEndian, firstBytes, hasText, littleEndian } from './headerBytes';
import type { ImageSize } from './imageRules';

/** Bytes of the longest header read below, JPEG's aside. No whole image is shorter. */
const longestHeader = 30;

/** The size in a `data:` address; undefined for other addresses, other kinds of images and damaged ones. */
export function sizeOfDataUrl(url: string): ImageSize | undefined {
  const begin = url.startsWith('data:') ? url.indexOf(';base64,') : -1;
  return begin < 0 ? undefined : sizeOfBase64(url, begin + ';base64,'.length);
}

/** The size of the image whose base64 starts at `begin`; undefined if it cannot be read. */
export function sizeOfBase64(base64: string, begin = 0): ImageSize | undefined {
  const bytes = firstBytes(base64, begin);
  if (bytes.length < longestHeader) return undefined;
  const size = pngSize(bytes) ?? gifSize(bytes) ?? webpSize(bytes) ?? jpegSize(bytes);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

function pngSize(bytes: Uint8Array): ImageSize | undefined {
  if (!hasText(bytes, 1, 'PNG') || !hasText(bytes, 12, 'IHDR')) return undefined;
  return { width: bigEndian(bytes, 16, 4), height: bigEndian(bytes, 20, 4) };
}

function gifSize(bytes: Uint8Array): ImageSize | undefined {
  return hasText(bytes, 0, 'GIF8')
    ? { width: littleEndian(bytes, 6, 2), height: littleEndian(bytes, 8, 2) }
    : undefined;
}

function webpSize(bytes: Uint8Array): ImageSize | undefined {
  if (!hasText(bytes, 0, 'RIFF') || !hasText(bytes, 8, 'WEBP')) return undefined;
  if (hasText(bytes, 12, 'VP8X')) {
    return { width: littleEndian(bytes, 24, 3) + 1, height: littleEndian(bytes, 27, 3) + 1 };
  }
  if (hasText(bytes, 12, 'VP8L')) {
    const bits = littleEndian(bytes, 21, 4);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return { width: littleEndian(bytes, 26, 2) & 0x3fff, height: littleEndian(bytes, 28, 2) & 0x3fff };
}

/** Walks the segments up to the frame header: SOF0 to SOF15 without the tables that share their range. */
function jpegSize(bytes: Uint8Array): ImageSize | undefined {
  if (bigEndian(bytes, 0, 2) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: bigEndian(bytes, at + 7, 2), height: bigEndian(bytes, at + 5, 2) };
    }
    at += marker === 0xff ? 1 : 2 + Math.max(2, bigEndian(bytes, at + 2, 2));
  }
  return undefined;
}
