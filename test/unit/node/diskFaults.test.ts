// Some calls of a ledger's life on a disk that is full, forgets, or refuses. The long run has every call.
import { surviveDisk } from '../../support/diskFaults';
import type { DiskFault } from '../../support/failingDisk';

const faults: readonly DiskFault[] = ['full', 'fsync', 'EROFS', 'EACCES', 'EMFILE', 'ENAMETOOLONG'];

describe('ledger on a failing disk', function () {
  this.timeout(60_000);
  for (const fault of faults) {
    it(`survives ${fault}, for a moment and for good`, async () => {
      for (const [from, times] of [
        [0, 1],
        [0, 1000],
        [3, 1],
        [5, 2],
        [9, 1000],
      ] as const)
        await surviveDisk(fault, from, times);
    });
  }

  it('calls nothing safe that was not synced', () => surviveDisk('fsync', 1_000_000, 0).then(() => {}));

  it('survives a rename that is refused for a while', () => surviveDisk('EBUSY', 0, 5).then(() => {}));
});
