import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyse, type EstimateSettings } from '../../../src/core/costs/analyse';
import { usd, usdToDecimal } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { priceBook } from '../../../src/core/prices/priceBook';
import { shippedPrice } from '../../../src/core/prices/shippedPrices';
import type { Detection, ModelName, Prompt, PromptRequest } from '../../../src/core/prompts/prompt';
import { estimateRequest, estimateTexts, modelNear } from '../../../src/core/session/estimate';
import { countRequest } from '../../../src/core/tokens/requests/countRequest';

/** Counts words; Claude has no public vocabulary. The figures are the real ones, only the unit is easy to follow. */
const settings: EstimateSettings = {
  count: (text, model) => ({
    tokens: text.split(' ').filter(Boolean).length,
    exact: !model.startsWith('claude'),
    errorPercent: model.startsWith('claude') ? 20 : undefined,
  }),
  price: bundledPrice,
  defaultModel: 'gpt-5-mini',
  now: Date.UTC(2026, 10, 21),
};

const prompt = (start: number, text: string, holes: string[] = []): Prompt => ({
  span: { start, end: start + 10 },
  role: 'user',
  text,
  holes: holes.map((name) => ({ name, at: 0 })),
  confidence: 'high',
});

const model = (id: string): ModelName => ({ id, span: { start: 0, end: 1 }, source: 'call' });

const request = (prompts: number[], id?: string, more: Partial<PromptRequest> = {}): PromptRequest => ({
  span: { start: 0, end: 100 },
  kind: 'chat',
  prompts,
  partial: false,
  ...(id === undefined ? {} : { model: model(id) }),
  ...more,
});

const detection = (prompts: Prompt[], requests: PromptRequest[]): Detection => ({
  prompts,
  requests,
  problems: [],
  broken: false,
});

