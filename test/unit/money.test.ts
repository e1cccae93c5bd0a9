import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addUsd,
  formatAboutUsd,
  formatLeastUsd,
  formatMostUsd,
  formatUsd,
  percentOf,
  perToken,
  timesUsd,
  type Usd,
  usd,
  usdToDecimal,
} from '../../src/core/money';

const read = (amount: string | number): Usd => {
  const found = usd(amount);
  assert.notEqual(found, undefined, `${amount} is an amount`);
  return found as Usd;
};

describe('usd', () => {
  for (const [amount, decimal] of [
    ['12', '12'],
    ['12.50', '12.5'],
    ['.5', '0.5'],
    ['-3', '-3'],
    ['1e-7', '0.0000001'],
    ['0E-6176', '0'],
    ['+0.000000000001', '0.000000000001'],
    ['0.0000000000005', '0.000000000001'],
    ['0.0000000000004', '0'],
    ['1E3', '1000'],
    [0.1, '0.1'],
    [1e-9, '0.000000001'],
    [0.06, '0.06'],
    ['0.123456789012345678901234567890', '0.123456789012'],
  ] as const) {
    it(`reads ${amount} as ${decimal}`, () => assert.equal(usdToDecimal(read(amount)), decimal));
  }

  for (const bad of ['', ' ', '.', 'abc', '1,5', '0x10', 'NaN', 'Infinity', '-', '1e', '1e999999', '1e30', '1 2']) {
    it(`refuses ${JSON.stringify(bad)}`, () => assert.equal(usd(bad), undefined));
  }

  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    it(`refuses ${bad}`, () => assert.equal(usd(bad), undefined));
  }

  it('keeps every amount of up to 12 decimals', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 24n), 10n ** 24n), (pico) => {
        assert.equal(read(usdToDecimal(pico as Usd)), pico);
      }),
    );
  });
});

describe('sums', () => {
  it('of a million times ten cents are exact', () => {
    assert.equal(usdToDecimal(timesUsd(read('0.1'), 1_000_000)), '100000');
    assert.equal(usdToDecimal(addUsd(...Array.from({ length: 1000 }, () => read('0.1')))), '100');
  });

  it('do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 10n ** 20n), { maxLength: 20 }), (picos) => {
        assert.equal(addUsd(...(picos as Usd[])), addUsd(...([...picos].reverse() as Usd[])));
      }),
    );
  });

  it('per token are exact to six decimals of a dollar per million', () => {
    assert.equal(usdToDecimal(timesUsd(perToken(read('2.50')) as Usd, 412)), '0.00103');
    assert.equal(perToken(read('0.0000001')), undefined);
  });
});

describe('formatUsd', () => {
  for (const [amount, text] of [
    ['0', '$0.00'],
    ['0.00000001', '<$0.0001'],
    ['0.0000999', '<$0.0001'],
    ['0.0001', '$0.00010'],
    ['0.0001825', '$0.00018'],
    ['0.00099499', '$0.00099'],
    ['0.000995', '$0.0010'],
    ['0.00103', '$0.0010'],
    ['0.99994', '$0.9999'],
    ['0.99995', '$1.00'],
    ['1', '$1.00'],
    ['1.005', '$1.01'],
    ['1234.5', '$1,234.50'],
    ['1234567.891', '$1,234,567.89'],
    ['-0.42', '-$0.4200'],
  ] as const) {
    it(`shows ${amount} as ${text}`, () => assert.equal(formatUsd(read(amount)), text));
  }

  it('shows zero only for zero, and never a malformed amount', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 22n), 10n ** 22n), (pico) => {
        const text = formatUsd(pico as Usd);
        assert.match(text, /^-?(<?\$\d{1,3}(,\d{3})*\.(\d{2}|\d{4}|\d{5}))$/);
        assert.equal(text === '$0.00', pico === 0n);
      }),
    );
  });
});

describe('formatLeastUsd', () => {
  for (const [amount, text] of [
    ['0', '$0.00'],
    ['0.0000195', '$0.00001'],
    ['0.000099', '$0.00009'],
    ['0.000199', '$0.00019'],
    ['0.0009999', '$0.00099'],
    ['0.0019999', '$0.0019'],
    ['0.99999', '$0.9999'],
    ['1.999', '$1.99'],
  ] as const) {
    it(`shows ${amount} as ${text}`, () => assert.equal(formatLeastUsd(read(amount)), text));
  }

  it('never shows more than the amount', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 16n), (pico) => {
        const shown = read(formatLeastUsd(pico as Usd).replace(/[$,]/g, ''));
        assert.ok(shown <= pico && shown > 0n);
      }),
    );
  });
});

describe('formatMostUsd', () => {
  for (const [amount, text] of [
    ['0', '$0.00'],
    ['0.00001', '<$0.0001'],
    ['0.00030001', '$0.00031'],
    ['0.003', '$0.0030'],
    ['0.0030001', '$0.0031'],
    ['1.001', '$1.01'],
  ] as const) {
    it(`shows ${amount} as ${text}`, () => assert.equal(formatMostUsd(read(amount)), text));
  }
});

describe('formatAboutUsd', () => {
  for (const [amount, text] of [
    ['0', '$0.00'],
    ['0.000000000001', '$0.000000000001'],
    ['0.0000284', '$0.00003'],
    ['0.0000244', '$0.00002'],
    ['0.000096', '$0.0001'],
    ['0.00019', '$0.00019'],
  ] as const) {
    it(`shows ${amount} as ${text}`, () => assert.equal(formatAboutUsd(read(amount)), text));
  }
});

describe('percentOf', () => {
  it('is undefined without a whole', () => assert.equal(percentOf(read('1'), read('0')), undefined));
  it('divides', () => assert.equal(percentOf(read('43.20'), read('120')), 36));
});
