import assert from 'node:assert/strict';
import { usd } from '../../src/core/money';
import { bundledPrice } from '../../src/core/prices/bundledPrices';
import type { SpendState } from '../../src/core/spend/spend';
import { remainingAnswer, textsAnswer } from '../../src/core/toolAnswers';

const now = Date.UTC(2026, 10, 16, 12);
const money = (text: string) => usd(text) ?? assert.fail(text);

const days = Array.from({ length: 16 }, (_, at) => ({
  day: `2026-11-${String(at + 1).padStart(2, '0')}`,
  cost: money('2'),
}));
const state: SpendState = {
  reading: { kind: 'ok' },
  figures: {
    asOf: now - 60_000,
    periodStart: Date.UTC(2026, 10, 1),
    periodEnd: Date.UTC(2026, 11, 1),
    days,
    total: money('32'),
    models: [],
  },
  demo: false,
  origin: 'https://api.openai.com',
  nextPollAt: undefined,
  intervalMs: 300_000,
  sessionStart: now - 3_600_000,
  sessionSpend: money('0.25'),
};

describe('answers to language models', () => {
  it('say what is left, and what the month is heading for', () => {
    const answer = remainingAnswer(state, money('120'), now) as Record<string, unknown>;
    assert.equal(answer.spentUsd, '32');
    assert.equal(answer.remainingUsd, '88');
    assert.equal(answer.percentOfCap, 26.7);
    assert.equal(answer.sessionUsd, '0.25');
    assert.match(String(answer.forecastUsd), /^6\d(\.\d\d?)?$/);
    assert.equal(answer.state, 'read from https://api.openai.com');
  });

  it('never take unknown for zero, and say what is stale', () => {
    const none = remainingAnswer(undefined, money('120'), now) as Record<string, unknown>;
    assert.deepEqual([none.spentUsd, none.remainingUsd, none.capUsd], [null, null, '120']);
    const noCap = remainingAnswer(state, undefined, now) as Record<string, unknown>;
    assert.deepEqual([noCap.capUsd, noCap.remainingUsd, noCap.percentOfCap], [null, null, null]);
    const old = remainingAnswer({ ...state, reading: { kind: 'offline' } }, money('1'), now + 7_200_000);
    assert.equal((old as Record<string, unknown>).state, 'stale; not read: offline');
    assert.equal((old as Record<string, unknown>).remainingUsd, '-31');
  });

  it('say how sure a count is', () => {
    const price = bundledPrice('gpt-4o', now);
    const count = { tokens: 200_000, estimated: true, atLeast: false, errorPercent: 12 };
    const model = { id: 'gpt-4o', source: 'call' } as const;
    const answer = textsAnswer({ model, count, cost: money('0.5'), price }, 2) as Record<string, unknown>;
    assert.equal(answer.exactness, 'estimate');
    assert.equal(answer.errorPercent, 12);
    assert.equal(answer.fits, false);
    const unknown = textsAnswer({ model, count, cost: undefined, price: undefined }, 1) as Record<string, unknown>;
    assert.equal(unknown.inputCostUsd, null);
    assert.match(String(unknown.price), /unknown, not zero/);
  });
});
