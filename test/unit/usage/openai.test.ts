// The OpenAI source over real HTTP: complete reads, every failure as a value, and replies that lie.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { monthOf } from '../../../src/core/budget/period';
import { addUsd, usdToNumber } from '../../../src/core/money';
import { commitRead, figuresOf } from '../../../src/core/usage/ledger';
import { openai } from '../../../src/core/usage/openai';
import type { GetJson, UsageRead } from '../../../src/core/usage/source';
import { httpLimits } from '../../../src/host/http';
import { goodRead, noon21, readFrom, withServer } from './reading';

const period = monthOf(noon21);
const figures = (read: UsageRead) => figuresOf(commitRead(undefined, read, period, noon21));

/** A source of fixed pages, for replies no server would give by itself. */
function pagesOf(
  costs: unknown,
  usage: unknown = page([{ model: 'm', input_tokens: 1, output_tokens: 1, num_model_requests: 1 }]),
) {
  const getJson: GetJson = async (path) => ({
    kind: 'answered',
    status: 200,
    body: path.endsWith('/costs') ? costs : usage,
    retryAfterMs: undefined,
  });
  const now = period.start + 3600_000;
  return openai.read({ getJson, period, now });
}

function page(results: unknown, change: object = {}, bucketChange: object = {}): unknown {
  const start_time = period.start / 1000;
  const bucket = { object: 'bucket', start_time, end_time: start_time + 3600, results, ...bucketChange };
  return { object: 'page', data: [bucket], has_more: false, next_page: null, ...change };
}

const row = (amount: unknown, more: object = {}) => ({ object: 'x', amount, line_item: 'gpt-5.5, input', ...more });

/** Puts `value` in the place of one node of `holder[name]`; `at` chooses which. */
function replaceNode(holder: object, name: string, at: number, value: unknown): void {
  const places: [parent: object, key: string][] = [[holder, name]];
  for (const [parent, key] of places) {
    const child: unknown = Reflect.get(parent, key);
    if (typeof child === 'object' && child !== null && places.length < 200) {
      for (const inner of Object.keys(child)) places.push([child, inner]);
    }
  }
  const [parent, key] = places[at % places.length] ?? [holder, name];
  Reflect.set(parent, key, value);
}

