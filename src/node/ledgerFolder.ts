// The extension's ledger folder, read for the command line: what each day cost, as last read by any window. Never written here.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SpendBy } from '../core/budget/allocation';
import { type Day, dayOf } from '../core/budget/day';
import type { Usd } from '../core/money';
import type { SpendFigures } from '../core/spend';
import { FieldProblem } from '../core/usage/fields';
import { figuresOf } from '../core/usage/ledger';
import { ledgerFromJson } from '../core/usage/ledgerFile';
import { InputError, readProblem } from './inputError';

/** What the ledgers of a folder say together. */
export interface LedgerFolder {
  /** The oldest of their reads, epoch ms. */
  readonly asOf: number;
  readonly days: ReadonlyMap<Day, Usd>;
  readonly spendBy: readonly SpendBy[];
  /** Cost rows that could not be counted: above 0 the days are lower bounds. */
  readonly setAside: number;
}

/** Reads every ledger of the folder. Throws InputError when there is none, or one that cannot be read. */
export async function readLedgerFolder(folder: string): Promise<LedgerFolder> {
  const ledgers = await Promise.all((await ledgerNames(folder)).map((name) => readLedger(path.join(folder, name))));
  if (ledgers.length === 0) throw new InputError(`${folder}: no ledger (spend-SOURCE.json) in this folder`);
  const days = new Map<Day, Usd>();
  for (const { day, cost } of ledgers.flatMap((figures) => figures.days)) {
    const number = dayOf(day);
    if (number !== undefined) days.set(number, ((days.get(number) ?? 0n) + cost) as Usd);
  }
  const models = ledgers.flatMap((figures) => figures.models);
  return {
    asOf: Math.min(...ledgers.map(({ asOf }) => asOf)),
    days,
    spendBy: models.flatMap(({ model, cost }) =>
      cost === undefined ? [] : [{ kind: 'model', id: model, amount: cost }],
    ),
    setAside: ledgers.reduce((sum, { setAside = 0 }) => sum + setAside, 0),
  };
}

async function ledgerNames(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /^spend-[\w-]+\.json$/.test(name) && !name.endsWith('-hold.json')).sort();
  } catch (error) {
    throw new InputError(readProblem(folder, error));
  }
}

async function readLedger(file: string): Promise<SpendFigures> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(readProblem(file, error));
  }
  const ledger = ledgerFromJson(text, accountOf(text));
  if (ledger instanceof FieldProblem) throw new InputError(`${file}: ${ledger.text}`);
  return figuresOf(ledger);
}

/** Whose figures they are does not matter here: the folder was named by its owner. */
function accountOf(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const isNamed = typeof value === 'object' && value !== null && 'account' in value;
    return isNamed && typeof value.account === 'string' ? value.account : '';
  } catch {
    return '';
  }
}
