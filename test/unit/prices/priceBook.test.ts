import assert from 'node:assert/strict';
import { readAliases } from '../../../src/core/modelAliases';
import { usdToDecimal } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { callCost } from '../../../src/core/prices/callCost';
import { overlayAudio, overlayLimits, overlayModels } from '../../../src/core/prices/overlay';
import type { Price } from '../../../src/core/prices/price';
import { priceBook } from '../../../src/core/prices/priceBook';
import { shippedPrice } from '../../../src/core/prices/shippedPrices';

const november = Date.UTC(2026, 10, 21, 12);
const book = priceBook({ shipped: shippedPrice });

const total = (price: Price | undefined, input: number, output: number) => {
  const cost = price && callCost(price, { input, output });
  return cost && 'total' in cost ? usdToDecimal(cost.total) : undefined;
};

describe('the price book', () => {
  it('asks the user, then refreshed data, then what is shipped', () => {
    const shipped = shippedPrice('gpt-4o', november);
    assert.ok(shipped);
    const user = { ...shipped, source: 'user' } as const;
    const refreshed = { ...shipped, source: 'refreshed' } as const;
    const from = (sources: Partial<Parameters<typeof priceBook>[0]>) =>
      priceBook({ shipped: shippedPrice, ...sources })('gpt-4o', november)?.source;
    assert.equal(from({ user: () => user, refreshed: () => refreshed }), 'user');
    assert.equal(from({ refreshed: () => refreshed }), 'refreshed');
    assert.equal(from({ user: () => undefined, refreshed: () => undefined }), 'bundled');
    assert.equal(priceBook({ shipped: shippedPrice })('gpt-6.1-sol', november)?.source, 'overlay');
  });

  it('charges nothing for models on the own machine, and says so by its source', () => {
    for (const name of [
      'ollama/llama3.2',
      'ollama:llama3.2',
      'lmstudio:any/thing',
      'llama3.2:3b',
      'qwen3:8b',
      'gemma3:27b-it-q4_K_M',
      'lm_studio/any',
      'mistral:latest',
      'gpt-oss:20b',
    ]) {
      assert.equal(book(name, november)?.source, 'local', name);
      assert.equal(total(book(name, november), 1000, 1000), '0', name);
    }
    assert.equal(book('gpt-4o', november, 'ollama')?.source, 'local');
    for (const name of ['llama3.2', 'gpt-oss:120b-cloud', 'ft:gpt-4o-mini-2024-07-18:acme:x:7b', 'foo:bar']) {
      assert.notEqual(book(name, november)?.source, 'local', name);
    }
  });

  it('resolves the user’s aliases', () => {
    const { aliases } = readAliases({ 'Prod-Chat': 'azure/gpt-5', deploy: 'prod-chat' });
    const aliased = priceBook({ shipped: shippedPrice, aliases });
    assert.equal(aliased('prod-chat', november)?.provider, 'azure');
    assert.equal(total(aliased('deploy', november), 1000, 0), '0.00125');
    assert.equal(aliased('other', november), undefined);
  });
});

describe('aliases', () => {
  it('that lead back to themselves are named and left out', () => {
    const { aliases, problems } = readAliases({ a: 'b', b: 'c', c: 'a', d: 'a', e: 'e', fine: 'gpt-4o' });
    assert.deepEqual([...aliases], [['fine', 'gpt-4o']]);
    assert.deepEqual(problems.map(({ alias }) => alias).sort(), ['a', 'b', 'c', 'd', 'e']);
  });

  it('of the wrong kind are named', () => {
    assert.deepEqual(
      readAliases({ a: 1, b: '' }).problems.map(({ alias }) => alias),
      ['a', 'b'],
    );
    assert.equal(readAliases([]).problems.length, 1);
    assert.equal(readAliases('x').problems.length, 1);
    assert.deepEqual(readAliases(undefined), { aliases: new Map(), problems: [] });
  });

  it('are read in linear time', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`m${i}`, `m${i + 1}`]));
    assert.equal(readAliases(many).aliases.size + readAliases(many).problems.length, 10_000);
  });
});

describe('the overlay', () => {
  it('knows the models that the bundled data lack, with their long-context price and from their first day', () => {
    assert.equal(total(book('gpt-6.1-sol', november), 272_000, 1000), '0.554');
    assert.equal(total(book('openai/gpt-6.1-sol', november), 272_001, 1000), '1.103004');
    assert.equal(total(book('gpt-6.2-astra', november), 1000, 1000), '0.048');
    assert.equal(book('gpt-6.2-sol-2026-11-17', november)?.contextWindow, 1_050_000);
    assert.equal(book('gpt-6.1-sol', Date.UTC(2026, 7, 1)), undefined);
    assert.equal(book('gpt-6.1-sol-foo', november), undefined);
  });

  it('holds no model that the bundled data have', () => {
    for (const { seller, model } of overlayModels) {
      assert.equal(bundledPrice(model, november, seller), undefined, `${model} can leave the overlay`);
    }
  });

  it('holds rates for sound that the bundled data lack', () => {
    for (const [model, { audioInput }] of Object.entries(overlayAudio)) {
      assert.equal(bundledPrice(model, november, 'openai')?.audioInput, undefined, `${model} can leave the overlay`);
      assert.equal(book(model, november)?.audioInput, audioInput);
    }
  });

  it('holds limits that say more than the bundled data', () => {
    for (const [model, { window, maxInput, maxOutput }] of Object.entries(overlayLimits)) {
      const bundled = bundledPrice(model, november, 'openai');
      assert.ok(bundled, `${model} is a model of the data`);
      assert.notEqual(window, bundled.contextWindow, `${model}: the window can leave the overlay`);
      assert.ok((window ?? maxInput ?? maxOutput) !== undefined, `${model} can leave the overlay`);
      const price = book(model, november);
      assert.deepEqual(
        [price?.contextWindow, price?.maxInput, price?.maxOutput],
        [window ?? bundled.contextWindow, maxInput, maxOutput],
        model,
      );
    }
  });

  it('holds the limits of dated snapshots with their model, but where they have their own', () => {
    const outputOf = (model: string) => book(model, november)?.maxOutput;
    assert.equal(outputOf('gpt-4o-2024-08-06'), 16_384);
    assert.equal(outputOf('openai/gpt-4.1-mini-2025-04-14'), 32_768);
    assert.equal(outputOf('gpt-4o-2024-05-13'), 4_096);
    assert.equal(outputOf('gpt-4o-search-preview'), undefined);
  });
});
