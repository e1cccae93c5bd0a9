import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Encoding } from '../../../src/core/tokens/encoding';
import { differenceOf, LongTexts, longTextUnits } from '../../../src/core/tokens/longTexts';
import { ourEncoding } from '../../support/encodings';

describe('differenceOf', () => {
  it('is what turns one text into the other, and no larger than the edit', () => {
    const edit = fc.record({
      before: fc.string({ unit: fc.constantFrom('a', 'b', '😀', '\n'), maxLength: 40 }).map((text) => text.repeat(300)),
      cut: fc.tuple(fc.nat(), fc.nat(20)),
      inserted: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 10 }),
    });
    fc.assert(
      fc.property(edit, ({ before, cut: [at, deleted], inserted }) => {
        const start = before.length === 0 ? 0 : at % before.length;
        const after = before.slice(0, start) + inserted + before.slice(start + deleted);
        const found = differenceOf(before, after);
        assert.equal(
          before.slice(0, found.start) + after.slice(found.start, found.newEnd) + before.slice(found.oldEnd),
          after,
        );
        assert.ok(found.start >= Math.min(start, found.start) && found.newEnd - found.start <= inserted.length);
      }),
    );
  });
});

describe('LongTexts', () => {
  /** Words, signs and runs, long enough to be kept. */
  const long = (seed: number) =>
    Array.from({ length: longTextUnits / 8 }, (_, index) => `${(index * 2654435761 * seed) % 99991} wörd\n`).join('');

  /** An encoding that says how often it counts a whole text. */
  async function watched(): Promise<{ encoding: Encoding; documents: () => number }> {
    const encoding = await ourEncoding('o200k_base');
    let documents = 0;
    const createDocument: Encoding['createDocument'] = (text) => {
      documents++;
      return encoding.createDocument(text);
    };
    const count = (text: string) => encoding.count(text);
    return { encoding: Object.assign(Object.create(encoding), { createDocument, count }), documents: () => documents };
  }

  it('count as the encoding does, through any edits, in several texts in turn', async () => {
    const { encoding, documents } = await watched();
    const texts = new LongTexts(encoding);
    const current = [long(1), long(7), 'short'];
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.nat(),
        fc.nat(30),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        (which, at, deleted, inserted) => {
          const before = current[which] ?? '';
          const start = at % (before.length + 1);
          const text = before.slice(0, start) + inserted + before.slice(start + deleted);
          current[which] = text;
          assert.equal(texts.count(text).tokens, encoding.count(text).tokens);
        },
      ),
      { numRuns: 60 },
    );
    assert.ok(documents() <= 2, `${documents()} documents were made`);
  });

  it('take a text that changed much for another one', async () => {
    const { encoding, documents } = await watched();
    const texts = new LongTexts(encoding);
    for (const seed of [1, 2, 3, 4, 5, 6])
      assert.equal(texts.count(long(seed)).tokens, encoding.count(long(seed)).tokens);
    assert.equal(documents(), 6);
  });
});
