// The ledger: complete reads replace it, nothing else touches it, its parts sum to its total, and it survives storage.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { monthOf } from '../../../src/core/budget/period';
import { addUsd, type Usd } from '../../../src/core/money';
import { commitRead, figuresOf, type Ledger } from '../../../src/core/usage/ledger';
import { type Session, sessionAfter, sessionSpend } from '../../../src/core/usage/session';
import type { UsageRead } from '../../../src/core/usage/source';
import { goodRead, noon21, readFrom, withServer } from './reading';

/** Records with the usual prototype, as the readers make them. */
function record<Shape>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) {
  return fc.record(shape, { noNullPrototype: true });
}

const period = monthOf(noon21);
const day = fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03');
const name = fc.constantFrom('a', 'b', 'c');
const count = fc.nat(1_000_000);
const anyRead: fc.Arbitrary<UsageRead> = record({
  kind: fc.constant('read' as const),
  days: fc.constant(['2026-11-01', '2026-11-02', '2026-11-03']),
  costs: fc.array(record({ day, item: name, model: name, cost: fc.bigInt(0n, 10n ** 15n).map((pico) => pico as Usd) })),
  tokens: fc.array(
    record({
      day,
      model: name,
      requests: count,
      inputTokens: count,
      cachedInputTokens: fc.option(count, { nil: undefined }),
      outputTokens: count,
    }),
  ),
  setAside: fc.array(record({ table: fc.constantFrom('costs' as const, 'tokens' as const), day, name, reason: name })),
});

const total = (ledger: Ledger) => figuresOf(ledger).total;

describe('ledger', () => {
  it('sums its days and its models to its total', () => {
    fc.assert(
      fc.property(anyRead, anyRead, (first, second) => {
        const ledger = commitRead(commitRead(undefined, first, period, 1), second, period, 2);
        const figures = figuresOf(ledger);
        assert.equal(addUsd(...figures.days.map(({ cost }) => cost)), figures.total);
        assert.equal(addUsd(...figures.models.flatMap(({ cost }) => cost ?? [])), figures.total);
        assert.deepEqual(
          figures.days.map((entry) => entry.day),
          ['2026-11-01', '2026-11-02', '2026-11-03'],
        );
      }),
    );
  });

  it('changes nothing when the same is read twice, and keeps nothing of an earlier read', () => {
    fc.assert(
      fc.property(anyRead, anyRead, (first, second) => {
        const clean = { ...second, setAside: [] };
        const fresh = commitRead(undefined, clean, period, 2);
        assert.deepEqual(commitRead(commitRead(undefined, first, period, 1), clean, period, 2), fresh);
        assert.deepEqual(commitRead(fresh, clean, period, 2), fresh);
      }),
    );
  });

  it('keeps the last good value of a row that was set aside, and calls the total a lower bound', async () => {
    await withServer({}, async (server) => {
      const before = commitRead(undefined, await goodRead(server.origin), period, noon21);
      server.scenario = 'other-currency';
      const read = await goodRead(server.origin);
      assert.equal(read.setAside.length, 1);
      const after = commitRead(before, read, period, noon21);
      assert.equal(total(after), total(before));
      assert.equal(figuresOf(after).setAside, 1);
      assert.equal(figuresOf(before).setAside, undefined);
      assert.ok(total(commitRead(undefined, read, period, noon21)) < total(before));
    });
  });

  it('knows no token count of a model with an unreadable row', () => {
    const read: UsageRead = {
      kind: 'read',
      days: ['2026-11-01'],
      costs: [],
      tokens: [{ day: '2026-11-01', model: 'b', requests: 1, inputTokens: 2, cachedInputTokens: 1, outputTokens: 3 }],
      setAside: ['a', 'b'].map((model) => ({ table: 'tokens', day: '2026-11-02', name: model, reason: '' })),
    };
    for (const model of figuresOf(commitRead(undefined, read, period, 1)).models) {
      assert.deepEqual([model.inputTokens, model.requests, model.cost], [undefined, undefined, undefined]);
    }
  });

  it('takes restated values, lower ones too, and rows that vanish in a complete read', async () => {
    for (const scenario of ['restatement', 'vanishing']) {
      await withServer({ scenario }, async ({ origin }) => {
        const first = commitRead(undefined, await goodRead(origin), period, 1);
        const second = commitRead(first, await goodRead(origin), period, 2);
        const cost = (ledger: Ledger, at: number) => figuresOf(ledger).days.at(at)?.cost ?? 0n;
        assert.ok(cost(second, -3) < cost(first, -3));
        assert.equal(total(second), addUsd(...figuresOf(second).days.map((entry) => entry.cost)));
        if (scenario === 'restatement') assert.ok(cost(second, -2) > cost(first, -2));
      });
    }
  });

  it('keeps the last good figures when a reply is cut at any byte', async () => {
    await withServer({}, async (server) => {
      const whole = commitRead(undefined, await goodRead(server.origin), period, noon21);
      const reply = await fetch(`${server.origin}/v1/organization/costs?start_time=${period.start / 1000}&limit=31`, {
        headers: { authorization: 'Bearer sk-admin-x' },
      });
      const { byteLength } = await reply.arrayBuffer();
      server.scenario = 'cut';
      for (let cut = 0; cut < byteLength; cut += Math.ceil(byteLength / 60)) {
        server.scenarioOptions = { cutAt: cut };
        const read = await readFrom(server.origin);
        assert.notEqual(read.kind, 'read', `cut at ${cut}`);
        const ledger = read.kind === 'read' ? commitRead(whole, read, period, noon21) : whole;
        assert.equal(total(ledger), total(whole));
      }
    });
  });
});

describe('session spend', () => {
  const figures = (start: number, pico: bigint) => ({
    asOf: start,
    periodStart: start,
    periodEnd: monthOf(start).end,
    days: [],
    total: pico as Usd,
    models: [],
  });
  const november = period.start;
  const december = period.end;
  const rise = (...reads: [start: number, pico: bigint][]) => {
    let session: Session | undefined;
    for (const [start, pico] of reads) session = sessionAfter(session, figures(start, pico));
    return session && sessionSpend(session);
  };

  it('is the rise since the first good read', () => {
    assert.equal(rise(), undefined);
    assert.equal(rise([november, 40n]), 0n);
    assert.equal(rise([november, 40n], [november, 45n], [november, 47n]), 7n);
  });

  it('follows the reported total down and up again: it is a state, not a sum of rises', () => {
    assert.equal(rise([november, 40n], [november, 50n], [november, 45n], [november, 50n]), 10n);
    assert.equal(rise([november, 40n], [november, 10n]), 0n);
    assert.equal(rise([november, 40n], [november, 10n], [november, 41n]), 1n);
  });

  it('goes on over the end of the month, and ignores a late read of the old one', () => {
    assert.equal(rise([november, 40n], [november, 45n], [december, 0n]), 5n);
    assert.equal(rise([november, 40n], [november, 45n], [december, 3n], [december, 4n]), 9n);
    assert.equal(rise([november, 40n], [december, 3n], [november, 99n]), 3n);
  });

  it('is never negative', () => {
    const reads = fc.array(fc.tuple(fc.constantFrom(november, december), fc.bigInt(0n, 1000n)), { minLength: 1 });
    fc.assert(fc.property(reads, (list) => assert.ok((rise(...list) ?? 0n) >= 0n)));
  });
});
