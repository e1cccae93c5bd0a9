// `prompt-meter spend` of a tool's logs on this machine.
import path from 'node:path';
import { dayMs, type Period, utcDay } from '../../core/budget/period';
import type { PriceLookup } from '../../core/prices/price';
import { priceBook } from '../../core/prices/priceBook';
import type { LogTool } from '../../core/usage/logs/logTool';
import { LogSum } from '../../core/usage/logs/sum';
import type { SpendGroup } from '../../core/usage/source';
import { isoTime, tabulate } from '../../core/usage/spendReport';
import { findLogFiles, logRoots } from '../logs/logRoots';
import type { LogFile } from '../logs/readLogFile';
import { loadSum, saveSum } from '../logs/sumCache';
import type { SpendOutcome } from './spendOutcome';

export interface LogSpendQuestion {
  readonly tool: LogTool;
  /** Undefined: where the tool keeps them. */
  readonly roots: readonly string[] | undefined;
  readonly period: Period;
  readonly group: SpendGroup;
  readonly now: number;
  readonly cache: string | undefined;
}

export async function logSpend(question: LogSpendQuestion): Promise<SpendOutcome> {
  const { tool, period, group, now } = question;
  const { sum, damaged, problems, complete, files } = await sumLogs(question);
  const isTold = complete && files > 0;
  const [from, to] = [utcDay(period.start), utcDay(period.end - 1 + dayMs)];
  const table = tabulate({
    rows: sum.rows(group, from, to),
    days: [],
    group,
    start: period.start,
    end: Math.min(period.end, now),
    kind: 'computed',
    isWhole: isTold,
    none: { cost: true, counts: { ...zeros, cacheWrite: tool.tellsCacheWrites ? 0 : undefined } },
  });
  const unpriced = sum.unpriced(from, to);
  return {
    report: {
      source: tool.id,
      asOf: isoTime(now),
      complete: isTold,
      ...table,
      files,
      ...(unpriced > 0 ? { unpricedRequests: unpriced } : {}),
      ...(damaged > 0 ? { damagedLines: damaged } : {}),
    },
    problem: problemOf(tool.name, problems, files, damaged),
    exitCode: !complete ? 4 : files === 0 ? 3 : 0,
  };
}

const zeros = { input: 0, cached: 0, output: 0, requests: 0 };

/** One sentence. Lines that cannot be used are usual in logs, whose last line may be half written: they are named, and no failure. */
function problemOf(name: string, problems: readonly string[], files: number, damaged: number): string | undefined {
  if (problems.length > 0) return problems.slice(0, 5).join('; ');
  if (files === 0) return `there are no logs of ${name}`;
  if (damaged === 0) return undefined;
  return `${damaged} ${damaged === 1 ? 'line' : 'lines'} of the logs of ${name} could not be used`;
}

/** The sums of the logs, from the cache where nothing has changed. */
export async function sumLogs(question: LogSpendQuestion): Promise<Summed & { readonly files: number }> {
  const { tool, roots } = question;
  const files = await findLogFiles(tool.id, await logRoots(tool.id, roots, process.env));
  const summed = (await knownSum(question, files)) ?? (await readSum(question, files));
  return { ...summed, files: files.length };
}

export interface Summed {
  readonly sum: LogSum;
  readonly damaged: number;
  readonly problems: readonly string[];
  readonly complete: boolean;
}

/** Known sums need no prices: their rates are in them. */
const noPrices: PriceLookup = () => undefined;

/** Loaded when there is something to price: the price data takes longer to load than a run that finds nothing new. */
async function loadPrices(): Promise<PriceLookup> {
  const { shippedPrice } = await import('../../core/prices/shippedPrices');
  return priceBook({ shipped: shippedPrice });
}

/** The files of the program: with other prices, sums are others. */
const program = [__filename, path.join(__dirname, 'prices.js')];

/** The sums of the last run, when no file has changed and they fit the period: they are of whole days. */
async function knownSum(
  { tool, period, cache }: LogSpendQuestion,
  files: readonly LogFile[],
): Promise<Summed | undefined> {
  const known = cache === undefined ? undefined : await loadSum(cache, files, program);
  if (!known || !isWholeDays(period, known.sum.latest)) return undefined;
  const sum = new LogSum(tool, noPrices, known.sum);
  return { sum, damaged: known.damaged, problems: [], complete: true };
}

/** True when whole days hold exactly the period's requests. */
function isWholeDays({ start, end }: Period, latest: number): boolean {
  return start % dayMs === 0 && (end % dayMs === 0 || end > latest);
}

async function readSum({ tool, period, cache }: LogSpendQuestion, files: readonly LogFile[]): Promise<Summed> {
  // not loaded where nothing has changed
  const { readLogs } = await import('../logs/readLogs');
  const read = await readLogs({ tool, cache, assets: __dirname }, files);
  const prices = await loadPrices();
  const whole = new LogSum(tool, prices);
  const part = new LogSum(tool, prices);
  // sums that are kept are of all requests; where nothing is kept, other periods need no sums
  read.each((entry) => {
    const isWithin = entry.time >= period.start && entry.time < period.end;
    if (cache !== undefined) whole.add(entry);
    if (isWithin) part.add(entry);
  });
  const complete = read.problems.length === 0;
  if (cache !== undefined && complete)
    await saveSum(cache, files, program, { sum: whole.stored(), damaged: read.damaged });
  const problems = [...read.problems, ...(read.cacheProblem === undefined ? [] : [read.cacheProblem])];
  return { sum: part, damaged: read.damaged, problems, complete };
}
