// A part of the power losses and damaged bytes of test/long/usage/ledgerFaults.test.ts.
import assert from 'node:assert/strict';
import { corruptions, powerLosses } from '../../support/ledgerFaults';

describe('ledger under faults', function () {
  this.timeout(30_000);

  it('keeps what was acknowledged in every state a power loss can leave', async () => {
    const seed = Date.now() % 1_000_000;
    let states = 0;
    for (let round = 0; round < 4; round++) states += await powerLosses(seed + round, 16, 8);
    assert.ok(states > 400, `only ${states} states`);
  });

  it('notices 5,000 changes of bytes on the disk, or they change nothing', async () => {
    const seed = Date.now() % 1_000_000;
    let harmless = 0;
    for (let round = 0; round < 10; round++) harmless += await corruptions(seed + round, 500);
    assert.ok(harmless > 1_000 && harmless < 4_500, `${harmless} of 5,000 were harmless`);
  });
});
