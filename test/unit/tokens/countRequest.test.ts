// Request bodies of four APIs: figures that were published with the API's own counts, cases made from the rules, and any JSON at all.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { framingOf } from '../../../src/core/tokens/framing';
import { createModelCounter } from '../../../src/core/tokens/modelCounter';
import { countRequest, requestFormat } from '../../../src/core/tokens/requests/countRequest';
import type { RequestCount, RequestFormat } from '../../../src/core/tokens/requests/request';
import { requestFormats } from '../../../src/core/tokens/requests/request';
import { english, translated } from '../../../src/core/words';

const counter = createModelCounter((name) => readFile(path.join('dist', name)), new TextEncoder(), assert.fail);

function counted(body: unknown, model?: string, format?: RequestFormat): RequestCount {
  const result = countRequest(body, model, counter.count, format);
  if ('problems' in result) assert.fail(result.problems.map((problem) => translated(problem, english)).join('\n'));
  return result;
}

function problemsOf(body: unknown, model?: string): string[] {
  const result = countRequest(body, model, counter.count);
  return 'problems' in result ? result.problems.map((problem) => translated(problem, english)) : [];
}

const say = (role: string, content: unknown, name?: string) => ({ role, content, ...(name ? { name } : {}) });
const partsOf = (count: RequestCount) => count.parts.map(({ kind, tokens, grade }) => [kind, tokens, grade]);

before(() => counter.load(['gpt-4', 'gpt-4o', 'claude-haiku-4-5']));

describe('messages', () => {
  // Source: openai-cookbook, How to count tokens with tiktoken, section 6, commits 06d9feb and c81359c, read 2026-11-21.
  const messages = [
    say(
      'system',
      'You are a helpful, pattern-following assistant that translates corporate jargon into plain English.',
    ),
    say('system', 'New synergies will help drive top-line growth.', 'example_user'),
    say('system', 'Things working well together will increase revenue.', 'example_assistant'),
    say(
      'system',
      "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
      'example_user',
    ),
    say('system', "Let's talk later when we're less busy about how to do better.", 'example_assistant'),
    say('user', "This late pivot means we don't have time to boil the ocean for the client deliverable."),
  ];

  for (const [model, tokens] of [
    ['gpt-3.5-turbo-0301', 127],
    ['gpt-3.5-turbo-0613', 129],
    ['gpt-3.5-turbo', 129],
    ['gpt-4-0314', 129],
    ['gpt-4-0613', 129],
    ['gpt-4', 129],
    ['gpt-4o', 124],
    ['openai/gpt-4o-mini', 124],
  ] as const) {
    it(`cost what the API counted for ${model}: ${tokens}`, () => {
      const result = counted({ model, messages });
      assert.deepEqual([result.tokens, result.grade, result.errorPercent], [tokens, 'exact', undefined]);
    });
  }

  it('are parts of their own, and all framing is one more', () => {
    const result = counted({ model: 'gpt-4o', messages: [say('system', 'hello'), say('user', 'hello world')] });
    assert.deepEqual(partsOf(result), [
      ['system', 1, 'exact'],
      ['message', 2, 'exact'],
      ['framing', 3 + 2 * (3 + 1), 'exact'],
    ]);
    assert.deepEqual(
      result.parts.map((part) => part.field),
      ['messages[0]', 'messages[1]', ''],
    );
  });

  it('have roles of one token', () => {
    for (const model of ['gpt-4', 'gpt-4o']) {
      for (const role of ['system', 'user', 'assistant', 'tool', 'developer']) {
        assert.equal(counter.count(role, model).tokens, framingOf(model).perRole, role);
      }
    }
  });

  it('have exact texts and estimated framing where the framing is not published', () => {
    const result = counted({ model: 'gpt-5', messages: [say('user', 'hello')] });
    assert.equal(result.grade, 'framingEstimated');
    assert.deepEqual(partsOf(result)[0], ['message', 1, 'exact']);
  });

  it('are estimates for a model without a public vocabulary, with an error', () => {
    const result = counted({ messages: [say('user', 'hello world, how are you today?')] }, 'claude-haiku-4-5');
    assert.equal(result.grade, 'estimate');
    assert.ok((result.errorPercent ?? 0) >= 25);
  });

  it('are counted for the given model rather than the one that the body names', () => {
    const body = { model: 'gpt-4o', messages };
    assert.equal(counted(body, 'gpt-4').tokens, 129);
    assert.equal(counted(body, 'gpt-4').model, 'gpt-4');
  });
});

const callable = (name: string, properties: unknown, description?: string) => ({
  name,
  ...(description ? { description } : {}),
  parameters: { type: 'object', properties },
});

