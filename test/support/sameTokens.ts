// Compares an encoding with the reference on one text. Fast, because the long tests do it half a million times.
import assert from 'node:assert/strict';
import type { Tiktoken } from 'tiktoken';
import type { Encoding, EncodingName } from '../../src/core/tokens/encoding';
import { ourEncoding, referenceEncoding } from './encodings';

/** Asserts that both give the same ids for `text`, and that our count is their number and exact. */
export function assertSameTokens(ours: Encoding, reference: Tiktoken, text: string): void {
  const expected = reference.encode_ordinary(text);
  const ids = ours.encode(text)?.ids ?? [];
  const { tokens, exact } = ours.count(text);
  const same = exact && tokens === expected.length && ids.length === tokens && ids.every((id, i) => id === expected[i]);
  if (same) return;
  const found = { ids, tokens, exact };
  assert.deepEqual(found, { ids: [...expected], tokens: expected.length, exact: true }, JSON.stringify(text));
}

/** Runs `check` with our encoding and the reference's. */
export async function withBoth(
  name: EncodingName,
  check: (ours: Encoding, reference: Tiktoken) => void,
): Promise<void> {
  const ours = await ourEncoding(name);
  const reference = referenceEncoding(name);
  try {
    check(ours, reference);
  } finally {
    reference.free();
  }
}

/** Contexts in which a character shows to which classes it belongs: alone, in a word, after a blank, at a line's start, doubled. */
export function characterContexts(codePoint: number): string[] {
  const character = String.fromCodePoint(codePoint);
  return [
    character,
    `a${character}b`,
    ` ${character}'S`,
    `\n${character}1${character}`,
    `A${character}${character}/\n`,
  ];
}
