// The dashboard's tables below its first glance: what they say of limits, use and bills.
import assert from 'node:assert/strict';
import { type BudgetSettings, readBudgetSettings } from '../../../src/core/budget/budgetSettings';
import { type DashboardExtras, dashboardState } from '../../../src/core/dashboard/dashboard';
import type { Panel, PanelId } from '../../../src/core/dashboard/dashboardProtocol';
import type { AccountDetails } from '../../../src/core/spend/accountDetails';
import type { BillCell, SpendState } from '../../../src/core/spend/spend';
import { english } from '../../../src/core/words';
import {
  bill,
  accountDetails as details,
  dollars,
  figuresAt,
  minuteMs,
  now,
  source,
  spendState,
} from '../../spendStates';

const settings = readBudgetSettings({ cap: dollars(100), rateLimits: { 'gpt-5-mini': { tokensPerMinute: 100_000 } } });

function panelOf(id: PanelId, spend: SpendState, extras: DashboardExtras & { settings?: BudgetSettings } = {}): Panel {
  const state = dashboardState(spend, undefined, now, english, 'en', undefined, { settings, ...extras });
  return state.panels.find((panel) => panel.id === id) ?? assert.fail(id);
}

/** Its rows as short lines, marked where they warn. */
function lines({ rows }: Panel): string[] {
  return rows.map(({ name, cells, tone }) =>
    [tone === 'warning' ? '!' : '', name, ...cells.map(({ text }) => text)].join(' | '),
  );
}

describe('a model unfolded', () => {
  const tokens = (day: string, item: string, usd: string, amount: number): BillCell => ({
    ...{ day, item, model: 'm', cost: dollars(usd), quantity: { amount, unit: 'tokens' } },
  });
  const detailsOf = (bills: readonly BillCell[]) => {
    const figures = { ...figuresAt(now, undefined, [{ ...modelRow, cost: dollars('4') }]), bills };
    const state = dashboardState(spendState({ figures }), undefined, now, english, 'en');
    return state.models.rows[0]?.sum?.lines.map(({ label, detail, amount }) => [label, detail, amount].join(' | '));
  };
  const modelRow = {
    ...{ model: 'm', requests: undefined, inputTokens: undefined },
    ...{ cachedInputTokens: undefined, outputTokens: undefined },
  };

  it('is quantity x rate over its days, and the rate says when it is only a mean', () => {
    const bills = [
      tokens('2026-11-01', 'm, input', '1.25', 500_000),
      tokens('2026-11-03', 'm, input', '1.25', 500_000),
      tokens('2026-11-01', 'm, output', '1', 3),
      { day: '2026-11-01', item: 'm, tool', model: 'm', cost: dollars('0.5') },
    ];
    assert.deepEqual(detailsOf(bills), [
      'm, input | 1,000,000 tokens at $2.5 per million, 2 UTC days, 1 November to 3 November | $2.5',
      'm, output | 3 tokens at ≈ $333333.333333333333 per million, the UTC day 1 November | $1',
      'm, tool | the UTC day 1 November | $0.5',
    ]);
  });

  it('names no quantity unless every day has one of the same unit', () => {
    const hours = { ...tokens('2026-11-02', 'm, input', '1', 7), quantity: { amount: 7, unit: 'hours' } };
    assert.deepEqual(detailsOf([tokens('2026-11-01', 'm, input', '1', 7), hours]), [
      'm, input | 2 UTC days, 1 November to 2 November | $2',
    ]);
  });
});

describe('the planner', () => {
  it("offers the user's own scenarios first, then the ready examples, and shows the first", () => {
    const scenarios = [{ name: 'planned.prompt:4', callsPerDay: 10, inputTokens: 20, outputTokens: 30 }];
    const own = readBudgetSettings({ cap: dollars(100), scenarios });
    const { planner } = dashboardState(spendState(), undefined, now, english, 'en', undefined, { settings: own });
    assert.deepEqual(
      planner.examples.map(({ name }) => name),
      ['planned.prompt:4', 'Support bot', 'Sentiment watch', 'Recommender'],
    );
    assert.deepEqual(planner.wish, { example: 0, callsPerDay: 10, inputTokens: 20, cachedTokens: 0, outputTokens: 30 });
  });
});

