// Why an account is not read, in words: every state has its sentence, and advice that fits it.
import assert from 'node:assert/strict';
import { accountName, keyWords } from '../../../src/core/spend/keyWords';
import { keyDoubt, sourceGuide } from '../../../src/core/spend/sourceGuide';
import type { ReadingState, SourceState } from '../../../src/core/spend/spend';
import { usageSources } from '../../../src/core/usage/list';
import { english } from '../../../src/core/words';
import { figuresAt, now, readings } from '../../spendStates';

const facts = { stored: 'key', savedFor: undefined, needs: 'NEEDS', clockTime: () => '12:00' } as const;

function state(reading: ReadingState, change: Partial<SourceState> = {}): SourceState {
  const figures = figuresAt(now);
  return {
    id: 'openai',
    sourceId: 'openai',
    name: 'OpenAI',
    label: undefined,
    provider: 'openai',
    costKind: 'reported',
    reading,
    figures,
    total: figures.total,
    added: figures.total,
    sessionSpend: undefined,
    origin: 'https://api.openai.com',
    nextPollAt: undefined,
    ...change,
  };
}

describe('words about keys', () => {
  it('have one sentence for every state', () => {
    for (const reading of readings) {
      const { message, advice } = keyWords(state(reading), facts, english);
      assert.match(message, /\.$/, message);
      assert.doesNotMatch(message + advice, /undefined|NaN|\{\d\}/);
    }
  });

  it('tell a project key from an unknown one, and say which key serves', () => {
    const project = keyWords(state({ kind: 'keyRefused', reason: 'projectKey' }), facts, english);
    const unknown = keyWords(state({ kind: 'keyRefused', reason: 'unknownKey' }), facts, english);
    assert.match(project.advice, /project or a user.*another organization.*NEEDS/);
    assert.match(unknown.advice, /revoked, mistyped.*NEEDS/);
    assert.ok(project.wantsKey && unknown.wantsKey);
  });

  it('say what happened to a lost key and to a changed address', () => {
    const lost = keyWords(state({ kind: 'ok' }), { ...facts, stored: 'lost' }, english);
    assert.match(lost.advice, /key ring/);
    const moved = keyWords(
      state({ kind: 'noKey' }),
      { ...facts, stored: 'none', savedFor: 'https://old.test' },
      english,
    );
    assert.match(moved.message, /old\.test.*api\.openai\.com.*not sent/);
  });

  it('do not ask for another key when the key is not the reason', () => {
    for (const reading of [{ kind: 'offline' }, { kind: 'rateLimited', until: now }, { kind: 'ok' }] as const)
      assert.equal(keyWords(state(reading), facts, english).wantsKey, false);
  });

  it('name the account by its label and the money by how it is known', () => {
    const account = state({ kind: 'ok' }, { label: 'team B', costKind: 'computed' });
    assert.equal(accountName(account), 'OpenAI (team B)');
    assert.match(keyWords(account, facts, english).message, /OpenAI \(team B\) is connected and read: ≈\$\d/);
  });
});

describe('the guide to a source', () => {
  it('says for each which key is needed, and where it is asked', () => {
    for (const { id, keyless } of usageSources) {
      const { needs, address, key } = sourceGuide(id, english);
      assert.ok(needs.length > 20);
      assert.notEqual(address, 'none');
      assert.equal(key, keyless ? 'optional' : 'needed', id);
    }
    assert.equal(sourceGuide('claude-code', english).key, 'none');
  });

  it('refuses what cannot be a key and doubts what does not look like the right one', () => {
    const guide = sourceGuide('anthropic', english);
    for (const typed of ['', '  ', 'two words', 'sk-ant-admin-ä', 'x'.repeat(501)])
      assert.equal(keyDoubt(typed, guide, english)?.kind, 'error', typed);
    assert.equal(keyDoubt('sk-ant-api03-abc', guide, english)?.kind, 'doubt');
    assert.equal(keyDoubt(' sk-ant-admin01-abc ', guide, english), undefined);
    assert.equal(keyDoubt('', sourceGuide('prometheus', english), english), undefined);
  });
});
