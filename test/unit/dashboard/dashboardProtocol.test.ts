import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dashboardActions, readPageMessage } from '../../../src/core/dashboard/dashboardProtocol';

describe('page messages', () => {
  it('are read when they belong to the union, with known fields only', () => {
    assert.deepEqual(readPageMessage({ type: 'ready', extra: 1 }), { type: 'ready' });
    for (const action of dashboardActions) {
      assert.deepEqual(readPageMessage({ type: 'run', action, command: 'x', args: [1] }), { type: 'run', action });
    }
  });

  it('are refused otherwise', () => {
    const refused = [
      null, undefined, 0, 'ready', [], {}, { type: 'run' }, { type: 'run', action: 'workbench.action.quit' },
      { type: 'run', action: ['refreshSpend'] }, { type: 'run', action: { toString: () => 'refreshSpend' } },
      { type: 'Ready' }, { type: ['ready'] }, { action: 'refreshSpend' }, { type: '__proto__', action: 'constructor' },
    ]; // biome-ignore format: a list of messages
    for (const message of refused) assert.equal(readPageMessage(message), undefined, JSON.stringify(message));
  });

  it('are plans of five whole numbers from 0 to 10^12, and nothing beside', () => {
    const plan = { example: 1, callsPerDay: 2_000, inputTokens: 1_800, cachedTokens: 0, outputTokens: 250 };
    assert.deepEqual(readPageMessage({ type: 'plan', plan: { ...plan, extra: 'x' } }), { type: 'plan', plan });
    for (const wrong of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e13, '5', null, undefined])
      assert.equal(readPageMessage({ type: 'plan', plan: { ...plan, callsPerDay: wrong } }), undefined, String(wrong));
    assert.equal(readPageMessage({ type: 'plan', plan: null }), undefined);
  });

  it('T31: never throw and never lead outside the union, whatever comes', () => {
    const word = fc.constantFrom('type', 'action', 'ready', 'run', ...dashboardActions, '__proto__', 'command');
    const message = fc.oneof(fc.anything(), fc.dictionary(word, fc.oneof(word, fc.anything())), fc.jsonValue());
    fc.assert(
      fc.property(message, (untrusted) => {
        const read = readPageMessage(untrusted);
        if (read === undefined) return;
        if (read.type === 'run') assert.ok(dashboardActions.includes(read.action));
        if (read.type === 'plan') assert.ok(Object.values(read.plan).every((count) => Number.isSafeInteger(count)));
        const keys = { ready: ['type'], run: ['type', 'action'], plan: ['type', 'plan'] };
        assert.deepEqual(Object.keys(read), keys[read.type]);
      }),
      { numRuns: 10_000 },
    );
  });
});
