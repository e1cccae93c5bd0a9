// Sums of spend as they are shown.
import assert from 'node:assert/strict';
import { formatSpend, formatUsd, usd, zeroUsd } from '../../../src/core/money';

describe('formatSpend', () => {
  it('shows cents from one cent on, and what formatUsd shows below and above a dollar', () => {
    const cases: [amount: string, text: string][] = [
      ['0', '$0.00'],
      ['0.00001', '<$0.0001'],
      ['0.0099', '$0.0099'],
      ['0.01', '$0.01'],
      ['0.4249', '$0.42'],
      ['0.425', '$0.43'],
      ['0.999', '$1.00'],
      ['43.2', '$43.20'],
      ['1234567.891', '$1,234,567.89'],
      ['-0.5', '-$0.5000'],
    ];
    for (const [amount, text] of cases) assert.equal(formatSpend(usd(amount) ?? zeroUsd), text);
    for (const amount of ['1', '1.005', '43.2']) {
      assert.equal(formatSpend(usd(amount) ?? zeroUsd), formatUsd(usd(amount) ?? zeroUsd));
    }
  });
});
