// The provider's limits beside the cap, usage tiers, and rate limits against the busiest use.
import assert from 'node:assert/strict';
import { compareLimits, tierFor, usageTiers } from '../../../src/core/budget/providerLimits';
import {
  configuredRateLimits,
  rateLimitUses,
  shareOfMinute,
  tokensPerMinuteOf,
} from '../../../src/core/budget/rateLimits';
import type { BusiestUse, RateLimit } from '../../../src/core/spend/accountDetails';
import { dollars } from '../../spendStates';

describe('provider limits', () => {
  it('say which limit is met first and whether calls would be refused', () => {
    const limit = {
      ...{ scope: 'organization' as const, kind: 'limit' as const, interval: 'month' },
      ...{ amount: dollars(120), enforced: true },
    };
    assert.deepEqual(compareLimits(dollars(100), limit, dollars(50), dollars(130)), {
      ...{ first: 'cap', leftUntilLimit: dollars(70), willStop: true },
    });
    assert.equal(compareLimits(dollars(150), limit, dollars(50), undefined).first, 'provider');
    assert.equal(compareLimits(dollars(120), limit, dollars(50), undefined).first, 'equal');
    assert.equal(compareLimits(dollars(0), limit, dollars(130), undefined).first, undefined);
    assert.equal(compareLimits(dollars(0), limit, dollars(130), undefined).leftUntilLimit, dollars(0));
    assert.equal(compareLimits(dollars(100), { ...limit, enforced: false }, dollars(50), dollars(130)).willStop, false);
    assert.equal(compareLimits(dollars(100), undefined, dollars(50), undefined).leftUntilLimit, undefined);
  });

  it('find the tier that allows a month of so much', () => {
    assert.deepEqual(
      [5, 100, '100.01', 5000, 200_000, 200_001].map((each) => tierFor(dollars(each))?.tier),
      [...[1, 1, 2, 4, 5, undefined]],
    );
    const limits = usageTiers.map(({ monthlyLimit }) => monthlyLimit);
    assert.ok(limits.every((limit, index) => index === 0 || limit > (limits[index - 1] ?? limit)));
  });
});

describe('rate limits', () => {
  const at = Date.UTC(2026, 10, 21, 9, 41);
  const held: readonly RateLimit[] = [
    { project: 'proj_a', model: 'gpt-5-mini', limits: { requestsPerMinute: 500, tokensPerMinute: 200_000 } },
    { project: 'proj_b', model: 'gpt-5-mini', limits: { tokensPerMinute: 90_000 } },
    { project: 'proj_a', model: 'gpt-5', limits: { requestsPerMinute: 0, requestsPerDay: 1000 } },
  ];
  const nothing = { requestsPerMinute: undefined, tokensPerMinute: undefined, requestsPerDay: undefined };
  const busiest: readonly BusiestUse[] = [
    {
      ...nothing,
      ...{ project: 'proj_a', model: 'gpt-5-mini', requestsPerMinute: { at, count: 100 } },
      tokensPerMinute: { at, count: 62_000 },
    },
    { ...nothing, project: undefined, model: 'gpt-5-mini', tokensPerMinute: { at, count: 81_000 } },
    {
      ...nothing,
      project: 'proj_a',
      model: 'gpt-5',
      requestsPerDay: { at, count: 999 },
      requestsPerMinute: { at, count: 3 },
    },
  ];

  it('of the user are whole numbers above 0 by model; all else is left out', () => {
    const own = configuredRateLimits({
      'gpt-5-mini': { tokensPerMinute: 90_000, other: 1 },
      x: { tokensPerMinute: -4 },
      y: 3,
      z: { requestsPerDay: 0.5 },
    });
    assert.deepEqual(own, [{ project: undefined, model: 'gpt-5-mini', limits: { tokensPerMinute: 90_000 } }]);
    assert.deepEqual([configuredRateLimits(null), configuredRateLimits([1])], [[], []]);
  });

  it('stand beside the busiest use of their own project, the fullest first, unknown use and what is not allowed last', () => {
    assert.deepEqual(
      rateLimitUses(held, busiest).map(({ project, model, kind, used, percent }) => [
        ...[project, model, kind, used?.count, percent],
      ]),
      [
        ['proj_a', 'gpt-5', 'requestsPerDay', 999, 99],
        ['proj_a', 'gpt-5-mini', 'tokensPerMinute', 62_000, 31],
        ['proj_a', 'gpt-5-mini', 'requestsPerMinute', 100, 20],
        ['proj_b', 'gpt-5-mini', 'tokensPerMinute', undefined, undefined],
        ['proj_a', 'gpt-5', 'requestsPerMinute', 3, undefined],
      ],
    );
  });

  it("of the user stand beside the whole account's use", () => {
    const own = configuredRateLimits({ 'gpt-5-mini': { tokensPerMinute: 162_000 } });
    assert.deepEqual(
      rateLimitUses(own, busiest).map(({ project, percent }) => [project, percent]),
      [[undefined, 50]],
    );
  });

  it('take the highest of what several sources tell', () => {
    const own = configuredRateLimits({ 'gpt-5-mini': { tokensPerMinute: 100_000, requestsPerDay: 10 } });
    const use = { ...nothing, project: undefined, model: 'gpt-5-mini' };
    const more = [
      { ...use, requestsPerDay: { at, count: 9 } },
      { ...use, requestsPerDay: { at: at + 1, count: 4 } },
    ];
    assert.deepEqual(
      rateLimitUses(own, [...more, ...busiest]).map(({ kind, used }) => [kind, used?.count, used?.at]),
      [
        ['requestsPerDay', 9, at],
        ['tokensPerMinute', 81_000, at],
      ],
    );
  });

  it('hold for a model by its name or without its date: the user says, else the tightest project', () => {
    const own = configuredRateLimits({ 'gpt-5': { tokensPerMinute: 7 } });
    assert.equal(tokensPerMinuteOf('gpt-5', own, held), 7);
    assert.equal(tokensPerMinuteOf('gpt-5-mini', own, held), 90_000);
    assert.equal(tokensPerMinuteOf('gpt-5-mini-2025-08-07', own, held), 90_000);
    assert.equal(tokensPerMinuteOf('gpt-5-min', own, held), undefined);
  });

  it('say what part of a minute one prompt takes', () => {
    assert.equal(shareOfMinute(62_000, 200_000), 31);
    assert.equal(shareOfMinute(200_001, 200_000), 101);
    assert.equal(shareOfMinute(1, 200_000), 1);
  });
});
