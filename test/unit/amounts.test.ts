// Amounts on their way to the screen.
import assert from 'node:assert/strict';
import { showAmounts, withAmounts } from '../../src/core/amounts';
import { formatSpend, formatUsd, usd, zeroUsd } from '../../src/core/money';

describe('amounts', () => {
  it('stay in English, and are written as other languages write them', () => {
    const text = '$1,234.50 of -$0.0012, ≥$3.00';
    assert.equal(showAmounts('en', false)(text), text);
    assert.equal(showAmounts('en-GB', false)(text), text);
    assert.equal(showAmounts('zh-cn', false)(text), text, 'as in English, with the narrow sign');
    assert.equal(showAmounts('de', false)('$1,234.50').replace(/\s/u, ' '), '1.234,50 $');
    assert.equal(showAmounts('de', false)('$0.00012').replace(/\s/u, ' '), '0,00012 $');
    assert.equal(showAmounts('no such locale!', false)(text), text);
  });

  it('are hidden to the last digit, whatever their size, and nothing else is', () => {
    const hide = showAmounts('de', true);
    for (const amount of ['0', '1e-12', '0.00012', '0.42', '1', '-3', '1234567.891', '1e14']) {
      for (const format of [formatSpend, formatUsd]) {
        const shown = hide(`a ${format(usd(amount) ?? zeroUsd)} b`);
        assert.match(shown, /^a [<-]?\$••• b$/, amount);
      }
    }
    assert.equal(hide('36% of 1,200 tok'), '36% of 1,200 tok');
  });

  it('are found in lists and objects, whose keys stay', () => {
    const hide = showAmounts('en', true);
    assert.deepEqual(withAmounts({ $5: ['$5.00', 5, null, { a: '$1' }] }, hide), {
      $5: ['$•••', 5, null, { a: '$•••' }],
    });
  });
});
