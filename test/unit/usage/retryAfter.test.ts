// Retry-After in every spelling a server may think of.
import assert from 'node:assert/strict';
import { retryAfterMs } from '../../../src/core/usage/retryAfter';

const now = Date.UTC(2026, 10, 21, 12);

describe('Retry-After', () => {
  it('reads seconds and HTTP dates, clamped to 1 s to 24 h', () => {
    const cases: [header: string | null, ms: number | undefined][] = [
      [null, undefined],
      ['120', 120_000],
      [' 120 ', 120_000],
      ['0', 1000],
      ['1000000000000', 86_400_000],
      ['9'.repeat(308), 86_400_000],
      ['Sat, 21 Nov 2026 12:05:00 GMT', 300_000],
      ['Sat, 21 Nov 2026 11:00:00 GMT', 1000],
      ['Sun, 21 Nov 2100 11:00:00 GMT', 86_400_000],
    ];
    for (const [header, ms] of cases) assert.equal(retryAfterMs(header, now), ms, String(header));
  });

  it('does not guess', () => {
    const odd = [
      '',
      '-1',
      '1.5',
      '1e9',
      'NaN',
      'Infinity',
      'soon',
      '10, 20',
      'Sa, 21 nov. 2026',
      '2026-11-21',
      '9'.repeat(8000),
    ];
    for (const header of odd) assert.equal(retryAfterMs(header, now), undefined, header);
    assert.equal(retryAfterMs('Xxx, 99 Abc 2026 12:00:00 GMT', now), undefined);
  });
});
