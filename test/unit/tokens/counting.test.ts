// What an encoding promises besides equality with tiktoken: limits, ends of tokens, literals, long and odd texts.
import assert from 'node:assert/strict';
import type { Encoding } from '../../../src/core/tokens/encoding';
import { ourEncoding } from '../../support/encodings';
import { below, fuzzText, randomFrom } from '../../support/fuzzText';

describe('counting', function () {
  this.timeout(60_000);
  const seed = below(Math.random, 2 ** 31);
  let o200k: Encoding;
  let harmony: Encoding;
  before(async () => {
    o200k = await ourEncoding('o200k_base');
    harmony = await ourEncoding('o200k_harmony');
  });

  it('counts nothing as nothing', () => {
    assert.deepEqual(o200k.count(''), { tokens: 0, exact: true });
    assert.equal(o200k.createDocument('').tokens, 0);
    assert.deepEqual(o200k.encode(''), { ids: [], ends: [] });
  });

  it('counts special-token literals as text and names them', () => {
    assert.deepEqual(o200k.count('a <|endoftext|> b <|im_start|>'), {
      tokens: 15,
      exact: true,
      specials: ['<|endoftext|>'],
    });
    assert.equal(o200k.count('<|start|>').specials, undefined);
    assert.deepEqual(harmony.count('<|end|>x <|<|start|><|end|>').specials, ['<|start|>', '<|end|>']);
  });

  it('stops near a limit', () => {
    const text = 'word '.repeat(400_000);
    assert.equal(o200k.countUpTo(text, 1e9).tokens, o200k.count(text).tokens);
    const { tokens } = o200k.countUpTo(text, 1000);
    assert.ok(tokens > 1000 && tokens < 20_000, `${tokens}`);
  });

  it(`says where each token ends (seed ${seed})`, () => {
    assert.deepEqual(o200k.encode('Hello, world')?.ends, [5, 6, 12]);
    const random = randomFrom(seed);
    for (let i = 0; i < 300; i += 1) {
      const text = fuzzText(random);
      const { ids, ends } = o200k.encode(text) ?? assert.fail();
      assert.equal(ends.length, ids.length);
      assert.equal(ends.at(-1), text.length);
      assert.ok(ends.every((end, k) => end >= (ends[k - 1] ?? 0)));
    }
    const { ids, ends } = o200k.encode('\u{20000}') ?? assert.fail();
    assert.deepEqual(ends, [...ids.slice(1).map(() => 0), 2]);
  });

  it('refuses to spell out a text that is too long', () => {
    assert.equal(o200k.encode('a'.repeat(2 ** 24 + 1)), undefined);
  });

  const runs = [
    'a',
    'A',
    'é',
    ' ',
    '\n',
    '\r\n',
    '=',
    '/',
    '─',
    '文',
    '文a',
    '0',
    '٣',
    "'",
    "a'",
    '!\n',
    ' \n',
    '\u0301',
    '❤️',
    '👩‍👩‍👧',
    '\ud800',
    'aB',
    '\ufeff',
    '𝒜',
  ];
  for (const unit of runs) {
    it(`counts a million units of ${JSON.stringify(unit)} alike in one go and as a document`, () => {
      const text = unit.repeat(1_000_000 / unit.length);
      const { tokens, exact } = o200k.count(text);
      assert.ok(tokens > 0 && exact);
      const document = o200k.createDocument(text);
      assert.equal(document.tokens, tokens);
      document.edit(500_000, 0, 'x');
      document.edit(500_000, 1, '');
      assert.equal(document.tokens, tokens);
      assert.equal(document.exact, true);
    });
  }

  it('cuts a word whose end decides how it begins, exactly', () => {
    const capitals = `文${'A'.repeat(2 ** 21)}`;
    const given = o200k.count('文').tokens + o200k.count(capitals.slice(1)).tokens;
    assert.deepEqual(o200k.count(capitals), { tokens: given, exact: true });
    const document = o200k.createDocument(capitals);
    assert.equal(document.tokens, given);
    const joined = document.edit(capitals.length, 0, 'll');
    assert.deepEqual(o200k.count(`${capitals}ll`), { tokens: joined, exact: true });
    assert.equal(document.edit(capitals.length, 2, ''), given);
  });

  it('takes any edit and range', () => {
    const document = o200k.createDocument('one two three');
    assert.equal(document.edit(-5, 100, 'hello'), o200k.count('hello').tokens);
    assert.equal(document.edit(99, 7, ' world'), o200k.count('hello world').tokens);
    assert.equal(document.edit(Number.NaN, Number.NaN, ''), o200k.count('hello world').tokens);
    assert.equal(document.countRange(6, 99), o200k.count('world').tokens);
    assert.equal(document.countRange(8, 2), 0);
    assert.equal(document.text(), 'hello world');
  });
});
