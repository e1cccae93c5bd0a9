// Entry of the worker that sums the logs of a tool: what it reads and prices stays out of the extension host.
import { parentPort, workerData } from 'node:worker_threads';
import { logTools } from '../../core/usage/logs/logTools';
import type { SpendRow } from '../../core/usage/spendReport';
import { sumLogs } from '../spend/logSpend';

/** What it is started with. */
export interface SumOrder {
  readonly tool: string;
  /** Undefined: where the tool keeps them. */
  readonly roots: readonly string[] | undefined;
  readonly start: number;
  readonly end: number;
  readonly now: number;
  /** Days from here to before `to`, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly cache: string | undefined;
}

/** What it answers with; `problems` are kinds and counts, no paths. */
export interface SumAnswer {
  readonly rows: readonly SpendRow[];
  readonly files: number;
  readonly unreadable: number;
}

async function answer(order: SumOrder): Promise<SumAnswer> {
  const tool = logTools.find(({ id }) => id === order.tool);
  if (!tool) throw new Error(`there is no tool ${order.tool}`);
  const period = { start: order.start, end: order.end };
  const { roots, now, cache } = order;
  const { sum, problems, files } = await sumLogs({ tool, roots, period, group: 'model', now, cache });
  return { rows: sum.rows('model', order.from, order.to), files, unreadable: problems.length };
}

void answer(workerData as SumOrder).then((message) => parentPort?.postMessage(message));