describe('tools', () => {
  // Source: openai-cookbook, section 7, commit c81359c, read 2026-11-21.
  const weather = {
    ...{ name: 'get_current_weather', description: 'Get the current weather in a given location' },
    parameters: {
      type: 'object',
      properties: {
        location: { type: 'string', description: 'The city and state, e.g. San Francisco, CA' },
        unit: {
          type: 'string',
          description: 'The unit of temperature to return',
          enum: ['celsius', 'fahrenheit'],
        },
      },
      required: ['location'],
    },
  };
  const messages = [
    say('system', 'You are a helpful assistant that can answer to questions about the weather.'),
    say('user', "What's the weather like in San Francisco?"),
  ];

  for (const [model, tokens] of [
    ['gpt-3.5-turbo', 105],
    ['gpt-4', 105],
    ['gpt-4o', 101],
    ['gpt-4o-mini', 101],
    ['gpt-4.1', 101],
    ['gpt-4-turbo', 105],
  ] as const) {
    it(`cost what the API counted for ${model}: ${tokens}`, () => {
      const result = counted({ model, messages, tools: [{ type: 'function', function: weather }] });
      assert.deepEqual([result.tokens, result.grade], [tokens, 'framingEstimated']);
    });
  }

  // Counted by the API for gpt-3.5-turbo. Source: github.com/hmarr/openai-chat-tokens, tests at 08d8ec0, read 2026-11-21.
  const hello = [say('user', 'hello')];
  const stuff = [callable('do_stuff', {})];
  const arm = {
    type: 'object',
    properties: { bar: { type: 'string', enum: ['a', 'b', 'c'] }, baz: { type: 'boolean' } },
  };
  // The last four: tests of github.com/cequence-io/openai-scala-client, checked there against the API; read 2026-11-21.
  const text = { type: 'string' };
  const number = { type: 'number', description: 'A number' };
  const pros = { type: 'array', items: text, description: 'Write 3 points why this text is well written' };
  const quality = { type: 'object', properties: { pros } };
  const lines = [say('user', 'text1\ntext2\ntext3\n')];
  const title = { type: 'string', description: 'Write something' };
  const required = { parameters: { type: 'object', properties: { title }, required: ['title'] } };
  const location = { type: 'string', description: 'The city to get the weather for' };
  const unit = { type: 'string', enum: ['celsius', 'fahrenheit'] };
  for (const [what, given, functions, tokens] of [
    ['no properties', hello, [callable('foo', {})], 31],
    ['only a description', hello, [callable('foo', {}, 'Do a foo')], 36],
    ['a property', hello, [callable('bing_bong', { foo: { type: 'string' } }, 'Do a bing bong')], 49],
    ['an object in an object', hello, [callable('bing_bong', { foo: arm }, 'Do a bing bong')], 68],
    ['a system message', [say('system', 'Hello'), say('user', 'Hi there')], stuff, 35],
    ['a system message that ends in a colon', [say('system', 'Hello:'), say('user', 'Hi there')], stuff, 35],
    ['two system messages', [say('system', 'Hello:'), say('system', 'Hello'), say('user', 'Hi there')], stuff, 40],
    ['a described property', hello, [callable('bing_bong', { foo: text, bar: number }, 'Do a bing bong')], 57],
    ['a description within an object', hello, [callable('function', { quality }, 'description')], 46],
    ['a property that is required', lines, [{ ...callable('function', { title }, 'description'), ...required }], 53],
    ['an enum next to a description', [say('user', 'Hello')], [callable('getWeather', { location, unit })], 59],
  ] as const) {
    it(`cost ${tokens} with ${what}`, () => {
      assert.equal(counted({ model: 'gpt-3.5-turbo', messages: given, functions }).tokens, tokens);
    });
  }

  it('cost what the API counted for calls and their results', () => {
    const args = '{"foo": "bar", "baz": 1.5}';
    const call = { role: 'assistant', content: '', function_call: { name: 'do_stuff', arguments: args } };
    assert.equal(counted({ model: 'gpt-3.5-turbo', messages: [call] }).tokens, 26);
    const result = [say('user', 'hello world'), say('function', args, 'do_stuff')];
    assert.equal(counted({ model: 'gpt-3.5-turbo', messages: result }).tokens, 28);
    assert.equal(counted({ model: 'gpt-3.5-turbo', messages: result }).grade, 'framingEstimated');
  });

  it('cost more when one must be called', () => {
    const body = { model: 'gpt-4', messages, tools: [{ type: 'function', function: weather }] };
    const base = counted(body).tokens;
    assert.equal(counted({ ...body, tool_choice: 'none' }).tokens, base + 1);
    const forced = { type: 'function', function: { name: 'get_current_weather' } };
    assert.equal(counted({ ...body, tool_choice: forced }).tokens, base + 4 + 3);
    assert.equal(counted({ ...body, tool_choice: 'auto' }).tokens, base);
  });

  it('bring the tool prompt of Claude, by model and choice', () => {
    const body = {
      model: 'claude-opus-4-8',
      messages: [say('user', 'hello')],
      tools: [{ name: 'f', description: 'g', input_schema: {} }],
    };
    const tools = (choice?: unknown) =>
      counted({ ...body, tool_choice: choice }).parts.find((part) => part.kind === 'tools')?.tokens ?? 0;
    assert.equal(tools({ type: 'any' }) - tools(), 410 - 290);
    assert.ok(tools() > 290);
  });

  it('that the provider runs itself come on top', () => {
    const body = { model: 'gpt-5', input: 'hello', tools: [{ type: 'web_search' }] };
    assert.deepEqual(counted(body).uncounted, ['tools[0]']);
  });
});

