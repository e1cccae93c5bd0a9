import assert from 'node:assert/strict';
import fc from 'fast-check';
import { outputRange } from '../../../src/core/prices/outputRange';
import { answersAsked } from '../../../src/core/tokens/requests/outputAsked';

const model = { contextWindow: 1000, maxOutput: 400 };

describe('the range of the output', () => {
  it('is bounded by the request, the model or the window, whichever is least', () => {
    assert.deepEqual(outputRange({ maxTokens: 300 }, 100, model), {
      ...{ least: 1, most: 300, boundedBy: 'request', mayReason: false },
    });
    assert.deepEqual(outputRange({ maxTokens: 500 }, 100, model).boundedBy, 'model');
    assert.deepEqual(outputRange({}, 700, model), { least: 1, most: 300, boundedBy: 'window', mayReason: false });
    assert.deepEqual(outputRange({}, 2000, model).most, 0);
    assert.deepEqual(outputRange({}, 100, undefined), {
      ...{ least: 1, most: undefined, boundedBy: undefined, mayReason: false },
    });
  });

  it('is as many times as there are answers, and knows of thoughts and schemas', () => {
    const range = outputRange({ maxTokens: 300, answers: 3, effort: 'low', schemaTokens: 20 }, 100, model);
    assert.deepEqual(range, { least: 60, most: 900, boundedBy: 'request', mayReason: true });
    assert.equal(outputRange({ effort: 'none' }, 1, model).mayReason, false);
  });

  it('never has its least above its most', () => {
    const count = fc.option(fc.nat({ max: 2000 }), { nil: undefined });
    fc.assert(
      fc.property(count, count, count, fc.nat({ max: 2000 }), (maxTokens, answers, schemaTokens, input) => {
        const { least, most } = outputRange({ maxTokens, answers, schemaTokens }, input, model);
        assert.ok(most !== undefined && least <= most);
      }),
    );
  });
});

describe('what a body says of its answers', () => {
  it('is read from the fields of each API', () => {
    for (const [body, maxTokens, answers, effort] of [
      [{ max_tokens: 5, n: 2 }, 5, 2, undefined],
      [{ max_completion_tokens: 6, reasoning_effort: 'low' }, 6, undefined, 'low'],
      [{ max_output_tokens: 7, reasoning: { effort: 'high' } }, 7, undefined, 'high'],
      [{ generationConfig: { maxOutputTokens: 8, candidateCount: 4 } }, 8, 4, undefined],
      [{ max_tokens: -1, n: 1.5 }, undefined, undefined, undefined],
      [7, undefined, undefined, undefined],
    ] as const) {
      assert.deepEqual(answersAsked(body), { maxTokens, answers, effort, shortest: undefined });
    }
  });

  it('holds the shortest answer that a schema allows', () => {
    const schema = {
      type: 'object',
      required: ['mood', 'score', 'why', 'tags', 'sure'],
      properties: {
        mood: { enum: ['cheerful', 'sad'] },
        score: { type: 'integer' },
        why: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        tags: { type: 'array', minItems: 2, items: { type: 'string' } },
        sure: { type: 'boolean' },
        note: { type: 'string' },
      },
    };
    const { shortest } = answersAsked({ response_format: { type: 'json_schema', json_schema: { schema } } });
    assert.equal(shortest, '{"mood":"sad","score":0,"why":"","tags":["",""],"sure":true}');
    assert.equal(answersAsked({ text: { format: { type: 'json_schema', schema } } }).shortest, shortest);
  });

  it('stays short for lists in lists', () => {
    let schema: unknown = { type: 'string' };
    for (let depth = 0; depth < 90; depth++) schema = { type: 'array', minItems: 10, items: schema };
    const { shortest = '' } = answersAsked({ response_format: { schema } });
    assert.ok(shortest.length < 20_000, String(shortest.length));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (body) => void answersAsked(body)));
  });
});
