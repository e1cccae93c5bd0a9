// The same figures on every surface: random ledgers, and the check that status bar, tooltip, page, summary, export and command line say
// the same texts of them. The quick tests take thousands, the long ones 20,000.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { showAmounts, withAmounts } from '../../src/core/amounts';
import { budgetGlance } from '../../src/core/budget/budgetGlance';
import { budgetJson } from '../../src/core/budget/budgetJson';
import { budgetLines } from '../../src/core/budget/budgetLines';
import { budgetOf, readBudgetSettings } from '../../src/core/budget/budgetSettings';
import { monthOf } from '../../src/core/budget/period';
import { exportCsv, exportJson, summaryText } from '../../src/core/budget/spendExport';
import { dashboardState } from '../../src/core/dashboard/dashboard';
import { addUsd, type Usd, usd, usdToDecimal, zeroUsd } from '../../src/core/money';
import type { SpendFigures } from '../../src/core/spend/spend';
import { statusWords } from '../../src/core/spend/spendWords';
import { commitRead, figuresOf } from '../../src/core/usage/ledger';
import { english } from '../../src/core/words';
import { spendState } from '../spendStates';

const dayMs = 86_400_000;
const models = ['gpt-5-mini', 'gpt-5.5', '=cmd|x', 'a,"b"', '@sum'];
const cost = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 13n }),
  fc.bigInt({ min: -(10n ** 12n), max: 10n ** 18n }),
  fc.constantFrom(0n, 1n, 99_999_999n, 100_000_000n, 9_999_999_999n, 994_999_999_999n, 999_999_999_999n),
);

/** A ledger of some month, read at some moment of it, with holes at its end and several lines a day. */
export const anyLedger = fc
  .record({
    month: fc.integer({ min: 0, max: 155 }),
    part: fc.double({ min: 0, max: 0.9999, noNaN: true }),
    cells: fc.array(fc.tuple(fc.nat(30), fc.nat(4), fc.nat(2), cost), { maxLength: 40 }),
    cap: fc.option(fc.bigInt({ min: 0n, max: 10n ** 16n }), { nil: undefined }),
    late: fc.integer({ min: 0, max: 3 * dayMs }),
    resetDay: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 31 }), fc.constant('last')),
    zone: fc.constantFrom('UTC', 'UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'),
    credit: fc.option(fc.bigInt({ min: 1n, max: 10n ** 14n }), { nil: undefined }),
  })
  .map(({ month, part, cells, cap, late, resetDay, zone, credit }) => {
    const period = monthOf(Date.UTC(2024, month, 10));
    const asOf = period.start + Math.floor(part * (period.end - period.start));
    const days = Array.from({ length: Math.floor((asOf - period.start) / dayMs) + 1 }, (_, index) =>
      new Date(period.start + index * dayMs).toISOString().slice(0, 10),
    );
    const costs = cells.flatMap(([day, model, item, amount]) => {
      const at = days[day];
      const name = models[model] ?? '';
      return at === undefined ? [] : [{ day: at, item: `${name} ${item}`, model: name, cost: amount as Usd }];
    });
    const ledger = commitRead(
      undefined,
      { kind: 'read', days, costs, tokens: [], setAside: [] } as never,
      period,
      asOf,
    );
    const figures = figuresOf(ledger);
    const settings = readBudgetSettings({
      cap: cap as Usd | undefined,
      resetDay,
      zone,
      credits:
        credit === undefined
          ? []
          : [
              {
                id: 'trial',
                usd: usdToDecimal(credit as Usd),
                grantedAt: new Date(period.start).toISOString(),
                validMonths: 3,
              },
            ],
    });
    return { figures, settings, now: asOf + late };
  });

type AnyLedger = typeof anyLedger extends fc.Arbitrary<infer Value> ? Value : never;

/** Throws when two surfaces say different texts of the same figures. */
export function assertAgreement({ figures, settings, now }: AnyLedger): void {
  const budget = budgetOf(settings, figures, now);
  assert.ok(budget);
  const { cap } = settings.input;
  const glance = budgetGlance(budget, figures);
  const spend = spendState({ figures, sessionSpend: undefined });
  const words = statusWords(spend, { cap, budget, now, translate: english, clockTime: () => '00:00' });
  const page = dashboardState(spend, cap, now, english, 'en', undefined, { settings, budget });
  const lines = budgetLines(budget);
  const tooltip = words.tooltip.map(({ text }) => text).join('\n');
  const summary = summaryText(glance, 'now', english);
  const said = glance.percent ?? glance.spent;
  assert.ok(words.text.includes(` ${said}`), `${words.text} has not ${said}`);
  assert.ok(words.label.includes(`this month ${glance.spent}`), words.label);
  assert.equal(page.month.amount.text, glance.spent);
  assert.equal(page.days.total.text, glance.spent);
  assert.equal(page.month.percent, glance.percent ?? null);
  const due = page.tiles.find(({ id }) => id === 'due');
  assert.equal(due?.value.text, glance.due);
  const forecast = page.tiles.find(({ id }) => id === 'forecast');
  const isOpen = now < budget.period.end;
  if (isOpen) assert.equal(forecast?.value.text, glance.forecast ?? '—');
  for (const [name, text] of Object.entries({ tooltip, lines, summary })) {
    for (const part of [glance.spent, glance.percent, glance.forecast])
      if (part !== undefined) assert.ok(text.includes(part), `${name} has not ${part}: ${text}`);
  }
  assert.ok(lines.includes(`Due         ${glance.due} on ${glance.dueOn}`), lines);
  assertExact(figures, page, budgetJson(budget, now, []));
  const json = JSON.parse(exportJson(figures, spend.origin, glance));
  assert.equal(json.glance.spent, glance.spent);
  const euros = showAmounts('en', false, { code: 'EUR', perUsd: 920_000_000_000n as Usd });
  const converted = JSON.stringify(withAmounts([words, page, summary], euros));
  assert.doesNotMatch(converted, /\$\d/);
  assert.ok(converted.includes(euros(glance.spent)), converted);
  const hidden = JSON.stringify(withAmounts([words, page, summary], showAmounts('en', true)));
  assert.doesNotMatch(hidden, /\$\d/);
}

/** What is unfolded and what is exported sums to the total exactly. */
function assertExact(figures: SpendFigures, page: ReturnType<typeof dashboardState>, json: object): void {
  const sumOf = (texts: readonly string[]) =>
    addUsd(zeroUsd, ...texts.map((text) => usd(text.replace('$', '')) ?? zeroUsd));
  const { sum } = page.month;
  assert.ok(sum);
  assert.equal(sumOf(sum.lines.map(({ amount }) => amount)), usd(sum.total.amount.replace('$', '')));
  assert.equal(sum.total.amount.replace('$', ''), (json as { spentUsd: string }).spentUsd);
  for (const row of page.models.rows) {
    if (!row.sum) continue;
    const own = figures.models.find(({ model }) => model === row.name);
    assert.equal(sumOf(row.sum.lines.map(({ amount }) => amount)), own?.cost);
  }
  for (const { sum: each } of [...page.tiles, ...page.panels.flatMap(({ rows }) => rows)])
    if (each) assert.equal(sumOf(each.lines.map(({ amount }) => amount)), usd(each.total.amount.replace('$', '')));
  const rows = exportCsv(figures).trimEnd().split('\r\n').slice(1);
  assert.equal(sumOf(rows.map((line) => /,(-?[\d.]*),[^,]*,[^,]*,[^,]*,[^,]*$/.exec(line)?.[1] ?? '')), figures.total);
}
