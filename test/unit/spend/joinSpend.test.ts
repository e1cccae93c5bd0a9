// Many accounts as one figure: sums, each provider and day once, and what makes the sum a lower bound.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addUsd, type Usd, zeroUsd } from '../../../src/core/money';
import { joinSpend } from '../../../src/core/spend/joinSpend';
import type { ModelSpend, SourceState } from '../../../src/core/spend/spend';
import { daysUntil, dollars, figuresAt, now } from '../../spendStates';

function account(id: string, change: Partial<SourceState> & { readonly costs?: readonly string[] } = {}): SourceState {
  const { costs = ['1'], ...rest } = change;
  const days = daysUntil(now, costs);
  const cost = addUsd(...days.map((day) => day.cost));
  const model = { model: `model of ${id}`, cost, requests: 1, inputTokens: 2, cachedInputTokens: 0, outputTokens: 3 };
  const figures = 'figures' in rest ? rest.figures : figuresAt(now, days, [model]);
  return {
    id,
    sourceId: id,
    name: id,
    label: undefined,
    provider: id,
    costKind: 'reported',
    reading: { kind: 'ok' },
    added: undefined,
    sessionSpend: undefined,
    origin: 'https://api.openai.com',
    nextPollAt: undefined,
    ...rest,
    figures,
    total: figures?.total,
  };
}

const lastMonth = Date.UTC(2026, 9, 20);
const codex = { name: 'Codex CLI', provider: 'openai', costKind: 'computed' as const };

