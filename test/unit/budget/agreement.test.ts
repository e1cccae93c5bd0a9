// Equal figures read the same everywhere.
import fc from 'fast-check';
import { anyLedger, assertAgreement } from '../../support/agreement';

describe('surfaces of one budget', function () {
  this.timeout(180_000);

  it('R51: agree to the character, and their sums to the last digit, on random ledgers', () => {
    fc.assert(fc.property(anyLedger, assertAgreement), { numRuns: 1_500 });
  });
});
