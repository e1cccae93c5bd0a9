// The request layer against real servers: the key goes to one origin in one header and nowhere else.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openai } from '../../../src/core/usage/openai';
import { httpLimits, httpReader } from '../../../src/host/http';
import { UsageServer } from '../../usageServer/server';
import { canary, goodRead, readFrom, withServer } from '../usage/reading';

const secret = 'canary-7f3b1c';

function assertKeyOnlyInHeader({ seen }: UsageServer): void {
  for (const request of seen) {
    assert.deepEqual(request.headersWith(secret), ['authorization']);
    assert.ok(!`${request.path}${request.query}`.includes(secret));
  }
}

describe('request layer', () => {
  it('sends the key in one header, never in an address', async () => {
    await withServer({ pageSize: 5 }, async (server) => {
      await goodRead(server.origin);
      assert.equal(server.seen.length, 10);
      assertKeyOnlyInHeader(server);
    });
  });

  it('follows no redirect, neither to the same origin nor to another', async () => {
    await withServer({}, async (other) => {
      for (const redirectStatus of [301, 302, 303, 307, 308]) {
        const otherPort = `${other.origin}/v1/organization/costs`;
        for (const redirectTo of [
          '/v1/organization/usage/completions',
          otherPort,
          `//${new URL(other.origin).host}/x`,
          '',
          'http://[',
          `/${'x'.repeat(8000)}`,
        ]) {
          await withServer(
            { scenario: 'redirect', scenarioOptions: { redirectStatus, redirectTo } },
            async (server) => {
              const failure = await readFrom(server.origin);
              const target = URL.canParse(redirectTo, server.origin) && new URL(redirectTo, server.origin).host;
              const expected = {
                kind: 'unreadable',
                detail: target ? `a redirect to ${target}, which is not followed` : 'a redirect, which is not followed',
                retryAfterMs: undefined,
              };
              assert.deepEqual(failure, expected);
              assert.equal(server.seen.length, 1);
            },
          );
        }
      }
      assert.equal(other.seen.length, 0);
    });
  });

  it('cannot be led to another origin by a path', async () => {
    await withServer({}, async (other) => {
      await withServer({}, async (server) => {
        const { getJson } = httpReader(server.origin, openai.keyHeader(canary));
        for (const path of [
          `${other.origin}/v1/organization/costs`,
          `//${new URL(other.origin).host}/`,
          'https://user@127.0.0.1/',
        ]) {
          assert.equal((await getJson(path, [])).kind, 'offline');
        }
        const cursor = `${other.origin}/?a=b&start_time=0#x`;
        await getJson('/v1/organization/costs', [['page', cursor]]);
        assert.equal(server.seen[0]?.query, `?page=${encodeURIComponent(cursor)}`);
        assert.equal(other.seen.length, 0);
      });
    });
  });

  it('keeps the key out of every failure, also when the server repeats it', async () => {
    const echo = createServer((request, response) => {
      const said = request.headers.authorization ?? '';
      const kind = request.url?.split('?')[0]?.at(-1);
      response.writeHead(kind === 's' ? 400 : 200, {
        'content-type': 'application/json',
        'x-echo': said,
        'retry-after': secret,
      });
      response.end(
        JSON.stringify({ error: { message: said, code: said, type: said, param: said }, data: said, has_more: said }),
      );
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const failure = await readFrom(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`);
    echo.close();
    assert.equal(failure.kind, 'unreadable');
    assert.ok(!JSON.stringify(failure).includes(secret));
    for (const scenario of ['401', '403', '429', '500', '502', 'reset', 'truncated', 'wrong-shape', 'redirect']) {
      await withServer({ scenario }, async (server) => {
        assert.ok(!JSON.stringify(await readFrom(server.origin)).includes(secret));
        assertKeyOnlyInHeader(server);
      });
    }
  });

  it('names a server that is not there as offline, with a code', async () => {
    const server = await UsageServer.start();
    const { origin } = server;
    await server.stop();
    assert.deepEqual(await readFrom(origin), { kind: 'offline', detail: 'ECONNREFUSED' });
  });

  it('stops at once when it is cancelled, and asks nothing more', async () => {
    await withServer({ scenario: 'hang' }, async (server) => {
      const reader = httpReader(server.origin, openai.keyHeader(canary));
      const answer = reader.getJson('/v1/organization/costs', []);
      setTimeout(reader.cancel, 50);
      assert.deepEqual(await answer, { kind: 'cancelled' });
      assert.deepEqual(await reader.getJson('/v1/organization/costs', []), { kind: 'cancelled' });
      assert.equal(server.seen.length, 1);
    });
  });

  it('bounds all replies of one cycle together', async () => {
    await withServer({}, async (server) => {
      const limits = { ...httpLimits, allBytes: 500 };
      const { getJson } = httpReader(server.origin, openai.keyHeader(canary), limits);
      const kinds: string[] = [];
      for (let time = 0; time < 6; time++) kinds.push((await getJson('/v1/organization/spend_limit', [])).kind);
      assert.deepEqual([kinds[0], kinds.at(-1)], ['answered', 'unreadable']);
    });
  });

  it('looks fetch up when it asks, so that a proxy set up later is used', async () => {
    const original = globalThis.fetch;
    await withServer({}, async (server) => {
      const reader = httpReader(server.origin, openai.keyHeader(canary));
      let calls = 0;
      globalThis.fetch = (...args) => {
        calls++;
        return original(...args);
      };
      try {
        await reader.getJson('/v1/organization/spend_limit', []);
      } finally {
        globalThis.fetch = original;
      }
      assert.equal(calls, 1);
    });
  });

  it('ends at its deadline, also when fetch is never settled', async () => {
    const real = globalThis.fetch;
    globalThis.fetch = () => new Promise(() => {});
    try {
      const reader = httpReader('https://api.example.com', ['authorization', secret], {
        ...httpLimits,
        deadlineMs: 20,
      });
      assert.deepEqual(await reader.getJson('/v1/x', []), {
        kind: 'unreadable',
        detail: 'no complete reply within 0.02 s',
        retryAfterMs: undefined,
      });
      const cancelled = reader.getJson('/v1/x', []);
      reader.cancel();
      assert.deepEqual(await cancelled, { kind: 'cancelled' });
    } finally {
      globalThis.fetch = real;
    }
  });

  it('accepts JSON only, with valid UTF-8, whatever the spelling of its type', async () => {
    const cases: [type: string, body: Buffer | string, kind: string][] = [
      ['application/json', '{}', 'answered'],
      ['Application/JSON; charset=utf-8', '\uFEFF{}', 'answered'],
      ['application/problem+json', '{}', 'answered'],
      ['text/plain', '{}', 'unreadable'],
      ['application/jsonp', '{}', 'unreadable'],
      ['application/json', '', 'unreadable'],
      ['application/json', '{}{}', 'unreadable'],
      ['application/json', Buffer.from([0x22, 0xff, 0x22]), 'unreadable'],
      ['application/json', Buffer.from('{}', 'utf16le'), 'unreadable'],
    ];
    for (const [type, body, kind] of cases) {
      const server = createServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const answer = await httpReader(`http://127.0.0.1:${port}`, ['x-key', 'k']).getJson('/', []);
      server.close();
      assert.equal(answer.kind, kind, `${type} ${body}`);
    }
  });
});
