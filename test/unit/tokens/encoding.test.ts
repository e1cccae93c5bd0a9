// The counter against tiktoken's own wasm build: same ids on hard random texts, edge cases and a sample of all characters.
import assert from 'node:assert/strict';
import type { Tiktoken } from 'tiktoken';
import type { Encoding, EncodingName } from '../../../src/core/tokens/encoding';
import { allEncodings, distinctEncodings, ourEncoding, referenceEncoding } from '../../support/encodings';
import { below, fuzzText, hardAtoms, randomFrom } from '../../support/fuzzText';

/** Asserts that both give the same ids for `text` and that the count is their number. */
function assertSame(ours: Encoding, reference: Tiktoken, text: string): void {
  const expected = Array.from(reference.encode_ordinary(text));
  assert.deepEqual(ours.encode(text)?.ids, expected, `ids of ${JSON.stringify(text)}`);
  const { tokens, exact } = ours.count(text);
  assert.deepEqual({ tokens, exact }, { tokens: expected.length, exact: true }, `count of ${JSON.stringify(text)}`);
}

async function withBoth(name: EncodingName, check: (ours: Encoding, reference: Tiktoken) => void) {
  const ours = await ourEncoding(name);
  const reference = referenceEncoding(name);
  try {
    check(ours, reference);
  } finally {
    reference.free();
  }
}

describe('token encodings equal tiktoken', function () {
  this.timeout(120_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of allEncodings) {
    it(`${name}: 2,000 hard random texts (seed ${seed})`, () =>
      withBoth(name, (ours, reference) => {
        const random = randomFrom(seed);
        for (let i = 0; i < 2000; i += 1) assertSame(ours, reference, fuzzText(random));
      }));
  }

  for (const name of distinctEncodings) {
    it(`${name}: every pair of hard atoms`, () =>
      withBoth(name, (ours, reference) => {
        for (const first of hardAtoms)
          for (const second of hardAtoms) assertSame(ours, reference, `x${first}${second}y`);
      }));

    it(`${name}: a sample of all code points in five contexts (seed ${seed})`, () =>
      withBoth(name, (ours, reference) => {
        const random = randomFrom(seed);
        for (let codePoint = 0; codePoint < 0x110000; codePoint += 1 + below(random, 400)) {
          const character = String.fromCodePoint(codePoint);
          const contexts = [
            character,
            `a${character}b`,
            ` ${character}'S`,
            `\n${character}1${character}`,
            `A${character}${character}/`,
          ];
          for (const text of contexts) assertSame(ours, reference, text);
        }
      }));
  }
});
