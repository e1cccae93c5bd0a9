// R5 to R8: every call of a ledger's life on a disk that is full, forgets, or refuses. Seen to be caught when planted: a write without its
// loop (R5), a segment that is kept after a failed sync (R6), figures that are dropped when they cannot be saved (R7), parts of cut
// writes that nobody removes (R7), one try for a rename (R8).
import { surviveDisk } from '../../support/diskFaults';
import type { DiskFault } from '../../support/failingDisk';

const faults: readonly (readonly [promise: string, fault: DiskFault, times: readonly number[]])[] = [
  ['R5', 'full', [1, 2, 7, 1000]],
  ['R6', 'fsync', [1, 2, 1000]],
  ['R7', 'EROFS', [1, 1000]],
  ['R7', 'EACCES', [3]],
  ['R7', 'EMFILE', [1, 5]],
  ['R7', 'ENAMETOOLONG', [1000]],
  ['R8', 'EBUSY', [1, 20]],
];

describe('ledger on a failing disk', function () {
  this.timeout(1_800_000);
  for (const [promise, fault, times] of faults) {
    it(`${promise}: survives ${fault} at any call`, async () => {
      let lives = 0;
      for (const each of times) {
        let calls = 1;
        for (let from = 0; from < calls; from++, lives++) calls = await surviveDisk(fault, from, each);
      }
      console.log(`${fault}: ${lives} lives`);
    });
  }
});
