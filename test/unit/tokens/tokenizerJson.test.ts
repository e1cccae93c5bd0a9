// Tokenizer files of open models: read as Hugging Face writes them, refused by name where they would be counted wrongly.
import assert from 'node:assert/strict';
import type { Encoding } from '../../../src/core/tokens/encoding';
import { openEncoding } from '../../../src/core/tokens/loadEncoding';
import { createModelCounter } from '../../../src/core/tokens/modelCounter';
import { byteCharacter } from '../../../src/core/tokens/tokenizerJson';
import { applyEdit, longText, randomEdit } from '../../support/editTexts';
import { readAsset, referenceEncoding } from '../../support/encodings';
import { below, denseText, fuzzText, randomFrom } from '../../support/fuzzText';
import { faultOf, fileOf, type Spelt, spelt } from '../../support/tokenizerFiles';

const words = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+`;
const signs = String.raw` ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
const tekken = String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
const llamaPattern = String.raw`${words}|\p{N}{1,3}|${signs}`;
const qwenPattern = String.raw`${words}|\p{N}|${signs}`;

const split = (pattern: string) => ({
  type: 'Sequence',
  pretokenizers: [
    { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false },
    { type: 'ByteLevel', add_prefix_space: false, use_regex: false },
  ],
});
const gpt2 = { type: 'ByteLevel', add_prefix_space: false, use_regex: true };

