// The built page in a real Chromium under its real policy.
import assert from 'node:assert/strict';
import { dashboardState } from '../../src/core/dashboard/dashboard';
import type { DashboardState } from '../../src/core/dashboard/dashboardProtocol';
import { usd } from '../../src/core/money';
import type { SpendState } from '../../src/core/spend/spend';
import { english } from '../../src/core/words';
import { daysUntil, dollars, figuresAt, minuteMs, now, readings, spendState, unread } from '../spendStates';
import { browserPages } from './browserPages';
import { lowContrast } from './contrast';
import { hostileNames } from './hostileNames';
import type { OpenedPage } from './openPage';
import type { ThemeName } from './themes';

function state(spend: SpendState = spendState(), cap = '120', at = now): DashboardState {
  return dashboardState(spend, usd(cap), at, english, 'en', () => '30 November at 16:00 GMT-8');
}

describe('dashboard page', function () {
  this.timeout(60_000);
  const open = browserPages();

  it('asks for its state, shows it, and breaks no rule of its policy', async () => {
    const { page, show, posted, traces } = await open();
    assert.deepEqual(await posted(), [{ type: 'ready' }]);
    await show(state());
    assert.equal(await text(page, '.amount'), '$86.18');
    assert.equal(await page.locator('.bar').count(), 30);
    const bar = await page.locator('.spent').boundingBox();
    assert.ok(bar && bar.width > 100, 'lengths set from script work under the policy');
    assert.deepEqual(traces.errors, []);
  });

  it('T15: shows 1,000 hostile names as text and runs, asks and opens nothing', async () => {
    const { page, show, traces } = await open();
    const before = traces.requests.length;
    const hostile = hostileNames.map((model) => ({
      ...{ model, cost: dollars('0.01'), requests: 1, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 },
    }));
    const shown = state({
      ...spendState({ figures: figuresAt(now, daysUntil(now), hostile) }),
      reading: { kind: 'unreadable', detail: hostileNames[0] ?? '' },
      origin: hostileNames[1] ?? '',
    });
    await show(shown);
    const names = await page.locator('.model-table tbody [role=rowheader]').allTextContents();
    assert.deepEqual(
      names,
      shown.models.rows.map(({ name }) => name),
    );
    await page.waitForTimeout(300);
    const grown = await page.evaluate(() => ({
      strange: document.querySelectorAll('main :is(script, img, iframe, a, object, embed, form, link, style, base)')
        .length,
      ran: 'hacked' in window,
    }));
    assert.deepEqual(grown, { strange: 0, ran: false });
    assert.deepEqual([traces.requests.length - before, traces.dialogs, traces.errors], [0, [], []]);
    assert.ok(await fits(page));
  });

  it('is stopped by its policy when something tries', async () => {
    const { page, show, traces } = await open();
    await show(state());
    const before = traces.requests.length;
    const tried = await page.evaluate(async () => {
      const results: string[] = [];
      try {
        document.body.innerHTML = '<b>x</b>';
        results.push('markup');
      } catch {}
      const script = document.createElement('script');
      script.append('window.hacked = true');
      document.body.append(script);
      await fetch('/dist/webview.js')
        .then(() => results.push('fetch'))
        .catch(() => {});
      return [...results, ...('hacked' in window ? ['script'] : [])];
    });
    assert.deepEqual(tried, []);
    assert.equal(traces.requests.length, before);
  });

  it('is reached by keyboard alone: buttons, days, table', async () => {
    const { page, show, posted } = await open();
    await show(state());
    const seen: string[] = [];
    for (let press = 0; press < 6; press++) {
      await page.keyboard.press('Tab');
      seen.push(
        await page.evaluate(
          () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
        ),
      );
    }
    assert.deepEqual(seen, [
      'Read now',
      'Change cap',
      ...['How this adds up', 'How this adds up'],
      ...['Sat 21 November: $3.41 so far', 'Show as a table'],
    ]);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.day-table').isVisible(), true);
    await page.locator('.button', { hasText: 'Read now' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    assert.deepEqual((await posted()).slice(1), [
      { type: 'run', action: 'refreshSpend' },
      { type: 'run', action: 'changeCap' },
    ]);
  });

  it('moves between days with arrow keys, one tab stop in all, and shows the day', async () => {
    const { page, show } = await open();
    await show(state());
    await page.locator('.bar[tabindex="0"]').focus();
    const press = async (key: string) => {
      await page.keyboard.press(key);
      return tip(page);
    };
    assert.equal(await press('ArrowLeft'), 'Fri 20 November $5.87');
    assert.equal(await press('Home'), 'Sun 1 November $3.12');
    assert.equal(await press('ArrowLeft'), 'Sun 1 November $3.12');
    assert.equal(await press('PageDown'), 'Sun 8 November $0.31');
    assert.equal(await press('End'), 'Mon 30 November to come');
    assert.equal(await page.locator('.bar[tabindex="0"]').count(), 1);
    assert.equal(await page.locator('.bar[aria-selected="true"]').count(), 1);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.tip').isVisible(), false);
    await page.locator('.bar').nth(4).hover();
    assert.equal(await tip(page), 'Thu 5 November $4.91');
  });

  it('speaks its meter, its figures, and one live region without ages', async () => {
    const { page, show } = await open();
    await show(state(spendState({ reading: { kind: 'offline' } }), '60'));
    const meter = page.getByRole('meter', { name: 'Share of the cap used' });
    assert.equal(await meter.getAttribute('aria-valuenow'), '100');
    assert.equal(await meter.getAttribute('aria-valuetext'), '$86.18 of $60.00, 143% of the cap. Over the cap.');
    const live = page.locator('[aria-live]');
    assert.equal(await live.count(), 1);
    assert.doesNotMatch(await text(page, '[aria-live]'), /ago/);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    assert.equal(await page.getByRole('main').count(), 1);
    await show(state(unread({ kind: 'noKey' })));
    assert.equal(await text(page, '.amount'), '—unknown');
    assert.equal(await page.getByRole('meter').count(), 0);
  });

  it('has a table with the same days and the same sum as the chart', async () => {
    const { page, show } = await open();
    await show(state());
    await page.locator('.days summary').click();
    const labels = await page
      .locator('.bar:not([data-kind=future])')
      .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('aria-label')));
    const rows = await page
      .locator('.day-table tbody tr')
      .evaluateAll((trs) => trs.map((tr) => Array.from(tr.children, (cell) => cell.textContent).join(': ')));
    assert.deepEqual(rows, labels);
    assert.equal(await text(page, '.day-table tfoot td'), await text(page, '.amount'));
  });

  it('keeps focus, place and what is open through an update', async () => {
    const { page, show } = await open({ height: 500 });
    await show(state());
    await page.locator('.days summary').click();
    await page.locator('.bar').nth(6).focus();
    await page.evaluate(() => {
      document.documentElement.scrollTop = 420;
      Object.assign(window, { kept: document.activeElement });
    });
    const later = now + 40 * minuteMs;
    await show(
      state(
        spendState({ reading: { kind: 'offline' }, figures: figuresAt(later, daysUntil(later, ['7.5'])) }),
        '90',
        later,
      ),
    );
    const after = await page.evaluate(() => ({
      same: (window as unknown as { kept: Element }).kept === document.activeElement,
      label: document.activeElement?.getAttribute('aria-label'),
      open: document.querySelector<HTMLDetailsElement>('.days details')?.open,
      isScrolled: document.documentElement.scrollTop > 300,
    }));
    assert.deepEqual(after, { same: true, label: 'Sat 7 November: $7.50', open: true, isScrolled: true });
  });

  it('comes back as it was left, and ignores what an older version kept', async () => {
    const first = await open();
    await first.show(state());
    await first.page.locator('.days summary').click();
    await first.page.waitForTimeout(50);
    const saved = await first.saved();
    const second = await open({ saved });
    assert.equal(await text(second.page, '.amount'), '$86.18');
    assert.equal(await second.page.locator('.day-table').isVisible(), true);
    for (const odd of [{ state: { shape: 0 } }, {}, { state: null, days: null }]) {
      const third = await open({ saved: odd });
      assert.equal(await third.page.locator('main').count(), 0);
      await third.show(state());
      assert.deepEqual(third.traces.errors, []);
    }
  });

  it('does not scroll sideways from 320 px on, in any state', async () => {
    for (const width of [320, 800, 1400]) {
      const { page, show } = await open({ width });
      for (const shown of [state(), state(spendState(), '5'), ...readings.map((reading) => state(unread(reading)))]) {
        await show(shown);
        assert.ok(await fits(page), `${width} px: ${shown.banner?.title}`);
      }
      await page.locator('.bar').first().isVisible();
      await show(state());
      await page.locator('.bar').last().hover();
      assert.ok(await fits(page), `${width} px with a tip`);
    }
  });

  it('writes all text at 4.5:1 or better and draws bars at 3:1 in every theme, at every level', async () => {
    for (const theme of ['dark', 'light', 'highContrast'] satisfies ThemeName[]) {
      const { page, show } = await open({ theme });
      const refused = spendState({ reading: { kind: 'keyRefused', reason: 'projectKey' }, demo: true });
      const offline = spendState({ reading: { kind: 'offline' } });
      const levels = ['120', '102', '90', '60'].map((cap) => state(spendState(), cap));
      for (const shown of [...levels, state(offline), state(refused), state(unread({ kind: 'noKey' }))]) {
        await show(shown);
        assert.deepEqual(await page.evaluate(lowContrast), [], theme);
      }
    }
  });

  it('stands still for those who want it, and keeps its outlines in forced colours', async () => {
    const { page, show } = await open();
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    await show(state());
    const style = await page.evaluate(() => {
      const of = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
      return { transition: of('.spent').transitionDuration, outline: of('.track').outlineStyle };
    });
    assert.deepEqual(style, { transition: '0s', outline: 'solid' });
  });
});

async function text(page: OpenedPage['page'], selector: string): Promise<string> {
  return (await page.locator(selector).textContent()) ?? '';
}

async function tip(page: OpenedPage['page']): Promise<string> {
  return `${await text(page, '.tip-day')} ${await text(page, '.tip-amount')}`;
}

function fits(page: OpenedPage['page']): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}
