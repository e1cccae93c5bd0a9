// This workspace's share: which projects are its own, and what they cost.
import assert from 'node:assert/strict';
import { monthOf } from '../../../src/core/budget/period';
import { addUsd } from '../../../src/core/money';
import { readProjectMap, workspaceShare } from '../../../src/core/spend/workspaceShare';
import { commitRead, figuresOf } from '../../../src/core/usage/ledger';
import { openai } from '../../../src/core/usage/openai';
import { httpReader } from '../../../src/host/http';
import { canary, noon21, withServer } from '../usage/reading';

const shop = { name: 'shop', paths: ['/home/me/shop'] };

describe('the share of a workspace', () => {
  it('is read from bills that name projects, and all shares are the whole', async () => {
    await withServer({}, async ({ origin, seen }) => {
      const { getJson } = httpReader(origin, openai.keyHeader(canary));
      const period = monthOf(noon21);
      const plain = await openai.read({ getJson, period, now: noon21 });
      const read = await openai.read({ getJson, period, now: noon21, byProject: true });
      assert.ok(plain.kind === 'read' && read.kind === 'read');
      assert.equal(seen.length, 4);
      const figures = figuresOf(commitRead(undefined, read, period, noon21));
      assert.equal(figures.total, figuresOf(commitRead(undefined, plain, period, noon21)).total);
      const ids = [...new Set(read.costs.flatMap(({ project }) => project ?? []))];
      assert.ok(ids.length > 1);
      const shares = ids.map((id) => workspaceShare([shop], new Map([['shop', [id]]]), figures)?.cost ?? assert.fail());
      assert.ok(shares.every((share) => share > 0n && share < figures.total));
      assert.ok(addUsd(...shares) <= figures.total);
      assert.equal(workspaceShare([shop], new Map([['/home/me/shop', ids]]), figures)?.cost, addUsd(...shares));
      const without = figuresOf(commitRead(undefined, plain, period, noon21));
      assert.deepEqual(workspaceShare([shop], new Map([['shop', ids]]), without), { projects: ids, cost: undefined });
    });
  });

  it('is nobody’s where the map names no folder of the workspace', () => {
    assert.equal(workspaceShare([shop], new Map([['bot', ['proj_1']]]), undefined), undefined);
    assert.deepEqual(workspaceShare([shop], new Map([['shop', ['p']]]), undefined), {
      projects: ['p'],
      cost: undefined,
    });
  });

  it('takes any value of the setting and names what cannot be used', () => {
    const { map, problems } = readProjectMap({ '/a/': 'p1', b: ['p2', 'p3', 7], c: 5, d: [] });
    assert.deepEqual(
      [...map],
      [
        ['/a', ['p1']],
        ['b', ['p2', 'p3']],
      ],
    );
    assert.equal(problems.length, 2);
    for (const value of [undefined, null, 7, 'x', [], true]) assert.equal(readProjectMap(value).map.size, 0);
  });
});
