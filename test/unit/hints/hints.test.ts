import assert from 'node:assert/strict';
import type { PromptHint, RequestHint } from '../../../src/core/costs/analyse';
import { capShare } from '../../../src/core/costs/capShare';
import { type HoverSettings, promptHover } from '../../../src/core/hints/hintHover';
import { promptLabel, requestLabel } from '../../../src/core/hints/hints';
import { usd, zeroUsd } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { inputCost } from '../../../src/core/prices/cost';
import { localPrice } from '../../../src/core/prices/localModels';
import type { Rate } from '../../../src/core/prompts/directives';
import { english } from '../../../src/core/words';

const at = Date.UTC(2026, 10, 21);

function promptHint(tokens: number, modelId: string, more: Partial<PromptHint> = {}): PromptHint {
  const price = bundledPrice(modelId, at);
  return {
    span: { start: 0, end: 1 },
    role: 'system',
    confidence: 'high',
    model: { id: modelId, source: 'call' },
    count: { tokens, estimated: false, atLeast: false, errorPercent: undefined },
    holes: [],
    cost: price && inputCost(price, tokens, tokens),
    price,
    alone: false,
    lastGood: false,
    ...more,
  };
}

function requestHint(tokens: number, modelId: string, more: Partial<RequestHint> = {}): RequestHint {
  const { span, model, count, cost, price } = promptHint(tokens, modelId);
  return {
    ...{ span, model, count, cost, price, prompts: [0], framingTokens: 6, framingPublished: true, output: undefined },
    ...{ partial: false, lastGood: false },
    ...more,
  };
}

describe('labels', () => {
  it('say tokens and cost', () => {
    assert.equal(promptLabel(promptHint(412, 'gpt-4o'), english), '412 tok · $0.0010');
    assert.equal(requestLabel(requestHint(1234, 'gpt-4o'), english), '1,234 tok in · $0.0031 · gpt-4o');
  });

  it('convert the exact cost, not the one that is rounded for people', () => {
    const euros = Object.assign(english.bind(undefined), { currency: { code: 'EUR', perUsd: usd('0.92') ?? zeroUsd } });
    // 0.003085 dollars are 0.0028382 euros; the rounded $0.0031 would be 0.002852
    assert.equal(requestLabel(requestHint(1234, 'gpt-4o'), euros), '1,234 tok in · EUR 0.0028 · gpt-4o');
    const output = { tokens: 300, stated: true, cost: usd('0.00304') };
    const month = { perMonth: usd('100.2') ?? zeroUsd, percentOfCap: undefined };
    assert.equal(
      requestLabel(requestHint(1234, 'gpt-4o', { output }), euros, month),
      '1,234 tok in · in EUR 0.0028 · out ≤ EUR 0.0028 · gpt-4o · ≈ EUR 92/month',
    );
  });

  it('mark estimates and lower bounds, tokens and cost alike', () => {
    const count = { tokens: 412, estimated: true, atLeast: true, errorPercent: 20 };
    assert.equal(promptLabel(promptHint(412, 'gpt-4o', { count }), english), '≥≈ 412 tok · ≥≈ $0.0010');
  });

  it('say that a text is nothing but variables, in place of no tokens', () => {
    const count = { tokens: 0, estimated: false, atLeast: true, errorPercent: undefined };
    assert.equal(promptLabel(promptHint(0, 'gpt-4o', { count }), english), 'variables only');
  });

  it('say of a local model that it costs nothing, without signs, answers and months', () => {
    const count = { tokens: 412, estimated: true, atLeast: true, errorPercent: 14 };
    const free = { count, price: localPrice, cost: zeroUsd };
    assert.equal(promptLabel(promptHint(412, 'llama3.2', free), english), '≥≈ 412 tok · local, no charge');
    const output = { tokens: 300, stated: true, cost: zeroUsd };
    const request = requestHint(412, 'llama3.2', { ...free, output });
    const month = { perMonth: zeroUsd, percentOfCap: 0 };
    assert.equal(requestLabel(request, english, month), '≥≈ 412 tok in · local, no charge · llama3.2');
    const hints = { prompts: [promptHint(412, 'llama3.2', free)], requests: [request], problems: [] };
    const settings = { month: () => month, tokensPerMinute: () => undefined, outlook: undefined };
    const { table, lines } = promptHover(hints, 0, settings, english);
    assert.deepEqual(table.at(-2), ['Input', '≥≈ 412', '', '$0']);
    assert.ok(!lines.some((line) => line.includes('month')), lines.join('\n'));
    assert.ok(lines.some((line) => line.includes('local, no charge')));
  });

  it('say what the answer may cost at most, rounded up', () => {
    const output = { tokens: 300, stated: true, cost: usd('0.00304') };
    assert.equal(
      requestLabel(requestHint(1234, 'gpt-4o', { output }), english),
      '1,234 tok in · in $0.0031 · out ≤ $0.0031 · gpt-4o',
    );
    const byModel = { ...output, stated: false };
    assert.equal(
      requestLabel(requestHint(1234, 'gpt-4o', { output: byModel }), english),
      '1,234 tok in · $0.0031 · gpt-4o',
    );
    const unpriced = { tokens: 300, stated: true, cost: undefined };
    assert.equal(
      requestLabel(requestHint(1234, 'gpt-4o', { output: unpriced }), english),
      '1,234 tok in · $0.0031 · gpt-4o',
    );
  });

  it('say of how many requests a total is', () => {
    const label = requestLabel(requestHint(1234, 'gpt-4o', { conversations: 20 }), english);
    assert.equal(label, '20 requests: 1,234 tok in · $0.0031 · gpt-4o');
  });

  it('mark the default model', () => {
    const hint = requestHint(10, 'gpt-5-mini', { model: { id: 'gpt-5-mini', source: 'default' } });
    assert.equal(requestLabel(hint, english), '10 tok in · <$0.0001 · gpt-5-mini (default)');
  });

  it('name the default model of a prompt that stands alone', () => {
    const model = { id: 'gpt-5-mini', source: 'default' } as const;
    assert.equal(
      promptLabel(promptHint(4120, 'gpt-5-mini', { model, alone: true }), english),
      '4,120 tok · $0.0010 · gpt-5-mini (default)',
    );
  });

  it('never show an unknown price as zero', () => {
    assert.equal(promptLabel(promptHint(412, 'house-model'), english), '412 tok');
    assert.equal(requestLabel(requestHint(412, 'house-model'), english), '412 tok in · no price for house-model');
  });
});

