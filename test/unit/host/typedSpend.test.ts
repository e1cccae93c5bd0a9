// Settings the user writes spend and queries into: his own values only, and nothing that cannot be used.
import assert from 'node:assert/strict';
import { defaultQueries } from '../../../src/core/usage/prometheusQueries';
import { querySetting } from '../../../src/host/spend/querySetting';
import { readSpendSettings } from '../../../src/host/spend/spendSettings';

/** An `inspect` in which a workspace tries to have its say. */
const inspectOf = (globalValue: unknown) => (name: string) =>
  ['manualSpend', 'usage.prometheusQueries'].includes(name)
    ? { globalValue, workspaceValue: [{ name: 'Evil', usd: 0, day: '2026-01-01', spend: 'evil' }] }
    : {};

describe('typed spend', () => {
  it('takes entries of the user alone', () => {
    assert.deepEqual(readSpendSettings(inspectOf(undefined)).manual, []);
    const { manual, problems } = readSpendSettings(inspectOf([{ name: 'Plan', usd: 20, day: '2026-11-01' }, 7]));
    assert.deepEqual(
      manual.map(({ name }) => name),
      ['Plan'],
    );
    assert.match(problems.join(), /^The setting promptMeter\.manualSpend\[1\] must be an object\.$/);
  });

  it('takes queries of the user alone, the default ones without any', () => {
    for (const nothing of [undefined, null, [], {}, [{}]])
      assert.equal(querySetting(inspectOf(nothing)), defaultQueries);
    const [set] = querySetting(inspectOf({ spend: 'team_spend_total', modelLabel: 'm' })) ?? [];
    assert.deepEqual([set?.spend, set?.labels.model, set?.input], ['team_spend_total', ['m'], undefined]);
    assert.equal(querySetting(inspectOf([{ spend: 'a' }, { input: 'b' }]))?.length, 2);
  });

  it('takes no queries at all when one of them cannot be used', () => {
    const long = 'x'.repeat(501);
    for (const bad of [
      7,
      'x',
      [7],
      [{ spend: 'a' }, 7],
      { spend: 7 },
      { spend: long },
      { other: 'a' },
      [[]],
      Array(11).fill({ spend: 'a' }),
    ])
      assert.equal(querySetting(inspectOf(bad)), undefined, JSON.stringify(bad));
  });
});
