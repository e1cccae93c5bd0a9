// DeepSeek's pieces: three patterns one after the other, against regular expressions and a merger that is not ours.
import assert from 'node:assert/strict';
import { Tiktoken } from 'js-tiktoken/lite';
import r50k from 'js-tiktoken/ranks/r50k_base';
import { OTHER, unpackClasses } from '../../../src/core/tokens/characterClasses';
import type { Encoding } from '../../../src/core/tokens/encoding';
import { openEncoding } from '../../../src/core/tokens/loadEncoding';
import { applyEdit, longText, randomEdit } from '../../support/editTexts';
import { below, denseText, fuzzText, pick, randomFrom } from '../../support/fuzzText';
import { faultOf, fileOf, type Spelt, spelt } from '../../support/tokenizerFiles';

const patterns = [
  '\\p{N}{1,3}',
  '[一-龥\u3040-ゟ゠-ヿ]+',
  '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+',
];
const steps = (regexes: readonly string[]) => ({
  type: 'Sequence',
  pretokenizers: [
    ...regexes.map((Regex) => ({ type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false })),
    { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
  ],
});

/** What is hard for these patterns: edges of the parts, marks, signs of all kinds, characters of no class. */
const atoms = [
  ...[
    'あ',
    'ア',
    'ー',
    '゛',
    '・',
    '゠',
    '一',
    '龥',
    '龦',
    '々',
    '\u3040',
    '\u3099',
    '\u3097',
    '、',
    '。',
    '　',
    '１',
    '한',
  ],
  ...[
    '\u0001',
    '\u0001a',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\ue000',
    '\u0378',
    'ि',
    '\u0301',
    '\u2028',
    '\u0085',
    '\u00a0a',
  ],
  ...[
    '.a',
    '.é',
    "'s",
    '_foo',
    '!!b',
    ' .c',
    '\t1',
    '  2',
    '   天',
    '\n天',
    ' \n 1',
    '٣',
    'Ⅷ',
    '½',
    '😀',
    '𠀀',
    '$5',
    '€5',
    '−',
  ],
];

/** White space as the patterns mean it: JavaScript's has U+FEFF, and not U+0085. */
const source = (regex: string) =>
  regex.replaceAll('\\s', '[\\p{White_Space}]').replaceAll('\\S', '[^\\p{White_Space}]');

const regexes = patterns.map((pattern) => new RegExp(`(${source(pattern)})`, 'u'));

/** The pieces, by the three patterns: what matches and what stands between. */
function piecesOf(text: string): string[] {
  return regexes.reduce<string[]>(
    (parts, regex) => parts.flatMap((part) => part.split(regex).filter((piece) => piece !== '')),
    [text],
  );
}

const classes = unpackClasses();
/** Without what came after Unicode 16, which the runtime may know; lone surrogates as U+FFFD. */
function settled(text: string): string {
  const isNew = (character: string) =>
    classes[character.codePointAt(0) ?? 0] === OTHER && /[\p{L}\p{M}\p{N}]/u.test(character);
  return [...text].map((character) => (isNew(character) || /\p{Cs}/u.test(character) ? '\ufffd' : character)).join('');
}

describe('DeepSeek', function () {
  this.timeout(60_000);
  const seed = below(Math.random, 2 ** 31);
  const merger = new Tiktoken({ ...r50k, pat_str: '[\\s\\S]+', special_tokens: {} });
  let tokens: Spelt;
  let encoding: Encoding;
  before(async () => {
    tokens = await spelt('r50k_base', 50_256);
    encoding = openEncoding('tokenizer.json', fileOf(tokens, steps(patterns)), new TextEncoder());
  });
  const expected = (text: string) =>
    piecesOf(text)
      .flatMap((piece) => merger.encode(piece))
      .map((rank) => 50_255 - rank);

  it(`cuts pieces as its patterns do (seed ${seed})`, () => {
    const random = randomFrom(seed);
    const mixed = () =>
      Array.from({ length: 12 }, () => (random() < 0.7 ? pick(random, atoms) : fuzzText(random, 2))).join('');
    for (let tries = 0; tries < 600; tries += 1) {
      const text = settled(tries % 3 === 0 ? fuzzText(random) : tries % 3 === 1 ? denseText(random, 60) : mixed());
      assert.deepEqual(encoding.encode(text)?.ids, expected(text), JSON.stringify(text));
      assert.equal(encoding.count(text).tokens, expected(text).length, JSON.stringify(text));
    }
  });

  it(`counts edits and parts as the whole (seed ${seed})`, () => {
    const random = randomFrom(seed);
    for (let tries = 0; tries < 40; tries += 1) {
      let text = longText(random, 400) + Array.from({ length: 60 }, () => pick(random, atoms)).join('');
      const document = encoding.createDocument(text, 16);
      for (let edits = 0; edits < 12; edits += 1) {
        const edit = randomEdit(random, text.length);
        text = applyEdit(text, edit);
        const counted = document.edit(edit.start, edit.deleted, edit.inserted);
        assert.equal(counted, encoding.encode(text)?.ids.length, JSON.stringify(text));
      }
      const running = encoding.startCount(16);
      for (let at = 0; at < text.length; at += 9) running.add(text.slice(at, at + 9));
      assert.equal(running.finish().tokens, encoding.count(text).tokens);
    }
  });

  it('parts signs before a Japanese one', () => {
    for (const text of [" .・'s", ' .。', ' ・.', ' .ー!'])
      assert.equal(encoding.count(text).tokens, expected(text).length, text);
  });

  it('counts runs without a boundary as a whole', () => {
    for (const unit of ['天', 'a', '.a', 'é', 'aé', '!', '0', ' ', '\n', '天あ', '!\n', '\u0001']) {
      const text = unit.repeat(200_000);
      const ids = encoding.encode(text)?.ids.length;
      assert.deepEqual([encoding.count(text).tokens, encoding.count(text).exact], [ids, true], JSON.stringify(unit));
      const document = encoding.createDocument(text);
      const edited = `${text.slice(0, 70_001)}é${text.slice(70_001)}`;
      assert.equal(document.edit(70_001, 0, 'é'), encoding.encode(edited)?.ids.length, JSON.stringify(unit));
    }
  });

  it('is refused with other patterns, or in another order', () => {
    const [numbers = '', japanese = '', words = ''] = patterns;
    for (const others of [
      [japanese, numbers, words],
      [numbers, words],
      [numbers, '[一-龥]+', words],
    ]) {
      assert.equal(faultOf(fileOf(tokens, steps(others))), 'unsupported');
    }
  });
});
