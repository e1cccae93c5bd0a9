// The extension's ledger folder, read for the command line: what each day cost, as last read by any window. Never written here.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { SpendBy } from '../core/budget/allocation';
import { type Day, dayOf } from '../core/budget/day';
import { addUsd, type Usd, zeroUsd } from '../core/money';
import { figuresOf, type Ledger } from '../core/usage/ledger';
import { RecordStore } from '../core/usage/recordStore';
import { accountsOf, daysOf, ledgerOf } from '../core/usage/spendRecords';
import { InputError, readProblem } from './inputError';
import { RecordFolder } from './recordFolder';

/** What the ledgers of a folder say together. */
export interface LedgerFolder {
  /** The oldest of their reads, epoch ms. */
  readonly asOf: number;
  readonly days: ReadonlyMap<Day, Usd>;
  readonly spendBy: readonly SpendBy[];
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
  const days = new Map<Day, Usd>();
  for (const { day, cost } of accounts.flatMap((account) => daysOf(store.records, account, '', '~'))) {
    const number = dayOf(day);
    if (number !== undefined) days.set(number, addUsd(days.get(number) ?? zeroUsd, cost));
  }
  return {
    asOf: Math.min(...ledgers.map(({ asOf }) => asOf)),
    days,
    spendBy: ledgers.flatMap(modelSpend),
    setAside: ledgers.reduce((sum, { setAside }) => sum + setAside, 0),
  };
}

function modelSpend(ledger: Ledger): readonly SpendBy[] {
  const { models } = figuresOf(ledger);
  return models.flatMap(({ model, cost }) => (cost === undefined ? [] : [{ kind: 'model', id: model, amount: cost }]));
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
