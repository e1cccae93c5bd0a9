// The sections of the page below its first glance, in a real Chromium: tables, sums, the planner, and how long an update takes.
import assert from 'node:assert/strict';
import { readBudgetSettings } from '../../src/core/budget/budgetSettings';
import { type DashboardExtras, dashboardState } from '../../src/core/dashboard/dashboard';
import type { DashboardState } from '../../src/core/dashboard/dashboardProtocol';
import type { Usd } from '../../src/core/money';
import type { Price } from '../../src/core/prices/price';
import type { BillCell, SpendState } from '../../src/core/spend/spend';
import { english } from '../../src/core/words';
import { accountDetails, daysUntil, dollars, figuresAt, now, source, spendState } from '../spendStates';
import { browserPages } from './browserPages';
import { lowContrast } from './contrast';
import type { ThemeName } from './themes';

const price: Price = {
  ...{
    input: 250_000n as Usd,
    output: 2_000_000n as Usd,
    cacheRead: 25_000n as Usd,
    source: 'bundled',
    asOf: '2026-11-20',
  },
  ...{ longContext: [], contextWindow: 400_000, tiers: { batch: [1, 2] } },
};

const settings = readBudgetSettings({
  cap: dollars(120),
  credits: [{ id: 'trial', usd: 5, grantedAt: '2026-09-01T00:00:00Z', validMonths: 3, free: true }],
  subscriptions: [{ name: 'ChatGPT Plus', usdPerMonth: 20 }],
  allocations: [
    { model: 'gpt-5-mini', usd: 20 },
    { model: 'gpt-6.1-sol', usd: 60 },
  ],
  rateLimits: { 'gpt-5-mini': { requestsPerDay: 10_000, tokensPerMinute: 200_000 } },
});

const bills: readonly BillCell[] = [
  {
    day: '2026-11-01',
    item: 'gpt-5-mini, input',
    model: 'gpt-5-mini',
    cost: dollars('20'),
    project: 'proj_a',
    key: null,
  },
  {
    day: '2026-11-02',
    item: 'gpt-5-mini, output',
    model: 'gpt-5-mini',
    cost: dollars('1.77'),
    project: null,
    key: 'key_b',
  },
];
const uses = [
  { day: '2026-11-04', model: 'gpt-5-mini', requests: 9_500, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 },
];

function full(extras: DashboardExtras = {}, change: Partial<SpendState> = {}): DashboardState {
  const figures = { ...figuresAt(now), bills, uses };
  const history = [
    {
      from: '2026-10-01',
      dueOn: '2026-11-01',
      zone: 'UTC',
      spent: dollars('97.4'),
      charged: dollars('97.4'),
      isAtLeast: false,
      isFixed: true,
    },
  ];
  const known = { settings, history, priceOf: () => price, planModels: ['gpt-5-mini'], ...extras };
  return dashboardState(
    spendState({ figures, notYetBilled: dollars('1.5'), sources: [source(accountDetails, { figures })], ...change }),
    undefined,
    now,
    english,
    'en',
    undefined,
    known,
  );
}

