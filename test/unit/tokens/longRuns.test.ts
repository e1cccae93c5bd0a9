// Edits that change what a whole long run is: the pieces it makes, or the mode of all its cuts. The count must stay that of the text.
import assert from 'node:assert/strict';
import { distinctEncodings, ourEncoding } from '../../support/encodings';
import { below, pick, randomFrom } from '../../support/fuzzText';
import { assertSameTokens, withBoth } from '../../support/sameTokens';

/** Characters of a run: one repeated, or several in random order. */
const runs = [
  'a',
  'A',
  'AB',
  '文',
  '文A',
  '文a',
  'ก\u0301',
  '\u0301',
  '0',
  '012',
  '=',
  '/',
  '=/',
  "'s",
  "'",
  ' ',
  '\n',
  ' \n',
  '\r\n',
  '=\n/',
  '😀❤️',
];
const typed = ['a', 'A', '1', ' ', '\n', '/', "'", "'s", "'l", '=', '文', '\u0301', '😀', '\ud800'];
const units = 6000;

/** What is repeated from one place on: the last tokens are then often the beginning of the token that is repeated. */
const repeated = [
  'a',
  'ab',
  'Ab',
  'ha',
  '=',
  '/',
  '-=',
  '*',
  '─',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '文',
  '哈哈',
  '\u0301',
  '😀',
];
const beginnings = ['', 'x', 'A', ' ', '1', 'aaa', '==', '文', "don't "];
const ends = ['', 'a', ' ', '=', '文'];

describe('long runs', function () {
  this.timeout(60_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of distinctEncodings) {
    it(`${name}: a thing repeated any number of times gives the tokens of tiktoken (seed ${seed})`, () =>
      withBoth(name, (ours, reference) => {
        const random = randomFrom(seed);
        for (const thing of repeated)
          for (const beginning of beginnings)
            for (let times = 1; times < 300; times += 1 + below(random, 20))
              assertSameTokens(ours, reference, beginning + thing.repeat(times) + pick(random, ends));
      }));

    it(`${name}: whatever is typed before, into and after one, the count is that of the text (seed ${seed})`, async () => {
      const encoding = await ourEncoding(name);
      const random = randomFrom(seed);
      for (const run of runs) {
        let text = '';
        while (text.length < units) text += pick(random, [...run]);
        const document = encoding.createDocument(text, 256);
        for (const inserted of typed) {
          for (const at of [0, 1, below(random, text.length), text.length]) {
            const after = text.slice(0, at) + inserted + text.slice(at);
            const { tokens } = encoding.count(after);
            assert.equal(document.edit(at, 0, inserted), tokens, JSON.stringify({ run, inserted, at }));
            document.edit(at, inserted.length, '');
          }
        }
        assert.equal(document.text(), text);
        assert.deepEqual([document.tokens, document.exact], [encoding.count(text).tokens, true]);
      }
    });
  }
});
