// Exported spend: complete, exact, and harmless in a spreadsheet.
import assert from 'node:assert/strict';
import { budgetGlance } from '../../../src/core/budget/budgetGlance';
import { budgetOf, readBudgetSettings } from '../../../src/core/budget/budgetSettings';
import { exportCsv, exportJson, summaryText } from '../../../src/core/budget/spendExport';
import { english } from '../../../src/core/words';
import { daysUntil, dollars, figuresAt, now } from '../../spendStates';

const bill = (day: string, model: string, cost: string) => ({ day, item: model, model, cost: dollars(cost) });

function figures(model = 'gpt-5-mini') {
  const at = Date.UTC(2026, 10, 2, 9);
  const bills = [bill('2026-11-01', model, '1.25'), bill('2026-11-02', model, '0.000000000001')];
  const uses = [{ day: '2026-11-01', model, requests: 3, inputTokens: 900, cachedInputTokens: 0, outputTokens: 40 }];
  return { ...figuresAt(at, daysUntil(at, ['1.25', '0.5']), []), bills, uses };
}

describe('exported spend', () => {
  it('has a row for each day and model, and one for what no model is named for', () => {
    assert.equal(
      exportCsv(figures()),
      [
        'day,model,usd,requests,input_tokens,cached_input_tokens,output_tokens',
        '2026-11-01,gpt-5-mini,1.25,3,900,0,40',
        '2026-11-02,gpt-5-mini,0.000000000001,,,,',
        '2026-11-02,,0.499999999999,,,,',
        '',
      ].join('\r\n'),
    );
  });

  it('adds what several accounts tell of one day and model', () => {
    const one = figures();
    assert.match(exportCsv({ ...one, uses: [...one.uses, ...one.uses] }), /2026-11-01,gpt-5-mini,1\.25,6,1800,0,80/);
  });

  it('begins no cell with what a spreadsheet runs', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '=a,"b"\n=c']) {
      const cell = exportCsv(figures(name)).split('2026-11-01,')[1] ?? '';
      assert.ok(cell.startsWith(`"'`), JSON.stringify(cell));
    }
    assert.match(exportCsv(figures('a,"b"')), /2026-11-01,"a,""b""",1\.25,/);
  });

  it('is JSON with exact amounts and its moment', () => {
    const budget = budgetOf(readBudgetSettings({ cap: dollars(120) }), figures(), now);
    assert.ok(budget);
    const json = JSON.parse(exportJson(figures(), 'https://api.openai.com', budgetGlance(budget)));
    assert.deepEqual([json.totalUsd, json.asOf, json.atLeast], ['1.75', '2026-11-02T09:00:00.000Z', false]);
    assert.deepEqual(json.rows[2], {
      ...{ day: '2026-11-02', model: null, usd: '0.499999999999' },
      ...{ requests: null, inputTokens: null, cachedInputTokens: null, outputTokens: null },
    });
  });

  it('is summed up in a few lines', () => {
    const budget = budgetOf(readBudgetSettings({ cap: dollars(120) }), figuresAt(now), now);
    assert.ok(budget);
    const [sum, forecast, due] = summaryText(budgetGlance(budget), '2026-11-21 17:44 UTC', english).split('\n');
    assert.equal(sum, 'Spend 2026-11: $86.18, 71% of the cap of $120.00');
    assert.match(forecast ?? '', /^Forecast: ≈ \$\d+\.\d\d, between \$\d+\.\d\d and \$\d+\.\d\d$/);
    assert.equal(due, 'Due on 2026-12-01: $86.18');
  });
});