function hover(prompt: PromptHint, request?: RequestHint, more: Partial<HoverSettings> = {}) {
  const hints = { prompts: [prompt], requests: request ? [request] : [], problems: [] };
  return promptHover(
    hints,
    0,
    { month: () => undefined, tokensPerMinute: () => undefined, outlook: undefined, ...more },
    english,
  );
}

describe('the hover', () => {
  it('shows the arithmetic, the source of the price and its date, and the share of the context window', () => {
    const { table, lines } = hover(promptHint(412, 'gpt-4o'));
    assert.deepEqual(table, [
      ['Part', 'Tokens', '$ / 1M tokens', 'Cost'],
      ['System', '412', '2.50', '$0.00103'],
    ]);
    assert.deepEqual(lines, [
      'Model: gpt-4o, from the call · Price: list price, standard tier, as of 2026-09-23',
      '0.3 % of the context window of 128,000 tokens',
    ]);
  });

  it('shows parts that sum to the total of the request', () => {
    const { table, bold } = hover(promptHint(412, 'gpt-4o'), requestHint(418, 'gpt-4o'));
    assert.deepEqual(table.slice(1), [
      ['System', '412', '2.50', '$0.00103'],
      ['Message framing', '6', '2.50', '$0.000015'],
      ['Input', '418', '', '$0.001045'],
    ]);
    assert.deepEqual(bold, [3]);
  });

  it('sums up what it cannot take apart', () => {
    const { table } = hover(promptHint(400, 'gpt-4o'), requestHint(418, 'gpt-4o'));
    assert.deepEqual(table[1], ['1 prompt', '412', '2.50', '$0.00103']);
  });

  it('sets the fixed part apart from what the holes add', () => {
    const count = { tokens: 400, estimated: false, atLeast: true, errorPercent: undefined };
    const holed = promptHint(400, 'gpt-4o', { count, holes: ['name', 'order.id'] });
    assert.deepEqual(hover(holed).table.slice(1), [
      ['System, fixed part', '400', '2.50', '$0.001'],
      ['Values of name, order.id', '+ ?', '', '+ ?'],
    ]);
    assert.ok(hover(holed).lines.includes('Values not in the source add tokens: name, order.id'));
    const [least, most] = [410, 480].map((tokens) => ({ tokens, cost: usd(tokens * 2.5e-6) }));
    assert.ok(least && most);
    const sampled = hover({ ...holed, samples: { least, most, rows: 3 } });
    assert.deepEqual(sampled.table[2], ['Values of name, order.id', '+ 10–80', '', '+ $0.000025–$0.0002']);
    assert.ok(sampled.lines.includes('With 3 rows of sample values for name, order.id'));
  });

  it('names the error of an estimate', () => {
    const count = { tokens: 9, estimated: true, atLeast: false, errorPercent: 20 };
    const { table, lines } = hover(promptHint(9, 'claude-haiku-4-5', { count }));
    assert.equal(table[1]?.[1], '≈ 9');
    assert.ok(lines.includes('≈ Estimate: claude-haiku-4-5 has no public tokenizer here; may be off by 20 %.'));
  });

  it('shows the most that the output may cost', () => {
    const output = { tokens: 300, stated: true, cost: usd('0.003') };
    const { table } = hover(promptHint(412, 'gpt-4o'), requestHint(418, 'gpt-4o', { output }));
    assert.deepEqual(table.at(-1), ['Output, at most', '≤ 300', '10.00', '≤ $0.003']);
  });

  it('says what a month of calls costs, and how many fit into a minute', () => {
    const cost = usd('0.001045') ?? assert.fail();
    const rate = { count: 1000, per: 'day' } as const;
    const month = () => capShare(cost, rate, usd('120'));
    const { lines } = hover(promptHint(412, 'gpt-4o'), requestHint(418, 'gpt-4o', { rate }), {
      month,
      tokensPerMinute: (model) => (model === 'gpt-4o' ? 30_000 : undefined),
      outlook: { expected: usd('60') ?? cost, cap: usd('120') ?? cost },
    });
    assert.ok(lines.includes('30,000 calls in 30 days, input only: ≈ $31/month · 26 % of your cap'), lines.join('\n'));
    assert.ok(lines.includes('On top of the forecast of ≈ $60.00 for this period: 76 % of your cap'), lines.join('\n'));
    assert.ok(lines.includes('This prompt uses 2% of your tokens per minute.'), lines.join('\n'));
    assert.ok(lines.includes('71 calls a minute fit into your limit of 30,000 tokens'), lines.join('\n'));
  });

  it('counts the longest answer that a call allows into its minute', () => {
    const output = { tokens: 29_700, stated: true, cost: undefined };
    const { lines } = hover(promptHint(412, 'gpt-4o'), requestHint(418, 'gpt-4o', { output }), {
      tokensPerMinute: () => 30_000,
    });
    assert.ok(lines.includes('This prompt needs 101% of your tokens per minute: it never fits.'), lines.join('\n'));
    assert.ok(lines.includes('0 calls a minute fit into your limit of 30,000 tokens'), lines.join('\n'));
  });

  it('says so when a prompt does not fit', () => {
    const { lines } = hover(promptHint(200_000, 'gpt-4o'));
    assert.ok(lines.includes('Does not fit: 156 % of the context window of 128,000 tokens'), lines.join('\n'));
  });

  it('says so when there is no price, and shows no zero', () => {
    const { table, lines } = hover(promptHint(4, 'house-model'), requestHint(10, 'house-model'));
    assert.ok(lines.includes('No price for house-model'));
    assert.ok(
      table.slice(1).every((row) => row[3] === '?'),
      JSON.stringify(table),
    );
  });
});

