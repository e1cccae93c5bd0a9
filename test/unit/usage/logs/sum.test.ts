// Requests are billed many at once: that is exactly the sum of their own bills, whatever the price and the requests are.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addUsd, timesUsd, type Usd, usd, zeroUsd } from '../../../../src/core/money';
import { callCost } from '../../../../src/core/prices/callCost';
import type { Price } from '../../../../src/core/prices/price';
import type { LogEntry, LogTier } from '../../../../src/core/usage/logs/entries';
import { LogSum } from '../../../../src/core/usage/logs/sum';

const noon = Date.UTC(2026, 10, 1, 12);
const rate = (perMillion: string) => ((usd(perMillion) ?? assert.fail()) / 1_000_000n) as Usd;

const plain: Price = {
  source: 'user',
  asOf: undefined,
  input: rate('3'),
  output: rate('15'),
  cacheRead: rate('0.3'),
  cacheWrite: rate('3.75'),
  longContext: [],
  contextWindow: undefined,
  tiers: { batch: [1, 3] },
};
const prices: Readonly<Record<string, Price | undefined>> = {
  plain,
  long: { ...plain, longContext: [{ above: 500, input: rate('6'), output: rate('22.5'), cacheRead: undefined }] },
  billedByCall: { ...plain, perCall: rate('7'), perSearch: rate('10000') },
  finer: { ...plain, finer: { input: usd('0.0000001') ?? assert.fail() } },
  noOutput: { ...plain, output: undefined },
  unknown: undefined,
};

const entry = fc
  .record({
    model: fc.constantFrom(...Object.keys(prices), undefined),
    tier: fc.constantFrom<LogTier[]>('standard', 'standard', 'batch', 'flex', 'other'),
    parts: fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400), fc.nat(400)),
    output: fc.nat(3),
    searches: fc.constantFrom(0, 0, 0, 2),
    cost: fc.constantFrom(undefined, undefined, undefined, 12_345),
    day: fc.nat(1),
  })
  .map(
    ({ parts: [uncached, cached, written5m, written1h], day, ...rest }): LogEntry => ({
      ...{
        key: 1,
        group: 0,
        origin: 0,
        time: noon + day * 86_400_000,
        project: undefined,
        sidechain: false,
        ghost: false,
      },
      ...rest,
      ...{ input: uncached + cached + written5m + written1h, cached, written5m, written1h },
    }),
  );

/** What one request costs on its own. */
function billOf({ tier, searches, written5m, written1h, ...entry }: LogEntry): Usd | undefined {
  if (entry.cost !== undefined) return BigInt(entry.cost) as Usd;
  const price = prices[entry.model ?? 'unknown'];
  if (!price || tier === 'other' || (searches > 0 && price.perSearch === undefined)) return undefined;
  const writes = { cacheWrite: written5m + written1h, cacheWrite1h: written1h };
  const bill = callCost(price, { ...entry, ...writes, tier: tier === 'standard' ? undefined : tier });
  return 'unknown' in bill ? undefined : addUsd(bill.total, timesUsd(price.perSearch ?? zeroUsd, searches));
}

const claude = { provider: 'anthropic', tellsCacheWrites: true };

describe('sum of a log', () => {
  it('bills many requests as each by itself', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 80, size: 'max' }), (entries) => {
        const sum = new LogSum(claude, (model) => prices[model]);
        for (const [index, each] of entries.entries()) {
          sum.add(each);
          // figures that are asked for in between change nothing
          if (index % 7 === 3) sum.rows('day', '2026-11-01', '2026-11-03');
        }
        const bills = entries.map(billOf);
        const known = bills.flatMap((bill) => (bill === undefined ? [] : [bill]));
        for (const told of [sum, new LogSum(claude, () => undefined, JSON.parse(JSON.stringify(sum.stored())))]) {
          const costs = told
            .rows('model', '2026-11-01', '2026-11-03')
            .flatMap(({ cost }) => (cost === undefined || cost === 'unknown' ? [] : [cost.amount]));
          assert.equal(addUsd(...costs), addUsd(...known));
          assert.equal(told.unpriced('2026-11-01', '2026-11-03'), entries.length - known.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
