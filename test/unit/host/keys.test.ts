// Keys: bound to their origin, missed when the store loses them, nothing of them outside the secret store.
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { keyShape, withoutKeys } from '../../../src/core/usage/keyShape';
import { Keys } from '../../../src/host/keys';
import { canary } from '../usage/reading';

const origin = 'https://api.openai.com';

function storage() {
  const secrets = new Map<string, string>();
  const marks = new Map<string, unknown>();
  const store = {
    get: async (name: string) => secrets.get(name),
    store: async (name: string, value: string) => void secrets.set(name, value),
    delete: async (name: string) => void secrets.delete(name),
    keys: async () => [...secrets.keys()],
    onDidChange: () => ({ dispose: () => {} }),
  };
  const memento = {
    get: (name: string) => marks.get(name),
    update: async (name: string, value: unknown) =>
      void (value === undefined ? marks.delete(name) : marks.set(name, value)),
    keys: () => [...marks.keys()],
  };
  const keys = new Keys(store as vscode.SecretStorage, memento as vscode.Memento, 'openai');
  return { secrets, marks, store, keys };
}

describe('keys', () => {
  it('gives a key back to its own origin only', async () => {
    const { keys } = storage();
    assert.deepEqual(await keys.read(origin), { kind: 'none' });
    assert.equal(await keys.save({ key: canary, origin, savedAt: 5 }), true);
    assert.deepEqual(await keys.read(origin), { kind: 'key', key: canary, origin, savedAt: 5 });
    for (const other of ['https://api.openai.com.evil.test', 'http://127.0.0.1:1', 'https://api.openai.com:8443', '']) {
      assert.deepEqual(await keys.read(other), { kind: 'none' });
    }
  });

  it('leaves nothing of the key outside the secret store', async () => {
    const { keys, marks } = storage();
    await keys.save({ key: canary, origin, savedAt: 5 });
    assert.ok(marks.size > 0);
    assert.ok(!JSON.stringify([...marks]).includes('canary'));
    assert.ok(!keys.account(origin)?.includes('canary'));
  });

  it('notices a key that the store lost, refuses to give, or gives damaged', async () => {
    const losses: ((world: ReturnType<typeof storage>) => void)[] = [
      ({ secrets }) => secrets.clear(),
      ({ store }) => {
        store.get = () => Promise.reject(new Error('locked'));
      },
      ({ secrets }) => secrets.set('promptMeter.key.openai', '{"key":'),
      ({ secrets }) => secrets.set('promptMeter.key.openai', JSON.stringify({ key: 5, origin, savedAt: 5 })),
      ({ secrets }) => secrets.set('promptMeter.key.openai', JSON.stringify({ key: ' ', origin, savedAt: 5 })),
    ];
    for (const lose of losses) {
      const world = storage();
      await world.keys.save({ key: canary, origin, savedAt: 5 });
      lose(world);
      assert.deepEqual(await world.keys.read(origin), { kind: 'lost' });
    }
  });

  it('says when the store does not keep the key', async () => {
    const { keys, store } = storage();
    store.store = () => Promise.reject(new Error('no key ring'));
    assert.equal(await keys.save({ key: canary, origin, savedAt: 5 }), false);
  });

  it('forgets all on removal', async () => {
    const { keys, secrets, marks } = storage();
    await keys.save({ key: canary, origin, savedAt: 5 });
    await keys.remove();
    assert.deepEqual([secrets.size, marks.size], [0, 0]);
    assert.deepEqual(await keys.read(origin), { kind: 'none' });
  });

  it('knows kinds of keys by their shape', () => {
    const shapes: [typed: string, shape: string][] = [
      [' sk-admin-abc\n', 'admin'],
      ['sk-proj-abc', 'project'],
      ['sk-svcacct-abc', 'project'],
      ['sk-abc', 'project'],
      ['abc', 'other'],
      ['  ', 'blank'],
      ['sk-admin-a b', 'broken'],
      ['sk-admin-ä', 'broken'],
      ['sk-admin-\u200b', 'broken'],
      [`sk-admin-${'a'.repeat(500)}`, 'broken'],
    ];
    for (const [typed, shape] of shapes) assert.equal(keyShape(typed), shape, typed);
    assert.equal(withoutKeys(`a ${canary} b sk-proj-1234`), 'a sk-… b sk-…');
  });
});