describe('bodies of four APIs', () => {
  const text = 'What is in this picture?';
  const bodies: Record<RequestFormat, unknown> = {
    chat: { model: 'gpt-4o', messages: [say('system', 'Be brief.'), say('user', [{ type: 'text', text }])] },
    responses: { model: 'gpt-4o', instructions: 'Be brief.', input: [say('user', [{ type: 'input_text', text }])] },
    anthropic: { model: 'gpt-4o', system: 'Be brief.', messages: [say('user', [{ type: 'text', text }])] },
    gemini: {
      ...{ model: 'gpt-4o', systemInstruction: { parts: [{ text: 'Be brief.' }] } },
      contents: [{ role: 'user', parts: [{ text }] }],
    },
  };

  for (const format of requestFormats) {
    it(`${format}: is told by its fields, and its texts are counted`, () => {
      const result = counted(bodies[format]);
      assert.equal(result.format, format);
      assert.deepEqual(partsOf(result).slice(0, 2), [
        ['system', 3, 'exact'],
        ['message', 6, 'exact'],
      ]);
      assert.equal(counted(bodies[format], undefined, format).tokens, result.tokens);
    });
  }

  it('has an exact framing only for Chat Completions, the one whose rule is published', () => {
    const framings = requestFormats.map((format) => counted(bodies[format]).parts.at(-1)?.grade);
    assert.deepEqual(framings, ['exact', 'estimate', 'estimate', 'estimate']);
    const input = [{ role: 'user', content: 'hello' }];
    assert.equal(counted({ model: 'gpt-4o', input: 'hello' }).grade, 'framingEstimated');
    assert.equal(counted({ model: 'gpt-4o', input }).grade, 'framingEstimated');
  });

  it('tells Anthropic from Chat by what only one of them has', () => {
    const messages = [say('user', 'hello')];
    assert.equal(requestFormat({ messages }), 'chat');
    assert.equal(requestFormat({ messages, system: 'x' }), 'anthropic');
    assert.equal(requestFormat({ messages, model: 'claude-sonnet-5' }), 'anthropic');
    assert.equal(requestFormat({ messages, tools: [{ name: 'f', input_schema: {} }] }), 'anthropic');
    assert.equal(requestFormat({ messages: [say('system', 'x')], model: 'claude-sonnet-5' }), 'chat');
    assert.equal(requestFormat({ prompt: 'x' }), undefined);
  });

  it('do not count thoughts that are sent back, and count calls and results', () => {
    const content = [
      { type: 'thinking', thinking: 'hello hello hello', signature: 'x' },
      { type: 'tool_use', id: 'a', name: 'hello', input: { hello: 1 } },
    ];
    const result = { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'hello' }] };
    const count = counted({ model: 'gpt-4o', messages: [say('assistant', content), say('user', [result])] });
    assert.deepEqual(partsOf(count).slice(0, 2), [
      ['message', 1 + counter.count('{"hello":1}', 'gpt-4o').tokens, 'exact'],
      ['message', 1, 'exact'],
    ]);
    const items = [
      { type: 'reasoning', summary: [] },
      { type: 'function_call_output', call_id: 'a', output: 'hello' },
    ];
    assert.deepEqual(partsOf(counted({ model: 'gpt-4o', input: items }))[0], ['message', 1, 'exact']);
  });

  it('say which fields bring tokens that nobody can see', () => {
    const body = { model: 'gpt-5', input: 'hello', previous_response_id: 'resp_1' };
    assert.deepEqual(counted(body).uncounted, ['previous_response_id']);
    const gemini = { contents: 'hello', cachedContent: 'c', tools: [{ googleSearch: {} }] };
    assert.deepEqual(counted(gemini, 'gemini-2.5-pro').uncounted, ['tools[0]', 'cachedContent']);
  });

  it('count the schema that a reply must follow', () => {
    const schema = { type: 'object', properties: { mood: { type: 'string' } } };
    const format = { type: 'json_schema', json_schema: { name: 'moods', schema } };
    const result = counted({ model: 'gpt-4o', messages: [say('user', 'hello')], response_format: format });
    const part = result.parts.find((each) => each.kind === 'schema');
    assert.equal(part?.tokens, counter.count(JSON.stringify(schema), 'gpt-4o').tokens);
    assert.equal(result.grade, 'estimate');
  });
});

