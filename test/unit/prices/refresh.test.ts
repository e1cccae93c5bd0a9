// Fetched price data: the shipped list written out as the file that is fetched, then changed.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ageInDays, changesDocument, changesSummary } from '../../../src/core/hints/priceChangeWords';
import { usdToDecimal } from '../../../src/core/money';
import { callCost } from '../../../src/core/prices/callCost';
import { type CheckedPrices, checkPriceFile } from '../../../src/core/prices/priceChanges';
import { readPriceFile, storedPriceData } from '../../../src/core/prices/priceData';
import { refreshedPrices } from '../../../src/core/prices/refreshedPrices';
import { shippedPrice } from '../../../src/core/prices/shippedPrices';
import { english } from '../../../src/core/words';
import { providers, models as shippedModels } from '../../support/priceData';

const november = Date.UTC(2026, 10, 21, 12);

type Row = { id: string; prices: unknown; match?: unknown };
type Seller = { id: string; models: Row[] };

const file = (): Seller[] => JSON.parse(JSON.stringify(providers));
const modelOf = (data: Seller[], seller: string, id: string): Row => {
  const found = data.find((each) => each.id === seller)?.models.find((model) => model.id === id);
  assert.ok(found);
  return found;
};
const check = (data: unknown) => checkPriceFile(JSON.stringify(data), november, undefined);
const good = async (data: unknown): Promise<CheckedPrices> => {
  const checked = await check(data);
  if ('problem' in checked) assert.fail(checked.problem);
  return checked;
};
const problem = async (data: unknown) => {
  const checked = await check(data);
  return 'problem' in checked ? checked.problem : 'none';
};

