// What spend can be read from on this machine itself: the logs of tools. Also says when a key may not be sent from it.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { monthOf, utcDay } from '../core/budget/period';
import type { LogTool } from '../core/usage/logs/logTool';
import { logTools } from '../core/usage/logs/logTools';
import { logUsage } from '../core/usage/logs/logUsage';
import { unreadable } from '../core/usage/pages';
import type { ReadRequest, UsageFailure, UsageRead, UsageSource } from '../core/usage/source';
import { spanOf } from '../core/usage/wholeDays';
import { proxyOfEnvironment } from '../host/proxy';
import type { LocalSpend } from '../host/spend/localLogs';
import type { SpendSource } from '../host/spend/spendSources';
import { hasLogFiles, logRoots } from './logs/logRoots';
import type { SumAnswer, SumOrder } from './logs/logSums';

/** `dist` holds the workers, `storage` is this extension's own folder. */
export function localSpend(dist: string, storage: string, environment: NodeJS.ProcessEnv): LocalSpend {
  return {
    logSources: logTools.map((tool) => logSource(tool, { dist, storage })),
    foundLogs: () => foundLogs(environment),
    forgetLogs: (id) => forgetLogs(path.join(storage, 'logs'), id),
    proxy: () => proxyOfEnvironment(environment),
    unsafeTls: () =>
      environment.NODE_TLS_REJECT_UNAUTHORIZED === '0'
        ? 'NODE_TLS_REJECT_UNAUTHORIZED is 0, so the server is not checked and no key is sent'
        : undefined,
  };
}

async function forgetLogs(folder: string, id: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => name.startsWith(`${id}.cache`));
  await Promise.all(own.map((name) => rm(path.join(folder, name), { force: true }).catch(() => {})));
}

/** The tools that have kept logs here. Only looks whether there are any, reads none. */
async function foundLogs(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id } of logTools) {
    if (await hasLogFiles(id, await logRoots(id, undefined, environment))) found.push(id);
  }
  return found;
}

interface Places {
  readonly dist: string;
  readonly storage: string;
}

function logSource(tool: LogTool, places: Places): SpendSource {
  const source: UsageSource = {
    id: tool.id,
    name: tool.name,
    defaultOrigin: '',
    keysPage: '',
    keyHeader: () => ['', ''],
    keyless: true,
    read: (request) => readLogs(tool, request, places),
  };
  return { source, provider: tool.provider, costKind: 'computed', isGateway: false, isLog: true };
}

/** A month of a tool's logs. What was read before is remembered in the storage folder, so that only what is new is read. */
async function readLogs(tool: LogTool, request: ReadRequest, places: Places): Promise<UsageRead | UsageFailure> {
  const { now } = request;
  const period = spanOf(request);
  const order: SumOrder = {
    tool: tool.id,
    roots: undefined,
    start: period.start,
    end: period.end,
    now,
    from: utcDay(period.start),
    to: utcDay(monthOf(request.period.start).end),
    cache: path.join(places.storage, 'logs', `${tool.id}.cache`),
  };
  const answer = await runWorker(path.join(places.dist, 'logSums.js'), order);
  if (answer === undefined) return unreadable('the logs could not be summed');
  if (answer.files === 0) return unreadable('there are no logs');
  if (answer.unreadable > 0) return unreadable(`${answer.unreadable} log files could not be read`);
  return logUsage(answer.rows, period, now);
}

/** Undefined when the worker died. */
function runWorker(file: string, order: SumOrder): Promise<SumAnswer | undefined> {
  return new Promise((resolve) => {
    // strings of lines die young: little room keeps the memory small
    const limits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 4 };
    const worker = new Worker(file, { name: 'prompt-meter logs', workerData: order, resourceLimits: limits });
    worker.once('message', (answer: SumAnswer) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}
