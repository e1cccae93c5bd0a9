// Counting by a provider against a local server with the published shapes: what is sent, what an answer means, where the key goes.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countCall } from '../../../src/core/session/exactCount';
import type { SentMessage } from '../../../src/core/session/requestReading';
import { httpLimits } from '../../../src/host/http';
import { askProvider } from '../../../src/host/prompts/askProvider';

const canary = 'sk-canary-51f0c2';
const messages: SentMessage[] = [
  { role: 'system', text: 'Be kind.' },
  { role: 'user', text: 'Sort this letter.' },
  { role: 'assistant', text: 'Glad.' },
  { role: 'unknown', text: 'And this one.' },
];

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Instead of `body`: what is sent as it is. */
  readonly raw?: string;
  readonly silent?: boolean;
}

/** Runs `work` on a server that answers everything with `reply`. */
async function withProvider(reply: Reply, work: (origin: string, seen: Seen[]) => Promise<void>): Promise<void> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
      if (reply.silent) return;
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.raw ?? JSON.stringify(reply.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function callFor(model: string, sent: readonly SentMessage[] = messages) {
  return countCall(model, sent) ?? assert.fail(`nobody counts for ${model}`);
}

/** The names of the headers that hold the key. */
function headersWithKey({ headers }: Seen): string[] {
  return Object.entries(headers).flatMap(([name, value]) => (String(value).includes(canary) ? [name] : []));
}

describe('counting by a provider', () => {
  it('asks OpenAI with a list of messages', async () => {
    const body = { object: 'response.input_tokens', input_tokens: 42 };
    await withProvider({ body }, async (origin, seen) => {
      assert.deepEqual(await askProvider(callFor('gpt-4o'), origin, canary), { kind: 'counted', tokens: 42 });
      const [request] = seen;
      assert.deepEqual([request?.method, request?.path], ['POST', '/v1/responses/input_tokens']);
      assert.deepEqual(JSON.parse(request?.body ?? ''), {
        model: 'gpt-4o',
        input: [
          { role: 'system', content: 'Be kind.' },
          { role: 'user', content: 'Sort this letter.' },
          { role: 'assistant', content: 'Glad.' },
          { role: 'user', content: 'And this one.' },
        ],
      });
    });
  });

  it('asks Anthropic with the system text apart, in its version', async () => {
    await withProvider({ body: { input_tokens: 7 } }, async (origin, seen) => {
      assert.deepEqual(await askProvider(callFor('claude-opus-5'), origin, canary), { kind: 'counted', tokens: 7 });
      const [request] = seen;
      assert.equal(request?.path, '/v1/messages/count_tokens');
      assert.equal(request?.headers['anthropic-version'], '2023-06-01');
      const { system, messages: turns } = JSON.parse(request?.body ?? '');
      assert.equal(system, 'Be kind.');
      assert.deepEqual(
        turns.map(({ role }: { role: string }) => role),
        ['user', 'assistant', 'user'],
      );
    });
  });

  it('asks Google with contents and an instruction', async () => {
    await withProvider({ body: { totalTokens: 9 } }, async (origin, seen) => {
      const call = callFor('gemini-2.5-flash');
      assert.deepEqual(await askProvider(call, origin, canary), { kind: 'counted', tokens: 9 });
      const [request] = seen;
      assert.equal(request?.path, '/v1beta/models/gemini-2.5-flash:countTokens');
      const { generateContentRequest: asked } = JSON.parse(request?.body ?? '');
      assert.equal(asked.model, 'models/gemini-2.5-flash');
      assert.deepEqual(asked.systemInstruction, { parts: [{ text: 'Be kind.' }] });
      assert.deepEqual(asked.contents[1], { role: 'model', parts: [{ text: 'Glad.' }] });
    });
  });

  describe('with tools', () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } };
    const weather = { name: 'weather', description: 'The weather.', parameters };
    const asChat = { type: 'function', function: { ...weather, strict: true } };
    const asClaude = { name: 'weather', description: 'The weather.', input_schema: parameters };
    const asGemini = { functionDeclarations: [weather] };
    const bodyFor = (model: string, stated: object) =>
      (countCall(model, messages, JSON.stringify(stated)) ?? assert.fail(model)).body;

    it('sends OpenAI those of both of its APIs, and of others, in the form of the one that counts', () => {
      const flat = { type: 'function', ...weather };
      const chosen = { type: 'function', function: { name: 'weather' } };
      const search = { type: 'web_search' };
      for (const [tool, strict] of [
        [asChat, true],
        [flat, false],
        [asClaude, false],
      ] as const) {
        const { tools, tool_choice } = Object(bodyFor('gpt-4o', { tools: [tool, search], tool_choice: chosen }));
        assert.deepEqual(tools, [{ ...flat, strict }, search]);
        assert.deepEqual(tool_choice, { type: 'function', name: 'weather' });
      }
      const old = Object(bodyFor('gpt-4', { functions: [{ name: 'now' }], function_call: 'none' }));
      assert.deepEqual(old.tools, [{ type: 'function', name: 'now', parameters: null, strict: false }]);
      assert.equal(old.tool_choice, 'none');
    });

    it('sends Anthropic its own as they are, and functions as its own', () => {
      const search = { type: 'web_search_20250305', name: 'web_search' };
      const own = Object(bodyFor('claude-opus-5', { tools: [asClaude, search], tool_choice: { type: 'any' } }));
      assert.deepEqual([own.tools, own.tool_choice], [[asClaude, search], { type: 'any' }]);
      const other = Object(bodyFor('claude-opus-5', { tools: [asChat], tool_choice: 'required' }));
      assert.deepEqual([other.tools, other.tool_choice], [[asClaude], { type: 'any' }]);
      const named = Object(
        bodyFor('claude-opus-5', { tools: [asChat], tool_choice: { function: { name: 'weather' } } }),
      );
      assert.deepEqual(named.tool_choice, { type: 'tool', name: 'weather' });
    });

    it('sends Google declarations of functions', () => {
      const sent = (tool: object) =>
        Object(bodyFor('gemini-2.5-flash', { tools: [tool] })).generateContentRequest.tools;
      assert.deepEqual(sent(asGemini), [asGemini]);
      assert.deepEqual(sent(asChat), [asGemini]);
      assert.deepEqual(sent({ googleSearch: {} }), [{ googleSearch: {} }]);
    });

    it('sends none where one is no tool, and says so', () => {
      for (const stated of [{ tools: [asChat, 'weather'] }, { tools: [] }, {}]) {
        const call = countCall('gpt-4o', messages, JSON.stringify(stated)) ?? assert.fail();
        assert.equal(call.sentTools, undefined);
        assert.deepEqual(Object.keys(call.body), ['model', 'input']);
      }
    });
  });

  it('counts a lone system text as a message of the user, and says so', () => {
    const call = callFor('claude-opus-5', [{ role: 'system', text: 'Be kind.' }]);
    assert.equal(call.asUser, true);
    assert.deepEqual(call.body, { model: 'claude-opus-5', messages: [{ role: 'user', content: 'Be kind.' }] });
  });

  it('asks nobody for other models, odd names and empty requests', () => {
    for (const model of ['llama-3.1-70b', 'house-model', 'gemini-2.5/../../x', 'gpt 4', 'text-embedding-3-small']) {
      assert.equal(countCall(model, messages), undefined, model);
    }
    assert.equal(countCall('gpt-4o', [{ role: 'user', text: '' }]), undefined);
  });

  it('sends the key in one header, never in an address or a body, and keeps it out of what is said', async () => {
    const replies: Reply[] = [
      { body: { input_tokens: 1, totalTokens: 1 } },
      { status: 401, body: { error: `bad ${canary}` } },
      { status: 404, body: { error: canary } },
      { status: 500, body: canary },
      { status: 302, headers: { location: `http://127.0.0.1:9/${canary}` } },
      { body: { input_tokens: canary, totalTokens: -1 } },
    ];
    for (const [model, header] of [
      ['gpt-4o', 'authorization'],
      ['claude-opus-5', 'x-api-key'],
      ['gemini-2.5-flash', 'x-goog-api-key'],
    ] as const) {
      for (const reply of replies) {
        await withProvider(reply, async (origin, seen) => {
          const result = await askProvider(callFor(model), origin, canary);
          assert.equal(seen.length, 1);
          assert.deepEqual(seen.flatMap(headersWithKey), [header]);
          assert.ok(!seen.some(({ path, body }) => `${path}${body}`.includes(canary)));
          assert.ok(!JSON.stringify(result).includes(canary));
        });
      }
    }
  });

  it('tells refusals apart', async () => {
    const outcome = async (reply: Reply, model = 'gpt-4o') => {
      let kind = '';
      await withProvider(reply, async (origin) => {
        kind = (await askProvider(callFor(model), origin, canary)).kind;
      });
      return kind;
    };
    assert.equal(await outcome({ status: 401 }), 'keyRefused');
    assert.equal(await outcome({ status: 403 }, 'claude-opus-5'), 'keyRefused');
    const invalid = { error: { code: 400, details: [{ reason: 'API_KEY_INVALID' }] } };
    assert.equal(await outcome({ status: 400, body: invalid }, 'gemini-2.5-flash'), 'keyRefused');
    assert.equal(await outcome({ status: 400, body: {} }, 'gemini-2.5-flash'), 'refused');
    assert.equal(await outcome({ status: 404 }), 'refused');
    assert.equal(await outcome({ status: 429 }), 'rateLimited');
    assert.equal(await outcome({ status: 503 }), 'failed');
    const page = {
      headers: { 'content-type': 'text/html' },
      raw: '<!doctype html><title>Log in to this network</title>',
    };
    for (const model of ['gpt-4o', 'claude-opus-5', 'gemini-2.5-flash']) {
      assert.equal(await outcome(page, model), 'failed');
      assert.equal(await outcome({ raw: '' }, model), 'failed');
      assert.equal(await outcome({ raw: '[7]' }, model), 'failed');
    }
    assert.equal(await outcome({ body: { input_tokens: -3 } }), 'failed');
    assert.equal(await outcome({ body: { input_tokens: '3' } }), 'failed');
    assert.equal(await outcome({ status: 307, headers: { location: '/v1/responses/input_tokens' } }), 'failed');
  });

  it('ends at a deadline, when cancelled, and without a connection', async () => {
    await withProvider({ silent: true }, async (origin) => {
      const call = callFor('gpt-4o');
      const late = await askProvider(call, origin, canary, undefined, { ...httpLimits, deadlineMs: 50 });
      assert.equal(late.kind, 'failed');
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 30);
      assert.equal((await askProvider(call, origin, canary, stop.signal)).kind, 'cancelled');
      assert.equal((await askProvider(call, origin, canary, AbortSignal.abort())).kind, 'cancelled');
    });
    assert.equal((await askProvider(callFor('gpt-4o'), 'http://127.0.0.1:9', canary)).kind, 'failed');
  });
});
