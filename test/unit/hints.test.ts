import assert from 'node:assert/strict';
import type { PromptHint, RequestHint } from '../../src/core/analyse';
import { promptLabel, promptTooltip, requestLabel, requestTooltip } from '../../src/core/hints';
import { usd } from '../../src/core/money';
import { bundledPrice } from '../../src/core/prices/bundledPrices';
import { inputCost } from '../../src/core/prices/cost';
import { english } from '../../src/core/words';

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

  it('mark estimates and lower bounds, tokens and cost alike', () => {
    const count = { tokens: 412, estimated: true, atLeast: true, errorPercent: 20 };
    assert.equal(promptLabel(promptHint(412, 'gpt-4o', { count }), english), '≥≈ 412 tok · ≥≈ $0.0010');
  });

  it('say what the answer may cost at most, rounded up', () => {
    const output = { tokens: 300, cost: usd('0.00304') };
    assert.equal(
      requestLabel(requestHint(1234, 'gpt-4o', { output }), english),
      '1,234 tok in · in $0.0031 · out ≤ $0.0031 · gpt-4o',
    );
    const unpriced = { tokens: 300, cost: undefined };
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

describe('tooltips', () => {
  it('show the arithmetic, the source of the price and its date, and the share of the context window', () => {
    assert.deepEqual(promptTooltip(promptHint(412, 'gpt-4o'), english), [
      'System prompt: 412 tokens',
      'Model: gpt-4o, from the call',
      '412 × $2.50 / 1M = $0.00103',
      'Price: list price, standard tier, as of 2026-09-23',
      '0.3 % of the context window of 128,000 tokens',
    ]);
  });

  it('name the holes and the error of an estimate', () => {
    const count = { tokens: 9, estimated: true, atLeast: true, errorPercent: 20 };
    const lines = promptTooltip(promptHint(9, 'claude-haiku-4-5', { count, holes: ['name', 'order.id'] }), english);
    assert.ok(lines.includes('≈ Estimate: claude-haiku-4-5 has no public tokenizer here; may be off by 20 %.'));
    assert.ok(lines.includes('Values not in the source add tokens: name, order.id'));
  });

  it('of a request show parts that sum to its total', () => {
    const lines = requestTooltip(requestHint(418, 'gpt-4o'), [promptHint(412, 'gpt-4o')], english);
    assert.deepEqual(lines, [
      'Request: 418 tokens in',
      '412 in 1 prompt + 6 of message framing',
      '418 × $2.50 / 1M = $0.001045',
      '0.3 % of the context window of 128,000 tokens',
    ]);
  });

  it('of a request show the arithmetic of its output', () => {
    const output = { tokens: 300, cost: usd('0.003') };
    const lines = requestTooltip(requestHint(418, 'gpt-4o', { output }), [], english);
    assert.ok(lines.includes('Output: at most 300 tokens × $10.00 / 1M = $0.003'), lines.join('\n'));
  });

  it('say so when there is no price', () => {
    const lines = promptTooltip(promptHint(4, 'house-model'), english);
    assert.ok(lines.includes('No price for house-model'));
  });
});
