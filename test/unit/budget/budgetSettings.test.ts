// The user's settings and the figures as one budget.
import assert from 'node:assert/strict';
import { budgetGlance } from '../../../src/core/budget/budgetGlance';
import { budgetOf, readBudgetSettings } from '../../../src/core/budget/budgetSettings';
import { daysUntil, dollars, figuresAt, now } from '../../spendStates';

const cap = dollars(120);
const glanceOf = (settings: object, at = now, earlier = [{ day: '2026-10-20', cost: dollars(9) }]) => {
  const budget = budgetOf(readBudgetSettings({ cap, ...settings }), figuresAt(now), at, earlier);
  assert.ok(budget);
  return budgetGlance(budget);
};

describe('budget of the settings', () => {
  it('is the calendar month in UTC as it is', () => {
    assert.deepEqual(
      [glanceOf({}).period, glanceOf({}).spent, glanceOf({}).percent, glanceOf({}).dueOn],
      ['2026-11', '$86.18', '71%', '2026-12-01'],
    );
  });

  it('has a reset day and a zone, and counts days before those of the figures', () => {
    const half = glanceOf({ resetDay: 15, zone: 'Asia/Shanghai' });
    assert.deepEqual([half.period, half.dueOn], ['2026-11-15 – 2026-12-14', '2026-12-15']);
    const whole = glanceOf({ resetDay: 20 }, Date.UTC(2026, 10, 19, 12));
    assert.equal(whole.period, '2026-10-20 – 2026-11-19');
    assert.match(whole.spent, /^≥\$/, 'most of October is not known');
  });

  it('is that of the last read while nothing of the new month is known, a lower bound of it', () => {
    const after = glanceOf({}, Date.UTC(2026, 11, 1, 0, 5));
    assert.deepEqual([after.period, after.spent], ['2026-11', '≥$86.18']);
  });

  it('takes what credit pays off what is due, and keeps it in the spend', () => {
    const trial = { id: 'trial', usd: 5, grantedAt: '2026-11-01', validMonths: 3 };
    const { spent, due } = glanceOf({ credits: [trial] });
    assert.deepEqual([spent, due], ['$86.18', '$81.18']);
  });

  it('leaves out what cannot be used, and names it', () => {
    const wrong = readBudgetSettings({
      cap,
      resetDay: 40,
      zone: 'Mars/Base',
      thresholds: [0, 75, 75, 'x', 501],
      credits: [{ id: 'a', usd: -1, grantedAt: 'never' }],
      subscriptions: 'none',
      scenarios: [{ name: 'ok', callsPerDay: 1, inputTokens: 2, outputTokens: 3 }, { name: 'bad', callsPerDay: -1 }, 7],
    });
    assert.deepEqual([wrong.input.resetDay, wrong.input.zone.name, wrong.thresholds], [1, 'UTC', [75]]);
    assert.deepEqual([wrong.input.credits, wrong.subscriptions, wrong.scenarios.length], [[], [], 1]);
    const fields = wrong.problems.map(({ field }) => field);
    for (const field of [
      'resetDay',
      'zone',
      'credits[0].usd',
      'subscriptions',
      'scenarios[1].callsPerDay',
      'scenarios[2].name',
    ])
      assert.ok(fields.includes(field), field);
  });

  it('knows nothing without figures', () => {
    assert.equal(budgetOf(readBudgetSettings({ cap }), undefined, now), undefined);
    assert.equal(daysUntil(now).length, 21);
  });
});
