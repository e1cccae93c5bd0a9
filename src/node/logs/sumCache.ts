// The sums of the last run beside its cache: as long as no log file has changed, they are the answer.
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { StoredSum } from '../../core/usage/logs/sum';
import type { LogFile } from './readLogFile';

/** What the last run said, besides its sums. */
export interface SumNote {
  readonly sum: StoredSum;
  readonly damaged: number;
}

const nameOf = (cache: string) => `${cache}.sum`;

/** Undefined when there is none for exactly these files and this version of the program (its prices may differ). */
export async function loadSum(
  cache: string,
  files: readonly LogFile[],
  program: readonly string[],
): Promise<SumNote | undefined> {
  try {
    const stored: SumNote & { readonly print: string } = JSON.parse(await readFile(nameOf(cache), 'utf8'));
    return stored.print === (await printOf(files, program)) ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Losing it costs time only, so a failure is no problem. */
export async function saveSum(
  cache: string,
  files: readonly LogFile[],
  program: readonly string[],
  note: SumNote,
): Promise<void> {
  const part = `${nameOf(cache)}.${process.pid}.tmp`;
  try {
    await writeFile(part, JSON.stringify({ print: await printOf(files, program), ...note }), { mode: 0o600 });
    await rename(part, nameOf(cache));
  } catch {
    await rm(part, { force: true });
  }
}

async function printOf(files: readonly LogFile[], program: readonly string[]): Promise<string> {
  const parts = await Promise.all(program.map((file) => stat(file)));
  const versions = parts.map(({ size, mtimeMs }) => [size, mtimeMs]);
  return JSON.stringify([versions, files.map(({ path, look }) => [path, look.identity, look.size, look.changed])]);
}
