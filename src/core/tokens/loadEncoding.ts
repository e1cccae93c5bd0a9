// Makes an Encoding out of its data file. The entry to this folder for all who count.

import { BpeEncoding } from './bpeEncoding';
import { unpackClasses } from './characterClasses';
import { Cl100kScanner } from './cl100kScanner';
import { DeepseekScanner, deepseekClasses } from './deepseekScanner';
import type { Encoding, EncodingName } from './encoding';
import type { PatternFamily } from './hardBoundary';
import { O200kScanner } from './o200kScanner';
import { OpenEncoding } from './openEncoding';
import { QwenScanner, TekkenScanner } from './openScanners';
import { EncodingFileError, type PairFile, readPairFile } from './pairFile';
import type { PieceScanner } from './pieceScanner';
import { R50kScanner } from './r50kScanner';
import { specialLiterals } from './specialTokens';
import { Tokenizer, type Utf8Encoder } from './tokenizer';
import { readTokenizerJson } from './tokenizerJson';
import { Vocabulary } from './vocabulary';

/**
 * Which vocabulary and which pattern an encoding has. p50k_edit and o200k_harmony differ from their base in special tokens only.
 * Source: openai/tiktoken tiktoken_ext/openai_public.py, read 2026-11-21.
 */
const recipes: Readonly<Record<EncodingName, { readonly vocabulary: string; readonly family: PatternFamily }>> = {
  o200k_base: { vocabulary: 'o200k_base', family: 'o200k' },
  o200k_harmony: { vocabulary: 'o200k_base', family: 'o200k' },
  cl100k_base: { vocabulary: 'cl100k_base', family: 'cl100k' },
  p50k_base: { vocabulary: 'p50k_base', family: 'r50k' },
  p50k_edit: { vocabulary: 'p50k_base', family: 'r50k' },
  r50k_base: { vocabulary: 'r50k_base', family: 'r50k' },
};

/**
 * Loads an encoding: 40-90 ms and about 18 MB for o200k, so keep it and do not load it before the first count.
 * `readAsset` gives the content of a file of the encodings folder, such as `o200k_base.pairs`. `utf8` is `new TextEncoder()`:
 * an argument, because it is of the runtime, and worth it, because it is 40 times (ASCII) or twice (Chinese) as fast as a loop
 * over the characters, which would take a third of all time.
 * Rejects with an EncodingFileError, which names the file, if the file is missing, damaged or another one.
 */
export async function loadEncoding(
  name: EncodingName,
  readAsset: (file: string) => Promise<Uint8Array>,
  utf8: Utf8Encoder,
): Promise<Encoding> {
  const { vocabulary, family } = recipes[name];
  return encodingOf(name, await loadPairs(vocabulary, readAsset), family, specialLiterals[name], utf8);
}

/** p50k is r50k with some runs of blanks added: its file has only these. */
const bases: Readonly<Record<string, string>> = { p50k_base: 'r50k_base' };

/** The merges of a vocabulary. Rejects as loadEncoding does. */
export async function loadPairs(
  vocabulary: string,
  readAsset: (file: string) => Promise<Uint8Array>,
): Promise<PairFile> {
  const base = bases[vocabulary];
  const pairs = base === undefined ? undefined : await loadPairs(base, readAsset);
  const file = `${vocabulary}.pairs`;
  const content = await readAsset(file).catch((error: unknown) => {
    throw new EncodingFileError('missing', file, `cannot be read: ${String(error)}`);
  });
  return readPairFile(file, vocabulary, content, pairs && base !== undefined ? { name: base, pairs } : undefined);
}

/**
 * Makes an encoding of a tokenizer.json: takes a second or so. `file` names it in messages. Throws an EncodingFileError if it is none,
 * or one of a kind that would not be counted exactly.
 */
export function openEncoding(file: string, content: string, utf8: Utf8Encoder): Encoding {
  const { pairs, family, ids, composes, specials } = readTokenizerJson(file, content);
  return new OpenEncoding(encodingOf(file, pairs, family, specials, utf8), ids, composes);
}

function encodingOf(
  name: string,
  pairs: PairFile,
  family: PatternFamily,
  literals: readonly string[],
  utf8: Utf8Encoder,
): BpeEncoding {
  const classes = classesOf(family);
  const tokenizer = new Tokenizer(new Vocabulary(pairs), scannerOf(family, classes), utf8);
  return new BpeEncoding(name, tokenizer, family, classes, literals);
}

/** The class table of a family: unpackClasses, but for those with classes of their own. */
function classesOf(family: PatternFamily): Uint8Array {
  const classes = unpackClasses();
  return family === 'deepseek' ? deepseekClasses(classes) : classes;
}

function scannerOf(family: PatternFamily, classes: Uint8Array): PieceScanner {
  switch (family) {
    case 'o200k':
      return new O200kScanner(classes);
    case 'cl100k':
      return new Cl100kScanner(classes);
    case 'r50k':
      return new R50kScanner(classes);
    case 'qwen':
      return new QwenScanner(classes);
    case 'tekken':
      return new TekkenScanner(classes);
    case 'deepseek':
      return new DeepseekScanner(classes);
  }
}