describe('analyse', () => {
  it('takes nothing for what runs on the user’s machine, on other models the list price', () => {
    const local = { ...model('llama3.2'), local: true };
    const found = detection([prompt(0, 'a b c')], [request([0], undefined, { model: local })]);
    const book = { ...settings, price: priceBook({ shipped: bundledPrice }) };
    const { prompts, requests } = analyse(found, book);
    assert.deepEqual([prompts[0]?.cost, requests[0]?.cost, requests[0]?.price?.source], [0n, 0n, 'local']);
    const own = modelNear(found, 50, 'gpt-4o');
    assert.deepEqual(own, { id: 'llama3.2', source: 'call', local: true });
    assert.equal(estimateRequest(found, 50, own, book)?.cost, 0n);
    assert.notEqual(estimateRequest(found, 50, { id: 'gpt-4o', source: 'call' }, book)?.cost, 0n);
    const hosted = detection([prompt(0, 'a b c')], [request([0], undefined, { model: model('llama3.2') })]);
    assert.equal(analyse(hosted, book).requests[0]?.cost, undefined);
  });

  it('never takes the framing of an API for exact that nobody has published', () => {
    const [chat, responses] = analyse(
      detection([prompt(0, 'a b c')], [request([0], 'gpt-4o'), request([0], 'gpt-4o', { framingUnpublished: true })]),
      settings,
    ).requests;
    assert.deepEqual([chat?.count.estimated, chat?.framingPublished], [false, true]);
    assert.deepEqual([responses?.count.estimated, responses?.framingPublished], [true, false]);
    assert.equal(responses?.count.tokens, chat?.count.tokens);
  });

  it('prices each call on its own model', () => {
    const found = detection(
      [prompt(0, 'a b c'), prompt(20, 'a b c')],
      [request([0], 'gpt-4o'), request([1], 'gpt-4o-mini')],
    );
    const { prompts, requests } = analyse(found, settings);
    assert.deepEqual(
      prompts.map((hint) => [hint.model.id, hint.cost && usdToDecimal(hint.cost)]),
      [
        ['gpt-4o', '0.0000075'],
        ['gpt-4o-mini', '0.00000045'],
      ],
    );
    assert.deepEqual(
      requests.map((hint) => [hint.count.tokens, hint.count.estimated]),
      [
        [3 + 4 + 3, false],
        [3 + 4 + 3, false],
      ],
    );
  });

  it('adds framing for messages only', () => {
    const hints = analyse(detection([prompt(0, 'a b')], [request([0], 'gpt-4o', { kind: 'text' })]), settings);
    assert.equal(hints.requests[0]?.count.tokens, 2);
    assert.equal(hints.requests[0]?.framingTokens, 0);
  });

  it('adds the tools that a call states, by the rule of its provider', () => {
    const schema = {
      type: 'object',
      properties: { shelf_no: { type: 'integer', description: 'Number on the shelf' } },
    };
    const tool = { type: 'function', function: { name: 'find_book', description: 'Finds a book', parameters: schema } };
    const body = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }], tools: [tool] };
    const whole = countRequest(body, undefined, settings.count);
    const tools = JSON.stringify({ tools: [tool] });
    const [hint] = analyse(detection([prompt(0, 'hello')], [request([0], 'gpt-4o', { tools })]), settings).requests;
    assert.ok('tokens' in whole && hint);
    assert.equal(hint.count.tokens, whole.tokens);
    assert.deepEqual([hint.count.estimated, hint.count.atLeast, hint.partial], [true, false, false]);
    const [bare] = analyse(detection([prompt(0, 'hello')], [request([0], 'gpt-4o')]), settings).requests;
    assert.equal(hint.count.tokens, (bare?.count.tokens ?? 0) + (hint.toolTokens ?? 0));
  });

  it('counts what tools of the provider itself cost as unknown', () => {
    const tools = JSON.stringify({ tools: [{ type: 'web_search' }] });
    const [hint] = analyse(detection([prompt(0, 'hello')], [request([0], 'gpt-4o', { tools })]), settings).requests;
    assert.deepEqual([hint?.count.tokens, hint?.count.atLeast, hint?.partial], [8, true, true]);
  });

  it('frames a message with its boundaries, its role and the start of the reply', () => {
    // The API counts 8 for one message of one token. Source: github.com/hmarr/openai-chat-tokens, tests at 08d8ec0, read 2026-11-21.
    const hints = analyse(detection([prompt(0, 'hello')], [request([0], 'gpt-4o')]), settings);
    assert.equal(hints.requests[0]?.count.tokens, 8);
  });

  it('marks the total as an estimate where the framing is not published', () => {
    const hints = analyse(detection([prompt(0, 'a b')], [request([0], 'gpt-5-mini')]), settings);
    assert.equal(hints.prompts[0]?.count.estimated, false);
    assert.equal(hints.requests[0]?.count.estimated, true);
  });

  it('is a lower bound with holes and with messages built elsewhere', () => {
    const hints = analyse(
      detection(
        [prompt(0, 'a', ['name']), prompt(20, 'b')],
        [request([0], 'gpt-4o'), request([1], 'gpt-4o', { partial: true })],
      ),
      settings,
    );
    assert.deepEqual(
      hints.prompts.map((hint) => hint.count.atLeast),
      [true, false],
    );
    assert.deepEqual(
      hints.requests.map((hint) => hint.count.atLeast),
      [true, true],
    );
  });

  it('uses the default model, marked, where none can be read', () => {
    const hints = analyse(detection([prompt(0, 'a')], [request([0])]), settings);
    assert.deepEqual(hints.requests[0]?.model, { id: 'gpt-5-mini', source: 'default' });
  });

  it('uses the default for a prompt that goes to two models, and each own model for the calls', () => {
    const hints = analyse(
      detection([prompt(0, 'a b')], [request([0], 'gpt-4o'), request([0], 'claude-haiku-4-5')]),
      settings,
    );
    assert.equal(hints.prompts[0]?.model.source, 'default');
    assert.deepEqual(
      hints.requests.map((hint) => [hint.model.id, hint.count.estimated, hint.count.errorPercent]),
      [
        ['gpt-4o', false, undefined],
        ['claude-haiku-4-5', true, 20],
      ],
    );
  });

  it('has no cost for a model without a price, never zero', () => {
    const hints = analyse(detection([prompt(0, 'a')], [request([0], 'house-model')]), settings);
    assert.equal(hints.prompts[0]?.cost, undefined);
    assert.equal(hints.requests[0]?.cost, undefined);
    assert.equal(hints.prompts[0]?.count.tokens, 1);
  });

  it('bounds the answer by the request, else by what the model can give, never by the window alone', () => {
    const found = detection(
      [prompt(0, 'a')],
      [
        request([0], 'gpt-4o', { maxOutputTokens: 300 }),
        request([0], 'house-model', { maxOutputTokens: 300 }),
        request([0]),
        request([0], 'gemini-2.5-flash'),
      ],
    );
    assert.deepEqual(
      analyse(found, { ...settings, price: shippedPrice }).requests.map(
        ({ output }) => output && [output.tokens, output.stated, output.cost && usdToDecimal(output.cost)],
      ),
      [[300, true, '0.003'], [300, true, undefined], [128_000, false, '0.256'], undefined],
    );
  });

  it('gives parts that sum to the total', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { minLength: 1, maxLength: 8 }), (texts) => {
        const prompts = texts.map((text, index) => prompt(index * 20, text));
        const hints = analyse(
          detection(prompts, [
            request(
              prompts.map((_, index) => index),
              'gpt-4o',
            ),
          ]),
          settings,
        );
        const whole = hints.requests[0];
        assert.ok(whole);
        const parts = hints.prompts.reduce((sum, hint) => sum + hint.count.tokens, whole.framingTokens);
        assert.equal(whole.count.tokens, parts);
      }),
    );
  });
});

