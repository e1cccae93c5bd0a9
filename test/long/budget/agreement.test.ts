// Equal figures read the same everywhere, on 20,000 random ledgers.
import fc from 'fast-check';
import { anyLedger, assertAgreement } from '../../support/agreement';

describe('surfaces of one budget, at length', function () {
  this.timeout(900_000);

  it('R51: agree to the character on 20,000 random ledgers', () => {
    fc.assert(fc.property(anyLedger, assertAgreement), { numRuns: 20_000 });
  });
});
