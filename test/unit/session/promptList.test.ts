import assert from 'node:assert/strict';
import { usd } from '../../../src/core/money';
import { type ListSettings, listedLabel, promptList, sumLabel } from '../../../src/core/session/promptList';
import type { ReadPrompt } from '../../../src/core/session/textReading';
import { english } from '../../../src/core/words';

function prompt(preview: string, tokens: number, dollars: string | undefined, id = 'gpt-4o'): ReadPrompt {
  return {
    ...{ span: { start: 0, end: 1 }, line: 0, role: 'system', preview },
    model: { id, source: 'call' },
    count: { tokens, estimated: id.startsWith('claude'), atLeast: false, errorPercent: undefined },
    cost: dollars === undefined ? undefined : usd(dollars),
  };
}

const files = [
  {
    key: 'b',
    path: 'src/b.py',
    prompts: [prompt('sort it', 10, '0.01'), prompt('house words', 50, undefined, 'house')],
  },
  { key: 'a', path: 'src/a.py', prompts: [prompt('be kind', 30, '0.002'), prompt('be brief', 20, '0.03', 'claude-x')] },
  { key: 'c', path: 'c.prompt', prompts: [prompt('quiet', 500, undefined, 'house')] },
];

const list = (settings: Partial<ListSettings>) => promptList(files, { order: 'cost', filter: '', ...settings });
const shape = (settings: Partial<ListSettings>) =>
  list(settings).files.map(({ file }) => [file.path, ...file.prompts.map(({ preview }) => preview)].join(' | '));

describe('the list of prompts', () => {
  it('is sorted by cost, tokens or name', () => {
    assert.deepEqual(shape({ order: 'cost' }), [
      'src/a.py | be brief | be kind',
      'src/b.py | sort it | house words',
      'c.prompt | quiet',
    ]);
    assert.deepEqual(shape({ order: 'tokens' }), [
      'c.prompt | quiet',
      'src/b.py | house words | sort it',
      'src/a.py | be kind | be brief',
    ]);
    assert.deepEqual(shape({ order: 'name' }), [
      'c.prompt | quiet',
      'src/a.py | be kind | be brief',
      'src/b.py | sort it | house words',
    ]);
  });

  it('shows what holds the filter, and sums only that', () => {
    assert.deepEqual(shape({ filter: 'HOUSE' }), ['c.prompt | quiet', 'src/b.py | house words']);
    assert.equal(list({ filter: 'a.py' }).total.prompts, 2);
    assert.deepEqual(shape({ filter: 'no such thing' }), []);
  });

  it('sums each model, and never takes an unknown price for zero', () => {
    const { models, total } = list({});
    assert.deepEqual(
      models.map(({ id, sum }) => `${id}: ${sumLabel(sum, english)}`),
      ['claude-x: ≈ 20 tok · ≈ $0.0300', 'gpt-4o: 40 tok · $0.0120', 'house: 550 tok · no price'],
    );
    assert.equal(sumLabel(total, english), '≈ 610 tok · ≈ $0.0420 · 2 without a price');
    assert.equal(total.cost, usd('0.042'));
  });

  it('says what a prompt costs on its model', () => {
    assert.equal(listedLabel(prompt('x', 1_234, '0.01'), english), '1,234 tok · $0.0100 · gpt-4o');
    assert.equal(listedLabel(prompt('x', 5, undefined, 'house'), english), '5 tok · no price · house');
  });
});
