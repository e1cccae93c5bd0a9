// What every usage source that is asked over HTTP must hold, run over all of them through the real request layer and real local servers.
import assert from 'node:assert/strict';
import { dayMs, monthOf, utcDay } from '../../../src/core/budget/period';
import { addUsd, usdToDecimal, zeroUsd } from '../../../src/core/money';
import { usageSources } from '../../../src/core/usage/list';
import { patient } from '../../../src/core/usage/patience';
import type { ReadRequest, UsageFailure, UsageRead, UsageSource } from '../../../src/core/usage/source';
import { type HttpLimits, httpLimits, httpReader } from '../../../src/host/http';
import {
  figuresOf,
  goodKeys,
  modelNames,
  type ProviderKind,
  type ProviderOptions,
  ProviderServer,
} from '../../usageServer/providers';
import { UsageServer } from '../../usageServer/server';
import { noon21 } from './reading';

type Id = ProviderKind | 'openai';

interface Server {
  readonly origin: string;
  readonly seen: readonly {
    readonly path: string;
    readonly query: string;
    readonly headersWith: (text: string) => readonly string[];
  }[];
  readonly stop: () => Promise<void>;
}

type Options = Omit<ProviderOptions, 'kind' | 'now'>;

/** The server of a source; OpenAI's is its own. */
async function withProvider(id: Id, options: Options, use: (server: Server) => Promise<void>): Promise<void> {
  const { change: _change, busyAt: _busyAt, ...shared } = options;
  const server: Server =
    id === 'openai'
      ? await UsageServer.start({ now: () => noon21, ...shared })
      : await ProviderServer.start({ kind: id, now: () => noon21, ...options });
  try {
    await use(server);
  } finally {
    await server.stop();
  }
}

const period = monthOf(noon21);

function readerOf(
  source: UsageSource,
  origin: string,
  limits: HttpLimits = httpLimits,
  key = goodKeys[source.id as Id],
) {
  return httpReader(origin, source.keyHeader(key), limits, { headers: source.headers ?? [] });
}

function readFrom(
  source: UsageSource,
  origin: string,
  more: Partial<ReadRequest> = {},
  limits?: HttpLimits,
): Promise<UsageRead | UsageFailure> {
  return source.read({ getJson: readerOf(source, origin, limits).getJson, period, now: noon21, ...more });
}

const total = (read: UsageRead) => usdToDecimal(addUsd(zeroUsd, ...read.costs.map(({ cost }) => cost)));
const canary = 'canary-7f3b1c';

