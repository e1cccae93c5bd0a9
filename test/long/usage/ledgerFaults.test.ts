// Every state a power loss can leave, 50,000 and more of them, and 200,000 changes of bytes: nothing acknowledged is lost, and nothing
// is wrong without a mark.
import assert from 'node:assert/strict';
import { corruptions, powerLosses } from '../../support/ledgerFaults';

const states = 50_000;
const changes = 200_000;

describe('ledger under faults', function () {
  this.timeout(1_800_000);

  it(`keeps what was acknowledged in ${states} states after a power loss`, async () => {
    const seed = Date.now() % 1_000_000_000;
    let [count, runs] = [0, 0];
    while (count < states) count += await powerLosses(seed + runs++, 40, 24);
    console.log(`seed ${seed}: ${count} states of ${runs} runs`);
    assert.ok(runs >= 5, 'the states are of too few runs');
  });

  it(`notices ${changes} changes of bytes, or they change nothing`, async () => {
    const seed = Date.now() % 1_000_000_000;
    let harmless = 0;
    for (let done = 0; done < changes; done += 1_000) harmless += await corruptions(seed + done, 1_000);
    console.log(`seed ${seed}: ${harmless} of ${changes} changed nothing, the others were noticed`);
    assert.ok(harmless < changes * 0.9);
  });
});
