import assert from 'node:assert/strict';
import fc from 'fast-check';
import { showAmounts } from '../../../src/core/amounts';
import { currencyNote } from '../../../src/core/hints/priceWords';
import { formatMostUsd, type Usd, usd, usdToDecimal } from '../../../src/core/money';
import { callCost } from '../../../src/core/prices/callCost';
import {
  type CostModel,
  costOfCalls,
  type FormulaCost,
  readCostModel,
  type TermCost,
} from '../../../src/core/prices/costModel';
import { costModelProblemText, readCostModels } from '../../../src/core/prices/costModelPrice';
import { convertedDecimal, formatMoney, readCurrency } from '../../../src/core/prices/currency';
import { english } from '../../../src/core/words';

const november = Date.UTC(2026, 10, 21);

function model(value: unknown): CostModel {
  const read = readCostModel(value);
  if ('problem' in read) assert.fail(`${read.field} ${read.problem}`);
  return read;
}

const totals = (value: unknown, quantities: Record<string, string | number> = {}, calls = 1) => {
  const given = new Map(Object.entries(quantities).map(([name, amount]) => [name, usd(amount) as bigint]));
  const cost = costOfCalls(model(value), given, calls);
  if ('missing' in cost) return cost.missing;
  return Object.fromEntries([...cost.totals].map(([code, amount]) => [code, usdToDecimal(amount as Usd)]));
};

describe('a cost model', () => {
  const data = { name: 'data', quantity: 1, unit: 'MB', rate: 0.01 };
  const resource = { name: 'resource', quantity: 1, unit: 'GB', rate: 0.1 };

  it('is quantity times rate, summed: 1 MB at 0.01 and 1 GB at 0.10, ten calls a day, is 1.10 a day', () => {
    assert.deepEqual(totals({ terms: [data, resource] }), { USD: '0.11' });
    assert.deepEqual(totals({ terms: [data, resource] }, {}, 10), { USD: '1.1' });
  });

  it('takes quantities that the call says, in fractions too', () => {
    assert.deepEqual(totals({ terms: [data, resource] }, { data: '2.5', resource: 0 }, 4), { USD: '0.1' });
    assert.deepEqual(totals({ terms: [{ name: 'gpuSeconds', unit: 's', rate: 1.8, per: 3600 }] }, { gpuSeconds: 90 }), {
      USD: '0.045',
    });
    assert.equal(totals({ terms: [{ name: 'gpuSeconds', rate: 1 }] }), 'gpuSeconds');
  });

  it('keeps currencies apart', () => {
    assert.deepEqual(totals({ currency: 'EUR', terms: [data, { ...resource, currency: 'USD' }] }), {
      EUR: '0.01',
      USD: '0.1',
    });
  });

  for (const [value, field] of [
    [null, 'terms'],
    [{}, 'terms'],
    [{ terms: [] }, 'terms'],
    [{ terms: [data], more: 1 }, 'more'],
    [{ terms: [data], currency: 'dollars' }, 'currency'],
    [{ terms: [7] }, 'terms[0]'],
    [{ terms: [{ ...data, rate: -1 }] }, 'terms[0].rate'],
    [{ terms: [{ ...data, rate: Number.NaN }] }, 'terms[0].rate'],
    [{ terms: [{ ...data, rate: 1e-20 }] }, 'terms[0].rate'],
    [{ terms: [data, { ...data, quantity: -1 }] }, 'terms[1].quantity'],
    [{ terms: [{ ...data, per: 0 }] }, 'terms[0].per'],
    [{ terms: [{ ...data, name: '' }] }, 'terms[0].name'],
    [{ terms: [{ ...data, unti: 'MB' }] }, 'terms[0].unti'],
  ] as const) {
    it(`refuses ${JSON.stringify(value)} and names ${field}`, () => {
      const read = readCostModel(value);
      assert.equal('field' in read && read.field, field);
    });
  }

  it('never throws, and its parts sum to its totals', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readCostModel(value)));
    const term = fc.record({
      name: fc.constantFrom('a', 'b'),
      quantity: fc.nat().map((n) => n / 100),
      rate: fc.nat().map((n) => n / 1000),
      per: fc.constantFrom(1, 3, 1000),
      currency: fc.constantFrom('USD', 'EUR'),
    });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1 }), fc.nat({ max: 1000 }), (terms, calls) => {
        const cost: FormulaCost | { missing: string } = costOfCalls(model({ terms }), new Map(), calls);
        const { parts, totals: sums } = 'parts' in cost ? cost : assert.fail(cost.missing);
        for (const [currency, sum] of sums) {
          const own: TermCost[] = parts.filter((part) => part.currency === currency);
          assert.equal(
            own.reduce((all, part) => all + part.amount, 0n),
            sum,
          );
        }
      }),
    );
  });

  it('is the price of a model where it speaks of tokens, calls and constants in dollars', () => {
    const setting = {
      Gateway: {
        terms: [
          { name: 'inputTokens', rate: 3, per: 1_000_000 },
          { name: 'outputTokens', rate: 12, per: 1_000_000 },
          { name: 'requests', rate: 0.002 },
          data,
        ],
      },
      euros: { currency: 'EUR', terms: [data] },
      unseen: { terms: [{ name: 'gpuSeconds', rate: 1 }] },
    };
    const { price, problems } = readCostModels(setting);
    const found = price('gateway', november);
    const bill = found && callCost(found, { input: 1000, cached: 100, output: 100 });
    assert.equal(bill && 'total' in bill && usdToDecimal(bill.total), '0.0162');
    assert.deepEqual(problems.map(costModelProblemText), [
      'promptMeter.costModels["euros"] terms[0].currency: must be USD for a price in hints',
      'promptMeter.costModels["unseen"] terms[0].quantity: is missing, and a prompt does not tell it',
    ]);
  });
});