describe('estimates on request', () => {
  const found = detection([prompt(200, 'a b c d')], [request([0], 'gpt-4o')]);

  it('take the model of the call around the position, then the only one in the file, then the default', () => {
    assert.deepEqual(modelNear(found, 50, 'gpt-5-mini'), { id: 'gpt-4o', source: 'call' });
    assert.deepEqual(modelNear(found, 205, 'gpt-5-mini'), { id: 'gpt-4o', source: 'call' });
    assert.deepEqual(modelNear(found, 500, 'gpt-5-mini'), { id: 'gpt-4o', source: 'file' });
    assert.deepEqual(modelNear(detection([], []), 500, 'gpt-5-mini'), { id: 'gpt-5-mini', source: 'default' });
  });

  it('sum several selections', () => {
    const estimate = estimateTexts(['a b', 'c'], { id: 'gpt-4o', source: 'call' }, settings);
    assert.equal(estimate.count.tokens, 3);
    assert.equal(estimate.cost && usdToDecimal(estimate.cost), '0.0000075');
  });

  it('cost a request on another model', () => {
    const estimate = estimateRequest(found, 50, { id: 'gpt-4o-mini', source: 'call' }, settings);
    assert.equal(estimate?.count.tokens, 4 + 7);
    assert.equal(estimate?.cost && usdToDecimal(estimate.cost), '0.00000165');
    assert.equal(estimateRequest(found, 500, { id: 'gpt-4o', source: 'call' }, settings), undefined);
  });

  it('cost the longest answer on another model, where the request limits its answers', () => {
    const limited = detection([prompt(0, 'a b c')], [request([0], 'gpt-4o', { maxOutputTokens: 300 })]);
    const on = (id: string) => estimateRequest(limited, 50, { id, source: 'call' }, settings)?.output;
    assert.deepEqual(on('gpt-4o'), { tokens: 300, stated: true, cost: usd('0.003') });
    assert.deepEqual(on('gpt-4o-mini'), { tokens: 300, stated: true, cost: usd('0.00018') });
    assert.deepEqual(on('house-model'), { tokens: 300, stated: true, cost: undefined });
    assert.equal(estimateRequest(found, 50, { id: 'gpt-4o', source: 'call' }, settings)?.output, undefined);
  });
});
