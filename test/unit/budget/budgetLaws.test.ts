// What holds for every budget, on random files: sums add up, the forecast is the written formula, and no input breaks the output.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBudgetFile } from '../../../src/core/budget/budgetFile';
import { budgetJson } from '../../../src/core/budget/budgetJson';
import { budgetLines } from '../../../src/core/budget/budgetLines';
import { type BudgetInput, type BudgetState, budgetState } from '../../../src/core/budget/budgetState';
import { dayText } from '../../../src/core/budget/day';
import { dayMs } from '../../../src/core/budget/period';
import { type Usd, usdToNumber } from '../../../src/core/money';
import { dollars } from '../../spendStates';

const amount = fc.integer({ min: 0, max: 50_000_000 }).map((micro) => (micro / 1e6).toFixed(6));
const instant = fc.integer({ min: Date.UTC(2026, 7, 1), max: Date.UTC(2027, 2, 1) });
const iso = instant.map((at) => new Date(at).toISOString());
const resetDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last'));

/** Days around `now`, each known with a chance of four in five, and everything else a file may have. */
const files = fc
  .record({
    now: instant,
    known: fc.array(fc.option(amount, { freq: 5 }), { minLength: 0, maxLength: 60 }),
    resetDay,
    zone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe'),
    capUsd: fc.option(amount, { nil: undefined }),
    credits: fc.array(
      fc.record({ usd: amount, grantedAt: iso, validMonths: fc.integer({ min: 0, max: 13 }), free: fc.boolean() }),
      { maxLength: 4 },
    ),
    charges: fc.option(fc.array(fc.record({ at: iso, usd: amount }), { maxLength: 20 }), { nil: undefined }),
    shares: fc.array(amount, { maxLength: 4 }),
    spends: fc.array(amount, { maxLength: 6 }),
  })
  .map(({ now, known, credits, shares, spends, ...rest }) => ({
    ...rest,
    now: new Date(now).toISOString(),
    days: known.flatMap((usd, back) =>
      usd === null ? [] : [{ date: new Date(now - back * dayMs).toISOString().slice(0, 10), usd }],
    ),
    credits: credits.map((credit, index) => ({ id: `c${index}`, ...credit })),
    allocations: shares.map((usd, index) => ({ project: `p${index}`, usd })),
    spendBy: spends.map((usd, index) => ({ project: index === 5 ? null : `p${index}`, usd })),
  }));

function read(file: unknown): { readonly input: BudgetInput; readonly state: BudgetState; readonly json: string } {
  const { input, problems } = readBudgetFile(JSON.parse(JSON.stringify(file)), 0);
  assert.ok(input);
  const state = budgetState(input);
  return { input, state, json: JSON.stringify(budgetJson(state, input.now, problems)) };
}

const sum = (amounts: readonly Usd[]) => amounts.reduce((total, each) => total + each, 0n) as Usd;
const isNear = (actual: Usd, expected: number, words: string) =>
  assert.ok(Math.abs(usdToNumber(actual) - expected) < 1e-6, `${words}: ${usdToNumber(actual)} is not ${expected}`);

