// The incremental document against full counts by tiktoken's wasm build, at length: 50,000 edits, each checked.
import { checkEdits } from '../../support/editCheck';
import { distinctEncodings } from '../../support/encodings';
import { below, randomFrom } from '../../support/fuzzText';
import { withBoth } from '../../support/sameTokens';

describe('token document, at length', function () {
  this.timeout(3_600_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of distinctEncodings) {
    for (const blockSize of [2, 8, 32, 100, 512]) {
      it(`${name}: 2,500 random edits in blocks of ${blockSize} (seed ${seed})`, () =>
        withBoth(name, (ours, reference) => checkEdits(ours, reference, randomFrom(seed), blockSize, 2500)));
    }
  }
});
