import assert from 'node:assert/strict';
import { type CachePrefix, cachePrefix, stepsOf } from '../../../src/core/costs/cachePrefix';
import { cacheRuleOf } from '../../../src/core/costs/cacheRules';
import { cacheLines } from '../../../src/core/hints/cacheWords';
import { usd } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import type { Prompt } from '../../../src/core/prompts/prompt';
import { english } from '../../../src/core/words';

const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
const count = (text: string) => text.split(' ').filter(Boolean).length;

/** A prompt with holes behind so many words each. */
function prompt(role: Prompt['role'], length: number, ...holes: readonly [after: number, name: string][]): Prompt {
  const text = words(length);
  return {
    ...{ span: { start: 0, end: 1 }, confidence: 'high', role, text },
    holes: holes.map(([after, name]) => ({ name, at: words(after).length })),
  };
}

function prefix(model: string, sent: readonly Prompt[], more: { partial?: boolean } = {}): CachePrefix {
  const price = bundledPrice(model, Date.UTC(2026, 10, 21));
  const rule = cacheRuleOf(model) ?? assert.fail(model);
  const totalTokens = sent.reduce((sum, { text }) => sum + count(text) + 4, 0) + 3;
  const given = { count, framingPerMessage: 4, toolTokens: 0, totalTokens, price, rule };
  return cachePrefix({ kind: 'chat', partial: more.partial === true }, sent, given);
}

const lines = (cache: CachePrefix, cost = '0.005') => cacheLines(cache, usd(cost), (role) => role, english);

describe('the cache prefix', () => {
  it('ends at the first hole', () => {
    const found = prefix('gpt-4o', [prompt('system', 1_500), prompt('user', 500, [200, 'letter'], [300, 'name'])]);
    assert.equal(found.staticTokens, 4 + 1_500 + 4 + 200);
    assert.deepEqual(found.endsAt, { hole: 'letter', role: 'user', tokensBehind: 300 });
    assert.equal(found.cachedTokens, 1_024 + 5 * 128);
  });

  it('is cached in whole steps from the minimum on', () => {
    const rule = { minimum: 1_024, step: 128, marked: false };
    assert.deepEqual(
      [0, 1_023, 1_024, 1_151, 1_152, 10_000].map((tokens) => stepsOf(tokens, rule)),
      [0, 0, 1_024, 1_024, 1_152, 9_984],
    );
  });

  it('costs the cached rate for what is cached and the usual one for the rest', () => {
    const found = prefix('gpt-4o', [prompt('system', 1_020), prompt('user', 969, [10, 'letter'])]);
    assert.equal(found.cachedTokens, 1_024);
    // gpt-4o: $2.50 and $1.25 cached per million; 1020 + 969 + 2 x 4 + 3 = 2,000 tokens in all.
    assert.equal(found.costWithHit, usd('0.00372'));
    assert.deepEqual(
      lines(found),
      ['Cache: 1,024 of 1,038 leading tokens that never change; input $0.00372 with a hit, $0.005 without'].concat(
        'letter (user) ends the cache; 959 more tokens behind it never change: move it to the end',
      ),
    );
  });

  it('below the minimum says so, and what a variable at the top costs', () => {
    const found = prefix('gpt-4o', [prompt('system', 1_600, [2, 'date.today()'])]);
    assert.deepEqual([found.cachedTokens, found.costWithHit], [0, undefined]);
    assert.deepEqual(lines(found), [
      'Cache: none; 6 leading tokens never change, it starts at 1,024',
      'date.today() (system) ends the cache; 1,598 more tokens behind it never change: move it to the end',
    ]);
  });

  it('is the whole request when nothing changes', () => {
    const found = prefix('claude-opus-5', [prompt('user', 100), prompt('system', 600)]);
    assert.deepEqual([found.staticTokens, found.endsAt], [708, undefined]);
    assert.equal(found.cachedTokens, 708);
    assert.match(lines(found)[0] ?? '', /where the call marks them$/);
  });

  it('begins with the instructions of the system', () => {
    const found = prefix('gpt-4o', [prompt('user', 10, [1, 'letter']), prompt('system', 2_000)]);
    assert.equal(found.staticTokens, 4 + 2_000 + 4 + 1);
  });

  it('counts only the instructions where messages are built elsewhere', () => {
    const found = prefix('gpt-4o', [prompt('system', 2_000), prompt('user', 500)], { partial: true });
    assert.equal(found.staticTokens, 2_004);
  });
});

describe('cache rules', () => {
  it('are those of the model', () => {
    const minimum = (model: string) => cacheRuleOf(model)?.minimum;
    assert.deepEqual(['gpt-4o', 'gpt-4o-mini', 'gpt-5-mini', 'gpt-6-sol', 'o3'].map(minimum), Array(5).fill(1_024));
    assert.deepEqual(
      ['claude-opus-5', 'claude-sonnet-4-5', 'claude-sonnet-4-5-20250929', 'claude-opus-4-7', 'claude-haiku-4-5'].map(
        minimum,
      ),
      [512, 1_024, 1_024, 2_048, 4_096],
    );
    assert.deepEqual(['gemini-2.5-pro', 'gemini-3.8-flash'].map(minimum), [2_048, 4_096]);
  });

  it('are not guessed for other models', () => {
    for (const model of [
      'gpt-4',
      'gpt-4-turbo',
      'gpt-3.5-turbo',
      'claude-opus-6',
      'claude-opus-5-mega',
      'gemini-2.5-flash-lite',
      'llama-3',
    ]) {
      assert.equal(cacheRuleOf(model), undefined, model);
    }
  });
});