describe('the display currency', () => {
  it('is dollars unless the user gives a rate', () => {
    assert.equal(readCurrency(undefined), undefined);
    assert.equal(readCurrency({ code: 'USD', perUsd: 2 }), undefined);
    assert.equal(showAmounts('en', false)('$1.50'), '$1.50');
  });

  it('converts only what is shown', () => {
    const euros = readCurrency({ code: 'EUR', perUsd: 0.92 });
    assert.ok(euros && 'code' in euros);
    assert.equal(formatMoney(usd('1.001') as Usd, euros, formatMostUsd), 'EUR 0.9210');
    const show = showAmounts('en', false, euros);
    assert.equal(show(`${formatMoney(usd('-100') as Usd, euros)} of -$100.00`), '-EUR 92.00 of -EUR 92.00');
    assert.equal(show('$100.00 of -$100.00, <$0.0001'), 'EUR 92.00 of -EUR 92.00, <EUR 0.000092');
    assert.equal(show('$1,234,567.89'), 'EUR 1,135,802.46');
    assert.equal(show('$0.00'), 'EUR 0.00');
    assert.equal(
      show('in $0.0031 · out ≤ $0.0031 · ≥≈ $0.0031, ≥$0.0031'),
      'in EUR 0.0029 · out ≤ EUR 0.0029 · ≥≈ EUR 0.0028, ≥EUR 0.0028',
    );
    assert.equal(showAmounts('de', false, euros)('$1,234.50'), '1.135,74 EUR'.replace(' E', '\u00a0E'));
    assert.equal(showAmounts('en', true, euros)('≥$3.00'), '≥$•••');
  });

  it('gives an amount no more digits than are known', () => {
    const [yen, coin] = [
      readCurrency({ code: 'JPY', perUsd: 151.5 }),
      readCurrency({ code: 'XBT', perUsd: 0.0000105 }),
    ];
    assert.ok(yen && 'code' in yen && coin && 'code' in coin);
    assert.equal(showAmounts('en', false, yen)('$86.18 and $0.0031'), 'JPY 13,056 and JPY 0.47');
    assert.equal(showAmounts('en', false, coin)('$86.18'), 'XBT 0.0009049');
    assert.equal(
      currencyNote(yen, english),
      'Amounts are in JPY at your rate: one US dollar is worth 151.5. They are summed in dollars.',
    );
  });

  it('keeps bounds, and is off by no more than one of the last digit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 17n }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }).map((rate) => Number(rate.toPrecision(6))),
        fc.constantFrom('least' as const, 'nearest' as const, 'most' as const),
        (amount, perUsd, rounding) => {
          const currency = readCurrency({ code: 'ABC', perUsd });
          assert.ok(currency && 'code' in currency);
          const dollars = usdToDecimal(amount as Usd);
          const shown = convertedDecimal(dollars, currency, rounding);
          const exact = amount * currency.perUsd;
          const converted = (usd(shown) as Usd) * 10n ** 12n;
          const digit = 10n ** BigInt(24 - (shown.split('.')[1]?.length ?? 0));
          if (rounding === 'least') assert.ok(converted <= exact && exact - converted < digit);
          else if (rounding === 'most') assert.ok(converted >= exact && converted - exact < digit);
          else assert.ok(converted - exact <= digit / 2n && exact - converted <= digit / 2n);
        },
      ),
    );
  });

  it('names what is wrong with the setting', () => {
    for (const setting of [
      7,
      [],
      { code: 'euro', perUsd: 1 },
      { code: 'EUR' },
      { code: 'EUR', perUsd: 0 },
      { code: 'EUR', perUsd: -1 },
    ]) {
      const read = readCurrency(setting);
      assert.ok(read && 'problem' in read, JSON.stringify(setting));
    }
  });
});
