// Any call, and the law that its bill obeys: shared by the quick and the long run.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addUsd, usdToDecimal } from '../../src/core/money';
import { bundledPrice } from '../../src/core/prices/bundledPrices';
import { type Call, callCost } from '../../src/core/prices/callCost';
import type { Price } from '../../src/core/prices/price';
import { models } from './priceData';

const november = Date.UTC(2026, 10, 21, 12);
const million = 1_000_000;

export const anyCall: fc.Arbitrary<Call> = fc
  .tuple(
    fc.nat({ max: 2 * million }),
    fc.nat({ max: 1000 }),
    fc.nat({ max: 1000 }),
    fc.nat({ max: 1000 }),
    fc.nat({ max: 200_000 }),
  )
  .map(([input, readShare, writeShare, hourShare, output]) => {
    const cached = Math.floor((input * readShare) / 1000);
    const cacheWrite = Math.floor(((input - cached) * writeShare) / 1000);
    return { input, cached, cacheWrite, cacheWrite1h: Math.floor((cacheWrite * hourShare) / 1000), output };
  });

/** The sum of decimal strings of at most twelve decimals, without money.ts. */
function sumOfDecimals(amounts: readonly string[]): string {
  const places = 12;
  const whole = amounts.map((amount) => {
    const [units = '', fraction = ''] = amount.split('.');
    return BigInt(units + fraction.padEnd(places, '0'));
  });
  const digits = whole
    .reduce((sum, each) => sum + each, 0n)
    .toString()
    .padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
}

/** The parts of a bill sum to its total, shown as decimals too, and every token stands in exactly one of them. */
export function partsSumToTotal(numRuns: number): void {
  const known: Price[] = models.flatMap(([provider, model]) => bundledPrice(model, november, provider) ?? []);
  fc.assert(
    fc.property(fc.constantFrom(...known), anyCall, (price, call) => {
      const cost = callCost({ ...price, output: price.output ?? price.input }, call);
      assert.ok('total' in cost);
      assert.equal(cost.total, addUsd(...cost.parts.map((part) => part.usd)));
      assert.equal(sumOfDecimals(cost.parts.map((part) => usdToDecimal(part.usd))) || '0', usdToDecimal(cost.total));
      const tokens = cost.parts.reduce((sum, part) => sum + (part.unit === 'token' ? part.quantity : 0), 0);
      assert.equal(tokens, call.input + call.output);
    }),
    { numRuns },
  );
}
