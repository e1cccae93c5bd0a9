// The incremental document: after every random edit the same count as tiktoken gives for the whole text.
import assert from 'node:assert/strict';
import { createTokenDocument } from '../../../src/core/tokens/tokenDocument';
import { checkEdits } from '../../support/editCheck';
import { distinctEncodings, ourEncoding } from '../../support/encodings';
import { below, randomFrom } from '../../support/fuzzText';
import { withBoth } from '../../support/sameTokens';

describe('token document', function () {
  this.timeout(120_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of distinctEncodings) {
    for (const blockSize of [2, 8, 32, 256]) {
      it(`${name}: 96 random edits in blocks of ${blockSize} equal full counts by tiktoken (seed ${seed})`, () =>
        withBoth(name, (ours, reference) => checkEdits(ours, reference, randomFrom(seed), blockSize, 96)));
    }
  }

  it('counts a text as large as a file, and keeps up with typing and pasting', async () => {
    const encoding = await ourEncoding('o200k_base');
    const line = 'A line of a prompt, with some words and {{holes}} in it.\n';
    const document = createTokenDocument(encoding, line.repeat(20_000));
    const perLine = encoding.count(line).tokens;
    assert.equal(document.tokens, 20_000 * perLine);
    assert.equal(document.edit(line.length * 7, 0, line.repeat(3000)), 23_000 * perLine);
    assert.equal(document.countRange(line.length * 100, line.length * 9100), 9000 * perLine);
    assert.equal(document.edit(0, line.length * 22_999, ''), perLine);
  });
});
