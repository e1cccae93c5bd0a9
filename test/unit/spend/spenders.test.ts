// Who spent what: bills of the figures before those of the details, and shares by model, project, key and folder.
import assert from 'node:assert/strict';
import { usdToDecimal } from '../../../src/core/money';
import { spendByOf } from '../../../src/core/spend/spenders';
import { dollars, figuresAt, now, spendState } from '../../spendStates';

const bill = { day: '2026-11-02', item: 'all', model: 'all' };
const bills = [
  { ...bill, project: 'a', cost: dollars(5) },
  { ...bill, project: 'a', cost: dollars(1) },
  { ...bill, project: 'b', cost: dollars(2) },
  { ...bill, project: 'c', cost: dollars(4) },
  { ...bill, project: null, cost: dollars(3) },
];

function rows(folders: Record<string, string[]>, told: typeof bills) {
  const figures = { ...figuresAt(now, undefined, []), bills: told };
  return spendByOf(spendState({ figures }), new Map(Object.entries(folders))).map(({ kind, id, amount }) => [
    ...[kind, id, usdToDecimal(amount)],
  ]);
}

describe('spend by whom', () => {
  it('sums projects, and gives them to folders; what is in none stands without an id', () => {
    assert.deepEqual(rows({ web: ['a', 'b'], tools: ['b', 'unheard-of'] }, bills), [
      ['project', 'a', '6'],
      ['project', 'b', '2'],
      ['project', 'c', '4'],
      ['project', null, '3'],
      ['folder', 'web', '8'],
      ['folder', 'tools', '2'],
      ['folder', null, '7'],
    ]);
  });

  it('has no row of a kind that nobody tells', () => {
    assert.deepEqual(rows({ web: ['a'] }, []), []);
    assert.deepEqual(
      rows({}, bills).map(([kind]) => kind),
      ['project', 'project', 'project', 'project'],
    );
  });
});
