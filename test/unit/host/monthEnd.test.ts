// R35: a window that runs over the end of a month, 36 times, with a read in flight, asleep, or offline. The new month begins at nothing,
// and what the provider adds to the old one afterwards lands in the old one.
import assert from 'node:assert/strict';
import { dayMs, monthOf, utcDay } from '../../../src/core/budget/period';
import { addUsd, type Usd, usd, usdToDecimal, zeroUsd } from '../../../src/core/money';
import { RecordStore } from '../../../src/core/usage/recordStore';
import type { GetJson, UsageSource } from '../../../src/core/usage/source';
import { spanOf } from '../../../src/core/usage/wholeDays';
import { turns } from '../../../src/host/inTurn';
import { Account } from '../../../src/host/spend/account';
import { keyless } from '../../../src/host/spend/accountParts';
import { SpendStore } from '../../../src/host/spend/spendStore';
import { HandClock } from '../../manyWindows';
import { MemoryRecordFiles } from '../../support/memoryRecordFiles';

const minute = 60_000;
const dollars = (amount: string): Usd => usd(amount) ?? zeroUsd;

type Trouble = 'none' | 'in flight' | 'asleep' | 'offline';

/** A provider that has billed a dollar a day, and one window that reads it from 20 minutes before `end` on. */
class Month {
  readonly clock = new HandClock();
  readonly bill = new Map<string, Usd>();
  trouble: Trouble = 'none';
  /** When every request went out. */
  readonly asked: number[] = [];
  readonly store: SpendStore;
  readonly account: Account;
  readonly of = { sourceId: 'x', account: 'https://x.test 1' };

  constructor(
    readonly end: number,
    intervalMs = 5 * minute,
  ) {
    const { clock } = this;
    clock.now = end - 20 * minute;
    for (let at = monthOf(end - 1).start; at < end; at += dayMs) this.bill.set(utcDay(at), dollars('1'));
    const records = new RecordStore(new MemoryRecordFiles().view(), 'w', () => utcDay(clock.now));
    this.store = new SpendStore(records, { take: async () => 1, release: async () => {} }, (text) => assert.fail(text));
    const getJson: GetJson = () => this.answer();
    const world = {
      clock: {
        wall: () => clock.now,
        elapsed: () => clock.now,
        random: () => 0.5,
        timer: (ms: number, fire: () => void) => clock.timer(ms, fire),
      },
      store: this.store,
      open: () => ({ getJson, cancel: () => {}, skewMs: () => undefined }),
      unsafe: () => undefined,
      inTurn: turns(),
      isWatched: () => true,
      log: () => {},
    };
    const spendSource = {
      source: this.source,
      provider: 'x',
      costKind: 'reported',
      isGateway: false,
      isLog: false,
    } as const;
    const place = { origin: 'https://x.test', basePath: '', demo: false, obstacle: undefined };
    const identity = { id: 'x', label: undefined, spendSource, beside: false };
    this.account = new Account(identity, keyless(place.origin, 1), place, world, intervalMs, () => {});
    void this.account.begin();
  }

  async runTo(at: number): Promise<void> {
    await this.clock.run(at);
  }

  /** What the ledger has of the days from `from` to before `to`. */
  stored(from: number, to: number): { readonly days: number; readonly cost: Usd } {
    const days = this.store.days(this.of, utcDay(from), utcDay(to));
    return { days: days.length, cost: addUsd(zeroUsd, ...days.map(({ cost }) => cost)) };
  }

  private get source(): UsageSource {
    return {
      id: 'x',
      name: 'X',
      defaultOrigin: '',
      keysPage: '',
      keyHeader: () => ['', ''],
      read: async (request) => {
        const answer = await request.getJson('/v1/costs', []);
        if (answer.kind !== 'answered') return answer;
        const { start, end } = spanOf(request);
        const days: string[] = [];
        for (let at = start; at < Math.min(end, request.now + 1); at += dayMs) days.push(utcDay(at));
        const costs = days.map((day) => ({ day, item: 'x', model: 'x', cost: this.bill.get(day) ?? zeroUsd }));
        return { kind: 'read', days, costs, tokens: [], setAside: [] };
      },
    };
  }

  private async answer() {
    this.asked.push(this.clock.now);
    if (this.trouble === 'offline') return { kind: 'offline', detail: 'ENOTFOUND' } as const;
    if (this.trouble === 'in flight') await new Promise<void>((resolve) => void this.clock.timer(100_000, resolve));
    return { kind: 'answered', status: 200, body: {}, retryAfterMs: undefined } as const;
  }
}

const ends = Array.from({ length: 36 }, (_, index) => Date.UTC(2026, 1 + index, 1));

describe('the end of a month', function () {
  this.timeout(60_000);

  for (const trouble of ['none', 'in flight', 'asleep', 'offline'] as const) {
    it(`closes the old month and begins the new one at nothing: ${trouble}`, async () => {
      for (const end of ends) {
        const month = new Month(end);
        const old = monthOf(end - 1);
        const lastDay = utcDay(end - dayMs);
        const days = (end - old.start) / dayMs;
        await month.runTo(end - 8 * minute);
        assert.equal(month.account.state.figures?.periodStart, old.start);
        assert.equal(month.account.state.total, dollars(`${days}`));
        // before the end: more on the last day
        month.bill.set(lastDay, dollars('1.25'));
        month.trouble = trouble === 'asleep' ? 'none' : trouble;
        // asleep: the clock jumps, and timers fire late
        if (trouble === 'asleep') month.clock.now = end + 8 * 60 * minute;
        else await month.runTo(end);
        // at the end: more for the old day, and the first of the new month
        month.bill.set(lastDay, dollars('1.5'));
        month.bill.set(utcDay(end), dollars('0.125'));
        await month.runTo(month.clock.now + 4 * minute);
        month.trouble = 'none';
        // after it: the provider restates the old day
        month.bill.set(lastDay, dollars('1.75'));
        await month.runTo(month.clock.now + 15 * minute);
        const { figures, sessionSpend } = month.account.state;
        const what = `${trouble} at ${utcDay(end)}`;
        assert.equal(figures?.periodStart, end, what);
        assert.equal(usdToDecimal(figures?.total ?? zeroUsd), '0.125', what);
        assert.deepEqual(
          figures?.days.map(({ day }) => day),
          [utcDay(end)],
          what,
        );
        const closed = month.stored(old.start, end);
        assert.deepEqual([closed.days, usdToDecimal(closed.cost)], [days, `${days}.75`], what);
        assert.equal(usdToDecimal(month.stored(end, end + dayMs).cost), '0.125', what);
        assert.ok((sessionSpend ?? zeroUsd) >= dollars('0.125') && (sessionSpend ?? zeroUsd) <= dollars('0.875'), what);
        assert.ok(month.asked.length < 12, `${what}: ${month.asked.length} requests`);
        month.account.dispose();
      }
    });
  }

  it('reads the old month for three days, and then no more', async () => {
    const end = Date.UTC(2026, 11, 1);
    const month = new Month(end, 15 * minute);
    const old = monthOf(end - 1);
    const restate = async (at: number, amount: string) => {
      await month.runTo(at - 20 * minute);
      month.bill.set('2026-11-29', dollars(amount));
      await month.runTo(at);
      return usdToDecimal(month.stored(old.start, end).cost);
    };
    assert.equal(await restate(end + dayMs, '2'), '31');
    assert.equal(await restate(end + 3 * dayMs - minute, '3'), '32');
    assert.equal(await restate(end + 4 * dayMs, '4'), '32');
    month.account.dispose();
  });
});