for (const source of usageSources) {
  const id = source.id as Id;
  describe(`usage source ${source.name}`, () => {
    let good: UsageRead;

    before(async () => {
      await withProvider(id, {}, async ({ origin }) => {
        const read = await readFrom(source, origin);
        assert.equal(read.kind, 'read', 'detail' in read ? read.detail : '');
        good = read as UsageRead;
      });
    });

    it('reads money and tokens', () => {
      assert.ok(good.costs.length > 0 && good.tokens.length > 0);
      assert.ok(
        good.tokens.every(
          ({ inputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 }) =>
            cachedInputTokens + cacheWriteTokens <= inputTokens,
        ),
      );
    });

    it('gives the same sums by model, project, key and day', async () => {
      await withProvider(id, {}, async ({ origin }) => {
        for (const group of ['project', 'key', 'day'] as const) {
          const read = await readFrom(source, origin, { group });
          assert.equal(read.kind, 'read', 'detail' in read ? `${group} ${read.detail}` : group);
          const { costs, tokens } = read as UsageRead;
          const sum = (cells: UsageRead['tokens']) => cells.reduce((all, cell) => all + cell.inputTokens, 0);
          assert.equal(total(read as UsageRead), total(good), group);
          assert.equal(sum(tokens), sum(good.tokens), group);
          assert.ok(costs.length > 0);
        }
      });
    });

    it('tells of days before the period as well, from `since` on', async () => {
      await withProvider(id, {}, async ({ origin }) => {
        const since = period.start - 3 * dayMs;
        const read = (await readFrom(source, origin, { since })) as UsageRead;
        assert.deepEqual(read.days.slice(3), good.days);
        assert.equal(read.days[0], utcDay(since));
        const own = { ...read, costs: read.costs.filter(({ day }) => day >= utcDay(period.start)) };
        assert.equal(total(own), total(good));
        assert.ok(own.costs.length < read.costs.length);
      });
    });

    it('sends the key in one header, to the one origin', async () => {
      await withProvider(id, {}, async ({ origin, seen }) => {
        await readFrom(source, origin);
        for (const request of seen) {
          assert.deepEqual(request.headersWith(canary), [source.keyHeader('')[0]]);
          assert.ok(!request.query.includes(canary) && !request.path.includes(canary));
        }
      });
    });

    it('follows no redirect', async () => {
      await withProvider(id, {}, async (other) => {
        for (const redirectStatus of [301, 302, 303, 307, 308]) {
          const scenarioOptions = { redirectStatus, redirectTo: `${other.origin}/elsewhere` };
          await withProvider(id, { scenario: 'redirect', scenarioOptions }, async (server) => {
            const failure = await readFrom(source, server.origin);
            assert.deepEqual(failure, {
              kind: 'unreadable',
              detail: `a redirect to ${new URL(other.origin).host}, which is not followed`,
              retryAfterMs: undefined,
            });
            assert.equal(server.seen.length, 1);
          });
        }
        assert.equal(other.seen.length, 0);
      });
    });

    it('gives one failure, never a part, for every fault', async () => {
      const limits = { ...httpLimits, deadlineMs: 200 };
      for (const scenario of [
        '401',
        '403',
        '429',
        '429-retry',
        'quota',
        '500',
        '502',
        '503',
        'reset',
        'hang',
        'hang-body',
        'wrong-content',
        'wrong-shape',
        'bomb',
      ]) {
        await withProvider(id, { scenario }, async ({ origin }) => {
          const failure = await readFrom(source, origin, {}, limits);
          assert.notEqual(failure.kind, 'read', scenario);
          assert.ok(!JSON.stringify(failure).includes(canary), scenario);
        });
      }
    });

    it('does not know a key that is not one', async function () {
      if (source.keyless) return this.skip();
      await withProvider(id, {}, async ({ origin }) => {
        const { getJson } = readerOf(source, origin, httpLimits, 'nonsense');
        assert.deepEqual(await source.read({ getJson, period, now: noon21 }), {
          kind: 'keyRefused',
          reason: 'unknownKey',
        });
      });
    });

    it('believes no reply that is cut, wherever it is cut', async () => {
      // the demo's own server takes long to make a month
      const step = id === 'openai' ? 67 : 7;
      for (let cutAt = 0; cutAt < 400; cutAt += step) {
        await withProvider(id, { scenario: 'cut', scenarioOptions: { cutAt } }, async ({ origin }) => {
          assert.equal((await readFrom(source, origin)).kind, 'unreadable', String(cutAt));
        });
      }
    });
  });
}

/** Reads of the sources whose server can be changed. */
async function changed(id: ProviderKind, options: Options, more: Partial<ReadRequest> = {}) {
  const source = usageSources.find((each) => each.id === id) as UsageSource;
  let read: UsageRead | UsageFailure | undefined;
  let asked = 0;
  await withProvider(id, options, async ({ origin, seen }) => {
    const { getJson } = readerOf(source, origin);
    const waits: number[] = [];
    const wait = async (ms: number) => void waits.push(ms);
    const calm = patient(getJson, { wait, random: () => 0, mostMs: 90_000, firstToo: false });
    read = await source.read({ getJson: calm, period, now: noon21, ...more });
    asked = seen.length;
  });
  return { read: read as UsageRead | UsageFailure, asked };
}

