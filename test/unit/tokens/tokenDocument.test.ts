// The incremental document: after every random edit the same count as tiktoken gives for the whole text.
import assert from 'node:assert/strict';
import { applyEdit, longText, randomEdit } from '../../support/editTexts';
import { distinctEncodings, ourEncoding, referenceEncoding } from '../../support/encodings';
import { below, randomFrom } from '../../support/fuzzText';

describe('token document', function () {
  this.timeout(120_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of distinctEncodings) {
    it(`${name}: random edits equal full counts by tiktoken (seed ${seed})`, async () => {
      const ours = await ourEncoding(name);
      const reference = referenceEncoding(name);
      const random = randomFrom(seed);
      for (const blockSize of [8, 32, 100, 256, 2048]) {
        for (let round = 0; round < 12; round += 1) {
          let text = longText(random, Math.min(blockSize * 6, 1500));
          const document = ours.createDocument(text, blockSize);
          for (let i = 0; i < 12; i += 1) {
            const expected = reference.encode_ordinary(text).length;
            const where = `block ${blockSize}, round ${round}, edit ${i}: ${JSON.stringify(text)}`;
            assert.equal(document.tokens, expected, where);
            assert.equal(document.length, text.length, where);
            const start = below(random, text.length);
            const end = start + below(random, text.length - start + 1);
            const range = reference.encode_ordinary(text.slice(start, end)).length;
            assert.equal(document.countRange(start, end), range, `range ${start}-${end}, ${where}`);
            const edit = randomEdit(random, text.length);
            document.edit(edit.start, edit.deleted, edit.inserted);
            text = applyEdit(text, edit);
          }
          assert.equal(document.text(), text);
          assert.equal(document.exact, true);
        }
      }
      reference.free();
    });
  }
});
