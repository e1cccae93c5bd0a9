// The details of an account: when they are due, what a failure leaves, and that they come back from the store as they were.
import assert from 'node:assert/strict';
import type { AccountDetails } from '../../../src/core/spend/accountDetails';
import { detailsFromJson, detailsToJson } from '../../../src/core/usage/detailsRecord';
import { openai } from '../../../src/core/usage/openai';
import { firstPlan } from '../../../src/core/usage/pollPlan';
import type { GetJson } from '../../../src/core/usage/source';
import { httpLimits, httpReader } from '../../../src/host/http';
import { DetailsReader } from '../../../src/host/spend/detailsReader';
import { canary, goodRead, noon21, withServer } from '../usage/reading';

const hourMs = 3_600_000;

function getJsonFrom(origin: string): GetJson {
  return httpReader(origin, openai.keyHeader(canary), httpLimits).getJson;
}

function sum(bills: readonly { readonly cost: bigint }[]): bigint {
  return bills.reduce((total, { cost }) => total + cost, 0n);
}

async function readFrom(origin: string, known?: AccountDetails, now = noon21): Promise<AccountDetails> {
  const reader = new DetailsReader(openai, known);
  assert.ok(await reader.read(getJsonFrom(origin), now));
  return reader.known ?? assert.fail('nothing is known');
}

describe('account details', () => {
  it('are read within the requests that are set aside for them', async () => {
    await withServer({}, async ({ origin, seen }) => {
      const { limits, use, spenders } = await readFrom(origin);
      assert.ok(seen.length <= new DetailsReader(openai, undefined).wants(undefined, 4, noon21), `${seen.length}`);
      assert.deepEqual([limits?.spendLimits.length, limits?.rateLimits.length, limits?.asOf], [6, 3, noon21]);
      assert.ok(use && use.busiest.length > 0 && use.endpoints.length > 0);
      const read = await goodRead(origin);
      for (const { bills, uses } of [spenders?.project, spenders?.key].flatMap((cells) => cells ?? [])) {
        assert.equal(sum(bills), sum(read.costs));
        assert.ok(uses.some((use) => use.project === 'proj_research' || use.key === 'key_research'));
      }
    });
  });

  it('are due every six hours, and when a clock was set back, as long as the hour has room', () => {
    const tried = (hours: number) => ({
      triedAt: noon21 - hours * hourMs,
      limits: undefined,
      use: undefined,
      spenders: undefined,
    });
    const wants = (known: AccountDetails | undefined, requests = 2) =>
      new DetailsReader(openai, known).wants(undefined, requests, noon21) > 0;
    assert.deepEqual(
      [undefined, tried(5.9), tried(6), tried(-1)].map((known) => wants(known)),
      [true, false, true, true],
    );
    assert.equal(wants(undefined, 50), false);
    const mark = {
      at: noon21,
      plan: firstPlan(0),
      requests: [[noon21 - hourMs / 2, 40]],
      refreshes: [],
      trouble: undefined,
    } as const;
    assert.equal(new DetailsReader(openai, undefined).wants(mark, 2, noon21), 0);
    const { limits: _limits, useDetails: _use, ...plain } = openai;
    assert.equal(new DetailsReader(plain, undefined).wants(undefined, 2, noon21), 0);
  });

  it('keep the last good value of a part that is refused, and say when it was read', async () => {
    await withServer({}, async (server) => {
      const before = await readFrom(server.origin);
      server.scenario = '500';
      const later = await readFrom(server.origin, before, noon21 + 7 * hourMs);
      assert.deepEqual(later, { ...before, triedAt: noon21 + 7 * hourMs });
    });
  });

  it('ask no more once the provider wants to be left alone or cannot be reached', async () => {
    for (const scenario of ['429-retry', '500', 'reset']) {
      await withServer({ scenario }, async ({ origin, seen }) => {
        await readFrom(origin);
        assert.equal(seen.length, 1, scenario);
      });
    }
  });

  it('still tell of use where limits may not be read', async () => {
    await withServer({}, async ({ origin }) => {
      const real = getJsonFrom(origin);
      const refused = {
        kind: 'answered',
        status: 403,
        body: { error: { message: 'no' } },
        retryAfterMs: undefined,
      } as const;
      const reader = new DetailsReader(openai, undefined);
      await reader.read(
        (path, query) => (/projects|spend_/.test(path) ? Promise.resolve(refused) : real(path, query)),
        noon21,
      );
      assert.equal(reader.known?.limits, undefined);
      assert.ok((reader.known?.use?.busiest.length ?? 0) > 0 && (reader.known?.spenders?.key.bills.length ?? 0) > 0);
    });
  });

  it('change nothing when the read is cancelled', async () => {
    const reader = new DetailsReader(openai, undefined);
    assert.equal(await reader.read(async () => ({ kind: 'cancelled' }), noon21), false);
    assert.equal(reader.known, undefined);
  });

  it('are stored and read back as they are; what is not theirs is left out', async () => {
    await withServer({}, async ({ origin }) => {
      const details = await readFrom(origin);
      const text = JSON.stringify(detailsToJson(details));
      assert.deepEqual(detailsFromJson(JSON.parse(text)), details);
      const odd = JSON.parse(text) as { limits: { spendLimits: object[] } };
      odd.limits.spendLimits[0] = { ...odd.limits.spendLimits[0], amount: 'lots' };
      assert.deepEqual(detailsFromJson(odd)?.limits?.spendLimits, details.limits?.spendLimits.slice(1));
    });
    for (const odd of [null, 3, 'x', [], {}, { triedAt: -1 }]) assert.equal(detailsFromJson(odd), undefined);
    assert.deepEqual(detailsFromJson({ triedAt: 1, limits: [], use: { asOf: 'now' } }), {
      ...{ triedAt: 1, limits: undefined, use: undefined, spenders: undefined },
    });
  });
});