describe('spend per endpoint', () => {
  const uses = [
    {
      ...{ day: bill.day, model: 'gpt-5-mini', requests: 7 },
      inputTokens: 900,
      cachedInputTokens: 300,
      outputTokens: 40,
    },
    { ...{ day: bill.day, model: 'both', requests: 1 }, inputTokens: 100, cachedInputTokens: 0, outputTokens: 1 },
  ];
  const line = (item: string, model: string, usd: string): BillCell => ({ ...bill, item, model, cost: dollars(usd) });
  const bills = [
    bill,
    line('embedder, input', 'embedder', '5'),
    line('both', 'both', '2'),
    line('web search', 'web search', '1'),
  ];
  const endpoints = [
    {
      endpoint: 'embeddings',
      model: 'embedder',
      requests: 3,
      inputTokens: 5000,
      cachedInputTokens: 0,
      outputTokens: 0,
    },
    {
      endpoint: 'images',
      model: 'both',
      requests: 2,
      inputTokens: undefined,
      cachedInputTokens: undefined,
      outputTokens: undefined,
    },
  ];
  const days = [{ day: bill.day, cost: dollars(28) }];
  const figures = { ...figuresAt(now, days), bills, uses };
  const known = { ...details, use: { ...(details.use ?? assert.fail()), endpoints } };

  it('sums to the total, and keeps apart what models of several endpoints cost', () => {
    const panel = panelOf('endpoints', spendState({ figures, sources: [source(known, { figures })] }));
    assert.deepEqual(lines(panel), [
      ' | Text (chat, responses) | 8 | 1,000 | 300 | 41 | ≥$20.00 | 71%',
      ' | Embeddings | 3 | 5,000 | 0 | 0 | $5.00 | 17%',
      ' | Images | 2 | — | — | — | — | —',
      ' | Billed to no single endpoint |  |  |  |  | $3.00 | 10%',
      ' | Total |  |  |  |  | $28.00 | 100%',
    ]);
    assert.match(panel.notes.join(), /16:44 UTC/);
    assert.deepEqual(
      panel.rows.map(({ sum }) => sum?.total.amount),
      ['$20', '$5', undefined, '$3', undefined],
    );
  });

  it('leaves out endpoints of another month', () => {
    const stale = { ...known, use: { ...known.use, periodStart: Date.UTC(2026, 9, 1) } };
    const panel = panelOf('endpoints', spendState({ figures, sources: [source(stale, { figures })] }));
    assert.deepEqual([panel.rows.length, panel.notes], [3, []]);
    assert.match(panelOf('endpoints', spendState()).empty ?? '', /not asked/);
  });
});

describe('spend per project and key', () => {
  const use = { day: bill.day, model: 'all', requests: 4, inputTokens: 500, cachedInputTokens: 100, outputTokens: 60 };
  const cells = (group: 'project' | 'key') => ({
    bills: [20, 30].map((usd, index) => ({ ...bill, project: null, [group]: `${group}_${index}`, cost: dollars(usd) })),
    uses: [
      { ...use, [group]: `${group}_1` },
      { ...use, day: '2026-11-03', [group]: `${group}_1` },
    ],
  });
  const asOf = now - 60 * minuteMs;
  const spenders = { asOf, periodStart: Date.UTC(2026, 10, 1), project: cells('project'), key: cells('key') };
  const figures = figuresAt(now, [{ day: bill.day, cost: dollars(60) }]);
  const spend = (of: AccountDetails['spenders'], bills?: readonly BillCell[]) => {
    const own = bills ? { ...figures, bills } : figures;
    return spendState({ figures: own, sources: [source({ ...details, spenders: of }, { figures: own })] });
  };

  it('comes with use from the last read of the details, and sums to the total', () => {
    const panel = panelOf('keys', spend(spenders));
    assert.deepEqual(lines(panel), [
      ' | key_1 | 8 | 1,000 | 200 | 120 | $30.00 | 50%',
      ' | key_0 | — | — | — | — | $20.00 | 33%',
      ' | Not told apart |  |  |  |  | $10.00 | 16%',
      ' | Total |  |  |  |  | $60.00 | 100%',
    ]);
    assert.deepEqual(panel.notes, ['As read at 16:44 UTC.']);
    assert.match(panel.rows[0]?.sum?.note ?? '', /16:44/);
  });

  it('takes newer bills of the figures where they tell, and no other month', () => {
    const fresh = panelOf('projects', spend(spenders, [{ ...bill, project: 'project_1', cost: dollars(60) }]));
    assert.deepEqual(lines(fresh)[0], ' | project_1 | 8 | 1,000 | 200 | 120 | $60.00 | 100%');
    assert.deepEqual([fresh.rows.length, fresh.notes], [2, []]);
    assert.equal(panelOf('keys', spend({ ...spenders, periodStart: 0 })).rows.length, 0);
  });
});

