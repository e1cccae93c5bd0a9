import assert from 'node:assert/strict';
import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { type Usd, usd, usdToDecimal } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { type Call, callCost } from '../../../src/core/prices/callCost';
import { inputCost } from '../../../src/core/prices/cost';
import type { Price } from '../../../src/core/prices/price';
import { shippedPrice } from '../../../src/core/prices/shippedPrices';
import { priceProblemText, readUserPrices } from '../../../src/core/prices/userPrices';

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
  const priced = (setting: unknown, model: string, at = november, provider?: string) =>
    readUserPrices(setting).price(model, at, provider);
  const cost = (setting: unknown, call: Call, at = november) => {
    const price = priced(setting, 'mine', at);
    const bill = price && callCost(price, call);
    return bill && 'total' in bill ? usdToDecimal(bill.total) : undefined;
  };

  it('are read per million tokens', () => {
    const setting = { mine: { input: 2, output: 10, cacheRead: 0.1, cacheWrite: null, contextWindow: 8000 } };
    assert.deepEqual(readUserPrices(setting).problems, []);
    const price = priced(setting, 'mine');
    assert.deepEqual([price?.source, price?.contextWindow, price?.cacheWrite], ['user', 8000, undefined]);
    assert.equal(cost(setting, { input: 1_000_000, cached: 500_000, output: 1000 }), '1.06');
  });

  it('have a long-context price and a price per call', () => {
    const setting = { mine: { input: 2, above: { tokens: 1000, input: 4, output: 15 }, output: 10, perCall: 0.001 } };
    assert.equal(cost(setting, { input: 1000, output: 100 }), '0.004');
    assert.equal(cost(setting, { input: 1001, output: 100 }), '0.006504');
  });

  it('hold from a day, inclusive, until another, exclusive', () => {
    const setting = { mine: { input: 2, from: '2026-09-30', until: '2026-12-01' } };
    for (const [at, known] of [
      [Date.UTC(2026, 8, 30) - 1, false],
      [Date.UTC(2026, 8, 30), true],
      [Date.UTC(2026, 11, 1) - 1, true],
      [Date.UTC(2026, 11, 1), false],
    ] as const) {
      assert.equal(priced(setting, 'mine', at) !== undefined, known, String(at));
    }
  });

  it('are found by id, by provider and id, and by the maker before the id', () => {
    const setting = { 'openai/gpt-9': { input: 1 }, 'openrouter/openai/gpt-9': { input: 2 }, mine: { input: 3 } };
    const input = (model: string, provider?: string) => priced(setting, model, november, provider)?.input;
    assert.equal(input('gpt-9'), 1_000_000n);
    assert.equal(input('GPT-9'), 1_000_000n);
    assert.equal(input('openai/gpt-9'), 1_000_000n);
    assert.equal(input('gpt-9', 'openai'), 1_000_000n);
    assert.equal(input('openrouter/openai/gpt-9'), 2_000_000n);
    assert.equal(input('openai/gpt-9', 'openrouter'), 2_000_000n);
    assert.equal(input('openai/mine'), 3_000_000n);
    assert.equal(input('gpt-9', 'azure'), undefined);
    assert.equal(input('gpt-9-foo'), undefined);
    assert.equal(input('constructor'), undefined);
  });

  it('may be free', () => {
    assert.equal(priced({ mine: { input: 0 } }, 'mine')?.input, usd(0) as Usd);
  });

  for (const [row, field] of [
    [{ input: -1 }, 'input'],
    [{ input: Number.NaN }, 'input'],
    [{ input: Number.POSITIVE_INFINITY }, 'input'],
    [{ input: '2' }, 'input'],
    [{ output: 2 }, 'input'],
    [{ input: null }, 'input'],
    [{ input: 2, output: false }, 'output'],
    [{ input: 20_000 }, 'input'],
    [{ input: 0.0000001 }, 'input'],
    [{ input: 0.00001 }, 'input'],
    [{ input: 2, cacheWrite1h: -0.5 }, 'cacheWrite1h'],
    [{ input: 2, contextWindow: 1.5 }, 'contextWindow'],
    [{ input: 2, perCall: -1 }, 'perCall'],
    [{ input: 2, above: [] }, 'above'],
    [{ input: 2, above: { tokens: -1, input: 4 } }, 'above.tokens'],
    [{ input: 2, above: { tokens: 1000 } }, 'above.input'],
    [{ input: 2, above: { tokens: 1000, input: -4 } }, 'above.input'],
    [{ input: 2, above: { tokens: 1000, input: 4, more: 1 } }, 'above.more'],
    [{ input: 2, from: '2026-02-30' }, 'from'],
    [{ input: 2, until: 'soon' }, 'until'],
    [{ input: 2, from: '2026-09-30', until: '2026-09-30' }, 'until'],
    [{ input: 2, inptu: 3 }, 'inptu'],
    [null, ''],
    [[], ''],
    [7, ''],
  ] as const) {
    it(`refuse ${JSON.stringify(row)} and name the field`, () => {
      const { price, problems } = readUserPrices({ mine: row, other: { input: 1 } });
      assert.deepEqual([price('mine', november), price('other', november)?.input], [undefined, 1_000_000n]);
      assert.deepEqual(
        problems.map((problem) => [problem.key, problem.field]),
        [['mine', field]],
      );
    });
  }

  it('are compared with the list price of the same model', () => {
    const problems = (key: string, row: unknown) =>
      readUserPrices({ [key]: row }, (model) => bundledPrice(model, november)).problems.map(priceProblemText);
    assert.deepEqual(problems('gpt-4o', { input: 50, output: 200, cacheRead: 1.25 }), []);
    assert.deepEqual(problems('gpt-4o', { input: 0.01 }), []);
    assert.deepEqual(problems('gpt-4o', { input: 50.01 }), [
      'promptMeter.prices["gpt-4o"] input: is more than 20 times the list price of 2.5; is the unit right?',
    ]);
    assert.match(problems('openai/gpt-4o', { input: 2.5, output: 0.01 }).join(), /output: is less than a 500th/);
    assert.deepEqual(problems('mine', { input: 900 }), []);
  });

  it('may be ten thousand, and are read and looked up at once', () => {
    const row = { input: 2, output: 10, above: { tokens: 1000, input: 4 }, from: '2026-01-01' };
    const setting = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`openai/model-${index}`, row]));
    const { price, size } = readUserPrices(setting, (model) => shippedPrice(model, november));
    for (let index = 0; index < 10_000; index++) assert.ok(price(`model-${index}`, november));
    assert.equal(size, 10_000);
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.anything(), (setting) => void readUserPrices(setting)));
  });
});
