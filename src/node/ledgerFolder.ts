// The extension's ledger folder, read for the command line: what each day cost, as last read by any window. Never written here.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ReportedDays } from '../core/budget/readDays';
import { figuresOf } from '../core/usage/ledger';
import { RecordStore } from '../core/usage/recordStore';
import { accountsOf, daysOf, ledgerOf } from '../core/usage/spendRecords';
import { InputError, readProblem } from './inputError';
import { RecordFolder } from './recordFolder';

/** What the ledgers of a folder say together: `asOf` is the oldest of their reads. */
export interface LedgerFolder extends ReportedDays {
  /** Cost rows that could not be counted: above 0 the days are lower bounds. */
  readonly setAside: number;
}

/**
 * Reads the figures of all accounts. `folder` is the folder of the records or one above it, up to the extension's storage. Throws
 * InputError when there are none, or when the folder cannot be read.
 */
export async function readLedgerFolder(folder: string): Promise<LedgerFolder> {
  const store = await loaded(await recordsBelow(folder));
  const accounts = accountsOf(store.records);
  const ledgers = accounts.flatMap((account) => ledgerOf(store.records, account) ?? []);
  if (ledgers.length === 0) throw new InputError(`${folder}: no figures of any account in this folder`);
  return {
    asOf: Math.min(...ledgers.map(({ asOf }) => asOf)),
    days: accounts.flatMap((account) => daysOf(store.records, account, '', '~')),
    models: ledgers.flatMap((ledger) => figuresOf(ledger).models),
    setAside: ledgers.reduce((sum, { setAside }) => sum + setAside, 0),
  };
}

async function loaded(folder: string): Promise<RecordStore> {
  const store = new RecordStore(new RecordFolder(folder, Date.now), 'reader', () => '');
  try {
    await store.load();
    return store;
  } catch (error) {
    throw new InputError(readProblem(folder, error));
  }
}

/** The folder of the records: the one named, or `v1` or `ledger/v1` below it. */
async function recordsBelow(folder: string): Promise<string> {
  try {
    const names = await readdir(folder);
    if (names.includes('ledger')) return path.join(folder, 'ledger', 'v1');
    return names.includes('v1') ? path.join(folder, 'v1') : folder;
  } catch (error) {
    throw new InputError(readProblem(folder, error));
  }
}
