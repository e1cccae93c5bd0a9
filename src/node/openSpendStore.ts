// The spend store of desktop and remote hosts: a folder on the disk that all windows share.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { RecordStore } from '../core/usage/recordStore';
import { SpendStore } from '../host/spend/spendStore';
import { FolderLease, type LeaseClock } from './lease';
import { RecordFolder } from './recordFolder';

const clock: LeaseClock = {
  elapsed: () => performance.now(),
  every: (ms, beat) => {
    const timer = setInterval(beat, ms);
    return () => clearInterval(timer);
  },
};

/** Nothing is touched before it is used. `warn` is told, without secrets, why something could not be kept. */
export function openSpendStore(storage: string, warn: (text: string) => void): SpendStore {
  const folder = path.join(storage, 'ledger', 'v1');
  const writer = randomBytes(6).toString('hex');
  const today = () => new Date().toISOString().slice(0, 10);
  const records = new RecordStore(new RecordFolder(folder, Date.now), writer, today);
  return new SpendStore(records, new FolderLease(folder, clock, () => records.lease), warn);
}
