import assert from 'node:assert/strict';
import {
  compareLimits,
  readSpendAlerts,
  readSpendLimit,
  tierFor,
  usageTiers,
} from '../../../src/core/budget/providerLimits';
import {
  configuredRateLimits,
  mergeRateLimits,
  rateLimitUses,
  readRateLimits,
  shareOfMinute,
} from '../../../src/core/budget/rateLimits';
import { dollars } from '../../spendStates';

const spendLimit = {
  ...{ object: 'organization.spend_limit', threshold_amount: 12_000, currency: 'USD', interval: 'month' },
  enforcement: { status: 'enforcing' },
};

describe('provider limits', () => {
  it('read cents and whether the limit is enforced', () => {
    assert.deepEqual(readSpendLimit(spendLimit), { amount: dollars(120), isEnforced: true });
    const inactive = { ...spendLimit, currency: 'usd', enforcement: { status: 'inactive' } };
    assert.deepEqual(readSpendLimit(inactive), { amount: dollars(120), isEnforced: false });
  });

  it('name the field that cannot be used, and guess nothing', () => {
    for (const [change, words] of [
      [{ threshold_amount: '12000' }, /threshold_amount/],
      [{ threshold_amount: 12.5 }, /threshold_amount/],
      [{ threshold_amount: -1 }, /threshold_amount/],
      [{ currency: 'EUR' }, /currency/],
      [{ interval: 'day' }, /interval/],
      [{ enforcement: null }, /enforcement/],
    ] as const) {
      const limit = readSpendLimit({ ...spendLimit, ...change });
      assert.match('problem' in limit ? limit.problem : '', words);
    }
    assert.ok('problem' in readSpendLimit(null));
  });

  it('read alerts ascending, without whom they go to', () => {
    const alert = (id: string, cents: number) => ({
      ...{ id, object: 'organization.spend_alert', threshold_amount: cents, currency: 'USD', interval: 'month' },
      notification_channel: { type: 'email', recipients: ['someone@example.org'] },
    });
    const alerts = readSpendAlerts({ object: 'list', data: [alert('b', 9_000), alert('a', 5_050), { id: 3 }, null] });
    assert.deepEqual(alerts, [
      { id: 'a', amount: dollars('50.5') },
      { id: 'b', amount: dollars(90) },
    ]);
    assert.ok('problem' in readSpendAlerts({}));
  });

  it('say which limit is met first and whether calls would be refused', () => {
    const limit = { amount: dollars(120), isEnforced: true };
    assert.deepEqual(compareLimits(dollars(100), limit, dollars(50), dollars(130)), {
      ...{ first: 'cap', leftUntilLimit: dollars(70), willStop: true },
    });
    assert.equal(compareLimits(dollars(150), limit, dollars(50), undefined).first, 'provider');
    assert.equal(compareLimits(dollars(120), limit, dollars(50), undefined).first, 'equal');
    assert.equal(compareLimits(dollars(0), limit, dollars(130), undefined).first, undefined);
    assert.equal(compareLimits(dollars(0), limit, dollars(130), undefined).leftUntilLimit, dollars(0));
    assert.equal(
      compareLimits(dollars(100), { ...limit, isEnforced: false }, dollars(50), dollars(130)).willStop,
      false,
    );
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
  const reply = {
    object: 'list',
    has_more: false,
    data: [
      { id: 'rl-1', model: 'gpt-5-mini', max_requests_per_1_minute: 500, max_tokens_per_1_minute: 200_000 },
      {
        id: 'rl-2',
        model: 'gpt-5',
        max_requests_per_1_minute: 60,
        max_tokens_per_1_minute: 0,
        max_requests_per_1_day: 1000,
      },
      { id: 'rl-3', model: 'odd', max_requests_per_1_minute: 'many' },
      7,
    ],
  };

  it('are read per model; what is not a limit is left out', () => {
    assert.deepEqual(readRateLimits(reply), [
      { model: 'gpt-5-mini', source: 'read', limits: { requestsPerMinute: 500, tokensPerMinute: 200_000 } },
      { model: 'gpt-5', source: 'read', limits: { requestsPerMinute: 60, requestsPerDay: 1000 } },
    ]);
    assert.deepEqual(readRateLimits(null), []);
  });

  it('of the user win, kind by kind', () => {
    const own = configuredRateLimits({
      'gpt-5-mini': { tokensPerMinute: 90_000, other: 1 },
      x: { tokensPerMinute: -4 },
      y: 3,
    });
    const [first] = mergeRateLimits(own, readRateLimits(reply));
    assert.deepEqual(first, {
      ...{ model: 'gpt-5-mini', source: 'configured' },
      limits: { requestsPerMinute: 500, tokensPerMinute: 90_000 },
    });
    assert.equal(own.length, 1);
  });

  it('stand beside the busiest minute and day, the fullest first, unknown use last', () => {
    const at = Date.UTC(2026, 10, 21, 9, 41);
    const busiest = [
      { model: 'gpt-5-mini', minute: { at, requests: 100, tokens: 62_000 }, day: undefined },
      { model: 'gpt-5', minute: undefined, day: { at, requests: 999, batchTokens: undefined } },
    ];
    const uses = rateLimitUses(readRateLimits(reply), busiest);
    assert.deepEqual(
      uses.map(({ model, kind, used, percent }) => [model, kind, used, percent]),
      [
        ['gpt-5', 'requestsPerDay', 999, 99],
        ['gpt-5-mini', 'tokensPerMinute', 62_000, 31],
        ['gpt-5-mini', 'requestsPerMinute', 100, 20],
        ['gpt-5', 'requestsPerMinute', undefined, undefined],
      ],
    );
  });

  it('say what part of a minute one prompt takes', () => {
    const limits = readRateLimits(reply);
    assert.equal(shareOfMinute(62_000, 'gpt-5-mini', limits), 31);
    assert.equal(shareOfMinute(200_001, 'gpt-5-mini', limits), 101);
    assert.equal(shareOfMinute(1, 'gpt-5-mini', limits), 1);
    assert.equal(shareOfMinute(1, 'gpt-5', limits), undefined);
    assert.equal(shareOfMinute(1, 'unheard-of', limits), undefined);
  });
});
