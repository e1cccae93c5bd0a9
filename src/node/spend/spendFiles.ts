// Files that `prompt-meter spend` is given: the user's own queries, and spend that was typed in.
import { readFile } from 'node:fs/promises';
import type { Period } from '../../core/budget/period';
import { type ManualProblem, manualRead, readManualSpend } from '../../core/usage/manual';
import { type Queries, readQuerySets } from '../../core/usage/prometheusQueries';
import type { SpendGroup } from '../../core/usage/source';
import { isoTime, rowsOfRead, tabulate } from '../../core/usage/spendReport';
import { InputError, readProblem } from '../inputError';
import type { SpendOutcome } from './spendOutcome';

/** The sets of queries in a JSON file. Throws InputError that names the file. */
export async function readQueriesFile(file: string): Promise<readonly Queries[]> {
  const sets = readQuerySets(await readJson(file));
  if (!sets) {
    throw new InputError(
      `${file}: must be an object, or a list of them, with a selector for "spend", "input" or others`,
    );
  }
  return sets;
}

/** What the entries in a JSON file say of the period. Throws InputError that names the file. */
export async function manualSpend(file: string, period: Period, group: SpendGroup, now: number): Promise<SpendOutcome> {
  const { entries, problems } = readManualSpend(await readJson(file));
  const read = manualRead(entries, period, now);
  const none = { input: undefined, cached: undefined, cacheWrite: undefined, output: undefined, requests: undefined };
  const table = tabulate({
    rows: rowsOfRead(read, group),
    days: read.days,
    group,
    start: period.start,
    end: Math.min(period.end, now),
    kind: 'reported',
    isWhole: problems.length === 0,
    none: { cost: true, counts: none },
  });
  const words = problems.map(({ index, problem }: ManualProblem) => `${file}: entry ${index + 1} ${problem}`);
  return {
    report: {
      source: 'manual',
      asOf: isoTime(now),
      complete: problems.length === 0,
      ...table,
      ...(words.length > 0 ? { problems: words } : {}),
    },
    problem: words.length > 0 ? words.slice(0, 5).join('; ') : undefined,
    exitCode: problems.length > 0 ? 3 : 0,
  };
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(readProblem(file, error));
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')); // a byte order mark, which some editors write
  } catch {
    throw new InputError(`${file}: is not JSON`);
  }
}
