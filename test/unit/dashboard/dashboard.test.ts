import assert from 'node:assert/strict';
import fc from 'fast-check';
import { monthOf } from '../../../src/core/budget/period';
import { dashboardState } from '../../../src/core/dashboard/dashboard';
import type { DashboardState, Tile } from '../../../src/core/dashboard/dashboardProtocol';
import { addUsd, formatSpend, type Usd } from '../../../src/core/money';
import type { SpendState } from '../../../src/core/spend/spend';
import { statusWords } from '../../../src/core/spend/spendWords';
import { english } from '../../../src/core/words';
import { daysUntil, dollars, figuresAt, minuteMs, models, now, readings, spendState, unread } from '../../spendStates';
import { anySpend } from '../spend/anySpend';

const cap = dollars(120);

function state(spend: SpendState = spendState(), limit: Usd | undefined = cap, at = now): DashboardState {
  return dashboardState(spend, limit, at, english, 'en');
}

function tile(shown: DashboardState, id: Tile['id']): Tile {
  const found = shown.tiles.find((candidate) => candidate.id === id);
  assert.ok(found, id);
  return found;
}

/** Every text of a state, with the keys that lead to it, except names from outside. */
function texts(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return path.endsWith('.name') ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

describe('dashboard state', () => {
  it('shows a healthy month', () => {
    const shown = state();
    assert.equal(shown.heading, 'Spend in November 2026');
    assert.equal(shown.banner, null);
    assert.equal(shown.age.text, 'As of 17:41 UTC, 3 min ago; next read 17:46 UTC');
    assert.equal(shown.month.amount.text, '$86.18');
    assert.deepEqual([shown.month.percent, shown.month.level], ['71%', { id: 'ok', word: 'Under the cap' }]);
    assert.equal(shown.month.meter?.valueText, '$86.18 of $120.00, 71% of the cap. Under the cap.');
    assert.match(shown.month.note, /a watch, not a stop/);
    assert.equal(tile(shown, 'forecast').value.text, '≈ $127.44');
    assert.ok(tile(shown, 'forecast').details.includes('The cap is reached about 29 November.'));
    assert.deepEqual(tile(shown, 'close').details, ['Closes on 1 December, 00:00 UTC.']);
    assert.deepEqual([tile(shown, 'due').label, tile(shown, 'due').value.text], ['Due on 1 December', '$86.18']);
    assert.equal(tile(shown, 'session').value.text, '$1.33');
  });

  it('is plain JSON', () => {
    for (const spend of [spendState(), unread({ kind: 'noKey' })]) {
      assert.deepEqual(JSON.parse(JSON.stringify(state(spend))), state(spend));
    }
  });

  it('says every way the reading can stand in words, each with its own title', () => {
    const titles = readings.map((reading) => state(unread(reading)).banner?.title);
    assert.equal(titles[2], undefined, 'ok needs no banner');
    assert.equal(new Set(titles).size, readings.length);
  });

  it('offers what helps and nothing else', () => {
    const actions = (spend: SpendState) => state(spend).banner?.actions.map(({ action }) => action);
    assert.deepEqual(actions(unread({ kind: 'noKey' })), ['setApiKey']);
    assert.deepEqual(actions(unread({ kind: 'keyRefused', reason: 'projectKey' })), ['setApiKey', 'showLog']);
    assert.deepEqual(actions(unread({ kind: 'offline' })), ['refreshSpend', 'showLog']);
    assert.deepEqual(actions(unread({ kind: 'rateLimited', until: now + 1 })), ['showLog']);
    assert.equal(state(unread({ kind: 'noKey' })).age.refresh, null);
  });

  it('shows no figure at all before the first read', () => {
    for (const reading of readings) {
      const shown = state(unread(reading));
      assert.deepEqual(shown.month.amount, { text: '—', spoken: 'unknown' });
      assert.deepEqual([shown.month.meter, shown.month.percent, shown.month.level], [null, null, null]);
      assert.deepEqual([shown.days.bars.length, shown.models.rows.length], [0, 0]);
      assert.equal(shown.heading, 'Spend in November 2026');
      const dollarTexts = texts({ ...shown, panels: [], planner: null }).filter((text) => /\$\d/.test(text));
      assert.deepEqual(dollarTexts, ['of your $120.00 cap']);
    }
  });

  it('keeps the last figures through a failed read and says when they were read', () => {
    const failed = state(spendState({ reading: { kind: 'offline' } }));
    assert.equal(failed.month.amount.text, '$86.18');
    assert.match(failed.banner?.text ?? '', /The figures below are those read at 17:41 UTC\.$/);
  });

  it('marks old figures, with the day they are of', () => {
    const figures = figuresAt(now - 26 * 60 * minuteMs);
    const shown = state(spendState({ figures }));
    assert.equal(shown.banner?.title, 'These figures are old');
    assert.equal(shown.age.isStale, true);
    assert.match(shown.age.text, /^As of 20 November, 15:44 UTC, 26 h ago/);
    assert.deepEqual([shown.days.bars[20]?.kind, shown.days.bars[20]?.amount.text], ['unknown', '—']);
    assert.equal(shown.month.pace, null, 'an old sum is not compared with the present');
  });

  it('keeps a closed month as that month until the new one is read', () => {
    const figures = figuresAt(Date.UTC(2026, 10, 30, 23, 58));
    const shown = state(spendState({ figures }), cap, Date.UTC(2026, 11, 1, 0, 2));
    assert.equal(shown.heading, 'Spend in November 2026');
    assert.equal(shown.banner?.title, 'A new month has begun');
    assert.match(shown.banner?.text ?? '', /^November is over.*The figures of December are not read yet\.$/);
    assert.equal(tile(shown, 'close').value.text, 'Closed');
    assert.match(tile(shown, 'due').details.join(' '), /may still be restated until 4 December, 00:00 UTC/);
    assert.equal(tile(shown, 'forecast').value.text, '—');
  });

  it('starts a new month at what is reported for it and says the old one may still change', () => {
    const at = Date.UTC(2026, 11, 1, 0, 30);
    const shown = state(spendState({ figures: figuresAt(at, daysUntil(at, [0]), []) }), cap, at);
    assert.deepEqual([shown.heading, shown.month.amount.text], ['Spend in December 2026', '$0.00']);
    assert.equal(shown.days.empty, 'No spend in December yet.');
    assert.match(tile(shown, 'due').details.join(' '), /November may still be restated until 4 December/);
  });

  it('names the same month and total at the edges, wherever the machine stands', () => {
    const zone = process.env.TZ;
    const edge = Date.UTC(2026, 7, 1);
    try {
      for (const at of [edge - 30 * minuteMs, edge + 30 * minuteMs]) {
        const seen = ['Asia/Tokyo', 'America/Los_Angeles', 'UTC'].map((name) => {
          process.env.TZ = name;
          return JSON.stringify(state(spendState({ figures: figuresAt(at) }), cap, at));
        });
        assert.equal(new Set(seen).size, 1);
        assert.match(seen[0] ?? '', at < edge ? /Spend in July 2026/ : /Spend in August 2026/);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('adds local time beside the moment the month closes', () => {
    const shown = dashboardState(spendState(), cap, now, english, 'en', () => '1 December at 09:00 GMT+9');
    assert.deepEqual(tile(shown, 'close').details, ['Closes on 1 December, 00:00 UTC (1 December at 09:00 GMT+9).']);
  });

  it('names no percent and no level without a cap', () => {
    for (const limit of [undefined, dollars(0)]) {
      const { month } = dashboardState(spendState(), limit, now, english, 'en');
      assert.deepEqual([month.ofCap, month.percent, month.level, month.meter], ['no cap is set', null, null, null]);
      assert.equal(month.amount.text, '$86.18');
    }
  });

  it('stretches the cap bar so that spend beyond the cap stays on it', () => {
    const { month } = state(spendState(), dollars(60));
    assert.deepEqual([month.level?.id, month.percent, month.meter?.valueNow], ['over', '143%', 100]);
    assert.ok(month.meter && month.meter.cap < month.meter.spent && month.meter.spent <= 1);
    assert.match(month.meter.valueText, /143% of the cap\. Over the cap\./);
  });

  it('marks a sum that is a lower bound wherever it is shown', () => {
    const shown = state(spendState({ figures: { ...figuresAt(now), setAside: 2 } }));
    assert.deepEqual([shown.month.amount.text, shown.month.percent], ['≥$86.18', '≥71%']);
    assert.match(shown.month.lowerBound ?? '', /^At least: 2 rows/);
    assert.match(shown.month.meter?.valueText ?? '', /^≥\$86\.18 of \$120\.00, ≥71% of the cap/);
    const totals = [tile(shown, 'due').value, shown.days.total, shown.models.rows.at(-1)?.cells.cost];
    assert.deepEqual(
      totals.map((figure) => figure?.text),
      ['≥$86.18', '≥$86.18', '≥$86.18'],
    );
    assert.equal(state().month.lowerBound, null);
  });

  it('says the same total and share as the status bar', () => {
    for (const spend of [spendState(), spendState({ figures: { ...figuresAt(now), setAside: 1 } })]) {
      const bar = statusWords(spend, { cap, now, translate: english, clockTime: String });
      const { amount, percent } = state(spend).month;
      assert.ok(bar.text.includes(percent ?? '?') && bar.label.includes(amount.text), bar.label);
    }
  });

  it('shows a restatement below zero as it is, without a bar', () => {
    const at = Date.UTC(2026, 10, 3, 12);
    const shown = state(spendState({ figures: figuresAt(at, daysUntil(at, ['1', '-2.5', '0']), []) }), cap, at);
    assert.deepEqual([shown.days.bars[1]?.kind, shown.days.bars[1]?.amount.text], ['refund', '-$2.50']);
    assert.equal(shown.days.bars[1]?.share, 0);
    assert.deepEqual([shown.month.amount.text, shown.month.percent], ['-$1.50', '<0%']);
    assert.equal(shown.month.meter?.valueNow, 0);
  });

  it('keeps days to come empty', () => {
    const { bars } = state().days;
    assert.equal(bars.length, 30);
    assert.deepEqual(
      [bars[20]?.kind, bars[20]?.amount.text, bars[20]?.label],
      ['today', '$3.41 so far', 'Sat 21 November'],
    );
    assert.deepEqual(bars[29], {
      kind: 'future',
      axis: '30',
      label: 'Mon 30 November',
      amount: { text: '', spoken: 'to come' },
      share: 0,
    });
  });

  it('lists models with what is known, and what no model is named for', () => {
    const { rows } = state().models;
    const row = (name: string) => rows.find((candidate) => candidate.name === name);
    assert.deepEqual(row('gpt-5-nano')?.cells.cost, { text: '—', spoken: 'unknown' });
    assert.equal(row('gpt-5-nano')?.cells.requests.text, '310');
    assert.deepEqual(row('web search tool calls')?.cells.input, { text: '—', spoken: 'unknown' });
    assert.equal(row('text-embedding-3-small')?.cells.output.text, '0', 'a reported zero is a zero');
    assert.equal(row('gpt-6.1-sol')?.cells.input.text, '31,400,210');
    assert.deepEqual([row('Not named by model')?.cells.cost.text, rows.at(-1)?.cells.cost.text], ['$12.00', '$86.18']);
  });

  it('makes hostile names harmless to look at', () => {
    const name = `a\u202egnp.exe\u0000${'x'.repeat(500)}`;
    const figures = figuresAt(
      now,
      daysUntil(now),
      models.map((model) => ({ ...model, model: name })),
    );
    const shown = state(spendState({ figures })).models.rows[0]?.name ?? '';
    assert.equal(shown.length, 200);
    assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
  });

  it('survives a locale it does not know', () => {
    for (const locale of ['', 'x', 'not a locale', 'qps-ploc', '*']) {
      assert.match(dashboardState(spendState(), cap, now, english, locale).heading, /2026/);
    }
    assert.equal(dashboardState(spendState(), cap, now, english, 'de').heading, 'Spend in November 2026');
    assert.match(dashboardState(spendState(), cap, now, english, 'fr').heading, /novembre/);
  });
});

describe('dashboard state of any spend', () => {
  it('holds bars whose amounts sum to the total shown', () => {
    fc.assert(
      fc.property(anySpend, ({ spend, at }) => {
        const shown = state(spend, cap, at);
        const days = spend.figures?.days ?? [];
        const total = addUsd(...days.map(({ cost }) => cost));
        if (!spend.figures) return assert.equal(shown.days.bars.length, 0);
        const bound = shown.days.bars.some(({ kind }) => kind === 'unknown') ? '≥' : '';
        assert.equal(shown.days.total.text, bound + formatSpend(total));
        assert.equal(shown.month.amount.text, shown.days.total.text);
        const read = shown.days.bars.filter(({ kind }) => kind !== 'future' && kind !== 'unknown');
        const month = monthOf(spend.figures.periodStart);
        assert.equal(shown.days.bars.length, (month.end - month.start) / 86_400_000);
        assert.deepEqual(
          read.map(({ amount }) => amount.text.replace(' so far', '')),
          days.map(({ cost }) => formatSpend(cost)),
        );
      }),
    );
  });

  it('holds no broken number in any text, and only shares from 0 to 1', () => {
    fc.assert(
      fc.property(
        anySpend,
        fc.option(fc.bigInt({ min: 0n, max: 10n ** 18n }), { nil: undefined }),
        ({ spend, at }, limit) => {
          const shown = state(spend, limit as Usd | undefined, at);
          for (const text of texts(shown)) assert.doesNotMatch(text, /NaN|Infinity|undefined|null|\$-|-0|\{\d\}/);
          const { meter } = shown.month;
          const shares = [
            ...shown.days.bars.map(({ share }) => share),
            ...shown.models.rows.map(({ shareBar }) => shareBar),
            ...(meter
              ? [meter.spent, meter.cap, meter.pace, meter.forecast?.expected ?? 0, meter.forecast?.high ?? 0]
              : []),
            shown.days.even?.share ?? 0,
          ];
          for (const share of shares) assert.ok(share >= 0 && share <= 1, String(share));
        },
      ),
      { numRuns: 500 },
    );
  });
});
