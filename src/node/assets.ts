// Data files beside the bundle: grammars and vocabularies.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadAsset } from '../core/assets';

/** Reads assets from the folder that holds the bundles. */
export function readAssetFrom(folder: string): ReadAsset {
  return (name) => readFile(path.join(folder, name));
}
