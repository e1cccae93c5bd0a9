import assert from 'node:assert/strict';
import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { type Usd, usd, usdToDecimal } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { inputCost } from '../../../src/core/prices/cost';
import type { Price } from '../../../src/core/prices/price';
import { readUserPrices } from '../../../src/core/prices/userPrices';

const november = Date.UTC(2026, 10, 21);

const priceOf = (model: string, at = november): Price => {
  const price = bundledPrice(model, at);
  assert.ok(price, `${model} has a price`);
  return price;
};

const costOf = (model: string, tokens: number, at?: number) =>
  usdToDecimal(inputCost(priceOf(model, at), tokens, tokens));

describe('bundled prices', () => {
  it('are exact', () => {
    assert.equal(costOf('gpt-4o', 412), '0.00103');
    assert.equal(costOf('gpt-5-mini', 1), '0.00000025');
    assert.equal(costOf('gpt-4o-mini', 1_000_000), '0.15');
  });

  it('follow their history', () => {
    assert.equal(costOf('gpt-5.6-luna', 1_000_000 / 10, Date.UTC(2026, 6, 1)), '0.1');
    assert.equal(costOf('gpt-5.6-luna', 1_000_000 / 10), '0.02');
  });

  it('bill the whole request at the long-context rate above its threshold', () => {
    assert.equal(costOf('gpt-6-sol', 272_000), '0.544');
    assert.equal(costOf('gpt-6-sol', 272_001), '1.088004');
  });

  it('know no model by its prefix', () => {
    for (const name of [
      'gpt-4o-foo',
      'gpt-4.1-foo',
      'gpt-6',
      'my-gpt-4o',
      'claude-sonnet-6',
      'o3-foo',
      '',
      'constructor',
    ]) {
      assert.equal(bundledPrice(name, november), undefined, name);
    }
  });

  it('carry the size of the context window where it is known', () => {
    assert.equal(priceOf('gpt-4o').contextWindow, 128_000);
    assert.equal(priceOf('gemini-2.5-pro').contextWindow, undefined);
  });

  it('agree with the library they come from on any request', () => {
    const models = ['gpt-4o', 'gpt-5.5', 'gpt-6-sol', 'claude-sonnet-4-5', 'gemini-2.5-pro', 'gpt-5-mini', 'o3'];
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.integer({ min: 1, max: 900_000 }), (model, tokens) => {
        const theirs =
          calcPrice({ input_tokens: tokens }, model, { timestamp: new Date(november) })?.input_price ?? Number.NaN;
        assert.ok(Math.abs(Number(costOf(model, tokens)) - theirs) < 1e-9, `${model} ${tokens}`);
      }),
    );
  });
});

describe('user prices', () => {
  it('are read per million tokens', () => {
    const { prices, problems } = readUserPrices({
      mine: { input: 2, output: 10, cacheRead: 0.1, contextWindow: 8000 },
    });
    assert.deepEqual(problems, []);
    const price = prices.get('mine');
    assert.ok(price);
    assert.equal(usdToDecimal(inputCost(price, 1_000_000, 1_000_000)), '2');
    assert.equal(price.contextWindow, 8000);
    assert.equal(price.source, 'user');
  });

  it('may be free', () => {
    assert.equal(readUserPrices({ mine: { input: 0 } }).prices.get('mine')?.input, usd(0) as Usd);
  });

  for (const [row, field] of [
    [{ input: -1 }, 'input'],
    [{ input: Number.NaN }, 'input'],
    [{ input: Number.POSITIVE_INFINITY }, 'input'],
    [{ input: '2' }, 'input'],
    [{ output: 2 }, 'input'],
    [{ input: 2, output: null }, 'output'],
    [{ input: 20_000 }, 'input'],
    [{ input: 0.0000001 }, 'input'],
    [{ input: 2, contextWindow: 1.5 }, 'contextWindow'],
    [{ input: 2, inptu: 3 }, 'inptu'],
    [null, ''],
    [7, ''],
  ] as const) {
    it(`refuse ${JSON.stringify(row)} and name the field`, () => {
      const { prices, problems } = readUserPrices({ mine: row, other: { input: 1 } });
      assert.deepEqual([...prices.keys()], ['other']);
      assert.deepEqual(
        problems.map((problem) => [problem.key, problem.field]),
        [['mine', field]],
      );
    });
  }

  it('never throw', () => {
    fc.assert(fc.property(fc.anything(), (setting) => void readUserPrices(setting)));
  });
});
