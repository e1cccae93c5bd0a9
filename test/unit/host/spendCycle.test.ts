// One poll as the host does it: the right key to the right origin, and one request shared by several windows.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monthOf } from '../../../src/core/budget/period';
import type { Ledger } from '../../../src/core/usage/ledger';
import { openai } from '../../../src/core/usage/openai';
import { markAfter, planLeft, troubleOf } from '../../../src/core/usage/pollMark';
import { firstPlan, planAfter } from '../../../src/core/usage/pollPlan';
import type { Account } from '../../../src/core/usage/spendRecords';
import { httpLimits, httpReader } from '../../../src/host/http';
import { beginCycle, type Cycle, skewThatCounts } from '../../../src/host/spend/spendCycle';
import type { SpendStore } from '../../../src/host/spend/spendStore';
import { openSpendStore } from '../../../src/node/openSpendStore';
import { canary, withServer } from '../usage/reading';

function cycleAt(origin: string, change: Partial<Cycle> = {}): Cycle {
  return {
    now: Date.now,
    open: (place, header, extras) => httpReader(place, header, httpLimits, extras),
    skewMs: 0,
    isWatched: false,
    inTurn: (read) => read(),
    unsafe: () => undefined,
    source: openai,
    keys: { read: async () => ({ kind: 'key', key: canary, origin, savedAt: 1 }) },
    store: storeIn(folder),
    target: { origin, demo: false, account: 'me' },
    ledger: undefined,
    manual: false,
    intervalMs: 300_000,
    keyMissing: () => {},
    ...change,
  };
}

const of: Account = { sourceId: 'openai', account: 'me' };
let folder = '';
let stores: SpendStore[] = [];

/** The store of one window; all of a test share the folder. */
function storeIn(place: string): SpendStore {
  const store = openSpendStore(place, (text) => assert.fail(text));
  stores.push(store);
  return store;
}

const present = { now: Date.now };

async function ledgerFrom(origin: string): Promise<Ledger> {
  const outcome = await beginCycle(cycleAt(origin)).outcome;
  assert.equal(outcome.kind, 'ok');
  return outcome.kind === 'ok' ? outcome.read.ledger : assert.fail();
}

