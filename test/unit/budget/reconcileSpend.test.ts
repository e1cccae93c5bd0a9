// Bills beside list prices and logs, model by model and day by day, with the likely reason.
import assert from 'node:assert/strict';
import { reconcileSpend } from '../../../src/core/budget/reconcileSpend';
import type { Usd } from '../../../src/core/money';
import type { Price } from '../../../src/core/prices/price';
import type { BillCell, CostKind, UseCell } from '../../../src/core/spend/spend';
import { dollars, figuresAt, now } from '../../spendStates';

/** $1, $0.10 and $10 for a million tokens: input, cached input, output. */
const price: Price = {
  ...{ input: 1_000_000n as Usd, cacheRead: 100_000n as Usd, output: 10_000_000n as Usd },
  ...{ source: 'bundled', asOf: '2026-11-20', longContext: [], contextWindow: undefined },
};
const priceOf = (model: string) => (model === 'unheard-of' ? undefined : price);

const million = 1_000_000;

function bill(day: number, usd: string | number, model = 'm'): BillCell {
  return { day: `2026-11-${String(day).padStart(2, '0')}`, item: `${model}, input`, model, cost: dollars(usd) };
}

function use(day: number, input: number, cached: number, output: number, model = 'm'): UseCell {
  const counts = { inputTokens: input, cachedInputTokens: cached, outputTokens: output };
  return { day: bill(day, 0).day, model, requests: 1, ...counts };
}

function account(costKind: CostKind, bills: readonly BillCell[], uses: readonly UseCell[], provider = 'openai') {
  return { provider, costKind, figures: { ...figuresAt(now), bills, uses } };
}

function compared(accounts: Parameters<typeof reconcileSpend>[0]) {
  return reconcileSpend(accounts, priceOf, now).map(({ model, kind, days, driftPercent, reason }) => [
    ...[model, kind, driftPercent, reason],
    days.map((day) => [day.day.slice(8), day.driftPercent, day.reason]),
  ]);
}

describe('reconciliation of the spend', () => {
  it('compares each day of a model with its tokens at list price', () => {
    const bills = [bill(1, '0.6'), bill(1, '0.4'), bill(2, '0.5'), bill(3, 3)];
    const uses = [1, 2, 3].map((day) => use(day, million, 0, 0));
    assert.deepEqual(compared([account('reported', bills, uses)]), [
      [
        ...['m', 'list', 50, 'unknown'],
        [
          ['01', 0, undefined],
          ['02', -50, 'tier'],
          ['03', 200, 'unknown'],
        ],
      ],
    ]);
  });

  it('says late for days that may still be restated, and not billed for older ones', () => {
    const uses = [use(10, million, 0, 0), use(20, million, 0, 0)];
    assert.deepEqual(compared([account('reported', [bill(20, '0.3')], uses)]), [
      [
        ...['m', 'list', -70, 'notBilled'],
        [
          ['10', undefined, 'notBilled'],
          ['20', -70, 'late'],
        ],
      ],
    ]);
  });

  it('names what is only on the bill, and leaves out what has neither price nor bill', () => {
    const uses = [use(1, million, 0, 0, 'unheard-of'), use(2, million, 0, 0, 'unheard-of')];
    assert.deepEqual(compared([account('reported', [bill(1, 2, 'unheard-of')], uses)]), [
      ['unheard-of', 'list', undefined, 'notSeen', [['01', undefined, 'notSeen']]],
    ]);
  });

  it('compares logs of the same provider on the days that they name, with the reason from the tokens', () => {
    const reported = account(
      'reported',
      [bill(1, '1.9'), bill(2, 11), bill(3, 40)],
      [use(1, 10 * million, 9 * million, 0), use(2, million, 0, million), use(3, 40 * million, 0, 0)],
    );
    const logged = account(
      'computed',
      [bill(1, 10), bill(2, 6)],
      [use(1, 10 * million, 0, 0), use(2, million, 0, million / 2)],
    );
    const rows = compared([reported, logged, account('logged', [bill(1, 7)], [], 'anthropic')]);
    assert.deepEqual(
      rows.map(([model, kind]) => [model, kind]),
      [
        ['m', 'list'],
        ['m', 'log'],
      ],
    );
    assert.deepEqual(rows[1]?.[4], [
      ['01', -81, 'cache'],
      ['02', 83.3, 'output'],
    ]);
  });

  it('leaves out accounts beside the total, and has nothing to say without figures', () => {
    const reported = account('reported', [bill(1, 1)], []);
    assert.deepEqual(compared([{ ...reported, beside: true }]), []);
    assert.deepEqual(compared([{ ...reported, figures: undefined }]), []);
  });
});
