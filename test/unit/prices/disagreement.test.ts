import assert from 'node:assert/strict';
import { priceLines } from '../../../src/core/hints/priceWords';
import { type Usd, usd } from '../../../src/core/money';
import type { Price } from '../../../src/core/prices/price';
import { priceBook } from '../../../src/core/prices/priceBook';
import { shippedPrice } from '../../../src/core/prices/shippedPrices';
import { english } from '../../../src/core/words';

const noon = Date.UTC(2026, 10, 21, 12);
const dollars = (amount: string) => usd(amount) as Usd;
const shipped = (model: string): Price => {
  const price = shippedPrice(model, noon);
  assert.ok(price);
  return price;
};
const linesOf = (price: Price | undefined) => priceLines({ id: 'x', source: 'call' }, price, english).slice(1);

describe('prices that disagree', () => {
  it('are named where lists are known to differ', () => {
    assert.deepEqual(linesOf(shipped('deepseek-chat')), [
      'Prices disagree: $0.28 in, $0.42 out per 1M tokens in the list LiteLLM of 2026-08-23',
      'Prices disagree: $0.14 in, $0.28 out per 1M tokens in the list models.dev of 2026-07-02',
    ]);
    assert.deepEqual(linesOf(shipped('gpt-4o')), []);
  });

  it('are named where fetched or own prices differ from the list by more than a tenth', () => {
    const list = shipped('gpt-4o');
    const scaled = (percent: bigint): Price => ({
      ...list,
      source: 'refreshed',
      asOf: '2026-11-20',
      output: (((list.output ?? 0n) * percent) / 100n) as Usd,
    });
    const book = (percent: bigint) =>
      priceBook({ shipped: shippedPrice, refreshed: () => scaled(percent) })('gpt-4o', noon);
    assert.equal(book(110n)?.others, undefined);
    assert.equal(book(90n)?.others, undefined);
    assert.deepEqual(book(111n)?.others, [
      { list: 'genai-prices', asOf: '2026-09-23', input: dollars('2.5'), output: dollars('10') },
    ]);
    const own: Price = { ...list, source: 'user', asOf: undefined, input: (list.input / 2n) as Usd };
    const both = priceBook({ shipped: shippedPrice, user: () => own, refreshed: () => scaled(50n) });
    assert.deepEqual(
      both('gpt-4o', noon)?.others?.map(({ asOf }) => asOf),
      ['2026-11-20', '2026-09-23'],
    );
  });

  it('are not there where one side does not know', () => {
    const list = shipped('gpt-4o');
    const own: Price = { ...list, source: 'user', asOf: undefined, output: undefined };
    assert.equal(priceBook({ shipped: shippedPrice, user: () => own })('gpt-4o', noon)?.others, undefined);
    assert.equal(priceBook({ shipped: () => undefined, user: () => own })('gpt-4o', noon)?.others, undefined);
  });
});
