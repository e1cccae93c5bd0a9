// `prompt-meter spend` of a tool's logs on this machine.

import type { Period } from '../../core/budget/period';
import { priceBook } from '../../core/prices/priceBook';
import { shippedPrice } from '../../core/prices/shippedPrices';
import type { LogTool } from '../../core/usage/logs/logTool';
import { LogSum } from '../../core/usage/logs/sum';
import type { SpendGroup } from '../../core/usage/source';
import { isoTime, tabulate } from '../../core/usage/spendReport';
import { logRoots } from '../logs/logRoots';
import { readLogs } from '../logs/readLogs';
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

export async function logSpend({ tool, roots, period, group, now, cache }: LogSpendQuestion): Promise<SpendOutcome> {
  const folders = await logRoots(tool.id, roots, process.env);
  const read = await readLogs({ tool, roots: folders, cache, assets: __dirname });
  const sum = new LogSum(group, tool.provider, priceBook({ shipped: shippedPrice }));
  await read.each((entry) => {
    if (entry.time >= period.start && entry.time < period.end) sum.add(entry);
  });
  const complete = read.problems.length === 0;
  const zero = { input: 0, cached: 0, cacheWrite: 0, output: 0, requests: 0 };
  const table = tabulate({
    rows: sum.rows(),
    days: [],
    group,
    start: period.start,
    end: Math.min(period.end, now),
    kind: 'computed',
    isWhole: complete,
    none: { cost: true, counts: zero },
  });
  const problems = [...read.problems, ...(read.cacheProblem === undefined ? [] : [read.cacheProblem])];
  return {
    report: {
      source: tool.id,
      asOf: isoTime(now),
      complete,
      ...table,
      files: read.files,
      ...(sum.unpriced > 0 ? { unpricedRequests: sum.unpriced } : {}),
      ...(read.damaged > 0 ? { damagedLines: read.damaged } : {}),
    },
    problem: problems.length > 0 ? problems.slice(0, 5).join('; ') : undefined,
    exitCode: complete ? 0 : 4,
  };
}
