// Tokenizers put together by hand, so that a test can take one condition out of a scanner and see that it is missed.
import { unpackClasses } from '../../src/core/tokens/characterClasses';
import { loadPairs } from '../../src/core/tokens/loadEncoding';
import type { PieceScanner } from '../../src/core/tokens/pieceScanner';
import { Tokenizer } from '../../src/core/tokens/tokenizer';
import { Vocabulary } from '../../src/core/tokens/vocabulary';
import { readAsset } from './encodings';

/** The vocabulary of one of the pair files. */
export async function vocabularyOf(name: string): Promise<Vocabulary> {
  return new Vocabulary(await loadPairs(name, readAsset));
}

/** A tokenizer with the scanner that `make` gives. */
export async function tokenizerWith(name: string, make: (classes: Uint8Array) => PieceScanner): Promise<Tokenizer> {
  return new Tokenizer(await vocabularyOf(name), make(unpackClasses()), new TextEncoder());
}
