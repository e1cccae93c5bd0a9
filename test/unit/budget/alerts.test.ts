import assert from 'node:assert/strict';
import { claimSetName, sayAlert } from '../../../src/core/budget/alertClaims';
import {
  type AlertInput,
  type Claim,
  firstReadSummary,
  muteMark,
  planAlerts,
  readThresholds,
} from '../../../src/core/budget/alerts';
import { alertWords } from '../../../src/core/budget/alertWords';
import type { Forecast } from '../../../src/core/budget/forecast';
import { english } from '../../../src/core/words';
import { dollars } from '../../spendStates';

const hourMs = 3_600_000;
const start = Date.UTC(2026, 10, 1);
const now = Date.UTC(2026, 10, 10);

function forecast(expected: string | number, confidence: Forecast['confidence'] = 'normal'): Forecast {
  const usd = dollars(expected);
  return {
    ...{ kind: 'forecast', expected: usd, low: usd, high: usd, ratePerDay: dollars(1), confidence },
    ...{ basis: 'today', rateDays: 7, capReachedAt: undefined },
  };
}

/** One window on its own: a set of claims, and what it said about each input. */
function session() {
  const claims: Claim[] = [];
  const input = (change: Partial<AlertInput>): AlertInput => ({
    ...{
      thresholds: [50, 75, 90, 100],
      cap: dollars(100),
      spent: dollars(0),
      forecast: { kind: 'none', reason: 'tooEarly' },
    },
    ...{ now, asOf: now, periodStart: start, demo: false, isFirstRead: false },
    ...change,
  });
  const at = (change: Partial<AlertInput>): string => {
    const each = input(change);
    for (let round = 0; round < 6; round += 1) {
      const { marks, say } = planAlerts(each, claims);
      for (const name of marks) claims.push({ name, at: each.now });
      if (marks.length > 0) continue;
      if (!say) return '';
      claims.push({ name: say.claim, at: each.now }, { name: say.shown, at: each.now });
      return say.message.kind === 'threshold' ? String(say.message.threshold) : 'forecast';
    }
    assert.fail('marks without end');
  };
  const spent = (...amounts: readonly (string | number)[]) => amounts.map((amount) => at({ spent: dollars(amount) }));
  return { at, spent, claims, input };
}

