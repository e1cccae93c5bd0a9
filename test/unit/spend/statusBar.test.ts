// The user's own wording of the status bar, and what the tooltip says of several accounts.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinSpend } from '../../../src/core/spend/joinSpend';
import type { SourceState, SpendState } from '../../../src/core/spend/spend';
import type { WordsSetting } from '../../../src/core/spend/spendPhrases';
import { statusWords } from '../../../src/core/spend/spendWords';
import { fillStatusTemplate, readStatusTemplate, statusLimits } from '../../../src/core/spend/statusTemplate';
import { english } from '../../../src/core/words';
import { readSpendSettings } from '../../../src/host/spend/spendSettings';
import { daysUntil, dollars, figuresAt, now } from '../../spendStates';
import { anySpend } from './anySpend';

const clockTime = (instant: number) => new Date(instant).toISOString().slice(11, 16);
const setting = (template: string, change: Partial<WordsSetting> = {}): WordsSetting => ({
  cap: dollars(120),
  now,
  translate: english,
  clockTime,
  template: readStatusTemplate(template),
  ...change,
});

function source(id: string, change: Partial<SourceState> & { readonly cost?: string } = {}): SourceState {
  const { cost = '1', ...rest } = change;
  const figures = figuresAt(now, daysUntil(now, [cost]));
  const place = { origin: 'https://api.openai.com', nextPollAt: now + 300_000 };
  const state = { id, sourceId: id, name: id, label: undefined, provider: id, costKind: 'reported' as const, ...place };
  const base = { ...state, reading: { kind: 'ok' as const }, figures, added: undefined, sessionSpend: undefined };
  return { ...base, total: figures.total, ...rest };
}

function stateOf(sources: readonly SourceState[], change: Partial<SpendState> = {}): SpendState {
  const joined = joinSpend(sources);
  const usual = { demo: false, origin: 'https://api.openai.com', intervalMs: 300_000, sessionStart: now };
  return { ...joined, ...usual, sessionSpend: dollars('0.42'), ...change };
}

const one = stateOf([source('OpenAI')]);
const bar = (template: string, state = one, change: Partial<WordsSetting> = {}) =>
  statusWords(state, setting(template, change)).text.replace(/^\$\(\S+\) /, '');

describe('the wording of the status bar', () => {
  it('is the usual one without a template', () => {
    assert.equal(bar(''), '$0.42 · 17%');
    assert.equal(bar('   '), '$0.42 · 17%');
  });

  it('fills every placeholder', () => {
    assert.equal(
      bar('{session} now · {today} today · {month} of {cap} · {percent} · {left} left'),
      '$0.42 now · $1.00 today · $21.00 of $120.00 · 17% · $99.00 left',
    );
    assert.match(bar('{tokens} tok'), /^≥\d+M tok$/);
    assert.equal(bar('$(flame) {month}'), '$(flame) $21.00');
  });

  it('leaves out parts that are not known, and falls back when none is', () => {
    assert.equal(bar('{left} left · {month}', one, { cap: undefined }), '$21.00');
    assert.equal(bar('{left} left', one, { cap: undefined }), '$0.42 · $21.00');
    assert.equal(bar('{session}', stateOf([source('OpenAI')], { sessionSpend: undefined })), '17%');
  });

  it('marks what is a lower bound or an estimate, and never shows less than nothing left', () => {
    const some = { ...one, figures: { ...figuresAt(now, daysUntil(now, ['1'])), setAside: 2 } };
    assert.equal(bar('{month} · {left} · {today}', some), '≥$21.00 · ≤$99.00 · ≥$1.00');
    assert.equal(bar('{left}', stateOf([source('OpenAI', { cost: '90' })])), '$0.00');
    assert.equal(
      bar('{session} · {month}', stateOf([source('codex', { costKind: 'computed' })], { sessionEstimated: true })),
      '≈$0.42 · ≈$21.00',
    );
  });

  it('says nothing of a month that is over', () => {
    assert.equal(bar('{month} · {session}', one, { now: Date.UTC(2026, 11, 2) }).split(' · ')[0], '$0.42');
  });

  it('names unknown placeholders and keeps lengths in bounds', () => {
    const { problems, statusText } = readSpendSettings((name) =>
      name === 'statusBar.text' ? { globalValue: '{sesion} {month}' } : {},
    );
    assert.deepEqual(statusText?.unknown, ['{sesion}']);
    assert.match(problems.join(), /statusBar\.text.*\{sesion\}.*\{session\}/);
    assert.equal(readSpendSettings(() => ({ globalValue: 7 })).statusText, undefined);
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), anySpend, (text, { spend, at }) => {
        const template = readStatusTemplate(text);
        const values = {
          session: '$1',
          today: undefined,
          month: 'm'.repeat(90),
          percent: '5%',
          tokens: '',
          cap: '',
          left: '',
        };
        if (template) assert.ok(fillStatusTemplate(template, values).length <= statusLimits.text);
        const said = statusWords(spend, {
          ...setting('{session}·{today} · {month} {tokens} · {left}/{cap}'),
          now: at,
        }).text;
        assert.doesNotMatch(said, /NaN|undefined|Infinity|\$-/);
      }),
    );
  });
});

