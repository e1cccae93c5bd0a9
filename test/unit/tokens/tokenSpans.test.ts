import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenSpans } from '../../../src/core/tokens/tokenSpans';
import { longText } from '../../support/editTexts';
import { ourEncoding } from '../../support/encodings';
import { below, randomFrom } from '../../support/fuzzText';

describe('tokenSpans', () => {
  it('are the same of a part as of the whole text, at any size', async () => {
    const random = randomFrom(7);
    for (const name of ['o200k_base', 'r50k_base'] as const) {
      const encoding = await ourEncoding(name);
      const text = Array.from({ length: 400 }, () => longText(random, 600)).join('');
      const all = tokenSpans(encoding.encodeAround(text, 0, text.length) ?? assert.fail(), 0, text.length);
      for (let tries = 0; tries < 20; tries += 1) {
        const from = below(random, text.length);
        const to = Math.min(text.length, from + below(random, 5000));
        const part = encoding.encodeAround(text, from, to) ?? assert.fail();
        const plain = (spans: typeof all) => spans.map(({ start, end, ids }) => [start, end, ...ids]);
        const expected = all.filter(({ start, end }) => end > from && start < to);
        assert.deepEqual(plain(tokenSpans(part, from, to)), plain(expected));
        assert.ok(part.ids.length <= 100_000, 'not the whole text');
      }
    }
  });

  it('of a text without a boundary are those of all of it, or none where it is too long', async () => {
    const encoding = await ourEncoding('o200k_base');
    const run = 'ab'.repeat(100_000);
    assert.deepEqual(encoding.encodeAround(run, 150_000, 150_010), { ...encoding.encode(run), start: 0 });
    assert.equal(encoding.encodeAround('a'.repeat(2 ** 24 + 1), 2 ** 23, 2 ** 23 + 1), undefined);
    const long = 'word '.repeat(2 ** 22);
    assert.equal(
      tokenSpans(encoding.encodeAround(long, 2 ** 24, 2 ** 24 + 9) ?? assert.fail(), 2 ** 24, 2 ** 24 + 9).length,
      3,
    );
  });

  it('tile the text, and lose no token of a whole character', async () => {
    const encoding = await ourEncoding('o200k_base');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const encoded = encoding.encodeAround(text, 0, text.length);
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
    const encoded = (await ourEncoding('o200k_base')).encodeAround('one two three four', 4, 8);
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
    const encoded = (await ourEncoding('o200k_base')).encodeAround('🫠', 0, 2);
    assert.ok(encoded && encoded.ids.length > 1);
    const spans = tokenSpans(encoded, 0, 2);
    assert.deepEqual(
      spans.map(({ start, end, ids }) => [start, end, ids.length]),
      [[0, 2, encoded.ids.length]],
    );
  });
});
