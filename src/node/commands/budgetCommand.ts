// `prompt-meter budget`: the whole budget state, from the extension's ledger or from a file.
import type { BudgetProblem } from '../../core/budget/budgetFields';
import { readBudgetFile } from '../../core/budget/budgetFile';
import { budgetJson } from '../../core/budget/budgetJson';
import { budgetLines } from '../../core/budget/budgetLines';
import { type BudgetInput, budgetState } from '../../core/budget/budgetState';
import { withReportedDays } from '../../core/budget/readDays';
import { readText } from '../countFile';
import { InputError } from '../inputError';
import { type LedgerFolder, readLedgerFolder } from '../ledgerFolder';
import { type Command, printJson, readArguments, UsageError } from './command';

const text = { type: 'string' } as const;
const options = {
  ...{ json: { type: 'boolean' } as const, ledger: text, 'from-json': text },
  ...{ cap: text, zone: text, 'reset-day': text, now: text },
};

/** The extension's own default. */
const defaultCap = '120';

export const budgetCommand: Command = {
  name: 'budget',
  usage: `  prompt-meter budget [--json] (--ledger DIR | --from-json FILE|-)
      The budget: period, spend, forecast, settlement, credit, allocation.
      --ledger DIR     read the extension's ledger folder; with it: --cap USD (default 120, 0 is none),
                       --reset-day 1-31|last (default 1), --zone NAME (default UTC), --now TIME
      --from-json FILE read {"now","zone","resetDay","capUsd","readAt","days":[{"date","usd"}],
                       "credits":[{"id","usd","grantedAt","expiresAt"|"validMonths","free"}],
                       "subscriptions":[{"name","usdPerMonth"}],"charges":[{"at","usd"}],
                       "allocations":[{"project"|"key"|"model"|"folder","usd"}],"spendBy":[{"project","usd"}]}
      Days are calendar days of the zone, in any order; a day that is missing (or null) is unknown, not 0;
      the day of now is partial. Rate: the mean of the known days among the last 7 completed calendar days
      (3 or more, also days before the period), else spend / elapsed days once the period's first day is over.
      Forecast: spend + rate x (rest of today + remaining days); with readAt older than 6 hours, completed
      days + rate x (today + remaining days). A time without an offset is wall time of the zone, and
      validMonths are calendar months by the clock grantedAt is written by. Without charges the days are the
      charges, without days the charges are the days. Free credit is used first, then what expires earliest.
      dueOn is the reset day in the zone, and what is due is toChargeUsd. Amounts are rounded once, to 10^-12
      dollars; percent is cut off after six decimals, null without a cap. What cannot be used is left out and
      named in "problems".
      Exit code 2: the file cannot be used at all.
`,
  async run(args) {
    const { values, positionals } = readArguments(args, options);
    const [extra] = positionals;
    if (extra !== undefined) throw new UsageError(`unexpected argument "${extra}"`);
    const { ledger, 'from-json': file } = values;
    if ((ledger === undefined) === (file === undefined))
      throw new UsageError('budget needs either --ledger DIR or --from-json FILE');
    if (file !== undefined && (values.cap ?? values.zone ?? values['reset-day'] ?? values.now) !== undefined)
      throw new UsageError('--cap, --zone, --reset-day and --now go with --ledger; a file has its own fields');
    const { input, problems } = ledger === undefined ? await fromFile(file ?? '-') : await fromLedger(ledger, values);
    if (!input) return unusable(values.json === true, file ?? ledger ?? '', problems);
    const state = budgetState(input);
    if (values.json === true) printJson(budgetJson(state, input.now, problems));
    else process.stdout.write(budgetLines(state));
    if (values.json !== true) for (const problem of problems) process.stderr.write(`prompt-meter: ${said(problem)}\n`);
    return 0;
  },
};

interface Read {
  readonly input: BudgetInput | undefined;
  readonly problems: readonly BudgetProblem[];
}

async function fromFile(file: string): Promise<Read> {
  const json = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return { input: undefined, problems: [{ field: '', message: 'the file is not JSON' }] };
  }
  return readBudgetFile(value, Date.now());
}

type Settings = { readonly [name in 'cap' | 'zone' | 'reset-day' | 'now']?: string | undefined };

/** The settings are read as the fields of a file are, the days come from the ledger. */
async function fromLedger(folder: string, settings: Settings): Promise<Read> {
  const { cap = defaultCap, zone, now, 'reset-day': resetDay } = settings;
  const ledger = await readLedgerFolder(folder);
  const { input, problems } = readBudgetFile({ capUsd: cap, zone, now, resetDay }, Date.now());
  if (problems.length > 0) throw new UsageError(problems.map(said).join('; '));
  return input
    ? { input: withReportedDays(input, ledger), problems: ledgerProblems(input, ledger) }
    : { input, problems };
}

function ledgerProblems({ zone }: BudgetInput, { setAside }: LedgerFolder): readonly BudgetProblem[] {
  const utcDays = { field: 'zone', message: `the ledger's days are UTC days, taken as days of ${zone.name}` };
  const rows = { field: 'days', message: `${setAside} cost rows could not be counted: the sum is a lower bound` };
  return [...(/^(etc\/)?utc$/i.test(zone.name) ? [] : [utcDays]), ...(setAside > 0 ? [rows] : [])];
}

function unusable(json: boolean, file: string, problems: readonly BudgetProblem[]): number {
  if (json) printJson({ problems });
  throw new InputError(`${file}: ${problems.map(said).join('; ')}`);
}

function said({ field, message }: BudgetProblem): string {
  return field === '' ? message : `${field} ${message}`;
}
