import assert from 'node:assert/strict';
import { budgetPeriod } from '../../../src/core/budget/budgetPeriod';
import { type BudgetHistory, closePeriod, historyFromJson, historyToJson } from '../../../src/core/budget/history';
import { type ReconcileInput, reconcile, reconcileTotals } from '../../../src/core/budget/reconcile';
import { costsFrom } from '../../../src/core/budget/scenarioPrices';
import {
  type CostOfCall,
  compareScenario,
  paymentPlans,
  readyScenarios,
  scenarioOfPrompt,
  scenarioProblem,
} from '../../../src/core/budget/scenarios';
import { exampleSubscription, subscriptionsPerMonth, totalOutlay } from '../../../src/core/budget/subscriptions';
import { utc, zoneOf } from '../../../src/core/budget/zone';
import { timesUsd, type Usd } from '../../../src/core/money';
import type { Price } from '../../../src/core/prices/price';
import { english } from '../../../src/core/words';
import { dollars } from '../../spendStates';

/** One dollar per million input tokens, a tenth when cached, four for output; half in a batch, five cents a call, no priority. */
const costOf: CostOfCall = (model, plan, { input, cached, output }) => {
  if (model === 'no-price' || plan === 'priority') return undefined;
  if (plan === 'perCall') return dollars('0.05');
  const micro = dollars('0.0000001');
  const standard = timesUsd(micro, (input - cached) * 10 + cached + output * 40);
  return plan === 'standard' ? standard : ((standard / 2n) as Usd);
};

describe('scenarios', () => {
  const bot = { name: 'bot', callsPerDay: 1000, inputTokens: 2000, cachedTokens: 1000, outputTokens: 100 };

  it('say what a call, a day and a month cost, and the share of the cap', () => {
    const [first] = compareScenario(bot, ['m'], ['standard'], costOf, 30, dollars(120));
    assert.deepEqual(first, {
      ...{ model: 'm', plan: 'standard', capPercent: 37.5 },
      ...{ perCall: dollars('0.0015'), perDay: dollars('1.5'), perMonth: dollars(45) },
    });
  });

  it('compare models and plans, the cheapest first, those without a price last', () => {
    const rows = compareScenario(bot, ['m', 'no-price'], paymentPlans, costOf, 30, undefined);
    assert.equal(rows.length, 10);
    assert.deepEqual(
      rows.slice(0, 4).map(({ plan }) => plan),
      ['batch', 'flex', 'standard', 'perCall'],
    );
    assert.ok(rows.slice(4).every(({ perMonth, capPercent }) => perMonth === undefined && capPercent === undefined));
  });

  it('take list prices, tiers and prices per call from the price list', () => {
    const price: Price = {
      ...{
        source: 'user',
        asOf: undefined,
        contextWindow: undefined,
        tiers: { batch: [1, 2] },
        perCall: dollars('0.01'),
      },
      ...{ input: dollars('0.000001'), cacheRead: dollars('0.0000001'), output: dollars('0.000004') },
      longContext: [],
    };
    const costs = costsFrom((model) => (model === 'm' ? price : undefined), 0);
    const call = { input: 2000, cached: 1000, output: 100 };
    assert.equal(costs('m', 'standard', call), dollars('0.0115'));
    assert.equal(costs('m', 'batch', call), dollars('0.01075'));
    assert.equal(costs('m', 'perCall', call), dollars('0.01'));
    assert.equal(costs('m', 'priority', call), undefined);
    assert.equal(costs('unheard-of', 'standard', call), undefined);
  });

  it('come ready, or from a prompt', () => {
    const ready = readyScenarios(english);
    assert.deepEqual(
      ready.map(({ name }) => name),
      ['Support bot', 'Sentiment watch', 'Recommender'],
    );
    for (const each of [...ready, scenarioOfPrompt('p', 400, 100, 1000)])
      assert.equal(scenarioProblem(each), undefined);
  });

  it('name the field that is wrong', () => {
    assert.equal(scenarioProblem({ ...bot, callsPerDay: 1.5 }), 'callsPerDay');
    assert.equal(scenarioProblem({ ...bot, outputTokens: Number.NaN }), 'outputTokens');
    assert.equal(scenarioProblem({ ...bot, inputTokens: -1 }), 'inputTokens');
    assert.equal(scenarioProblem({ ...bot, cachedTokens: 2001 }), 'cachedTokens');
  });
});