describe('spend cycle', () => {
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cycle-'));
  });
  afterEach(async () => {
    for (const store of stores) await store.dispose();
    stores = [];
    await rm(folder, { recursive: true });
  });

  it('reads with the stored key', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const { costs } = await ledgerFrom(origin);
      assert.ok(costs.length > 0);
      assert.deepEqual(seen[0]?.headersWith('canary'), ['authorization']);
    });
  });

  it('never shows a stored key to the demo server', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const target = { origin, demo: true, account: undefined };
      const keys = { read: () => assert.fail('the key was asked for') };
      assert.equal((await beginCycle(cycleAt(origin, { target, keys })).outcome).kind, 'ok');
      assert.ok(seen.every((request) => request.headersWith('sk-admin-demo').length === 1));
      assert.ok(seen.every((request) => request.headersWith('canary').length === 0));
    });
  });

  it('asks nothing without a key, and says that it is missing', async () => {
    await withServer(present, async ({ origin, seen }) => {
      for (const kind of ['none', 'lost'] as const) {
        let missing = 0;
        const keyMissing = () => {
          missing++;
        };
        const place = path.join(folder, kind);
        const change = { store: storeIn(place), keys: { read: async () => ({ kind }) }, keyMissing };
        const outcome = await beginCycle(cycleAt(origin, change)).outcome;
        assert.deepEqual([outcome.kind, missing], ['cancelled', 1]);
      }
      assert.equal(seen.length, 0);
    });
  });

  /** One poll of a window, and what the window then tells the others, as the host does it. */
  async function poll(origin: string, store: SpendStore, change: Partial<Cycle> = {}) {
    const running = beginCycle(cycleAt(origin, { store, ...change }));
    const outcome = await running.outcome;
    const asked = running.asked();
    if (asked && outcome.kind !== 'waited') {
      const plan = planAfter({ ...firstPlan(0), ...running.history?.() }, outcome, 300_000, 0);
      const trouble = outcome.kind === 'ok' ? undefined : troubleOf(outcome);
      const attempt = { at: Date.now(), requests: asked.requests, wanted: change.manual === true, trouble };
      await store.saveMark(of, asked.lease, markAfter(asked.mark, plan, attempt));
      if (outcome.kind === 'ok') await store.save(of, asked.lease, outcome.read.ledger, '2026-11-01');
    }
    return outcome;
  }

  it("takes another window's figures instead of asking, unless a person asked", async () => {
    await withServer(present, async ({ origin, seen }) => {
      const [a, b] = [storeIn(folder), storeIn(folder)];
      const first = await poll(origin, a);
      assert.equal(first.kind, 'ok');
      const asked = seen.length;
      const second = await poll(origin, b);
      assert.ok(second.kind === 'waited' && second.plan.waitMs && second.plan.waitMs > 290_000, second.kind);
      assert.deepEqual(second.read?.ledger.costs, first.kind === 'ok' ? first.read.ledger.costs : []);
      assert.equal(seen.length, asked);
      assert.equal((await poll(origin, b, { manual: true })).kind, 'ok');
      assert.equal(seen.length, 2 * asked);
    });
  });

  it('keeps the silence another window was asked for, also when a person asks', async () => {
    await withServer(present, async (server) => {
      server.scenario = '429-retry';
      const [a, b] = [storeIn(folder), storeIn(folder)];
      const first = await poll(server.origin, a);
      assert.equal(first.kind, 'rateLimited');
      const asked = server.seen.length;
      for (const manual of [false, true]) {
        const outcome = await poll(server.origin, b, { manual });
        assert.ok(outcome.kind === 'waited' && outcome.plan.holdMs > 0);
      }
      assert.equal(server.seen.length, asked);
      assert.deepEqual(b.mark(of)?.trouble, { kind: 'rateLimited', quota: false });
    });
  });

  it('leaves asking to the window that leads, also in the moment before it has asked', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const [a, b] = [storeIn(folder), storeIn(folder)];
      assert.equal(await a.lead(false), 1);
      const outcome = await poll(origin, b);
      assert.ok(outcome.kind === 'waited' && outcome.plan.waitMs === 30_000);
      assert.equal(seen.length, 0);
    });
  });

  it('has told all windows before the first request goes out', async () => {
    await withServer({ scenario: 'hang' }, async (server) => {
      const cycle = beginCycle(cycleAt(server.origin));
      for (let tries = 0; server.seen.length === 0 && tries < 500; tries++)
        await new Promise((go) => setTimeout(go, 10));
      assert.equal(server.seen.length, 1);
      const other = storeIn(folder);
      await other.look();
      const mark = other.mark(of) ?? assert.fail('no mark');
      assert.ok((planLeft(mark, Date.now()).waitMs ?? 0) > 280_000);
      assert.equal(mark.requests.length, 1);
      cycle.cancel();
      await cycle.outcome;
    });
  });

  it('never asks more than sixty times an hour, whoever wants it', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const store = storeIn(folder);
      for (let at = 0; at < 40; at++) await poll(origin, store, { manual: at % 4 === 0 });
      const requests = Array.from({ length: 29 }, () => [Date.now() - 60_000, 2] as const);
      const plan = { ...firstPlan(0), waitMs: 0 };
      await store.saveMark(of, 1, { at: Date.now(), plan, requests, refreshes: [], trouble: undefined });
      const before = seen.length;
      assert.equal((await poll(origin, store, { manual: true })).kind, 'ok');
      const next = await poll(origin, store, { manual: true });
      assert.ok(next.kind === 'waited', JSON.stringify(store.mark(of)?.requests));
      assert.ok((next.plan.waitMs ?? 0) > 3_500_000, JSON.stringify([next.plan, store.mark(of)]));
      assert.ok(seen.length - before <= 2);
    });
  });

  it('asks nothing after it was cancelled', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const running = beginCycle(cycleAt(origin));
      running.cancel();
      assert.equal((await running.outcome).kind, 'cancelled');
      assert.equal(seen.length, 0);
    });
  });

  it("reads the server's month where this machine's clock names another", async () => {
    const day = 86_400_000;
    for (const off of [-62, -31, 31, 62, 400]) {
      await withServer(present, async ({ origin, seen }) => {
        const running = beginCycle(
          cycleAt(origin, { now: () => Date.now() + off * day, store: storeIn(`${folder}/${off}`) }),
        );
        const outcome = await running.outcome;
        assert.ok(outcome.kind === 'ok', JSON.stringify(outcome.kind));
        const { period, asOf } = outcome.read.ledger;
        assert.deepEqual(period, monthOf(Date.now()));
        assert.ok(Math.abs(asOf - Date.now()) < 60_000);
        assert.ok(Math.abs((running.skewMs() ?? 0) + off * day) < 60_000);
        const first = seen.length;
        // what was learnt is used from the beginning
        const change = {
          now: () => Date.now() + off * day,
          skewMs: running.skewMs() ?? 0,
          store: storeIn(`${folder}/${off}b`),
        };
        const again = await beginCycle(cycleAt(origin, change)).outcome;
        assert.ok(again.kind === 'ok' && again.read.ledger.period.start === period.start);
        assert.equal(seen.length - first, 2);
      });
    }
  });

  it('does not mind clocks that differ by a few minutes', async () => {
    assert.equal(skewThatCounts(4 * 60_000), 0);
    assert.equal(skewThatCounts(-6 * 60_000), -6 * 60_000);
    assert.equal(skewThatCounts(undefined), 0);
  });

  it('sends no key where servers are not checked, and says so', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const outcome = await beginCycle(cycleAt(origin, { unsafe: () => 'nobody is checked here' })).outcome;
      assert.deepEqual(outcome, { kind: 'unreadable', detail: 'nobody is checked here', retryAfterMs: undefined });
      assert.equal(seen.length, 0);
    });
  });

  it('lets a window that somebody works in take over from one that asks half as often', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const [a, b] = [storeIn(folder), storeIn(folder)];
      await poll(origin, a);
      const mark = a.mark(of) ?? assert.fail();
      const plan = { ...mark.plan, waitMs: 600_000 };
      const at = Date.now() - 310_000;
      await a.saveMark(of, (await a.lead(false)) ?? 0, { ...mark, at, plan });
      const asked = seen.length;
      assert.equal((await poll(origin, b)).kind, 'waited');
      assert.equal(seen.length, asked);
      assert.equal((await poll(origin, b, { isWatched: true })).kind, 'ok');
      assert.equal((await poll(origin, b, { isWatched: true })).kind, 'waited');
      assert.equal(seen.length, asked + 2);
    });
  });
});
