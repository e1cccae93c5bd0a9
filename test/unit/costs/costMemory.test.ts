import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyse, type EstimateSettings } from '../../../src/core/costs/analyse';
import { CostMemory } from '../../../src/core/costs/costMemory';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import type { Detection, ModelName, Prompt, PromptRequest } from '../../../src/core/prompts/prompt';

let counted = 0;
const settings: EstimateSettings = {
  count: (text) => {
    counted++;
    return { tokens: text.split(/(?=[a-z])/).length, exact: true, errorPercent: undefined };
  },
  price: (model, at) => {
    const price = bundledPrice(model, at);
    return price && { ...price };
  },
  defaultModel: 'gpt-5-mini',
  now: Date.UTC(2026, 10, 21),
};

const models = ['gpt-4o', 'claude-sonnet-4-5', 'nobody-knows'];
const named = fc.option(
  fc.constantFrom(...models).map((id): ModelName => ({ id, span: { start: 0, end: 1 }, source: 'call' })),
  { nil: undefined },
);
const anyPrompt = fc.record({
  text: fc.constantFrom('a', 'a b', 'a b c d', 'ab'),
  holes: fc.constantFrom([], [{ name: 'x', at: 1 }], [{ name: 'y', at: 0 }]),
  role: fc.constantFrom('system' as const, 'user' as const),
  confidence: fc.constantFrom('high' as const, 'medium' as const),
  gap: fc.integer({ min: 0, max: 3 }),
  model: named,
});
const anyRequest = fc.record({
  prompts: fc.array(fc.nat(5), { maxLength: 3 }),
  kind: fc.constantFrom('chat' as const, 'text' as const),
  partial: fc.boolean(),
  most: fc.option(fc.nat(9), { nil: undefined }),
  model: named,
});
const version = fc
  .tuple(fc.array(anyPrompt, { maxLength: 6 }), fc.array(anyRequest, { maxLength: 4 }))
  .map(([prompts, requests]): Detection => {
    let at = 0;
    return {
      prompts: prompts.map(({ gap, model, ...prompt }): Prompt => {
        at += gap + 5;
        return { ...prompt, span: { start: at, end: at + 4 }, ...(model && { model }) };
      }),
      requests: requests.map(
        ({ model, most, ...request }): PromptRequest => ({
          ...request,
          prompts: request.prompts.filter((index) => index < prompts.length),
          span: { start: 0, end: at },
          ...(most === undefined ? {} : { maxOutputTokens: most }),
          ...(model && { model }),
        }),
      ),
      problems: [],
      broken: false,
    };
  });

describe('CostMemory', () => {
  it('changes no figure', () => {
    fc.assert(
      fc.property(fc.array(version, { maxLength: 5 }), (versions) => {
        const memory = new CostMemory();
        for (const detection of versions) {
          assert.deepEqual(analyse(detection, { ...settings, memory }), analyse(detection, settings));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('counts and makes anew only what changed', () => {
    const prompt = (start: number, text: string): Prompt => ({
      ...{ span: { start, end: start + 9 }, role: 'user', text, holes: [], confidence: 'high' },
    });
    const prompts = Array.from({ length: 1_000 }, (_, index) => prompt(index * 10, `text ${index}`));
    const detection: Detection = { prompts, requests: [], problems: [], broken: false };
    const memory = new CostMemory();
    const before = analyse(detection, { ...settings, memory });
    counted = 0;
    const changed = prompts.with(500, prompt(5_000, 'something else'));
    const after = analyse({ ...detection, prompts: changed }, { ...settings, memory });
    assert.equal(counted, 1);
    const anew = after.prompts.flatMap((hint, index) => (hint === before.prompts[index] ? [] : [index]));
    assert.deepEqual(anew, [500]);
  });
});
