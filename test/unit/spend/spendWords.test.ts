// What the status bar says in every state.
import assert from 'node:assert/strict';
import { type Usd, usd, zeroUsd } from '../../../src/core/money';
import type { ReadingState, SpendFigures, SpendState } from '../../../src/core/spend/spend';
import { statusWords } from '../../../src/core/spend/spendWords';
import { english } from '../../../src/core/words';

const asOf = Date.UTC(2026, 10, 21, 14, 5);
const dollars = (amount: string): Usd => usd(amount) ?? zeroUsd;
const clockTime = (instant: number) => new Date(instant).toISOString().slice(11, 16);

/** Every day up to `to`; all was spent on the first. */
function daysFrom(from: number, to: number, total: Usd) {
  return Array.from({ length: Math.floor((to - from) / 86_400_000) + 1 }, (_, index) => ({
    day: new Date(from + index * 86_400_000).toISOString().slice(0, 10),
    cost: index === 0 ? total : zeroUsd,
  }));
}

function figuresWith(total: string, more: Partial<SpendFigures> = {}): SpendFigures {
  const counts = { requests: 1, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 };
  return {
    asOf,
    periodStart: Date.UTC(2026, 10, 1),
    periodEnd: Date.UTC(2026, 11, 1),
    days: daysFrom(Date.UTC(2026, 10, 1), asOf, dollars(total)),
    total: dollars(total),
    models: [
      { model: 'gpt-5.5', cost: dollars('20.12'), ...counts },
      { model: 'gpt-new', cost: undefined, ...counts },
    ],
    ...more,
  };
}

function stateWith(reading: ReadingState, more: Partial<SpendState> = {}): SpendState {
  return {
    reading,
    figures: figuresWith('43.2'),
    demo: false,
    origin: 'https://api.openai.com',
    nextPollAt: asOf + 300_000,
    intervalMs: 300_000,
    sessionStart: asOf - 3_600_000,
    sessionSpend: dollars('0.42'),
    ...more,
  };
}

function words(state: SpendState, setting: { cap?: Usd | undefined; now?: number } = {}) {
  const usual = { cap: dollars('120'), now: asOf + 60_000, translate: english, clockTime };
  return statusWords(state, { ...usual, ...setting });
}

const bar = (state: SpendState, setting = {}) => words(state, setting).text;
const tip = (state: SpendState, setting = {}) => words(state, setting).tooltip.map(({ text }) => text);
const ok: ReadingState = { kind: 'ok' };