describe('limits on the dashboard', () => {
  const figures = { ...figuresAt(now - 3 * minuteMs), bills: [bill] };
  const spend = spendState({ figures, sources: [source(details)] });

  it('hold the cap and what the provider enforces, each with what is used of it', () => {
    const panel = panelOf('limits', spend);
    assert.deepEqual(lines(panel), [
      ' | Your own cap | $100.00 | November | you are told, nothing stops | 86%',
      ' | OpenAI: whole organization | $120.00 | a calendar month, UTC | enforced: calls are refused | 71%',
      ' | OpenAI: whole organization | $50.00 | a calendar month, UTC | the provider sends a mail | 172%',
      '! | OpenAI: project proj_a | $20.00 | a calendar month, UTC | enforced: calls are refused | 100%',
      ' | OpenAI: project proj_b | $5.00 | a calendar month, UTC | set, but not enforced | —',
      ' | OpenAI: this key | $9.00 | its life | enforced: calls are refused | 33%',
    ]);
    assert.deepEqual(panel.notes, ['Limits as read at 16:44 UTC.', 'Limits of 2 more projects are not read.']);
  });

  it('warn when the forecast passes what is enforced for the same month, and only then', () => {
    const warned = (change: Partial<BudgetSettings['input']>, state = spend) =>
      panelOf('limits', state, { settings: { ...settings, input: { ...settings.input, ...change } } }).warning !== null;
    assert.equal(warned({}), true);
    assert.equal(warned({ resetDay: 15 }), false);
    const [held] = [details.limits ?? assert.fail()];
    const loose = held.spendLimits.map((limit) => ({ ...limit, enforced: false }));
    const free = { ...details, limits: { ...held, spendLimits: loose } };
    assert.equal(warned({}, spendState({ sources: [source(free)] })), false);
  });

  it('say what is not read', () => {
    for (const unknown of [undefined, { ...details, limits: undefined }]) {
      const panel = panelOf('limits', spendState({ sources: [source(unknown)] }));
      assert.deepEqual([panel.rows.length, panel.warning], [1, null]);
      assert.match(panel.notes.join(), /not read yet/);
    }
    assert.equal(panelOf('limits', spendState()).rows.length, 1);
  });

  it('name the tier that a month of the cap takes, and what that takes', () => {
    const panel = panelOf('tiers', spend);
    assert.match(panel.notes.join(), /takes Tier 1: \$100\.00 a month, after \$5\.00 paid in all\./);
    const large = readBudgetSettings({ cap: dollars(400) });
    assert.match(panelOf('tiers', spend, { settings: large }).notes.join(), /Tier 2.*7 days/);
    assert.equal(panelOf('tiers', spend, { settings: readBudgetSettings({ cap: undefined }) }).notes.length, 1);
  });

  it('hold rate limits against the busiest minute, and count those that nothing was used of', () => {
    const panel = panelOf('rateLimits', spend);
    assert.deepEqual(lines(panel), [
      ' | gpt-5-mini | Tokens a minute | 100,000 | 81,000 | 16:14 UTC | 81%',
      '! | gpt-5-mini (proj_a) | Tokens a minute | 90,000 | 81,000 | 16:14 UTC | 90%',
      ' | gpt-5-mini (proj_a) | Requests a minute | 500 | 12 | 16:14 UTC | 2%',
    ]);
    assert.match(panel.notes.join(' '), /busiest minute of the 24 hours .* before 16:44 UTC/);
    assert.match(panel.notes.join(' '), /1 more limits/);
  });

  it('say that the busiest minute is unknown where nobody tells of minutes', () => {
    const uses = [
      { day: bill.day, model: 'gpt-5-mini', requests: 7, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 },
    ];
    const panel = panelOf('rateLimits', spendState({ figures: { ...figuresAt(now), uses } }), {
      settings: readBudgetSettings({
        cap: undefined,
        rateLimits: { 'gpt-5-mini': { tokensPerMinute: 9, requestsPerDay: 8 } },
      }),
    });
    assert.deepEqual(lines(panel), [
      ' | gpt-5-mini | Requests a day | 8 | 7 | 2 November | 87%',
      ' | gpt-5-mini | Tokens a minute | 9 | — |  | —',
    ]);
    assert.match(panel.notes.join(), /not known/);
  });
});

describe('days that a provider lowered', () => {
  it('T18: are listed, the newest first, and have no section where there are none', () => {
    const at = Date.UTC(2026, 10, 20, 9);
    const restated = [
      { day: '2026-11-03', before: dollars('5'), after: dollars('3.1'), at },
      { day: '2026-11-18', before: dollars('2'), after: dollars('0'), at: at + minuteMs },
    ];
    const spend = spendState({ sources: [source(undefined, { label: 'team <b>', restated }), source(undefined)] });
    assert.deepEqual(lines(panelOf('restated', spend)), [
      ' | 18 November 2026 | $2.00 | $0.00 | OpenAI (team <b>) | 20 November, 09:01 UTC',
      ' | 3 November 2026 | $5.00 | $3.10 | OpenAI (team <b>) | 20 November, 09:00 UTC',
    ]);
    const { panels } = dashboardState(spendState(), undefined, now, english, 'en');
    assert.ok(!panels.some(({ id }) => id === 'restated'));
  });
});