describe('fetched price data', () => {
  it('that are the shipped ones change nothing', async () => {
    const { changes, leftOut, data } = await good(file());
    assert.deepEqual([changes, leftOut], [[], []]);
    assert.equal(data.asOf, '2026-11-21');
    assert.equal(data.models.length, shippedModels.length);
  });

  it('price every model as the shipped ones do, at any time', async () => {
    const lookup = refreshedPrices((await good(file())).data);
    fc.assert(
      fc.property(
        fc.constantFrom(...shippedModels),
        fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 5, 1) }),
        fc.nat({ max: 500_000 }),
        ([seller, model], at, input) => {
          const [ours, theirs] = [lookup, shippedPrice].map((prices) => {
            const price = prices(model, at, seller);
            const cost = price && callCost(price, { input, output: 0 });
            return cost && 'total' in cost ? usdToDecimal(cost.total) : undefined;
          });
          if (theirs !== undefined) assert.equal(ours, theirs, `${seller} ${model}`);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('say what they change: prices, new models, models that are gone', async () => {
    const data = file();
    modelOf(data, 'openai', 'gpt-4o').prices = { input_mtok: 3, output_mtok: 10, cache_read_mtok: 1.25 };
    const openai = data.find((each) => each.id === 'openai');
    openai?.models.push({
      id: 'gpt-9',
      match: { or: [{ equals: 'gpt-9' }, { equals: 'GPT-9-nine' }] },
      prices: { input_mtok: 7 },
    });
    const arcee = data.find((each) => each.id === 'arcee');
    const gone = arcee?.models.pop();
    const { changes, data: checked } = await good(data);
    assert.deepEqual(changes, [
      { kind: 'changed', seller: 'openai', model: 'gpt-4o', what: 'input 2.5 -> 3' },
      { kind: 'new', seller: 'openai', model: 'gpt-9', what: 'input 7' },
      { kind: 'gone', seller: 'arcee', model: gone?.id, what: '' },
    ]);
    const lookup = refreshedPrices(checked);
    assert.equal(lookup('gpt-4o', november)?.input, 3_000_000n);
    assert.equal(lookup('openai/gpt-9-nine', november)?.source, 'refreshed');
    assert.equal(lookup('gpt-9', november)?.asOf, '2026-11-21');
    assert.equal(lookup('gpt-9-foo', november), undefined);
    assert.equal(changesSummary(changes, english), 'Prices that changed: 1. New models: 1. Models that are gone: 1.');
    assert.match(changesDocument(changes, ['a b'], 'https://x', english), /- openai gpt-4o: input 2\.5 -> 3\n/);
  });

  it('keep the price in use where one moved by more than twenty times', async () => {
    const data = file();
    modelOf(data, 'openai', 'gpt-4o').prices = { input_mtok: 2500, output_mtok: 10 };
    const { leftOut, data: checked } = await good(data);
    assert.deepEqual(leftOut, ['openai gpt-4o']);
    assert.equal(refreshedPrices(checked)('gpt-4o', november), undefined);
  });

  it('are refused as a whole when many prices moved that far, or half of the models are missing', async () => {
    const data = file();
    for (const seller of data) {
      for (const model of seller.models) {
        if (typeof model.prices === 'object' && model.prices && 'input_mtok' in model.prices)
          model.prices = { input_mtok: 90_000 };
      }
    }
    assert.match(await problem(data), /moved by more than 20 times/);
    assert.match(await problem(file().slice(0, 10)), /less than half/);
    assert.match(await problem([]), /less than half/);
  });

  for (const [what, spoil] of [
    ['no list', () => ({})],
    ['a provider without id', (data: Seller[]) => [{ models: [] }, ...data]],
    ['a provider without models', (data: Seller[]) => [{ id: 'x' }, ...data]],
    ['a model without id', (data: Seller[]) => [{ id: 'x', models: [{ prices: {} }] }, ...data]],
    ['a negative price', (data: Seller[]) => [{ id: 'x', models: [{ id: 'y', prices: { input_mtok: -1 } }] }, ...data]],
    [
      'a price that is no number',
      (data: Seller[]) => [{ id: 'x', models: [{ id: 'y', prices: { input_mtok: '1' } }] }, ...data],
    ],
    [
      'an endless price',
      (data: Seller[]) => [{ id: 'x', models: [{ id: 'y', prices: { input_mtok: 1e300 } }] }, ...data],
    ],
    [
      'broken tiers',
      (data: Seller[]) => [
        { id: 'x', models: [{ id: 'y', prices: { input_mtok: { base: 1, tiers: [{ start: -1, price: 1 }] } } }] },
        ...data,
      ],
    ],
    [
      'a time that cannot be read',
      (data: Seller[]) => [
        { id: 'x', models: [{ id: 'y', prices: [{ constraint: { start_time: '25:00' }, prices: {} }] }] },
        ...data,
      ],
    ],
  ] as const) {
    it(`with ${what} are refused, and the place is named`, async () => {
      const found = await problem(spoil(file()));
      assert.notEqual(found, 'none');
      assert.ok(what === 'no list' || /provider 0|x/.test(found), found);
    });
  }

  it('run no rule of their own: only exact names are taken over', async () => {
    const data = file();
    data
      .find((each) => each.id === 'openai')
      ?.models.push({
        ...{ id: 'evil', match: { or: [{ regex: '(a+)+$' }, { starts_with: 'gpt' }, { equals: 'evil-too' }] } },
        prices: { input_mtok: 1 },
      });
    const lookup = refreshedPrices((await good(data)).data);
    assert.equal(lookup(`${'a'.repeat(50)}!`, november), undefined);
    assert.equal(lookup('gpt-evil', november), undefined);
    assert.equal(lookup('evil-too', november)?.input, 1_000_000n);
  });

  it('survive being stored, and are left alone when damaged', async () => {
    const { data } = await good(file());
    assert.deepEqual(storedPriceData(JSON.parse(JSON.stringify(data))), data);
    for (const damaged of [
      undefined,
      null,
      7,
      {},
      { ...data, version: 2 },
      { ...data, asOf: 'x' },
      { ...data, models: [{}] },
    ]) {
      assert.equal(storedPriceData(damaged), undefined);
    }
  });

  it('are any text: a list of prices or a problem, never a throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((value) => JSON.stringify([{ id: 'x', models: [value] }]) ?? ''),
        ),
        (text) => {
          readPriceFile(text, '2026-11-21');
        },
      ),
    );
  });

  it('are so many days old', () => {
    assert.equal(ageInDays('2026-09-23', november), 59);
    assert.equal(ageInDays('2026-09-22', november), 60);
    assert.equal(ageInDays('2026-12-01', november), 0);
  });
});