describe('joined spend', () => {
  it('gives the figures of one account as they are', () => {
    const one = account('openai');
    const joined = joinSpend([one]);
    assert.equal(joined.figures, one.figures);
    assert.deepEqual(joined.sources[0]?.added, dollars(21));
  });

  it('adds accounts, also of one provider', () => {
    const { figures } = joinSpend([
      account('openai'),
      account('second', { provider: 'openai', costs: ['2'] }),
      account('anthropic', { costs: ['4'] }),
    ]);
    assert.equal(figures?.total, dollars(7 * 21));
    assert.equal(figures?.days.length, 21);
    assert.deepEqual(
      figures?.models.map((model: ModelSpend) => model.model),
      ['model of anthropic', 'model of second', 'model of openai'],
    );
    assert.equal(figures?.estimated, undefined);
  });

  it('counts local logs of a provider whose bill is read on no day that the bill covers', () => {
    const joined = joinSpend([account('openai'), account('codex', { ...codex, costs: ['9'] })]);
    assert.equal(joined.figures?.total, dollars(21));
    assert.deepEqual(
      joined.sources.map(({ added }) => added),
      [dollars(21), zeroUsd],
    );
    assert.equal(joined.figures?.estimated, undefined);
  });

  it('counts local logs where no bill is read, and says that the sum is an estimate', () => {
    const joined = joinSpend([account('anthropic'), account('codex', { ...codex, costs: ['9'] })]);
    assert.equal(joined.figures?.total, dollars(210));
    assert.equal(joined.figures?.estimated, true);
    assert.equal(joinSpend([account('codex', codex)]).figures?.estimated, true);
  });

  it('fills days that the bill does not cover from the logs, as one row', () => {
    const bill = account('openai', { figures: figuresAt(now, daysUntil(now, ['1']).slice(0, 20), []) });
    const { figures } = joinSpend([bill, account('codex', { ...codex, costs: ['9'] })]);
    assert.equal(figures?.total, dollars(29));
    assert.deepEqual(
      figures?.models.map(({ model, cost }) => [model, cost]),
      [['Codex CLI', dollars(9)]],
    );
  });

  it('adds two logs of one provider: they are of different tools', () => {
    const { figures } = joinSpend([account('codex', codex), account('other tool', codex)]);
    assert.equal(figures?.total, dollars(42));
  });

  it('shows what stands beside without adding it', () => {
    const gateway = account('litellm', { beside: true, costs: ['50'] });
    const joined = joinSpend([account('openai'), gateway]);
    assert.equal(joined.figures?.total, dollars(21));
    assert.deepEqual(joined.sources[1]?.added, zeroUsd);
    assert.equal(joined.sources[1]?.total, dollars(1050));
  });

  it('holds the use of the days that count, and no others', () => {
    const withUse = (id: string, days: number, change: Partial<SourceState> = {}) => {
      const own = account(id, change);
      const figures = { ...figuresAt(now, daysUntil(now, ['1']).slice(0, days)), bills: [] };
      const uses = daysUntil(now).map(({ day }) => ({
        ...{ day, model: id, requests: 1, inputTokens: 2, cachedInputTokens: 0, outputTokens: 3 },
      }));
      return { ...own, figures: { ...figures, uses: uses.slice(0, days) } };
    };
    const { figures } = joinSpend([withUse('openai', 20), withUse('codex', 21, codex)]);
    const names = figures?.uses?.map(({ model }) => model) ?? [];
    assert.deepEqual([names.length, names.filter((name) => name === 'codex').length], [21, 1]);
  });

  it('is a lower bound while an account has no figures of the month', () => {
    const without = { figures: undefined, reading: { kind: 'offline' as const } };
    for (const lacking of [account('anthropic', without), account('anthropic', { figures: figuresAt(lastMonth) })]) {
      const { figures } = joinSpend([account('openai'), lacking]);
      assert.equal(figures?.total, dollars(21));
      assert.equal(figures?.atLeast, true);
    }
    for (const harmless of [
      account('codex', { ...codex, ...without }),
      account('litellm', { ...without, beside: true }),
    ]) {
      assert.equal(joinSpend([account('openai'), harmless]).figures?.atLeast, undefined);
    }
  });

  it('is as old as the oldest figures in it, and stands as the worst account', () => {
    const old = figuresAt(now - 3_600_000);
    const limited = { kind: 'rateLimited', until: now } as const;
    const joined = joinSpend([
      account('openai', { nextPollAt: now + 5 }),
      account('anthropic', { figures: old, reading: limited, nextPollAt: now + 3 }),
      account('openrouter', { reading: { kind: 'offline' } }),
    ]);
    assert.equal(joined.figures?.asOf, old.asOf);
    assert.deepEqual(joined.reading, limited);
    assert.equal(joined.nextPollAt, now + 3);
  });

  it('never adds a provider and day twice, and always sums to what it shows', () => {
    const anyAccount = fc.record({
      provider: fc.constantFrom('a', 'b'),
      costKind: fc.constantFrom('reported' as const, 'logged' as const, 'computed' as const),
      from: fc.nat(25),
      cost: fc.nat(9),
      isRead: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyAccount, { minLength: 1, maxLength: 6 }), (accounts) => {
        const sources = accounts.map(({ provider, costKind, from, cost, isRead }, index) => {
          const days = daysUntil(now, [String(cost)]).slice(0, from);
          const figures = isRead ? figuresAt(now, days, []) : undefined;
          return account(`account ${index}`, { provider, costKind, figures });
        });
        const joined = joinSpend(sources);
        const added = joined.sources.flatMap((source) => source.added ?? []);
        assert.equal(joined.figures?.total ?? zeroUsd, addUsd(zeroUsd as Usd, ...added));
        for (const day of daysUntil(now).map((each) => each.day)) {
          let expected = zeroUsd;
          for (const provider of ['a', 'b']) {
            const of = sources.filter((source) => source.provider === provider);
            const told = ['reported', 'logged', 'computed'].map((kind) =>
              of
                .filter((each) => each.costKind === kind)
                .flatMap((each) => each.figures?.days ?? [])
                .filter((each) => each.day === day),
            );
            expected = addUsd(expected, ...(told.find((each) => each.length > 0) ?? []).map(({ cost }) => cost));
          }
          assert.equal(joined.figures?.days.find((each) => each.day === day)?.cost ?? zeroUsd, expected);
        }
      }),
    );
  });
});