describe('reconciliation', () => {
  const price = (_model: string, _day: string, counts: { input: number; cached: number; output: number }) =>
    costOf('m', 'standard', counts);
  const counts = { input: 1_000_000, cached: 0, output: 100_000 };
  const row = (estimate: string | undefined, bill: string | undefined, change: Partial<ReconcileInput> = {}) =>
    reconcile(
      {
        ...{ model: 'm', day: '2026-11-10', isOpen: false },
        estimate: estimate === undefined ? undefined : { cost: dollars(estimate), counts },
        bill: bill === undefined ? undefined : { cost: dollars(bill), counts },
        ...change,
      },
      price,
    );
  const billed = (cost: string, change: object) => ({
    bill: { cost: dollars(cost), counts: { ...counts, ...change } },
  });

  it('names drift in percent of the estimate', () => {
    const { driftPercent, bill } = row('1.00', '1.20');
    assert.deepEqual([driftPercent, bill?.cost], [20, dollars('1.20')]);
    assert.equal(row('3', '2').driftPercent, -33.3);
    assert.equal(row('0', '2').driftPercent, undefined);
  });

  it('has no reason to name within a percent', () => {
    assert.equal(row('1.4', '1.41').reason, undefined);
    assert.equal(row('1.4', '1.42').reason, 'unknown');
  });

  it('finds what explains the difference', () => {
    assert.equal(row('1.4', undefined, billed('0.68', { cached: 800_000 })).reason, 'cache');
    assert.equal(row('1.4', undefined, billed('2.2', { output: 300_000 })).reason, 'output');
    assert.equal(row('1.4', '0.7').reason, 'tier');
    assert.equal(row('1.4', '2.8').reason, 'tier');
    assert.equal(row('1.4', '0.9').reason, 'unknown');
  });

  it('takes an open day for late before all else, unless more is billed', () => {
    assert.equal(row('1.4', '0.7', { isOpen: true }).reason, 'late');
    assert.equal(row('1.4', '2.8', { isOpen: true }).reason, 'tier');
    assert.equal(row('1.4', undefined, { isOpen: true }).reason, 'late');
  });

  it('tells what only one side has', () => {
    assert.equal(row('1.4', undefined).reason, 'notBilled');
    assert.equal(row(undefined, '1.4').reason, 'notSeen');
    assert.deepEqual(reconcileTotals([row('1.4', undefined), row('1', '2')]), {
      ...{ estimate: dollars('2.4'), bill: dollars(2) },
    });
  });
});

describe('history', () => {
  const dayMs = 86_400_000;
  const period = budgetPeriod(utc, 1, Date.UTC(2026, 9, 15));
  const sums = (spent: string, isAtLeast = false) => ({ spent: dollars(spent), charged: dollars(spent), isAtLeast });

  it('keeps nothing of a period that is not over', () => {
    assert.deepEqual(closePeriod([], period, sums('5'), period.end - 1), []);
  });

  it('restates a closed period for three days and then never again', () => {
    let history: BudgetHistory = closePeriod([], period, sums('50'), period.end);
    assert.deepEqual([history[0]?.spent, history[0]?.isFixed], [dollars(50), false]);
    history = closePeriod(history, period, sums('48'), period.end + 3 * dayMs - 1);
    assert.deepEqual([history[0]?.spent, history[0]?.isFixed], [dollars(48), false]);
    history = closePeriod(history, period, sums('70'), period.end + 3 * dayMs);
    assert.deepEqual([history.length, history[0]?.spent, history[0]?.isFixed], [1, dollars(48), true]);
  });

  it('fixes at once what is first read after the three days', () => {
    const [entry] = closePeriod([], period, sums('50', true), period.end + 9 * dayMs);
    assert.deepEqual(
      [entry?.isFixed, entry?.isAtLeast, entry?.from, entry?.dueOn],
      [true, true, '2026-10-01', '2026-11-01'],
    );
  });

  it('keeps periods apart, newest first, and survives storing', () => {
    const tokyo = zoneOf('Asia/Tokyo') ?? utc;
    const later = budgetPeriod(tokyo, 1, Date.UTC(2026, 10, 15));
    const history = closePeriod(
      closePeriod([], period, sums('50'), period.end),
      later,
      sums('0.000000000001'),
      later.end,
    );
    assert.deepEqual(
      history.map(({ from, zone, isFixed }) => [from, zone, isFixed]),
      [
        ['2026-11-01', 'Asia/Tokyo', false],
        ['2026-10-01', 'UTC', true],
      ],
    );
    assert.deepEqual(historyFromJson(JSON.parse(JSON.stringify(historyToJson(history)))), history);
    assert.deepEqual(historyFromJson([{}, null, { ...history[0], spent: 'x', charged: '1' }]), []);
    assert.deepEqual(historyFromJson('x'), []);
  });
});

describe('subscriptions', () => {
  it('stand beside the metered spend', () => {
    assert.equal(subscriptionsPerMonth([]), dollars(0));
    assert.equal(totalOutlay(dollars('12.5'), [exampleSubscription]), dollars('32.5'));
  });
});