describe('every budget', () => {
  it('adds up', () => {
    fc.assert(
      fc.property(files, (file) => {
        const { input, state, json } = read(file);
        assert.doesNotMatch(json, /NaN|Infinity|undefined|"-0"|[eE][+-]\d/);
        for (const { credit, used, left, lapsed } of state.credits) {
          assert.equal(used + left + lapsed, credit.amount);
          assert.ok(used >= 0n && left >= 0n && lapsed >= 0n);
          if (credit.expiresAt !== undefined) assert.equal(credit.expiresAt <= input.now && left > 0n, false);
        }
        assert.ok(state.paidByCredit <= sum(state.credits.map(({ used }) => used)));
        assert.equal(state.toCharge, state.spent > state.paidByCredit ? state.spent - state.paidByCredit : 0n);
        assert.equal(state.settlement.amount, state.toCharge);
        const { allocation } = state;
        if (allocation.unallocatedCap !== undefined)
          assert.equal(allocation.unallocatedCap + sum(input.allocations.map((each) => each.amount)), state.cap);
        if (input.allocations.length > 0)
          assert.equal(
            sum([
              ...allocation.states.map(({ spent }) => spent ?? dollars(0)),
              allocation.unallocatedSpend ?? dollars(0),
            ]),
            sum((input.spendBy ?? []).map((each) => each.amount)),
          );
      }),
      { numRuns: 300 },
    );
  });

  it('has the forecast that the formula gives', () => {
    fc.assert(
      fc.property(files, (file) => {
        const { input, state } = read(file);
        const { period, forecast } = state;
        const days = new Map(file.days.map(({ date, usd }) => [date, Number(usd)]));
        if (input.days.size === 0) return; // then the charges are the days
        const today = period.zone.dayAt(input.now);
        const costOf = (day: number) => days.get(dayText(day));
        const list = (from: number, to: number) =>
          Array.from({ length: to - from }, (_, index) => costOf(from + index));
        const known = (costs: readonly (number | undefined)[]) => costs.filter((each) => each !== undefined);
        const total = (costs: readonly number[]) => costs.reduce((all, each) => all + each, 0);
        const spent = total(known(list(period.firstDay, today + 1)));
        isNear(state.spent, spent, 'spent');
        const begin = period.zone.startOf(today);
        const part = (input.now - begin) / (period.zone.startOf(today + 1) - begin);
        const elapsed = today - period.firstDay + part;
        const recent = known(list(today - 7, today));
        const mean = recent.length >= 3 ? total(recent) / recent.length : undefined;
        const isAnyKnown = known(list(period.firstDay, today + 1)).length > 0;
        const byTime = today > period.firstDay && isAnyKnown ? spent / elapsed : undefined;
        const rate = mean ?? byTime;
        if (rate === undefined) {
          assert.equal(forecast.kind, 'none');
          return;
        }
        assert.ok(forecast.kind === 'forecast');
        const rest = period.endDay - period.firstDay - elapsed;
        const rates = [rate, byTime ?? rate];
        isNear(forecast.ratePerDay, rate, 'rate');
        isNear(forecast.expected, spent + rate * rest, 'expected');
        isNear(forecast.low, spent + Math.min(...rates) * rest, 'low');
        isNear(forecast.high, spent + Math.max(...rates) * rest, 'high');
        const isEarly = (input.now - period.start) / (period.end - period.start) < 0.1;
        assert.equal(forecast.confidence, recent.length < 3 || isEarly ? 'low' : 'normal');
        const reached = forecast.capReachedAt;
        if (reached === undefined) return;
        assert.ok(reached >= input.now && reached < period.end);
        const day = period.zone.dayAt(reached);
        const over = (reached - period.zone.startOf(day)) / (period.zone.startOf(day + 1) - period.zone.startOf(day));
        const ahead = day + over - (today + part);
        assert.ok(Math.abs(spent + rate * ahead - usdToNumber(state.cap ?? dollars(0))) < 1e-5);
      }),
      { numRuns: 300 },
    );
  });

  it('comes out of any JSON without a throw', () => {
    const wild = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      amount,
      iso,
      fc.constantFrom('1e400', '-0', 'nan', 1e21, -0, 1e-320),
    );
    const rows = fc.array(
      fc.dictionary(
        fc.constantFrom(
          ...['date', 'usd', 'id', 'grantedAt', 'expiresAt', 'validMonths', 'project', 'model', 'at', 'name'],
        ),
        wild,
      ),
      { maxLength: 3 },
    );
    const names = [
      'zone',
      'resetDay',
      'capUsd',
      'days',
      'credits',
      'subscriptions',
      'allocations',
      'spendBy',
      'charges',
    ];
    const file = fc.dictionary(fc.constantFrom('now', 'readAt', ...names), fc.oneof(wild, rows));
    fc.assert(
      fc.property(file, (value) => {
        const { input, problems } = readBudgetFile(value, Date.UTC(2026, 10, 21));
        if (!input) return assert.ok(problems.length > 0);
        const state = budgetState(input);
        const json = JSON.stringify(budgetJson(state, input.now, problems));
        assert.doesNotMatch(
          JSON.stringify({ ...JSON.parse(json), problems: [], period: 0, credits: [], allocations: [] }),
          /NaN|Infinity|"-0"/,
        );
        assert.doesNotMatch(budgetLines(state), /NaN|Infinity (?!$)|\$-/);
      }),
      { numRuns: 500 },
    );
  });

  it('holds at the ends of time', () => {
    for (const now of ['1970-01-01T00:00:00Z', '9998-12-31T23:59:59.999Z'])
      for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])
        for (const reset of [1, 31, 'last']) {
          const { json } = read({
            now,
            zone,
            resetDay: reset,
            credits: [{ id: 'a', usd: 1, grantedAt: now, validMonths: 1200 }],
          });
          assert.match(json, /"days":(28|29|30|31)/);
        }
  });
});
