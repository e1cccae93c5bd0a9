// Encodings for tests: the project's own from dist/encodings, and tiktoken's wasm build as the reference.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { get_encoding, type Tiktoken, type TiktokenEncoding } from 'tiktoken';
import type { Encoding, EncodingName } from '../../src/core/tokens/encoding';
import { loadEncoding } from '../../src/core/tokens/loadEncoding';

/** Folder of the built vocabulary files. */
export const encodingFolder = path.resolve('dist', 'encodings');

export function readAsset(file: string): Promise<Uint8Array> {
  return readFile(path.join(encodingFolder, file));
}

/** The project's encoding. */
export function ourEncoding(name: EncodingName): Promise<Encoding> {
  return loadEncoding(name, readAsset, new TextEncoder());
}

/** tiktoken's own, which has no o200k_harmony: on plain text that equals o200k_base. Call `free` when done. */
export function referenceEncoding(name: EncodingName): Tiktoken {
  const plain: TiktokenEncoding = name === 'o200k_harmony' ? 'o200k_base' : name;
  return get_encoding(plain);
}

/** One of each vocabulary and pattern. */
export const distinctEncodings: readonly EncodingName[] = ['o200k_base', 'cl100k_base', 'p50k_base', 'r50k_base'];
/** All names. */
export const allEncodings: readonly EncodingName[] = [...distinctEncodings, 'p50k_edit', 'o200k_harmony'];
