// What stands at the ends of lines, and in whose words.
import assert from 'node:assert/strict';
import type { PromptHint } from '../../../src/core/costs/analyse';
import { levelOf, type Thresholds } from '../../../src/core/hints/hintLevel';
import {
  fillHintTemplate,
  hintLengthLimit,
  readTemplate,
  type TemplateValues,
} from '../../../src/core/hints/hintTemplate';
import { type LineHintSettings, lineHints, type PlacedHint } from '../../../src/core/hints/lineHints';
import { usd } from '../../../src/core/money';
import { english } from '../../../src/core/words';
import { readHintSettings } from '../../../src/host/hints/hintSettings';

const noThresholds: Thresholds = {
  warnTokens: undefined,
  overTokens: undefined,
  warnUsd: undefined,
  overUsd: undefined,
};
const usual: LineHintSettings = {
  ...{ template: undefined, thresholds: noThresholds, minimumTokens: 0, most: 100, middle: 0, onlyAt: undefined },
};

function placed(line: number, tokens: number, more: Partial<PromptHint> = {}, broken = false): PlacedHint {
  const count = { tokens, estimated: false, atLeast: false, errorPercent: undefined };
  const hint: PromptHint = {
    ...{ span: { start: 0, end: 1 }, role: 'user', confidence: 'high', model: { id: 'gpt-4o', source: 'call' } },
    ...{ count, holes: [], cost: undefined, price: undefined, alone: false, lastGood: false },
    ...more,
  };
  return { hint, line, broken };
}

const texts = (all: readonly PlacedHint[], more: Partial<LineHintSettings> = {}) =>
  lineHints(all, { ...usual, ...more }, english).map(({ line, text }) => `${line}: ${text}`);

describe('hints at the ends of lines', () => {
  it('are one for each line, whatever stands in it', () => {
    assert.deepEqual(texts([placed(3, 7), placed(1, 5), placed(3, 8)]), ['1: 5 tok', '3: 7 tok  |  8 tok']);
    const many = Array.from({ length: 40 }, () => placed(0, 12_345));
    const [only = ''] = texts(many);
    assert.ok(only.length <= hintLengthLimit + 3 && only.endsWith('…'), only);
  });

  it('leave small prompts out, but not those that break a limit', () => {
    assert.deepEqual(texts([placed(0, 9), placed(1, 10), placed(2, 1, {}, true)], { minimumTokens: 10 }), [
      '1: 10 tok',
      '2: ▲▲ 1 tok',
    ]);
  });

  it('are those nearest to what is seen when there are too many', () => {
    const all = Array.from({ length: 50 }, (_, line) => placed(line, 1));
    assert.deepEqual(texts(all, { most: 3, middle: 20 }), ['19: 1 tok', '20: 1 tok', '21: 1 tok']);
  });

  it('follow the cursor', () => {
    assert.deepEqual(texts([placed(0, 1), placed(1, 2)], { onlyAt: ({ count }) => count.tokens === 2 }), ['1: 2 tok']);
  });

  it('are loud from a threshold on, by tokens or cost, and say so without colour', () => {
    const thresholds = { ...noThresholds, warnTokens: 100, overTokens: 200, overUsd: usd('0.5') };
    const level = (tokens: number, cost?: string) =>
      levelOf(placed(0, tokens, { cost: cost === undefined ? undefined : usd(cost) }).hint, thresholds);
    assert.deepEqual(
      [99, 100, 199, 200].map((tokens) => level(tokens)),
      ['usual', 'warn', 'warn', 'over'],
    );
    assert.deepEqual([level(1, '0.4999'), level(1, '0.5')], ['usual', 'over']);
    assert.deepEqual(texts([placed(0, 150), placed(1, 250)], { thresholds }), ['0: ▲ 150 tok', '1: ▲▲ 250 tok']);
  });
});

describe('hint templates', () => {
  const values: TemplateValues = {
    ...{ tokens: '412', cost: '$0.0010', model: 'gpt-4o', role: 'System' },
    ...{ share: undefined, month: undefined, output: undefined, holes: undefined },
  };
  const fill = (written: string, given = values) => {
    const template = readTemplate(written);
    return template && fillHintTemplate(template, given);
  };

  it('put figures in', () => {
    assert.equal(fill('{tokens}t · {cost} ({model})'), '412t · $0.0010 (gpt-4o)');
  });

  it('leave a part out whose value is not known', () => {
    assert.equal(fill('{tokens} · {cost} · {share} of cap', { ...values, cost: undefined }), '412');
    assert.equal(fill('{share}'), '');
  });

  it('name what they do not know, and show it as it stands', () => {
    assert.deepEqual(readTemplate('{tokens} {prize} {__proto__}')?.unknown, ['{prize}', '{__proto__}']);
    assert.equal(fill('{tokens} {prize}'), '412 {prize}');
  });

  it('have a length', () => {
    assert.ok((fill('{tokens} '.repeat(1_000)) ?? '').length <= hintLengthLimit);
    assert.equal((fill('x'.repeat(10_000)) ?? '').length, hintLengthLimit);
  });

  it('that are empty mean the usual wording', () => {
    assert.equal(readTemplate('  '), undefined);
  });
});

describe('hint settings', () => {
  const read = (set: Record<string, unknown>, unset: Record<string, unknown> = { 'hints.style': 'both' }) =>
    readHintSettings((name) => ({ value: { ...unset, ...set }[name], isSet: Object.hasOwn(set, name) }));

  it('choose where hints stand', () => {
    const stands = (style: string) => {
      const { enabled, inline, codeLens } = read({ 'hints.style': style }).settings;
      return [enabled, inline, codeLens];
    };
    assert.deepEqual(stands('both'), [true, true, true]);
    assert.deepEqual(stands('lens'), [true, false, true]);
    assert.deepEqual(stands('inline'), [true, true, false]);
    assert.deepEqual(stands('hover'), [true, false, false]);
    assert.deepEqual(stands('off'), [false, false, false]);
  });

  it('still know the switches of before, where no style is set', () => {
    assert.equal(read({ 'hints.inline': false }).settings.style, 'lens');
    assert.equal(read({ 'hints.codeLens': false }).settings.style, 'inline');
    assert.equal(read({ 'hints.codeLens': false, 'hints.inline': false }).settings.style, 'hover');
    assert.equal(read({ 'hints.codeLens': false, 'hints.style': 'lens' }).settings.style, 'lens');
    assert.equal(read({ 'hints.enabled': false }).settings.enabled, false);
  });

  it('take the default for what makes no sense, and name it', () => {
    const { settings, problems } = read({
      ...{ 'hints.style': 'loud', 'hints.minimumTokens': -1, 'hints.warnUsd': 'x', callsPerDay: Number.NaN },
      ...{ 'hints.mostInEditor': 1e9, 'hints.followCursor': 'yes', 'hints.template': '{tokens} {price}' },
    });
    assert.equal(settings.style, 'both');
    assert.deepEqual([settings.minimumTokens, settings.mostInEditor, settings.followCursor], [0, 200, false]);
    assert.deepEqual([settings.thresholds.warnUsd, settings.callsPerDay], [undefined, undefined]);
    const names = ['style', 'warnUsd', 'minimumTokens', 'mostInEditor', 'followCursor', 'callsPerDay', '{price}'];
    assert.equal(problems.length, names.length);
    for (const name of names)
      assert.ok(
        problems.some((problem) => problem.includes(name)),
        name,
      );
  });
});
