// The counter against tiktoken's own wasm build: same ids on hard random texts, edge cases and a sample of all characters.
// test/long/tokens has the same for a hundred thousand texts and for every character.
import { allEncodings, distinctEncodings } from '../../support/encodings';
import { below, denseText, fuzzText, hardAtoms, randomFrom } from '../../support/fuzzText';
import { assertSameTokens, characterContexts, withBoth } from '../../support/sameTokens';

describe('token encodings equal tiktoken', function () {
  this.timeout(120_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of allEncodings) {
    it(`${name}: 2,000 hard random texts (seed ${seed})`, () =>
      withBoth(name, (ours, reference) => {
        const random = randomFrom(seed);
        for (let i = 0; i < 2000; i += 1) {
          assertSameTokens(ours, reference, i % 4 === 0 ? denseText(random, 60) : fuzzText(random));
        }
      }));
  }

  for (const name of distinctEncodings) {
    it(`${name}: every pair of hard atoms`, () =>
      withBoth(name, (ours, reference) => {
        for (const first of hardAtoms) {
          for (const second of hardAtoms) assertSameTokens(ours, reference, `x${first}${second}y`);
        }
      }));

    it(`${name}: a sample of all code points in five contexts (seed ${seed})`, () =>
      withBoth(name, (ours, reference) => {
        const random = randomFrom(seed);
        for (let codePoint = 0; codePoint < 0x110000; codePoint += 1 + below(random, 400)) {
          for (const text of characterContexts(codePoint)) assertSameTokens(ours, reference, text);
        }
      }));
  }
});
