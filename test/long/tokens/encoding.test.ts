// The counter against tiktoken's wasm build, at length: 100,000 texts an encoding, and every code point there is.

import { longText } from '../../support/editTexts';
import { allEncodings, distinctEncodings } from '../../support/encodings';
import { below, denseText, fuzzText, randomFrom } from '../../support/fuzzText';
import { assertSameTokens, characterContexts, withBoth } from '../../support/sameTokens';

describe('token encodings equal tiktoken, at length', function () {
  this.timeout(3_600_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of allEncodings) {
    it(`${name}: 100,000 hard random texts (seed ${seed})`, () =>
      withBoth(name, (ours, reference) => {
        const random = randomFrom(seed);
        for (let i = 0; i < 100_000; i += 1) {
          assertSameTokens(ours, reference, i % 4 === 0 ? denseText(random, 60) : fuzzText(random));
        }
      }));
  }

  for (const name of distinctEncodings) {
    it(`${name}: 300 texts of up to 6,000 units with long pieces (seed ${seed})`, () =>
      withBoth(name, (ours, reference) => {
        const random = randomFrom(seed);
        for (let i = 0; i < 300; i += 1) assertSameTokens(ours, reference, longText(random, 1 + below(random, 4000)));
      }));
  }

  for (const name of ['o200k_base', 'cl100k_base', 'r50k_base'] as const) {
    it(`${name}: all 1,114,112 code points in five contexts`, () =>
      withBoth(name, (ours, reference) => {
        for (let codePoint = 0; codePoint < 0x110000; codePoint += 1) {
          for (const text of characterContexts(codePoint)) assertSameTokens(ours, reference, text);
        }
      }));
  }
});