describe('labels with samples', () => {
  const [few, many] = [380, 512].map((tokens) => ({ tokens, cost: usd(tokens * 2.5e-6) }));
  const count = { tokens: 300, estimated: false, atLeast: true, errorPercent: undefined };
  assert.ok(few && many);

  it('are a figure for one row and an interval for several', () => {
    const one = promptHint(300, 'gpt-4o', { count, samples: { least: many, most: many, rows: 1 } });
    assert.equal(promptLabel(one, english), '≈ 512 tok · ≈ $0.0013 · with samples');
    const several = promptHint(300, 'gpt-4o', { count, samples: { least: few, most: many, rows: 4 } });
    assert.equal(promptLabel(several, english), '≈ 380–512 tok · ≈ $0.00095–$0.0013 · with samples');
  });
});

describe('the share of the cap', () => {
  const cost = usd('0.001') ?? assert.fail();

  it('is exact for every period', () => {
    const share = (count: number, per: Rate['per'], cap?: string) =>
      capShare(cost, { count, per }, cap === undefined ? undefined : usd(cap));
    assert.deepEqual(share(1000, 'day', '120'), { perMonth: usd('30'), percentOfCap: 25 });
    assert.deepEqual(share(1, 'minute').perMonth, usd('43.2'));
    assert.deepEqual(share(0.5, 'day').perMonth, usd('0.015'));
    assert.deepEqual(share(7, 'week').perMonth, usd('0.03'));
    assert.deepEqual(share(9, 'month'), { perMonth: usd('0.009'), percentOfCap: undefined });
  });

  it('stands behind the model in the lens', () => {
    const lens = (count: number, cap: string) =>
      requestLabel(requestHint(400, 'gpt-4o', { cost }), english, capShare(cost, { count, per: 'day' }, usd(cap)));
    assert.equal(lens(475, '120'), '400 tok in · $0.0010 · gpt-4o · ≈ $14/month · 12 % of your cap');
    assert.equal(lens(100, '120'), '400 tok in · $0.0010 · gpt-4o · ≈ $3.00/month · 2.5 % of your cap');
    const bound = { tokens: 400, estimated: false, atLeast: true, errorPercent: undefined };
    const atLeast = requestHint(400, 'gpt-4o', { cost, count: bound });
    const month = capShare(usd('0.0001875') ?? cost, { count: 1000, per: 'day' }, usd('120'));
    assert.match(requestLabel(atLeast, english, month), /≥ \$5\.62\/month · 4\.7 % of your cap$/);
    assert.equal(lens(1, '120'), '400 tok in · $0.0010 · gpt-4o · ≈ $0.03/month · <0.1 % of your cap');
  });
});
