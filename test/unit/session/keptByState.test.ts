import assert from 'node:assert/strict';
import { KeptByState } from '../../../src/core/session/keptByState';

describe('values kept by the state of their thing', () => {
  it('are made once for each state', async () => {
    const kept = new KeptByState<string>();
    const made: string[] = [];
    const ask = (key: string, state: string) =>
      kept.of(key, state, async () => {
        made.push(`${key}${state}`);
        return `${key} as of ${state}`;
      });
    assert.equal(await ask('a', '1'), 'a as of 1');
    assert.equal(await ask('a', '1'), 'a as of 1');
    assert.equal(await ask('b', '1'), 'b as of 1');
    assert.equal(await ask('a', '2'), 'a as of 2');
    assert.equal(await ask('a', '1'), 'a as of 1');
    assert.deepEqual(made, ['a1', 'b1', 'a2', 'a1']);
    kept.keepOnly(new Set(['b']));
    await ask('a', '1');
    await ask('b', '1');
    assert.deepEqual(made.slice(4), ['a1']);
  });

  it('are asked for again where none could be had', async () => {
    const kept = new KeptByState<number>();
    assert.equal(await kept.of('a', '1', async () => undefined), undefined);
    assert.equal(await kept.of('a', '1', async () => 7), 7);
    assert.equal(await kept.of('a', '2', async () => undefined), undefined);
    assert.equal(await kept.of('a', '1', async () => 8), 8);
  });
});
