import assert from 'node:assert/strict';
import { readBudgetFile } from '../../../src/core/budget/budgetFile';
import { budgetJson } from '../../../src/core/budget/budgetJson';
import { budgetLines } from '../../../src/core/budget/budgetLines';
import { budgetState } from '../../../src/core/budget/budgetState';
import { allocationCases } from './cases/allocations';
import { badInputCases } from './cases/badInput';
import type { BudgetCase } from './cases/case';
import { creditCases } from './cases/credits';
import { forecastCases } from './cases/forecasts';
import { levelCases } from './cases/levels';
import { periodCases } from './cases/periods';

/** Through JSON and back, as the command line does it. */
function printed(file: unknown): { readonly json: unknown; readonly text: string } {
  const { input, problems } = readBudgetFile(JSON.parse(JSON.stringify(file)), 0);
  if (!input) return { json: { problems }, text: '' };
  const state = budgetState(input);
  return { json: JSON.parse(JSON.stringify(budgetJson(state, input.now, problems))), text: budgetLines(state) };
}

/** Every field that `expected` names is there and equal; lists have the same length. */
function assertHas(actual: unknown, expected: unknown, path: string): void {
  if (typeof expected !== 'object' || expected === null) {
    assert.equal(actual, expected, path);
    return;
  }
  assert.ok(typeof actual === 'object' && actual !== null, `${path} is ${JSON.stringify(actual)}`);
  if (Array.isArray(expected)) assert.equal(Object.keys(actual).length, expected.length, `${path} has another length`);
  for (const [field, value] of Object.entries(expected)) {
    assertHas(Object.getOwnPropertyDescriptor(actual, field)?.value, value, `${path}.${field}`);
  }
}

const never = /NaN|Infinity|undefined|\$-|"-0"|-0\b(?!\.|\d|-)|-\$0\.00/;
const tables: Record<string, readonly BudgetCase[]> = {
  periods: periodCases,
  forecasts: forecastCases,
  levels: levelCases,
  credits: creditCases,
  'allocation and subscriptions': allocationCases,
  'bad input': badInputCases,
};

describe('budget', () => {
  for (const [table, cases] of Object.entries(tables)) {
    describe(table, () => {
      for (const [name, file, expected] of cases) {
        it(name, () => {
          const { json, text } = printed(file);
          assertHas(json, expected, '');
          assert.doesNotMatch(JSON.stringify(json), /NaN|Infinity|undefined|"-0"/);
          assert.doesNotMatch(text, never);
        });
      }
    });
  }

  it('has more than a hundred cases', () => assert.ok(Object.values(tables).flat().length > 100));

  it('does not use a file that is no object, has no days list, or names no time', () => {
    for (const file of [
      [],
      'x',
      null,
      3,
      { now: 'yesterday' },
      { now: 5 },
      { now: '2026-11-21T00:00:00Z', days: 'x' },
    ]) {
      const { input, problems } = readBudgetFile(file, 0);
      assert.equal(input, undefined);
      assert.equal(problems.length, 1);
    }
  });

  it('lists a hundred problems and counts the others', () => {
    const days = Array.from({ length: 100_000 }, () => ({ date: 'x', usd: 1 }));
    const { problems } = readBudgetFile({ now: '2026-11-21T00:00:00Z', days }, 0);
    assert.equal(problems.length, 101);
    assert.match(problems.at(-1)?.message ?? '', /99900 more/);
  });
});