describe('words of the spend state', () => {
  it('shows session spend and the share of the cap', () => {
    assert.equal(bar(stateWith(ok)), '$(credit-card) $0.42 · 36%');
    assert.equal(bar(stateWith(ok, { sessionSpend: dollars('1.5') })), '$(credit-card) $1.50 · 36%');
    assert.equal(bar(stateWith(ok, { sessionSpend: undefined })), '$(credit-card) 36%');
    assert.equal(bar(stateWith(ok), { cap: undefined }), '$(credit-card) $0.42 · $43.20');
    assert.equal(bar(stateWith(ok, { demo: true })), '$(credit-card) $0.42 · 36% demo');
  });

  it('has its own words for each state, and keeps the figures through all of them', () => {
    const until = Date.UTC(2026, 10, 21, 15, 30);
    const cases: [reading: ReadingState, word: string][] = [
      [{ kind: 'noKey' }, 'Set API key'],
      [{ kind: 'keyRefused', reason: 'projectKey' }, 'admin key needed'],
      [{ kind: 'keyRefused', reason: 'unknownKey' }, 'key refused'],
      [{ kind: 'rateLimited', until }, 'limited until 15:30'],
      [{ kind: 'offline' }, 'offline'],
      [{ kind: 'unreadable', detail: 'HTTP 502' }, 'reply unreadable'],
      [{ kind: 'keyLost' }, 'key lost'],
      [{ kind: 'unsupported', detail: 'Not here.' }, 'spend not read here'],
    ];
    for (const [reading, word] of cases) {
      const needsKey = ['noKey', 'keyRefused', 'keyLost'].includes(reading.kind);
      const icon = needsKey ? 'key' : 'credit-card';
      assert.equal(bar(stateWith(reading)), `$(${icon}) $0.42 · 36% · ${word}`);
      assert.equal(bar(stateWith(reading, { figures: undefined, sessionSpend: undefined })), `$(${icon}) ${word}`);
      assert.equal(words(stateWith(reading)).action, needsKey ? 'setApiKey' : 'openDashboard');
      assert.ok(tip(stateWith(reading)).length > tip(stateWith(ok)).length, 'a sentence in the tooltip');
      assert.ok(words(stateWith(reading)).label.endsWith(word));
    }
    assert.equal(
      bar(stateWith({ kind: 'reading' }, { figures: undefined, sessionSpend: undefined })),
      '$(credit-card) reading spend…',
    );
    const sentences = new Set(cases.map(([reading]) => tip(stateWith(reading))[1]));
    assert.equal(sentences.size, cases.length);
  });

  it('shows old figures as old', () => {
    const at = (minutes: number) => bar(stateWith(ok), { now: asOf + minutes * 60_000 });
    assert.equal(at(10), '$(credit-card) $0.42 · 36%');
    assert.equal(at(11), '$(credit-card) $0.42 · 36% · 10 min old');
    assert.equal(at(3 * 60 + 59), '$(credit-card) $0.42 · 36% · 3 h old');
    assert.equal(at(50 * 60), '$(credit-card) $0.42 · ≥36% · 2 days old');
    assert.ok(tip(stateWith(ok), { now: asOf + 3_600_000 }).includes('Old figures: as of 14:05, 1 h ago.'));
  });

  it('names the month of figures whose month is over, and warns of no cap with them', () => {
    const full = stateWith(ok, { figures: figuresWith('119') });
    const late = words(full, { now: Date.UTC(2026, 11, 1) });
    assert.equal(late.text, '$(credit-card) $0.42 · ≥99% in 2026-11 · 9 days old');
    assert.equal(late.level, 'normal');
  });

  it('warns from 90 % and says error from 100 %, never by colour alone, never rounded up', () => {
    const at = (total: string) => words(stateWith(ok, { figures: figuresWith(total) }));
    const cases: [total: string, level: string, text: string][] = [
      ['0', 'normal', '$(credit-card) $0.42 · 0%'],
      ['0.000001', 'normal', '$(credit-card) $0.42 · <1%'],
      ['107.999999999', 'normal', '$(credit-card) $0.42 · 89%'],
      ['108', 'warning', '$(warning) $0.42 · 90%'],
      ['119.999999999', 'warning', '$(warning) $0.42 · 99%'],
      ['120', 'error', '$(error) $0.42 · 100%'],
      ['999', 'error', '$(error) $0.42 · 832%'],
    ];
    for (const [total, level, text] of cases) assert.deepEqual([at(total).level, at(total).text], [level, text]);
    assert.match(at('110').label, /close to the cap/);
    assert.match(at('130').label, /cap reached/);
    assert.equal(words(stateWith(ok, { figures: figuresWith('999') }), { cap: undefined }).level, 'normal');
  });

  it('calls a lower bound one', () => {
    const state = stateWith(ok, { figures: figuresWith('43.2', { setAside: 2 }) });
    assert.equal(bar(state), '$(credit-card) $0.42 · ≥36%');
    assert.ok(tip(state).includes('At least: 2 rows of the reply could not be counted.'));
  });

  it('tells all in the tooltip: month with its zone, cap, models, as of, next read, origin', () => {
    assert.deepEqual(tip(stateWith(ok)), [
      'Prompt Meter: spend',
      'This session: $0.42, the rise of the reported total since 13:05.',
      'UTC 2026-11: $43.20, 36% of your cap of $120.00. The cap is a watch, not a stop.',
      'Forecast: ≈ $43.20, between $43.20 and $64.80.',
      'gpt-5.5: $20.12',
      'gpt-new: no cost reported',
      'As of 14:05, under 5 min ago.',
      'Next read at 14:10.',
      'Read from https://api.openai.com.',
    ]);
    assert.equal(tip(stateWith(ok, { demo: true }))[0], 'Prompt Meter: spend (demo data)');
    assert.equal(
      tip(stateWith(ok, { demo: true })).at(-1),
      'Demo data from https://api.openai.com. No real key is used.',
    );
    const unchanged = JSON.stringify(tip(stateWith(ok), { now: asOf + 200_000 }));
    assert.equal(unchanged, JSON.stringify(tip(stateWith(ok))));
  });

  it('sums what is beyond eight models', () => {
    const counts = {
      requests: undefined,
      inputTokens: undefined,
      cachedInputTokens: undefined,
      outputTokens: undefined,
    };
    const models = Array.from({ length: 11 }, (_, index) => ({ model: `m${index}`, cost: dollars('2'), ...counts }));
    assert.ok(tip(stateWith(ok, { figures: figuresWith('43.2', { models }) })).includes('3 more: $6.00'));
  });

  it('never says NaN, undefined, Infinity or a lone sign', () => {
    const states: ReadingState[] = [
      { kind: 'noKey' },
      ok,
      { kind: 'rateLimited', until: asOf, quota: true },
      { kind: 'reading' },
    ];
    for (const reading of states) {
      for (const figures of [undefined, figuresWith('0'), figuresWith('43')]) {
        for (const cap of [undefined, dollars('0.0001'), dollars('120')]) {
          const all = JSON.stringify(words(stateWith(reading, { figures }), { cap, now: 0 }));
          assert.doesNotMatch(all, /NaN|undefined|Infinity|\$-|\{\d\}/);
        }
      }
    }
  });
});