describe('the tooltip of several accounts', () => {
  const tip = (state: SpendState) => statusWords(state, setting('')).tooltip.map(({ text }) => text);
  const codex = source('Codex CLI', { provider: 'OpenAI', costKind: 'computed', cost: '3' });

  it('has a line for each: its money, its age, its next poll, and why it is not added', () => {
    const lines = tip(stateOf([source('OpenAI', { label: 'team B' }), codex, source('LiteLLM', { beside: true })]));
    assert.ok(lines.includes('OpenAI (team B): $21.00 as of 17:44, next read at 17:49'), lines.join('\n'));
    assert.ok(lines.includes('Codex CLI: ≈$63.00 as of 17:44, not added: it is on the bill above, next read at 17:49'));
    assert.ok(!lines.some((line) => line.startsWith('Read from')));
    assert.ok(tip(stateOf([codex])).some((line) => /^gpt-5-mini: ≈\$/.test(line)));
    assert.ok(lines.includes('LiteLLM: $21.00 as of 17:44, beside the total, next read at 17:49'));
  });

  it('says which account has trouble, and lets a click explain it', () => {
    const state = stateOf([
      source('OpenAI'),
      source('Anthropic', { reading: { kind: 'keyRefused', reason: 'unknownKey' } }),
    ]);
    assert.ok(
      tip(state).includes('Anthropic: $21.00 as of 17:44, key refused, next read at 17:49'),
      tip(state).join('\n'),
    );
    assert.equal(statusWords(state, setting('')).action, 'explainKey');
  });

  it('tells what is billed from what is not billed yet', () => {
    const lines = tip(stateOf([source('OpenAI'), codex], { notYetBilled: dollars(2), sessionEstimated: true }));
    assert.ok(lines.includes('Billed so far: $21.00. Today in local logs and not billed yet: ≈$2.00 at list prices.'));
    assert.ok(lines.some((line) => line.startsWith('This session: ≈$0.42 since 17:44')));
  });

  it('names a wrong clock and logs that were found', () => {
    const lines = tip({ ...one, clockSkewMs: 40 * 60_000, foundLogs: ['Claude Code', 'Codex CLI'] });
    assert.ok(lines.includes("This machine's clock is 40 min behind the provider's, whose month counts."));
    assert.ok(lines.some((line) => line.startsWith('Logs of Claude Code, Codex CLI were found')));
    assert.ok(
      tip({ ...one, clockSkewMs: -3 * 86_400_000 }).includes(
        "This machine's clock is 72 h ahead of the provider's, whose month counts.",
      ),
    );
  });
});
