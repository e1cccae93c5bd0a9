// The limits OpenAI holds, over real HTTP: cents as dollars, every page, every failure as a value, and replies that lie.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { usdToDecimal } from '../../../src/core/money';
import { openai } from '../../../src/core/usage/openai';
import { readLimits } from '../../../src/core/usage/openaiLimits';
import type { GetJson, LimitsRead } from '../../../src/core/usage/source';
import { httpLimits, httpReader } from '../../../src/host/http';
import type { UsageServerOptions } from '../../usageServer/server';
import { canary, withServer } from './reading';

function read(origin: string, key = canary) {
  assert.ok(openai.limits);
  return openai.limits(httpReader(origin, openai.keyHeader(key), httpLimits).getJson);
}

/** The limits as short lines. */
function told({ spendLimits, rateLimits }: LimitsRead): string[] {
  return [
    ...spendLimits.map(({ scope, id, kind, amount, interval, enforced }) =>
      [scope, id, kind, usdToDecimal(amount), interval, enforced].filter((part) => part !== undefined).join(' '),
    ),
    ...rateLimits.map(({ project, model, limits }) =>
      [project, model, limits.requestsPerMinute, limits.tokensPerMinute, limits.requestsPerDay ?? '?'].join(' '),
    ),
  ];
}

const all = [
  'organization limit 120 month false',
  'organization alert 10 month',
  'organization alert 20 month',
  'organization alert 30 month',
  'project proj_assistant limit 25.5 month true',
  'project proj_assistant alert 0.01 month',
  'proj_assistant gpt-5.5 10000 2000000 50000',
  'proj_assistant gpt-5-mini 30000 150000000 ?',
  'proj_research gpt-5.5 0 0 ?',
];

/** What a fault of the server is for the reader. */
const faults: [UsageServerOptions, string][] = [
  [{ scenario: '401' }, 'keyRefused'],
  [{ scenario: '403' }, 'keyRefused'],
  [{ scenario: '429-retry' }, 'rateLimited'],
  [{ scenario: '429-middle', pageSize: 1 }, 'rateLimited'],
  [{ scenario: 'quota' }, 'rateLimited'],
  [{ scenario: '500' }, 'unreadable'],
  [{ scenario: '502' }, 'unreadable'],
  [{ scenario: 'wrong-content' }, 'offline'],
  [{ scenario: 'wrong-shape' }, 'unreadable'],
  [{ scenario: 'reset' }, 'offline'],
  [{ scenario: 'bomb' }, 'unreadable'],
  [{ scenario: 'redirect' }, 'unreadable'],
];

describe('OpenAI limits', () => {
  it('reads limits, alerts and rate limits of the organization and its projects', async () => {
    for (const pageSize of [100, 2, 1]) {
      await withServer({ pageSize }, async ({ origin, seen }) => {
        const limits = await read(origin);
        assert.ok(limits.kind === 'limits', limits.kind);
        assert.deepEqual(told(limits), all);
        assert.ok(seen.every(({ path }) => path.startsWith('/v1/organization/')));
      });
    }
  });

  it('asks for no more projects than wanted, and says how many are left', async () => {
    await withServer({}, async ({ origin, seen }) => {
      const { getJson } = httpReader(origin, openai.keyHeader(canary), httpLimits);
      const limits = await readLimits(getJson, 1);
      assert.ok(limits.kind === 'limits', limits.kind);
      assert.deepEqual(told(limits), all.slice(0, -1));
      assert.deepEqual([limits.unreadProjects, seen.length], [2, 6]);
    });
  });

  for (const [options, kind] of faults) {
    it(`gives no part of limits when the server has the fault ${options.scenario}`, async () => {
      await withServer(options, async ({ origin }) => assert.equal((await read(origin)).kind, kind));
    });
  }

  it('refuses a list that is cut anywhere', async () => {
    await withServer({ scenario: 'cut' }, async (server) => {
      for (let cutAt = 0; cutAt < 300; cutAt += 7) {
        server.scenarioOptions = { cutAt };
        assert.equal((await read(server.origin)).kind, 'unreadable', `cut at ${cutAt}`);
      }
    });
  });

  it('asks no more than its bounds, whatever cursors say', async () => {
    let asked = 0;
    const endless: GetJson = async (path) => {
      asked++;
      const id = `x${asked}`;
      const isProject = path === '/v1/organization/projects';
      const data = isProject ? [{ id }] : [];
      return answered({ data, has_more: true, last_id: isProject ? id : 'same' });
    };
    assert.equal((await readLimits(endless)).kind, 'unreadable');
    assert.ok(asked <= 20, `${asked} requests`);
  });

  it('never throws and never believes an impossible amount, whatever a field holds', async () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(null, -1, 2 ** 53, 1e308, Number.NaN, '5', '', [], {}, true, 'EUR', '../x', '__proto__'),
      fc.double(),
      fc.string(),
    );
    const field = fc.constantFrom(
      'threshold_amount',
      'currency',
      'interval',
      'enforcement',
      'data',
      'has_more',
      'last_id',
      'model',
      'max_requests_per_1_minute',
      'id',
    );
    await fc.assert(
      fc.asyncProperty(field, odd, async (name, value) => {
        const limit = {
          threshold_amount: 100,
          currency: 'USD',
          interval: 'month',
          enforcement: { status: 'inactive' },
        };
        const bodies: Record<string, object> = {
          projects: { data: [{ id: 'p', [name]: value }], has_more: false },
          spend_limit: { ...limit, [name]: value },
          spend_alerts: { data: [{ id: 'a', ...limit, [name]: value }], has_more: false },
          rate_limits: {
            data: [{ model: 'm', max_requests_per_1_minute: 1, [name]: value }],
            has_more: false,
            [name]: value,
          },
        };
        const limits = await readLimits(async (path) => answered(bodies[path.split('/').at(-1) ?? '']));
        if (limits.kind !== 'limits') return;
        for (const { amount } of limits.spendLimits) assert.ok(amount >= 0n && amount < 10n ** 30n);
        for (const each of limits.rateLimits.flatMap(({ limits: kinds }) => Object.values(kinds))) {
          assert.ok(Number.isSafeInteger(each) && each >= 0);
        }
        if (name === 'currency') assert.equal(String(value).toLowerCase(), 'usd');
      }),
      { numRuns: 1_000 },
    );
  });
});

function answered(body: unknown) {
  return { kind: 'answered' as const, status: 200, body, retryAfterMs: undefined };
}