describe('sections of the dashboard page', function () {
  this.timeout(60_000);
  const open = browserPages();

  it('hold what stands beside the spend', async () => {
    const { page, show, traces } = await open();
    await show(full());
    const rows = async (id: string) => {
      await page.locator(`[data-id=${id}]`).scrollIntoViewIfNeeded();
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return page.locator(`[data-id=${id}] .panel-table > tbody > tr`).allInnerTexts();
    };
    assert.match((await rows('credits')).join(), /trial\s.*\$5\.00\s+\$5\.00\s+\$0\.00/s);
    assert.match((await rows('subscriptions')).join(), /ChatGPT Plus\s+\$20\.00.*Total outlay.*\$101\.18/s);
    assert.match((await rows('history')).join(), /1 October 2026 to 1 November 2026\s+\$97\.40\s+\$97\.40\s+fixed/);
    assert.match(
      (await rows('rateLimits')).join(),
      /!\s*gpt-5-mini\s+Requests a day\s+10,000\s+9,500\s+4 November\s+95%/,
    );
    assert.match((await rows('allocation')).join(), /!\s*gpt-5-mini\s+\$20\.00\s+\$21\.77\s+108%\s+used up/);
    assert.match((await rows('projects')).join(), /proj_a.*\$20\.00.*Not named.*\$1\.77/s);
    assert.match(await page.locator('.key.unbilled').innerText(), /Not yet billed: ≈ \$1\.50/);
    assert.deepEqual(traces.errors, []);
  });

  it('unfold an amount into lines that are drawn when it is opened', async () => {
    const { page, show } = await open();
    await show(full());
    assert.equal(await page.locator('.sum-table').count(), 0);
    const mini = page.locator('.model-table > tbody > tr', { hasText: 'gpt-5-mini' });
    await mini.locator('summary').click();
    const lines = await mini.locator('.sum-table tr').allInnerTexts();
    assert.deepEqual(
      lines.map((line) => line.replace(/\s+/g, ' ')),
      [
        'gpt-5-mini, input the UTC day 1 November $20',
        'gpt-5-mini, output the UTC day 2 November $1.77',
        'Total $21.77',
      ],
    );
    await show(full());
    assert.equal(await mini.locator('.sum-table').isVisible(), true, 'stays open through an update');
  });

  it('plan what is typed, and only ask with whole numbers', async () => {
    const { page, show, posted } = await open();
    await show(full());
    assert.equal(await page.locator('.planner tbody tr').first().isVisible(), true);
    await page.getByLabel('Calls a day').fill('100');
    const [last] = (await posted()).slice(-1);
    assert.deepEqual(last, {
      type: 'plan',
      plan: { example: 0, callsPerDay: 100, inputTokens: 1800, cachedTokens: 1024, outputTokens: 250 },
    });
    await page.getByLabel('Scenario', { exact: true }).selectOption({ index: 1 });
    const [chosen] = (await posted()).slice(-1);
    assert.deepEqual((chosen as { plan: object }).plan, {
      ...{ example: 1, callsPerDay: 20_000, inputTokens: 220, cachedTokens: 0, outputTokens: 8 },
    });
    await show(
      full({ wish: { example: 0, callsPerDay: 100, inputTokens: 1_000_000, cachedTokens: 0, outputTokens: 0 } }),
    );
    const [cheapest, standard] = await page.locator('.planner .panel-table > tbody > tr').allInnerTexts();
    assert.match(cheapest ?? '', /gpt-5-mini.*Batch\s+≈ \$0\.13\s+≈ \$12\.50\s+≈ \$375\.00\s+312%/s);
    assert.match(standard ?? '', /Standard\s+≈ \$0\.25\s+≈ \$25\.00\s+≈ \$750\.00\s+625%/s);
    await page.getByLabel('Output tokens of a call').fill('-5.5');
    const [odd] = (await posted()).slice(-1);
    assert.equal((odd as { plan: { outputTokens: number } }).plan.outputTokens, 0);
  });

  it('fit from 320 px on and keep their contrast, with everything open', async () => {
    for (const width of [320, 800, 1400]) {
      const { page, show } = await open({ width });
      await show(full());
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.waitForTimeout(100);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${width} px: ${over} px too wide`);
    }
    for (const theme of ['dark', 'light', 'highContrast'] satisfies ThemeName[]) {
      const { page, show } = await open({ theme });
      await show(full());
      assert.deepEqual(await page.evaluate(lowContrast), [], theme);
    }
  });

  it('take an update of 13 months and 50 models within a frame', async () => {
    const { page, show } = await open();
    const states = [1, 2].map((turn) => {
      const models = Array.from({ length: 50 }, (_, index) => ({
        ...{ model: `model-${index}`, cost: dollars(1 + index * turn), requests: index * turn },
        ...{ inputTokens: 1000 * turn, cachedInputTokens: 0, outputTokens: 10 },
      }));
      const days = daysUntil(now).map(({ day }) => day);
      const many = models.flatMap(({ model, cost }) =>
        days.map((day) => ({ day, item: model, model, cost, project: `p${model}`, key: `k${model}` })),
      );
      const manyUses = many.map(({ day, model }) => ({
        ...{ day, model, requests: turn, inputTokens: 1000 * turn, cachedInputTokens: 0, outputTokens: 10 },
      }));
      const history = Array.from({ length: 13 }, (_, index) => ({
        ...{
          from: `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
          dueOn: '2026-11-01',
          zone: 'UTC',
        },
        ...{ spent: dollars(turn), charged: dollars(turn), isAtLeast: false, isFixed: true },
      }));
      const figures = { ...figuresAt(now, daysUntil(now, [turn]), models), bills: many, uses: manyUses };
      return full({ history, planModels: models.slice(0, 20).map(({ model }) => model) }, { figures });
    });
    for (const state of states) await show(state);
    const times = await page.evaluate(async (both) => {
      const taken: number[] = [];
      for (let turn = 0; turn < 20; turn += 1) {
        const state = both[turn % 2];
        const begun = performance.now();
        window.dispatchEvent(new MessageEvent('message', { data: { type: 'state', state } }));
        document.body.getBoundingClientRect();
        taken.push(performance.now() - begun);
        while (document.querySelector('main[aria-busy]')) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return taken.sort((a, b) => a - b);
    }, states);
    const [median, worst] = [times[10] ?? 0, times.at(-1) ?? 0];
    console.log(`      update with layout: median ${median.toFixed(1)} ms, slowest ${worst.toFixed(1)} ms`);
    assert.ok(median <= 50, `${median} ms`);
  });
});
