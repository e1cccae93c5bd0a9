import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Forecast, forecastOf, type NoForecast } from '../../../src/core/budget/forecast';
import { dayMs } from '../../../src/core/budget/period';
import { addUsd, formatUsd, type Usd } from '../../../src/core/money';
import type { SpendFigures } from '../../../src/core/spend/spend';
import { dollars, figuresAt, minuteMs } from '../../spendStates';

const november = Date.UTC(2026, 10, 1);
const hourMs = 60 * minuteMs;

/** November figures, one amount for each day from the 1st, read at `asOf`. */
function november2026(asOf: number, ...amounts: readonly (string | number)[]): SpendFigures {
  const days = amounts.map((amount, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    cost: dollars(amount),
  }));
  return figuresAt(asOf, days, []);
}

function known(forecast: Forecast | NoForecast): Forecast {
  if (forecast.kind === 'none') assert.fail(`no forecast: ${forecast.reason}`);
  return forecast;
}

describe('forecast', () => {
  it('is none before one whole day of the month has passed', () => {
    const asOf = november + 23 * hourMs;
    assert.deepEqual(forecastOf(november2026(asOf, 5), undefined, asOf), { kind: 'none', reason: 'tooEarly' });
  });

  it('is none when the month of the figures is over', () => {
    const asOf = november + 20 * dayMs;
    const figures = november2026(asOf, 1, 1);
    assert.deepEqual(forecastOf(figures, undefined, figures.periodEnd), { kind: 'none', reason: 'monthOver' });
    assert.equal(forecastOf(figures, undefined, figures.periodEnd - 1).kind, 'forecast');
  });

  it('uses spend over elapsed time with fewer than three completed days, at low confidence', () => {
    const asOf = november + 2 * dayMs;
    const forecast = known(forecastOf(november2026(asOf, 2, 4, 0), undefined, asOf));
    assert.equal(formatUsd(forecast.expected), '$90.00');
    assert.deepEqual([forecast.low, forecast.high], [forecast.expected, forecast.expected]);
    assert.deepEqual([forecast.confidence, forecast.rateDays], ['low', 0]);
  });

  it('uses the mean of the last seven completed days, and the elapsed rate for the range', () => {
    const asOf = november + 10.5 * dayMs;
    const forecast = known(forecastOf(november2026(asOf, 30, 30, 30, 2, 2, 2, 2, 2, 2, 2, 1), undefined, asOf));
    // 105 so far, 19.5 days left: at 2 a day 144; at 105 / 10.5 = 10 a day 300.
    assert.equal(formatUsd(forecast.expected), '$144.00');
    assert.equal(formatUsd(forecast.low), '$144.00');
    assert.equal(formatUsd(forecast.high), '$300.00');
    assert.deepEqual([forecast.confidence, forecast.rateDays, forecast.basis], ['normal', 7, 'today']);
  });

  it('counts today as a day at the rate while its costs are not reported or older than six hours', () => {
    const asOf = november + 10.75 * dayMs;
    const ten = Array.from({ length: 10 }, () => 3);
    const unreported = known(forecastOf(november2026(asOf, ...ten, 0), undefined, asOf));
    assert.deepEqual([unreported.basis, formatUsd(unreported.expected)], ['completedDays', '$90.00']);
    const reported = november2026(asOf, ...ten, 6);
    assert.equal(known(forecastOf(reported, undefined, asOf + 6 * hourMs)).basis, 'today');
    const old = known(forecastOf(reported, undefined, asOf + 6 * hourMs + 1));
    assert.deepEqual([old.basis, formatUsd(old.expected)], ['completedDays', '$90.00']);
  });

  it('names the moment the cap is reached only when it lies before the end of the month', () => {
    const asOf = november + 10 * dayMs;
    const figures = november2026(asOf, ...Array.from({ length: 10 }, () => 4), 0);
    const reached = (cap: number) => known(forecastOf(figures, dollars(cap), asOf)).capReachedAt;
    assert.equal(reached(60), november + 15 * dayMs);
    assert.equal(reached(120), undefined, 'exactly at the end is not before it');
    assert.equal(reached(200), undefined);
    assert.equal(reached(40), undefined, 'already reached');
    assert.equal(reached(0), undefined, 'no cap');
  });

  it('does not run backwards on a refund larger than all spend', () => {
    const asOf = november + 6 * dayMs;
    const forecast = known(forecastOf(november2026(asOf, 1, 1, -20, 1, 1, 1), dollars(120), asOf));
    assert.equal(formatUsd(forecast.expected), '-$15.00');
    assert.equal(forecast.capReachedAt, undefined);
  });

  it('keeps low <= expected <= high, never under spend, never NaN, and the cap date inside the month', () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 15n }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(amounts, fc.nat(dayMs - 1), fc.bigInt({ min: 0n, max: 10n ** 16n }), (costs, offset, cap) => {
        const asOf = november + (costs.length - 1) * dayMs + offset;
        const days = costs.map((cost, index) => ({
          day: new Date(november + index * dayMs).toISOString().slice(0, 10),
          cost: cost as Usd,
        }));
        const figures = { ...figuresAt(asOf, days, []), total: addUsd(...days.map(({ cost }) => cost)) };
        const forecast = forecastOf(figures, cap as Usd, asOf);
        if (forecast.kind === 'none') return assert.ok(costs.length === 1);
        assert.ok(forecast.low <= forecast.expected && forecast.expected <= forecast.high);
        assert.ok(forecast.low >= figures.total);
        const at = forecast.capReachedAt;
        if (at !== undefined) assert.ok(at >= november && at < figures.periodEnd && forecast.expected >= cap);
      }),
    );
  });
});