describe('bodies that cannot be counted', () => {
  for (const [body, problem] of [
    [null, 'The request is not a JSON object.'],
    [[1], 'The request is not a JSON object.'],
    [{}, 'The request has none of the fields messages, input and contents.'],
    [{ messages: [] }, 'The request names no model in its field model.'],
    [{ model: ' ', messages: [] }, 'The request names no model in its field model.'],
    [{ model: 'gpt-4o', messages: {} }, 'messages is not a list.'],
    [{ model: 'gpt-4o', messages: ['hello'] }, 'messages[0] is not an object.'],
    [{ model: 'gpt-4o', messages: [say('user', 7)] }, 'messages[0].content is neither a text nor a list of parts.'],
    [{ model: 'gpt-4o', messages: [say('user', [7])] }, 'messages[0].content[0] is not an object.'],
    [{ model: 'gpt-4o', messages: [say('user', [{ type: 'text' }])] }, 'messages[0].content[0].text is not a text.'],
    [{ model: 'gpt-4o', messages: [], tools: 7 }, 'tools is not a list.'],
  ] as const) {
    it(`name the field: ${JSON.stringify(body)}`, () => assert.deepEqual(problemsOf(body), [problem]));
  }

  it('may be nested deeper than a stack', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    assert.match(problemsOf({ model: 'gpt-4o', messages: deep }).join(), /more than 100 levels deep/);
  });

  const names = [
    ...['messages', 'input', 'contents', 'content', 'parts', 'text', 'role', 'type', 'system', 'tools', 'function'],
    ...['name', 'description', 'parameters', 'properties', 'items', 'enum', 'required', 'image_url', 'url', 'source'],
    ...['data', 'tool_calls', 'function_call', 'arguments', 'inlineData', 'mimeType', 'response_format', 'schema'],
    ...['__proto__', 'constructor', 'toString', 'config', 'instructions', 'input_schema', 'functionDeclarations'],
  ];
  const words = [
    ...['user', 'system', 'text', 'image', 'image_url', 'input_text', 'function', 'tool_use', 'tool_result', 'object'],
    ...['array', 'string', 'message', 'document', 'function_call', 'image/png', 'data:image/png;base64,iVBORw0KGgo='],
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.oneof(fc.constantFrom(...words), fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
    ),
  }));

  const entries = fc.array(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }), { maxLength: 3 });
  const list = fc.constantFrom('messages', 'input', 'contents');
  const shaped = fc
    .tuple(list, entries, fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3 }))
    .map(([field, given, more]) => ({ ...more, [field]: given }));
  const anyBody = fc.oneof(value, shaped);

  it('are any JSON value: a count whose parts sum to the total, or a problem; never a throw', () => {
    const models = fc.constantFrom('gpt-4o', 'gpt-5-mini', 'claude-opus-4-8', 'gemini-3-pro', 'no such model', '');
    const format = fc.option(fc.constantFrom(...requestFormats), { nil: undefined });
    let counts = 0;
    fc.assert(
      fc.property(anyBody, models, format, (body, model, given) => {
        const result = countRequest(body, model, counter.count, given);
        if ('problems' in result) return result.problems.every((problem) => translated(problem, english).length > 0);
        counts++;
        assert.equal(
          result.tokens,
          result.parts.reduce((sum, part) => sum + part.tokens, 0),
        );
        assert.ok(result.parts.every((part) => Number.isInteger(part.tokens) && part.tokens >= 0));
        assert.ok(
          result.parts.every((part) => part.grade === 'estimate' || result.grade !== 'exact' || part.grade === 'exact'),
        );
        return true;
      }),
      { numRuns: 2000 },
    );
    assert.ok(counts > 200, `only ${counts} bodies were counted`);
  });
});