describe('tokenizer files', function () {
  this.timeout(60_000);
  const seed = below(Math.random, 2 ** 31);
  const size = 20_000;
  let gpt2Tokens: Spelt;
  let gpt4Tokens: Spelt;
  const open = (content: string): Encoding => openEncoding('some/tokenizer.json', content, new TextEncoder());
  before(async () => {
    gpt2Tokens = await spelt('r50k_base', 50_256);
    gpt4Tokens = await spelt('cl100k_base', size);
  });

  it(`count as tiktoken with the same tokens and pattern (seed ${seed})`, () => {
    const encoding = open(fileOf(gpt2Tokens, gpt2));
    const reference = referenceEncoding('r50k_base');
    const random = randomFrom(seed);
    for (let i = 0; i < 2000; i += 1) {
      const text = i % 4 === 0 ? denseText(random, 60) : fuzzText(random);
      const expected = [...reference.encode_ordinary(text)].map((rank) => 50_255 - rank);
      assert.deepEqual(encoding.encode(text)?.ids, expected, JSON.stringify(text));
      assert.equal(encoding.count(text).tokens, expected.length);
    }
    reference.free();
  });

  it('take numbers and contractions as their pattern does', () => {
    const llama = open(fileOf(gpt4Tokens, split(llamaPattern)));
    const qwen = open(fileOf(gpt4Tokens, split(qwenPattern), { normalizer: { type: 'NFC' } }));
    const mistral = open(fileOf(gpt4Tokens, split(tekken)));
    assert.deepEqual(
      ['2026', "we're"].map((text) => llama.count(text).tokens),
      [2, 2],
    );
    assert.deepEqual(
      ['2026', "we're", 'e\u0301'].map((text) => qwen.count(text).tokens),
      [4, 2, 1],
    );
    assert.deepEqual(
      ['2026', "we're"].map((text) => mistral.count(text).tokens),
      [4, 2],
    );
    assert.deepEqual(mistral.count('a <|eot|>').specials, ['<|eot|>']);
  });

  for (const [name, pattern] of [
    ['Qwen', qwenPattern],
    ['Tekken', tekken],
  ] as const) {
    it(`${name}: random edits equal full counts (seed ${seed})`, () => {
      const encoding = open(fileOf(gpt4Tokens, split(pattern)));
      const random = randomFrom(seed);
      for (let texts = 0; texts < 20; texts += 1) {
        let text = longText(random, 600);
        const document = encoding.createDocument(text, 16);
        for (let i = 0; i < 12; i += 1) {
          const edit = randomEdit(random, text.length);
          text = applyEdit(text, edit);
          const tokens = document.edit(edit.start, edit.deleted, edit.inserted);
          assert.equal(tokens, encoding.encode(text)?.ids.length, JSON.stringify(text));
        }
      }
    });
  }

  it('reach tokens that were added after their parts', () => {
    const late = { tokens: [...bytes(), 'abc', 'bc', 'ab'], merges: ['a bc', 'b c', 'a b'] };
    assert.deepEqual(open(fileOf(late, gpt2)).encode('abcab')?.ids, [2, 0]);
  });

  it('take a whole piece where the file says so, even if no merges make it', () => {
    const lonely = { tokens: [...bytes(), 'ab', 'bc', 'bcd', 'abcd'], merges: ['a b', 'b c', 'bc d', 'a bcd'] };
    const model = {
      type: 'BPE',
      vocab: Object.fromEntries(lonely.tokens.map((token, id) => [token, id])),
      merges: lonely.merges,
    };
    const count = (ignoreMerges: boolean) =>
      open(fileOf(lonely, gpt2, { model: { ...model, ignore_merges: ignoreMerges } })).count('abcd').tokens;
    assert.equal(count(true), 1);
    assert.equal(count(false), 3);
  });

  it('are refused by name', () => {
    const small = { tokens: bytes(), merges: [] };
    const good = fileOf(small, gpt2);
    assert.equal(open(good).count('abc').tokens, 3);
    assert.equal(faultOf(good.slice(0, -5)), 'truncated');
    assert.equal(faultOf('{"name": "something else"}'), 'notTokenizer');
    assert.equal(faultOf('[1]'), 'notTokenizer');
    assert.equal(faultOf(fileOf(small, gpt2, { model: { type: 'Unigram', vocab: {} } })), 'unsupported');
    assert.equal(faultOf(fileOf(small, gpt2, { normalizer: { type: 'Lowercase' } })), 'unsupported');
    assert.equal(faultOf(fileOf(small, split('[a-z]+|.'))), 'unsupported');
    assert.equal(faultOf(fileOf(small, { type: 'Metaspace' })), 'unsupported');
    assert.equal(faultOf(fileOf({ tokens: small.tokens.slice(1), merges: [] }, gpt2)), 'corrupt');
    assert.equal(faultOf(fileOf({ tokens: small.tokens, merges: ['a b'] }, gpt2)), 'corrupt');
    assert.equal(faultOf(fileOf({ tokens: small.tokens, merges: ['a b c'] }, gpt2)), 'corrupt');
  });

  it('count for the models they are set for; one that cannot be used is named and leaves an estimate', async () => {
    const files: Record<string, string> = {
      '/good.json': fileOf(gpt4Tokens, split(llamaPattern)),
      '/cut.json': '{"model": {',
    };
    const problems: string[] = [];
    const read = async (file: string) => files[file] ?? Promise.reject(new Error('no such file'));
    const readEncoding = (file: string) => readAsset(file.replace('encodings/', ''));
    const counter = createModelCounter(readEncoding, new TextEncoder(), (problem) => problems.push(problem), read);
    counter.useTokenizers({ 'llama-3': '/good.json', 'qwen3-8b': '/cut.json', mistral: '/nowhere.json', odd: 7 });
    const models = ['meta-llama/Llama-3.1-8B-Instruct', 'qwen3-8b', 'mistral-large', 'gpt-4o'];
    await counter.load(models);
    assert.deepEqual(
      models.map((model) => counter.count('some words', model).exact),
      [true, false, false, true],
    );
    assert.equal(problems.length, 2);
    assert.match(problems.join('\n'), /estimates: \/cut\.json: /);
    assert.match(problems.join('\n'), /estimates: \/nowhere\.json: no such file/);
  });
});

/** The 256 bytes. */
function bytes(): string[] {
  return Array.from({ length: 256 }, (_, byte) => byteCharacter(byte));
}