describe('alerts', () => {
  it('say each threshold once, at the very amount', () => {
    assert.deepEqual(session().spent(49.99, 50, 50, 74, '74.999999', 75, 89, 90, 99, 100, 100, 400), [
      ...['', '50', '', '', '', '75', '', '90', '', '100', '', ''],
    ]);
  });

  it('say one message when several are crossed at once', () => {
    assert.deepEqual(session().spent(10, 95, 96, 100), ['', '90', '', '100']);
  });

  it('do not say a threshold again after a correction', () => {
    assert.deepEqual(session().spent(76, 40, 76, 55, 91, 10, 100), ['75', '', '', '', '90', '', '100']);
  });

  it('after a larger cap, say again only what lies above the new percent', () => {
    const { at } = session();
    assert.equal(at({ spent: dollars(95) }), '90');
    const cap = dollars(180); // 52 %: 50 stays said, 75 and 90 are armed again
    assert.equal(at({ spent: dollars(95), cap }), '');
    assert.equal(at({ spent: dollars(136), cap }), '75');
    assert.equal(at({ spent: dollars(162), cap }), '90');
    assert.equal(at({ spent: dollars(162), cap: dollars(100) }), '100');
  });

  it('after a smaller cap, say what is newly crossed', () => {
    const { at } = session();
    assert.equal(at({ spent: dollars(30) }), '');
    assert.equal(at({ spent: dollars(30), cap: dollars(40) }), '75');
    assert.equal(at({ spent: dollars(30), cap: dollars(100) }), '');
    assert.equal(at({ spent: dollars(30), cap: dollars(40) }), '');
  });

  it('do not repeat themselves when the cap goes to and fro', () => {
    const { at } = session();
    const said = Array.from({ length: 20 }, (_, i) => at({ spent: dollars(95), cap: dollars(i % 2 ? 200 : 100) }));
    assert.deepEqual(
      said.filter((each) => each !== ''),
      ['90'],
    );
  });

  it('are silent on old figures, demo figures, figures of the period before, and without a cap', () => {
    const { at, claims } = session();
    const spent = dollars(95);
    assert.equal(at({ spent, asOf: now - 24 * hourMs - 1 }), '');
    assert.equal(at({ spent, demo: true }), '');
    assert.equal(at({ spent, asOf: start - 1, now: start + hourMs }), '');
    assert.equal(at({ spent, cap: undefined }), '');
    assert.equal(at({ spent, cap: dollars(0) }), '');
    assert.deepEqual(claims, []);
    assert.equal(at({ spent, asOf: now - 24 * hourMs }), '90');
  });

  it('mark what the first read finds, and say what comes after it', () => {
    const { at, input } = session();
    const first = { spent: dollars(92), isFirstRead: true, forecast: forecast(130) };
    assert.equal(at(first), '');
    assert.equal(at({ spent: dollars(92), forecast: forecast(130) }), '');
    assert.equal(at({ spent: dollars(100) }), '100');
    assert.deepEqual(firstReadSummary(input(first)), {
      kind: 'threshold',
      threshold: 90,
      spent: dollars(92),
      cap: dollars(100),
    });
    assert.equal(firstReadSummary(input({ ...first, spent: dollars(2) })), undefined);
  });

  it('are silent for the rest of a muted period', () => {
    const { spent, claims } = session();
    assert.deepEqual(spent(50), ['50']);
    claims.push({ name: muteMark, at: now });
    assert.deepEqual(spent(80, 100), ['', '']);
  });

  it('say a forecast over the cap once, and again only after it was under 95 % and a day has passed', () => {
    const { at } = session();
    const later = (hours: number, expected: string | number, confidence?: Forecast['confidence']) =>
      at({ now: now + hours * hourMs, asOf: now + hours * hourMs, forecast: forecast(expected, confidence) });
    assert.equal(later(0, 100), '');
    assert.equal(later(0, 101, 'low'), '');
    assert.equal(later(0, 101), 'forecast');
    assert.equal(later(30, 120), '');
    assert.equal(later(31, 95), '');
    assert.equal(later(32, 120), '');
    assert.equal(later(33, '94.99'), '');
    assert.equal(later(34, 120), 'forecast');
    assert.equal(later(35, 90), '');
    assert.equal(later(57, 120), '');
    assert.equal(later(58, 120), 'forecast');
  });

  it('say no forecast once the cap is reached', () => {
    const { at } = session();
    assert.equal(at({ spent: dollars(100), forecast: forecast(130) }), '100');
    assert.equal(at({ spent: dollars(100), forecast: forecast(130) }), '');
  });

  it('try again from 100 % on when a window died before it showed the message', () => {
    const { at, claims } = session();
    at({ spent: dollars(99) });
    claims.push({ name: `c${dollars(100)}.t100`, at: now });
    assert.equal(at({ spent: dollars(100), now: now + 60_000 }), '');
    assert.equal(at({ spent: dollars(100), now: now + 121_000 }), '100');
    assert.equal(at({ spent: dollars(100), now: now + 500_000 }), '');
  });

  it('never try again below', () => {
    const { at, claims } = session();
    at({ spent: dollars(10) });
    claims.push({ name: `c${dollars(100)}.t75`, at: now });
    assert.equal(at({ spent: dollars(76), now: now + hourMs }), '');
  });

  it('read thresholds as whole percents, each once, ascending', () => {
    assert.deepEqual(readThresholds([90, 50, 50, 0, 501, -1, 1.5, '75', null, 500, 1]), [1, 50, 90, 500]);
    assert.deepEqual(readThresholds('50'), [50, 75, 90, 100]);
    assert.deepEqual(readThresholds([]), []);
  });

  it('name the figures they are about', () => {
    const cap = dollars(120);
    const words = (message: Parameters<typeof alertWords>[0]) => alertWords(message, english, () => '24 Nov');
    assert.equal(
      words({ kind: 'threshold', threshold: 75, spent: dollars('91.2'), cap }),
      '76% of your $120.00 cap is used: $91.20.',
    );
    const over = { kind: 'forecast', expected: dollars(141), cap } as const;
    assert.match(words({ ...over, capReachedAt: undefined }), /about \$141\.00, over your \$120\.00 cap/);
    assert.match(words({ ...over, capReachedAt: now }), /reached on 24 Nov/);
  });

  it('keep the sets of budgets and periods apart', () => {
    assert.equal(claimSetName('openai/main', start), 'openai_main-202611010000');
  });
});

/** Small and repeatable: a seed gives the same run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Twenty windows over one exclusive set. Every step waits for its turn; a window may die at any of them. */
async function simulate(seed: number): Promise<readonly number[]> {
  const random = randomFrom(seed);
  const claims: Claim[] = [];
  const said: number[] = [];
  const waiting: (() => void)[] = [];
  const turn = () => new Promise<void>((resolve) => waiting.push(resolve));
  let time = now;
  let spent = 0;
  const store = {
    async list() {
      await turn();
      return [...claims];
    },
    async create(name: string) {
      await turn();
      if (claims.some((claim) => claim.name === name)) return false;
      claims.push({ name, at: time });
      return true;
    },
  };
  const { input } = session();
  const open = () =>
    sayAlert(input({ spent: dollars(spent), now: time, asOf: time }), store, async (message) => {
      await turn();
      if (message.kind === 'threshold') said.push(message.threshold);
    });
  for (let step = 0; step < 900; step += 1) {
    time += 20_000;
    spent = Math.max(0, spent + Math.floor(random() * 4) - 1);
    if (waiting.length < 20) void open();
    const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
    if (next && random() > 0.1) next(); // else: the window was killed here
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let round = 0; round < 40; round += 1) {
    time += 130_000;
    void open();
    while (waiting.length > 0) {
      waiting.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  assert.ok(spent >= 100, 'the cap was reached');
  return said;
}

describe('alerts of twenty windows', () => {
  it('are said at most once below 100 %, and at least once from there on, whatever windows die when', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const said = await simulate(seed);
      for (const threshold of [50, 75, 90])
        assert.ok(said.filter((each) => each === threshold).length <= 1, `seed ${seed}: ${said}`);
      assert.ok(said.includes(100), `seed ${seed}: ${said}`);
    }
  });
});
