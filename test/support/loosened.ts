// Encodings put together by hand, so that a test can take one condition out of a scanner and see that it is missed.
import { BpeEncoding } from '../../src/core/tokens/bpeEncoding';
import { unpackClasses } from '../../src/core/tokens/characterClasses';
import type { PatternFamily } from '../../src/core/tokens/hardBoundary';
import { readPairFile } from '../../src/core/tokens/pairFile';
import type { PieceScanner } from '../../src/core/tokens/pieceScanner';
import { Tokenizer } from '../../src/core/tokens/tokenizer';
import { Vocabulary } from '../../src/core/tokens/vocabulary';
import { readAsset } from './encodings';

/** The vocabulary of one of the pair files. */
export async function vocabularyOf(name: string): Promise<Vocabulary> {
  return new Vocabulary(readPairFile(`${name}.pairs`, name, await readAsset(`${name}.pairs`)));
}

/** An encoding with the scanner that `make` gives. */
export async function encodingWith(
  name: 'o200k_base' | 'cl100k_base' | 'r50k_base',
  family: PatternFamily,
  make: (classes: Uint8Array) => PieceScanner,
): Promise<BpeEncoding> {
  const classes = unpackClasses();
  const tokenizer = new Tokenizer(await vocabularyOf(name), make(classes), new TextEncoder());
  return new BpeEncoding(name, tokenizer, family, classes);
}
