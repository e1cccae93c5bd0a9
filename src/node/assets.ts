// Data files beside the bundle: grammars and vocabularies.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadAsset } from '../core/assets';

/** The longest tokenizer file that is read, in bytes: the largest known have 35 MB. */
const longestTokenizer = 64 * 1024 * 1024;

/** Reads a tokenizer.json of the user's. Rejects if it is not an absolute path, too large or cannot be read. */
export async function readTokenizerFile(file: string): Promise<string> {
  if (!path.isAbsolute(file)) throw new Error(`${file}: not an absolute path`);
  const { size } = await stat(file);
  if (size > longestTokenizer) throw new Error(`${file}: too large for a tokenizer file`);
  return readFile(file, 'utf8');
}

/** Reads assets from the folder that holds the bundles. */
export function readAssetFrom(folder: string): ReadAsset {
  return (name) => readFile(path.join(folder, name));
}