describe('OpenAI usage source', () => {
  it('reads money from costs and tokens from usage, by model', async () => {
    await withServer({}, async ({ origin, seen }) => {
      const { total, days, models } = figures(await goodRead(origin));
      assert.ok(usdToNumber(total) > 40 && usdToNumber(total) < 45);
      assert.equal(days.length, 21);
      assert.equal(addUsd(...days.map((day) => day.cost)), total);
      assert.equal(addUsd(...models.flatMap((model) => model.cost ?? [])), total);
      assert.equal(models[0]?.model, 'gpt-5.5');
      const search = models.find((model) => model.model === 'web search tool calls');
      assert.ok(search?.cost !== undefined && search.requests === undefined);
      assert.ok((models[0]?.cachedInputTokens ?? 0) < (models[0]?.inputTokens ?? 0));
      assert.deepEqual(
        seen.map((request) => request.path),
        ['/v1/organization/costs', '/v1/organization/usage/completions'],
      );
      for (const { query } of seen) assert.ok(query.includes('limit=31') && !query.includes('end_time'));
    });
  });

  it('counts each token once: cached tokens are part of input tokens', async () => {
    await withServer({}, async ({ origin }) => {
      const read = await goodRead(origin);
      const response = await fetch(
        `${origin}/v1/organization/usage/completions?start_time=${period.start / 1000}&limit=31`,
        {
          headers: { authorization: 'Bearer sk-admin-x' },
        },
      );
      const { data } = (await response.json()) as { data: { results: Record<string, number>[] }[] };
      const pairs = [
        ['input_tokens', 'inputTokens'],
        ['input_cached_tokens', 'cachedInputTokens'],
        ['output_tokens', 'outputTokens'],
        ['num_model_requests', 'requests'],
      ] as const;
      for (const [field, name] of pairs) {
        const whole = data.flatMap(({ results }) => results).reduce((sum, result) => sum + (result[field] ?? 0), 0);
        assert.ok(whole > 0);
        assert.equal(
          read.tokens.reduce((sum, cell) => sum + (cell[name] ?? 0), 0),
          whole,
          field,
        );
      }
    });
  });

  it('never throws and never believes an impossible value, whatever is changed in a good reply', async () => {
    const good = {
      costs: page([row({ value: 2.5, currency: 'usd' }), row({ value: '1', currency: 'usd' }, { line_item: 'b' })]),
      usage: page([{ model: 'a', input_tokens: 5, input_cached_tokens: 2, output_tokens: 1, num_model_requests: 1 }]),
    };
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        -1,
        2 ** 53,
        1e308,
        Number.POSITIVE_INFINITY,
        Number.NaN,
        '1e999',
        '-0',
        '',
        [],
        {},
        true,
      ),
      fc.constantFrom<unknown>(
        [[]],
        'eur',
        '2026-02-30',
        4_102_444_800,
        0,
        { __proto__: { value: 1 } },
        'x'.repeat(3000),
      ),
      fc.jsonValue(),
    );
    const change = fc.tuple(fc.constantFrom('costs' as const, 'usage' as const), fc.nat(), odd);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const replies = structuredClone(good);
        for (const [name, at, value] of changes) replaceNode(replies, name, at, value);
        const read = await pagesOf(replies.costs, replies.usage);
        if (read.kind !== 'read') return;
        assert.ok(read.costs.every(({ cost }) => typeof cost === 'bigint' && cost >= 0n));
        for (const { inputTokens, outputTokens, cachedInputTokens, requests } of read.tokens) {
          for (const count of [inputTokens, outputTokens, cachedInputTokens ?? 0, requests ?? 0]) {
            assert.ok(Number.isSafeInteger(count) && count >= 0);
          }
        }
        figures(read);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same figures whatever the size of the pages', async () => {
    await withServer({}, async ({ origin }) => {
      const whole = figures(await goodRead(origin));
      for (const pageSize of [2, 7, 20]) {
        await withServer({ pageSize }, async (small) => {
          assert.deepEqual(figures(await goodRead(small.origin)), whole);
        });
      }
    });
  });

  it('reads amounts as text, upper case currencies, extra fields and the old field name alike', async () => {
    await withServer({}, async (server) => {
      const whole = figures(await goodRead(server.origin));
      for (const scenario of ['string-amounts', 'upper-currency', 'extra-fields', 'old-name']) {
        server.scenario = scenario;
        assert.deepEqual(figures(await goodRead(server.origin)), whole, scenario);
      }
    });
  });

  it('answers each failure with its own value', async () => {
    const expected: [scenario: string, failure: object][] = [
      ['401', { kind: 'keyRefused', reason: 'unknownKey' }],
      ['403', { kind: 'keyRefused', reason: 'projectKey' }],
      ['429', { kind: 'rateLimited', retryAfterMs: undefined, quota: false }],
      ['429-retry', { kind: 'rateLimited', retryAfterMs: 120_000, quota: false }],
      ['429-middle', { kind: 'rateLimited', retryAfterMs: undefined, quota: false }],
      ['quota', { kind: 'rateLimited', retryAfterMs: undefined, quota: true }],
      ['500', { kind: 'unreadable', detail: 'HTTP 500', retryAfterMs: undefined }],
      ['502', { kind: 'unreadable', detail: 'HTTP 502', retryAfterMs: undefined }],
      ['503', { kind: 'unreadable', detail: 'HTTP 503', retryAfterMs: undefined }],
      ['503-middle', { kind: 'unreadable', detail: 'HTTP 503', retryAfterMs: undefined }],
      ['truncated', { kind: 'unreadable', detail: 'the reply is not valid JSON', retryAfterMs: undefined }],
      ['wrong-content', { kind: 'offline', detail: 'a web page answers instead; the network may want a sign-in' }],
      ['wrong-shape', { kind: 'unreadable', detail: 'costs data is not a list', retryAfterMs: undefined }],
      [
        'no-cursor',
        { kind: 'unreadable', detail: 'costs has_more without a usable next_page', retryAfterMs: undefined },
      ],
      ['missing-day', { kind: 'unreadable', detail: 'costs has no bucket for 2026-11-02', retryAfterMs: undefined }],
      ['bomb', { kind: 'unreadable', detail: 'the reply is too big', retryAfterMs: undefined }],
    ];
    for (const [scenario, failure] of expected) {
      await withServer({ scenario, pageSize: scenario === 'missing-day' ? 31 : 5 }, async ({ origin }) => {
        assert.deepEqual(await readFrom(origin), failure, scenario);
      });
    }
    await withServer({ scenario: 'reset' }, async ({ origin }) => {
      assert.equal((await readFrom(origin)).kind, 'offline');
    });
    await withServer({}, async ({ origin }) => {
      assert.deepEqual(await readFrom(origin, { key: 'sk-proj-x' }), { kind: 'keyRefused', reason: 'projectKey' });
    });
  });

  it('gives up on hanging, dripping and endless servers', async () => {
    const limits = { ...httpLimits, deadlineMs: 150 };
    for (const scenario of ['hang', 'hang-body', 'slow']) {
      await withServer({ scenario }, async ({ origin }) => {
        const failure = await readFrom(origin, { limits });
        assert.deepEqual(failure, {
          kind: 'unreadable',
          detail: 'no complete reply within 0.15 s',
          retryAfterMs: undefined,
        });
      });
    }
    await withServer({ pageSize: 1 }, async ({ origin, seen }) => {
      assert.equal((await goodRead(origin)).days.length, 21);
      assert.equal(seen.length, 42);
    });
    await withServer({ scenario: 'huge' }, async ({ origin }) => {
      assert.equal((await goodRead(origin)).costs.length, 21 * 400);
    });
    await withServer({ scenario: 'huge' }, async ({ origin }) => {
      const small = { ...httpLimits, allBytes: 2_500_000 };
      const failure = await readFrom(origin, { limits: small });
      assert.deepEqual(failure, { kind: 'unreadable', detail: 'the reply is too big', retryAfterMs: undefined });
    });
  });

  it('ends a walk whose cursor repeats', async () => {
    const again = await pagesOf(page([], { data: [], has_more: true, next_page: 'page_again' }));
    assert.deepEqual(again, { kind: 'unreadable', detail: 'costs repeats a page cursor', retryAfterMs: undefined });
    const twice = await pagesOf(page([], { has_more: true, next_page: 'x' }));
    assert.deepEqual(twice, {
      kind: 'unreadable',
      detail: 'costs gives the day 2026-11-01 twice',
      retryAfterMs: undefined,
    });
  });

  it('calls a reply without the expected frame unreadable and names the field', async () => {
    const frames: [costs: unknown, detail: RegExp][] = [
      [null, /^costs is not an object/],
      [[], /^costs is not an object/],
      [page([], { data: {} }), /^costs data is not a list/],
      [page([], { data: [7] }), /data\[0\] is not an object/],
      [page([], { has_more: 'false' }), /has_more is not true or false/],
      [page([], { has_more: true, next_page: 7 }), /without a usable next_page/],
      [page([], { has_more: true, next_page: 'x'.repeat(3000) }), /without a usable next_page/],
      [page([], {}, { start_time: '1' }), /data\[0\]\.start_time is not a whole number/],
      [page([], {}, { start_time: 0 }), /start_time is before the time asked for/],
      [page([], {}, { start_time: 1e300 }), /start_time is not a whole number/],
      [page([], {}, { end_time: 0 }), /end_time is not within a day/],
      [page([], {}, { end_time: 4e9 }), /end_time is not within a day/],
      [page({}), /results is not a list/],
      [page([null]), /results\[0\] is not an object/],
      [page([row({ value: 1, currency: 'usd' }, { line_item: 7 })]), /results\[0\]\.line_item is not a text/],
    ];
    for (const [costs, detail] of frames) {
      const failure = await pagesOf(costs);
      assert.equal(failure.kind, 'unreadable');
      assert.match(failure.kind === 'unreadable' ? failure.detail : '', detail);
    }
  });

  it('sets rows with impossible values aside and names the field', async () => {
    const bad: [amount: unknown, reason: RegExp][] = [
      [{ value: Number.POSITIVE_INFINITY, currency: 'usd' }, /amount\.value is not a finite number/],
      [JSON.parse('{"value":1e999,"currency":"usd"}'), /amount\.value is not a finite number/],
      [{ value: 'NaN', currency: 'usd' }, /amount\.value is not a finite number/],
      [{ value: 'Infinity', currency: 'usd' }, /amount\.value is not a finite number/],
      [{ value: '1'.repeat(5000), currency: 'usd' }, /amount\.value is not a finite number/],
      [{ value: true, currency: 'usd' }, /amount\.value is not a finite number/],
      [{ value: null, currency: 'usd' }, /amount\.value is not a finite number/],
      [{ value: -1, currency: 'usd' }, /amount\.value is negative/],
      [{ value: 1, currency: 'eur' }, /amount\.currency is not usd/],
      [{ value: 1 }, /amount\.currency is not a text/],
      [undefined, /amount is not an object/],
    ];
    for (const [amount, reason] of bad) {
      const read = await pagesOf(page([row(amount), row({ value: '2', currency: 'USD' }, { line_item: null })]));
      assert.equal(read.kind, 'read');
      if (read.kind !== 'read') continue;
      assert.match(read.setAside[0]?.reason ?? '', reason);
      assert.deepEqual(
        read.costs.map((cell) => [cell.item, usdToNumber(cell.cost)]),
        [['unnamed', 2]],
      );
    }
    const good = page([]);
    const tokens = { model: 'm', input_tokens: 5, output_tokens: 1, num_model_requests: 1 };
    for (const field of ['input_tokens', 'output_tokens', 'num_model_requests', 'input_cached_tokens']) {
      for (const value of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', 2 ** 60, true]) {
        const read = await pagesOf(good, page([{ ...tokens, [field]: value }]));
        assert.equal(read.kind === 'read' && read.setAside[0]?.reason.includes(field), true, `${field} ${value}`);
      }
    }
    const more = await pagesOf(good, page([{ ...tokens, input_cached_tokens: 6 }]));
    assert.match(more.kind === 'read' ? (more.setAside[0]?.reason ?? '') : '', /more than input_tokens/);
  });

  it('makes names safe to show', async () => {
    const amount = { value: 1, currency: 'usd' };
    const names = [`a\u202Eb, input`, `${'x'.repeat(5000)}`, ' \n '];
    const read = await pagesOf(page(names.map((line_item) => row(amount, { line_item }))));
    assert.deepEqual(read.kind === 'read' && read.costs.map((cell) => cell.model), [
      'a\\u{202e}b',
      `${'x'.repeat(79)}…`,
      'unnamed',
    ]);
  });

  it('fills nothing in: a read that crosses the end of the month leaves the new month out', async () => {
    const lastMoment = period.end - 1000;
    await withServer({ now: () => period.end + 5000 }, async ({ origin }) => {
      const read = await goodRead(origin, lastMoment);
      assert.equal(read.days.length, 30);
      assert.equal(read.days.at(-1), '2026-11-30');
    });
  });
});
