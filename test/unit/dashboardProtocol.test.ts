import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dashboardActions, readPageMessage } from '../../src/core/dashboardProtocol';

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

  it('T31: never throw and never lead outside the union, whatever comes', () => {
    const word = fc.constantFrom('type', 'action', 'ready', 'run', ...dashboardActions, '__proto__', 'command');
    const message = fc.oneof(fc.anything(), fc.dictionary(word, fc.oneof(word, fc.anything())), fc.jsonValue());
    fc.assert(
      fc.property(message, (untrusted) => {
        const read = readPageMessage(untrusted);
        if (read === undefined) return;
        assert.ok(read.type === 'ready' || dashboardActions.includes(read.action));
        assert.deepEqual(Object.keys(read), read.type === 'ready' ? ['type'] : ['type', 'action']);
      }),
      { numRuns: 10_000 },
    );
  });
});
