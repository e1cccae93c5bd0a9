import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenSpans } from '../../../src/core/tokens/tokenSpans';
import { ourEncoding } from '../../support/encodings';

describe('tokenSpans', () => {
  it('tile the text, and lose no token of a whole character', async () => {
    const encoding = await ourEncoding('o200k_base');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const encoded = encoding.encode(text);
        assert.ok(encoded);
        const spans = tokenSpans(encoded, 0, text.length);
        assert.equal(spans.map(({ start, end }) => text.slice(start, end)).join(''), text);
        assert.deepEqual(
          spans.flatMap(({ ids }) => ids),
          [...encoded.ids],
        );
      }),
    );
  });

  it('give those that touch a part, and only those', async () => {
    const encoded = (await ourEncoding('o200k_base')).encode('one two three four');
    assert.ok(encoded);
    assert.deepEqual(
      tokenSpans(encoded, 4, 8).map(({ start, end }) => [start, end]),
      [
        [3, 7],
        [7, 13],
      ],
    );
  });

  it('put the tokens of one character into one span', async () => {
    const encoded = (await ourEncoding('o200k_base')).encode('🫠');
    assert.ok(encoded && encoded.ids.length > 1);
    const spans = tokenSpans(encoded, 0, 2);
    assert.deepEqual(
      spans.map(({ start, end, ids }) => [start, end, ids.length]),
      [[0, 2, encoded.ids.length]],
    );
  });
});
