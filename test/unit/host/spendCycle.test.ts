// One poll as the host does it: the right key to the right origin, and one request shared by several windows.
import assert from 'node:assert/strict';
import type { Ledger } from '../../../src/core/usage/ledger';
import { openai } from '../../../src/core/usage/openai';
import { beginCycle, type Cycle } from '../../../src/host/spendCycle';
import { canary, withServer } from '../usage/reading';

function cycleAt(origin: string, change: Partial<Cycle> = {}): Cycle {
  return {
    source: openai,
    keys: { read: async () => ({ kind: 'key', key: canary, origin, savedAt: 1 }) },
    store: { load: async () => undefined, heldUntil: async () => undefined },
    target: { origin, demo: false, account: 'me' },
    ledger: undefined,
    manual: false,
    intervalMs: 300_000,
    keyMissing: () => {},
    ...change,
  };
}

const present = { now: Date.now };

async function ledgerFrom(origin: string): Promise<Ledger> {
  const outcome = await beginCycle(cycleAt(origin)).outcome;
  assert.equal(outcome.kind, 'ok');
  return outcome.kind === 'ok' ? outcome.read.ledger : assert.fail();
}

describe('spend cycle', () => {
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
        const outcome = await beginCycle(cycleAt(origin, { keys: { read: async () => ({ kind }) }, keyMissing }))
          .outcome;
        assert.deepEqual([outcome.kind, missing], ['cancelled', 1]);
      }
      assert.equal(seen.length, 0);
    });
  });

  it("takes another window's fresh figures instead of asking, unless a person asked or they are old", async () => {
    await withServer(present, async (server) => {
      const stored = await ledgerFrom(server.origin);
      const asked = server.seen.length;
      const store = (asOf: number) => ({ load: async () => ({ ...stored, asOf }), heldUntil: async () => undefined });
      const fresh = await beginCycle(cycleAt(server.origin, { store: store(Date.now() - 60_000) })).outcome;
      assert.equal(fresh.kind === 'ok' && fresh.read.isShared, true);
      assert.equal(server.seen.length, asked);
      const cases: Partial<Cycle>[] = [
        { store: store(Date.now() - 60_000), manual: true },
        { store: store(Date.now() - 290_000) },
        { store: store(Date.now() + 3_600_000) },
        { store: store(stored.asOf), ledger: stored },
      ];
      for (const [index, change] of cases.entries()) {
        const before = server.seen.length;
        await beginCycle(cycleAt(server.origin, change)).outcome;
        assert.equal(server.seen.length, before + 2, `case ${index}`);
      }
    });
  });

  it('keeps the silence another window was asked for, also when a person asks', async () => {
    await withServer(present, async ({ origin, seen }) => {
      const store = { load: async () => undefined, heldUntil: async () => Date.now() + 50_000 };
      for (const manual of [false, true]) {
        const outcome = await beginCycle(cycleAt(origin, { store, manual })).outcome;
        assert.equal(outcome.kind, 'rateLimited');
      }
      assert.equal(seen.length, 0);
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
});
