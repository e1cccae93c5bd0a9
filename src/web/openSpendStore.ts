// The spend store of the browser's host, where spend of accounts is not read and demo data is not kept: memory is all it needs.
import { RecordStore } from '../core/usage/recordStore';
import { SpendStore } from '../host/spend/spendStore';

export function openSpendStore(warn: (text: string) => void): SpendStore {
  const nothing = async () => {};
  const files = {
    list: async () => [],
    read: async () => undefined,
    append: nothing,
    finish: nothing,
    writeWhole: nothing,
    rename: async () => false,
    remove: nothing,
    pause: nothing,
  };
  const records = new RecordStore(files, 'browser', () => 'memory');
  return new SpendStore(records, { take: async () => 1, release: nothing }, warn);
}