const detailOf = (read: UsageRead | UsageFailure) => ('detail' in read ? read.detail : read.kind);

describe('pages', () => {
  for (const id of ['anthropic', 'litellm'] as const) {
    it(`of ${id} give the same figures whatever their size`, async () => {
      const whole = (await changed(id, {})).read as UsageRead;
      for (const pageSize of [1, 3, 10]) {
        const { read } = await changed(id, { pageSize });
        assert.equal(read.kind, 'read', 'detail' in read ? read.detail : '');
        assert.equal(total(read as UsageRead), total(whole));
      }
    });

    it(`of ${id} go on after a 429 in the middle, without asking a page twice`, async () => {
      const calm = await changed(id, { pageSize: 5 });
      for (const nth of [1, 2, 3]) {
        const busy = await changed(id, { pageSize: 5, busyAt: { nth, retryAfter: '2' } });
        assert.deepEqual(busy.read, calm.read);
        assert.equal(busy.asked, calm.asked + 1);
      }
      const { read } = await changed(id, { pageSize: 5, busyAt: { nth: 2, retryAfter: '7200' } });
      assert.deepEqual(read, { kind: 'rateLimited', retryAfterMs: 7_200_000, quota: false });
      assert.equal((await changed(id, { busyAt: { nth: 0, retryAfter: '2' } })).read.kind, 'rateLimited');
    });
  }

  it('that never end are given up', async () => {
    const again = (body: unknown) => ({ ...(body as object), data: [], has_more: true, next_page: 'mock again' });
    assert.deepEqual((await changed('anthropic', { change: again })).read, {
      kind: 'unreadable',
      detail: 'cost_report repeats a page cursor',
      retryAfterMs: undefined,
    });
    const endless = (body: unknown, { nth }: { nth: number }) => ({
      ...(body as object),
      data: [],
      has_more: true,
      next_page: `mock ${nth}`,
    });
    assert.match(detailOf((await changed('anthropic', { change: endless })).read), /more than 34 pages/);
    const stuck = (body: unknown) => ({ ...(body as object), metadata: { page: 1, total_pages: 3, has_more: true } });
    assert.match(detailOf((await changed('litellm', { change: stuck })).read), /repeats a page cursor/);
  });

  it('tell what was read before the cut, and never as a read', async () => {
    const parts: UsageRead[] = [];
    const { read } = await changed(
      'anthropic',
      { pageSize: 5, busyAt: { nth: 2, retryAfter: '7200' } },
      { onCut: (part) => parts.push(part) },
    );
    assert.equal(read.kind, 'rateLimited');
    assert.equal(parts.length, 1);
    assert.equal(parts[0]?.costs.length, 20);
  });
});

describe('Anthropic', () => {
  it('turns cents into dollars and adds what was cached and written to the input', async () => {
    const { read } = await changed('anthropic', {});
    const { costs, tokens } = read as UsageRead;
    const first = figuresOf(period.start, 0);
    assert.equal(usdToDecimal(costs[0]?.cost ?? zeroUsd), `0.${first.cents.replace('.', '')}`);
    assert.equal(costs[0]?.model, modelNames[0]);
    assert.deepEqual(tokens[0], {
      ...{ day: '2026-11-01', model: modelNames[0], requests: undefined },
      inputTokens: first.uncached + first.read + first.short + first.long,
      ...{ cachedInputTokens: first.read, cacheWriteTokens: 45, outputTokens: first.output },
    });
  });

  it('sets aside what is no dollars', async () => {
    for (const bad of [
      { currency: 'EUR' },
      { amount: '-1' },
      { amount: 'NaN' },
      { amount: '1e999' },
      { amount: null },
    ]) {
      const change = (body: unknown) => {
        const page = structuredClone(body) as { data: { results: Record<string, unknown>[] }[] };
        const row = page.data[0]?.results[0];
        if (row && 'amount' in row) Object.assign(row, bad);
        return page;
      };
      const { setAside } = (await changed('anthropic', { change })).read as UsageRead;
      assert.equal(setAside.length, 1, JSON.stringify(bad));
      assert.deepEqual(
        [setAside[0]?.table, setAside[0]?.day, setAside[0]?.model],
        ['costs', '2026-11-01', modelNames[0]],
      );
    }
  });
});

