// Tokenizer files as open models publish them, made of our vocabularies.
import assert from 'node:assert/strict';
import { openEncoding } from '../../src/core/tokens/loadEncoding';
import { EncodingFileError, type EncodingFileFault } from '../../src/core/tokens/pairFile';
import { byteCharacter } from '../../src/core/tokens/tokenizerJson';
import { vocabularyOf } from './loosened';

export interface Spelt {
  readonly tokens: readonly string[];
  /** Every way in which a token is two others, in order of the tokens. */
  readonly merges: readonly string[];
}

/** The first `size` tokens of one of our vocabularies as such files spell them. */
export async function spelt(name: string, size: number): Promise<Spelt> {
  const vocabulary = await vocabularyOf(name);
  const tokens: string[] = [];
  for (let rank = 0; rank < size; rank += 1) {
    const bytes = vocabulary.bytes.subarray(vocabulary.starts[rank], vocabulary.starts[rank + 1]);
    tokens.push([...bytes].map(byteCharacter).join(''));
  }
  const known = new Set(tokens);
  const cuts = (token: string) =>
    Array.from({ length: token.length - 1 }, (_, i) => [token.slice(0, i + 1), token.slice(i + 1)]);
  const merges = tokens.flatMap((token) =>
    cuts(token)
      .filter((parts) => parts.every((part) => known.has(part)))
      .map((parts) => parts.join(' ')),
  );
  return { tokens, merges };
}

/** A file as the models publish it. Ids run the other way round, so that ranks and ids differ. */
export function fileOf({ tokens, merges }: Spelt, preTokenizer: unknown, more: object = {}): string {
  const vocab = Object.fromEntries(tokens.map((token, rank) => [token, tokens.length - 1 - rank]));
  const added = [{ id: tokens.length, content: '<|eot|>', special: true }];
  return JSON.stringify({
    normalizer: null,
    pre_tokenizer: preTokenizer,
    added_tokens: added,
    model: { type: 'BPE', vocab, merges },
    ...more,
  });
}

/** What a file is refused for. */
export function faultOf(content: string): EncodingFileFault {
  try {
    openEncoding('some/tokenizer.json', content, new TextEncoder());
  } catch (error) {
    assert.ok(error instanceof EncodingFileError);
    assert.match(error.message, /^some\/tokenizer\.json: /);
    return error.kind;
  }
  return assert.fail('was not refused');
}
