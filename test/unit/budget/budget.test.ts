import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatPercent, levelOf } from '../../../src/core/budget/level';
import { paceOf } from '../../../src/core/budget/pace';
import { dayMs, dayStart, daysIn, daysOf, monthOf, msLeft, startOfDay, utcDay } from '../../../src/core/budget/period';
import { settlementOf } from '../../../src/core/budget/settlement';
import { largestUsd, shareOf } from '../../../src/core/budget/share';
import { formatUsd, type Usd } from '../../../src/core/money';
import { dollars } from '../../spendStates';

describe('period', () => {
  it('splits every month into its UTC days without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) }), (now) => {
        const period = monthOf(now);
        const days = daysOf(period);
        assert.ok(period.start <= now && now < period.end);
        assert.equal(days.length, daysIn(period));
        days.forEach((day, index) => {
          assert.equal(dayStart(day), period.start + index * dayMs);
        });
        assert.equal(monthOf(period.end).start, period.end);
        assert.equal(utcDay(startOfDay(now)), utcDay(now));
      }),
    );
  });

  it('knows real days from other text', () => {
    assert.equal(dayStart('2026-02-30'), undefined);
    assert.equal(dayStart('2026-2-3'), undefined);
    assert.equal(dayStart('2026-02-03'), Date.UTC(2026, 1, 3));
  });

  it('has nothing left once it is over', () => {
    const period = monthOf(Date.UTC(2026, 10, 21));
    assert.equal(msLeft(period, Date.UTC(2026, 10, 30)), dayMs);
    assert.equal(msLeft(period, Date.UTC(2026, 11, 5)), 0);
  });
});

describe('level', () => {
  it('changes at exactly 75, 90 and 100 percent of the cap', () => {
    const cap = dollars(120);
    const level = (spent: string) => levelOf(dollars(spent), cap);
    assert.deepEqual(['0', '-3', '89.999999999999'].map(level), ['ok', 'ok', 'ok']);
    assert.deepEqual(['90', '107.999999999999'].map(level), ['warning', 'warning']);
    assert.deepEqual(['108', '119.999999999999'].map(level), ['high', 'high']);
    assert.deepEqual(['120', '500'].map(level), ['over', 'over']);
  });

  it('names no level and no percent without a cap', () => {
    assert.equal(levelOf(dollars(5), undefined), undefined);
    assert.equal(levelOf(dollars(5), dollars(0)), undefined);
    assert.equal(formatPercent(dollars(5), dollars(0)), undefined);
  });

  it('rounds percents down, so that 100% means reached', () => {
    const percent = (spent: string) => formatPercent(dollars(spent), dollars(120));
    assert.deepEqual(['119.99', '120', '0', '0.01', '-1', '180'].map(percent), [
      '99%',
      '100%',
      '0%',
      '<1%',
      '<0%',
      '150%',
    ]);
  });
});

describe('pace', () => {
  const period = monthOf(Date.UTC(2026, 10, 1));
  const half = Date.UTC(2026, 10, 16);

  it('sets the share used beside the share passed', () => {
    const pace = paceOf(dollars(72), dollars(120), period, half);
    assert.deepEqual([pace?.elapsed, pace?.used, pace?.pointsAhead], [0.5, 0.6, 10]);
    assert.equal(formatUsd(pace?.evenSpend ?? dollars(0)), '$60.00');
  });

  it('is unknown without a cap', () => {
    assert.equal(paceOf(dollars(72), dollars(0), period, half), undefined);
  });
});

describe('settlement', () => {
  const period = monthOf(Date.UTC(2026, 10, 21));

  it('is due when the month closes and may be restated for three more days', () => {
    const stage = (now: number) => settlementOf(dollars(9), period, now).stage;
    assert.equal(settlementOf(dollars(9), period, period.start).dueAt, Date.UTC(2026, 11, 1));
    assert.equal(stage(period.end - 1), 'open');
    assert.equal(stage(period.end), 'restating');
    assert.equal(stage(Date.UTC(2026, 11, 4) - 1), 'restating');
    assert.equal(stage(Date.UTC(2026, 11, 4)), 'fixed');
  });
});

describe('share', () => {
  it('is between 0 and 1 for a part of a whole, and 0 rather than negative or NaN', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: -5n, max: 10n ** 20n }),
        (part, whole) => {
          const share = shareOf(part as Usd, whole as Usd);
          assert.ok(share >= 0 && Number.isFinite(share));
          if (part <= whole) assert.ok(share <= 1);
        },
      ),
    );
    assert.equal(largestUsd(dollars(-2), dollars(3), dollars(1)), dollars(3));
  });
});