describe('OpenRouter', () => {
  it('tells of the last 30 whole days to a management key, and not of today', async () => {
    const { days, untoldDays, tokens } = (await changed('openrouter', {})).read as UsageRead;
    assert.deepEqual([days.length, untoldDays], [20, ['2026-11-21']]);
    assert.equal(tokens[0]?.outputTokens, figuresOf(period.start, 0).output);
  });

  it('tells a normal key of itself: this month, or today, and no other time', async () => {
    const source = usageSources.find((each) => each.id === 'openrouter') as UsageSource;
    await withProvider('openrouter', {}, async ({ origin }) => {
      const { getJson } = readerOf(source, origin, httpLimits, 'sk-or-v1-x');
      const read = (await source.read({ getJson, period, now: noon21 })) as UsageRead;
      assert.deepEqual([total(read), read.wholePeriod, read.tellsTokens], ['4.125', true, false]);
      const today = { start: Date.UTC(2026, 10, 21), end: Date.UTC(2026, 10, 22) };
      assert.equal(total((await source.read({ getJson, period: today, now: noon21 })) as UsageRead), '0.25');
      const past = { start: Date.UTC(2026, 10, 3), end: Date.UTC(2026, 10, 5) };
      assert.equal((await source.read({ getJson, period: past, now: noon21 })).kind, 'unreadable');
      const limits = await source.limits?.(getJson);
      assert.deepEqual(limits?.kind === 'limits' && limits.spendLimits.map(({ amount, spent }) => [amount, spent]), [
        [20_000_000_000_000n, 4_125_000_000_000n],
      ]);
    });
  });
});

describe('LiteLLM', () => {
  it('takes no reply for the whole that does not say so', async () => {
    const source = usageSources.find((each) => each.id === 'litellm') as UsageSource;
    const kindOf = async (metadata: unknown) => {
      const body = { results: [], metadata };
      const getJson = async () => ({ kind: 'answered', status: 200, retryAfterMs: undefined, body }) as const;
      return (await source.read({ getJson, period, now: noon21 })).kind;
    };
    for (const whole of [{ has_more: false }, { page: 1, total_pages: 1 }, { page: 1, total_pages: 0, has_more: null }])
      assert.equal(await kindOf(whole), 'read', JSON.stringify(whole));
    for (const open of [undefined, {}, { has_more: 'no' }, { page: '1', total_pages: 2 }, { has_more: true }])
      assert.equal(await kindOf(open), 'unreadable', JSON.stringify(open));
  });
});

describe('Prometheus', () => {
  it('reckons rises across a counter that began anew, and keeps days apart', async () => {
    const { read } = await changed('prometheus', {});
    const { costs, tokens } = read as UsageRead;
    const day = (n: number) =>
      costs.filter((cell) => cell.day === `2026-11-0${n}`).map(({ cost }) => usdToDecimal(cost));
    assert.deepEqual([day(1), day(2), day(3)], [['6'], ['6'], ['6']]);
    assert.deepEqual(
      tokens.find((cell) => cell.day === '2026-11-02'),
      {
        ...{ day: '2026-11-02', model: 'gpt-5.5', requests: 48, inputTokens: 9600, outputTokens: 960 },
        ...{ cachedInputTokens: undefined, cacheWriteTokens: undefined },
      },
    );
  });

  it('believes no partial answer', async () => {
    const change = (body: unknown) => ({ ...(body as object), warnings: ['a store did not answer'] });
    assert.equal((await changed('prometheus', { change })).read.kind, 'unreadable');
  });
});
