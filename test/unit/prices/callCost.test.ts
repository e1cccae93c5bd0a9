import assert from 'node:assert/strict';
import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { usdToDecimal, usdToNumber } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { aggregateCost, type Call, type CallCost, callCost } from '../../../src/core/prices/callCost';
import type { Price } from '../../../src/core/prices/price';
import { anyCall, partsSumToTotal } from '../../support/callLaws';
import { models } from '../../support/priceData';

const november = Date.UTC(2026, 10, 21, 12);

const priceOf = (model: string, at = november, provider?: string): Price => {
  const price = bundledPrice(model, at, provider);
  assert.ok(price, `${model} has a price`);
  return price;
};

const costOf = (model: string, call: Call, provider?: string): CallCost => {
  const cost = callCost(priceOf(model, november, provider), call);
  assert.ok(!('unknown' in cost), `${model} has a cost`);
  return cost;
};

const total = (model: string, call: Call, provider?: string) => usdToDecimal(costOf(model, call, provider).total);
const million = 1_000_000;

describe('the cost of a call', () => {
  it('is a bill of named parts', () => {
    const cost = costOf('claude-sonnet-5', {
      input: 10_000,
      cached: 2000,
      cacheWrite: 3000,
      cacheWrite1h: 1000,
      output: 500,
    });
    assert.deepEqual(
      cost.parts.map((part) => [part.name, part.quantity, usdToDecimal(part.usdPerMillion), usdToDecimal(part.usd)]),
      [
        ['input', 5000, '2', '0.01'],
        ['cacheRead', 2000, '0.2', '0.0004'],
        ['cacheWrite', 2000, '2.5', '0.005'],
        ['cacheWrite1h', 1000, '4', '0.004'],
        ['output', 500, '10', '0.005'],
      ],
    );
    assert.equal(usdToDecimal(cost.total), '0.0244');
  });

  // Worked out by hand from the price list of 2026-09-23 and the factors of serviceTiers.ts.
  for (const [model, call, expected] of [
    ['gpt-4o', { input: 100_000, output: 10_000 }, '0.35'],
    ['gpt-4o', { input: 100_000, output: 10_000, tier: 'batch' }, '0.175'],
    ['gpt-4o', { input: 100_000, output: 10_000, tier: 'priority' }, '0.595'],
    ['gpt-5-mini', { input: 1, output: 1, tier: 'flex' }, '0.000001125'],
    ['gpt-5.5', { input: 1000, cached: 400, output: 100, tier: 'priority' }, '0.0155'],
    ['gpt-6-sol', { input: 1000, cached: 100, cacheWrite: 200, output: 10, tier: 'priority' }, '0.00404'],
    ['gpt-6-sol', { input: 272_000, output: 1000 }, '0.554'],
    ['gpt-6-sol', { input: 272_001, output: 1000 }, '1.103004'],
    ['gpt-6-sol', { input: 272_001, output: 1000, tier: 'batch' }, '0.551502'],
    ['gpt-5-mini', { input: million, cached: 200_000, output: million, tier: 'priority' }, '3.969'],
    ['gpt-4.1', { input: million, cached: 200_000, output: million, tier: 'priority' }, '16.975'],
    ['gpt-4o-mini', { input: million, cached: 200_000, output: million, tier: 'priority' }, '1.225'],
    ['o4-mini', { input: million, cached: 200_000, output: million, tier: 'priority' }, '9.7'],
    ['gpt-5.4-mini', { input: 1000, output: 100, tier: 'priority' }, '0.0024'],
    ['gpt-6-sol', { input: 272_001, output: 1000, tier: 'priority' }, '2.206008'],
    ['gpt-5.5', { input: 1000, output: 100, tier: 'batch', regional: true }, '0.0044'],
    ['gpt-4o', { input: 1000, output: 100, regional: true }, '0.0035'],
    ['claude-opus-5-5', { input: 1000, cached: 500, output: 100, regional: true }, '0.00451'],
    ['claude-opus-5-5', { input: 1000, cacheWrite: 1000, cacheWrite1h: 1000, output: 0 }, '0.008'],
    ['claude-haiku-4-5', { input: 1000, cacheWrite: 1000, cacheWrite1h: 400, output: 0, tier: 'batch' }, '0.000775'],
    ['gemini-2.5-pro', { input: 1000, output: 100, tier: 'priority' }, '0.00405'],
    ['gemini-3.8-flash', { input: 1000, output: 0 }, '0.00075'],
  ] as const) {
    it(`of ${model} with ${JSON.stringify(call)} is ${expected}`, () => {
      assert.equal(total(model, call), expected);
    });
  }

  it('takes twice the input for an hour of cache where the list of a seller of Claude leaves it out', () => {
    const call = { input: 1000, cacheWrite: 1000, cacheWrite1h: 1000, output: 0 };
    assert.equal(total('global.anthropic.claude-sonnet-5-v1:0', call, 'aws'), '0.004');
  });

  it('adds the price of the call itself', () => {
    const cost = costOf('sonar', { input: 1000, output: 0 }, 'perplexity');
    assert.deepEqual(
      cost.parts.map((part) => [part.name, part.unit, part.quantity, usdToDecimal(part.usd)]),
      [
        ['input', 'token', 1000, '0.001'],
        ['request', 'request', 1, '0.012'],
      ],
    );
  });

  it('is unknown for a service tier whose price is not known', () => {
    assert.deepEqual(callCost(priceOf('claude-sonnet-5'), { input: 1, output: 1, tier: 'flex' }), { unknown: 'tier' });
    assert.deepEqual(callCost(priceOf('grok-4.6'), { input: 1, output: 1, tier: 'batch' }), { unknown: 'tier' });
    for (const model of ['gpt-5-nano', 'o1', 'gpt-5.4-nano', 'gpt-3.5-turbo', 'gpt-realtime']) {
      assert.deepEqual(callCost(priceOf(model), { input: 1, output: 1, tier: 'priority' }), { unknown: 'tier' }, model);
    }
    const long = { input: 272_001, output: 1, tier: 'priority' } as const;
    assert.deepEqual(callCost(priceOf('gpt-5.5'), long), { unknown: 'tier' });
  });

  it('is unknown within a region where nobody says what that costs', () => {
    for (const model of ['claude-haiku-4-5', 'gemini-2.5-pro', 'grok-4.6']) {
      assert.deepEqual(callCost(priceOf(model), { input: 1, output: 1, regional: true }), { unknown: 'region' }, model);
    }
  });

  it('bills sound and images at rates of their own', () => {
    const spoken = { input: 1000, audioInput: 400, imageInput: 100, output: 300, audioOutput: 200 };
    assert.deepEqual(
      costOf('gpt-realtime', spoken).parts.map((part) => [part.name, part.quantity, usdToDecimal(part.usd)]),
      [
        ['input', 500, '0.002'],
        ['audioInput', 400, '0.0128'],
        ['imageInput', 100, '0.0005'],
        ['output', 100, '0.0016'],
        ['audioOutput', 200, '0.0128'],
      ],
    );
    assert.equal(total('gemini-2.5-flash', { input: 1000, audioInput: 1000, output: 0 }), '0.001');
    assert.equal(total('gpt-4o', { input: 1000, imageInput: 1000, output: 0 }), '0.0025');
    assert.deepEqual(callCost(priceOf('gpt-4o'), { input: 1000, audioInput: 1, output: 0 }), { unknown: 'audio' });
  });

  it('bills sound as the library does, for every model with a rate for it', () => {
    const spoken = models.filter(
      ([provider, model]) => bundledPrice(model, november, provider)?.audioInput !== undefined,
    );
    assert.ok(spoken.length > 10);
    for (const [provider, model] of spoken) {
      const usage = { input_tokens: 1000, input_audio_tokens: 600 };
      const theirs = calcPrice(usage, model, { providerId: provider, timestamp: new Date(november) });
      const cost = callCost(priceOf(model, november, provider), { input: 1000, audioInput: 600, output: 0 });
      assert.ok('total' in cost && theirs);
      assert.ok(Math.abs(usdToNumber(cost.total) - theirs.total_price) < 1e-12, `${model}: ${theirs.total_price}`);
    }
  });

  it('is unknown for output without a price', () => {
    const price = priceOf('text-embedding-3-small', november, 'openai');
    assert.deepEqual(callCost({ ...price, output: undefined }, { input: 1, output: 1 }), { unknown: 'output' });
    assert.ok('parts' in callCost({ ...price, output: undefined }, { input: 1, output: 0 }));
  });

  it('takes the price of plain input as a bound where the cached price is not known', () => {
    const cost = callCost({ ...priceOf('gpt-4o'), cacheRead: undefined }, { input: 100, cached: 50, output: 0 });
    assert.ok('parts' in cost && cost.atMost);
    assert.equal(usdToDecimal(cost.total), '0.00025');
  });

  it('is the library’s own, to the nano-dollar, for every model of the data', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        anyCall,
        fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 5, 1) }),
        ([provider, model], call, at) => {
          const price = bundledPrice(model, at, provider);
          const options = { timestamp: new Date(at), providerId: provider };
          const rows: Record<string, unknown> | undefined = calcPrice({}, model, options)?.model_price;
          if (!price || price.output === undefined) return;
          // Where the list has no price for an hour of cache, ours takes twice the input for Claude; theirs the shorter time's.
          const kept = rows?.cache_write_1h_mtok === undefined ? { ...call, cacheWrite1h: 0 } : call;
          const theirs = calcPrice(
            {
              input_tokens: kept.input,
              cache_read_tokens: kept.cached,
              cache_write_tokens: kept.cacheWrite,
              cache_write_1h_tokens: kept.cacheWrite1h,
              output_tokens: kept.output,
            },
            model,
            options,
          );
          const ours = callCost(price, kept);
          assert.ok(theirs && 'total' in ours);
          assert.ok(
            Math.abs(usdToNumber(ours.total) - theirs.total_price) < 1e-9,
            `${provider} ${model} ${ours.total}`,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is the sum of its parts, and every token stands in one of them', () => partsSumToTotal(3000));
});

describe('the cost of many calls together', () => {
  it('does not cross the long-context threshold that each call stays under', () => {
    const cost = aggregateCost(priceOf('gpt-6-sol'), { input: million, output: 0 }, 20);
    assert.ok('total' in cost && cost.estimated);
    assert.equal(usdToDecimal(cost.total), '2');
  });

  it('pays for each call where calls have a price', () => {
    const cost = aggregateCost(priceOf('sonar', november, 'perplexity'), { input: 0, output: 0 }, 10);
    assert.ok('total' in cost && !cost.estimated);
    assert.equal(usdToDecimal(cost.total), '0.12');
  });
});
