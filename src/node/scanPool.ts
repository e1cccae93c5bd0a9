// A scan of many files on all cores: threads (`scanThread.ts`) take files in small batches. The parts come back in the order of the
// files, whoever read them.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type UserSay, usualSay } from '../core/prompts/userSay';
import type { AnalyseOptions } from './analyseFiles';
import { fileScanner, type ScanPart } from './scanFile';

/** Fewer files are not worth the start of a thread (about 100 ms with its grammars and vocabulary). */
const MANY_FILES = 200;
/** Files that a thread takes at once. */
const BATCH = 16;
/** More threads would wait for each other's reading. */
const MOST_THREADS = 8;

export interface Batch {
  readonly first: number;
  readonly files: readonly string[];
}

export interface Scanned {
  readonly first: number;
  readonly parts: readonly ScanPart[];
}

/** What a thread is started with. */
export interface ThreadOrder extends Pick<UserSay, 'level' | 'minTokens'>, Pick<AnalyseOptions, 'model' | 'assets'> {}

/** What each file gives, in the order of the files. */
export async function scanAll(files: readonly string[], options: AnalyseOptions): Promise<ScanPart[]> {
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  if (files.length >= MANY_FILES && threads > 1 && isPlain(options.say)) return scanInThreads(files, options, threads);
  const scan = fileScanner(options);
  const parts: ScanPart[] = [];
  for (const file of files) parts.push(await scan(file));
  return parts;
}

/** Of the user's say only the level can be told to a thread; the rest are functions. */
function isPlain(say: UserSay = usualSay): boolean {
  const { isName, isCallee, isIncluded, isExcluded, aliases } = say;
  return [isName, isCallee, isIncluded, isExcluded].every((each) => each === undefined) && aliases.size === 0;
}

async function scanInThreads(files: readonly string[], options: AnalyseOptions, threads: number): Promise<ScanPart[]> {
  const parts = new Array<ScanPart>(files.length);
  let next = 0;
  const take = (): Batch | undefined => {
    if (next >= files.length) return undefined;
    const first = next;
    next += BATCH;
    return { first, files: files.slice(first, next) };
  };
  const keep = ({ first, parts: scanned }: Scanned) => {
    for (const [index, part] of scanned.entries()) parts[first + index] = part;
  };
  await Promise.all(Array.from({ length: threads }, () => runThread(options, take, keep)));
  return parts;
}

/** One thread from its start to its end. Rejects when it dies. */
function runThread(
  options: AnalyseOptions,
  take: () => Batch | undefined,
  keep: (scanned: Scanned) => void,
): Promise<void> {
  const { model, assets, say = usualSay } = options;
  const { level, minTokens } = say;
  return new Promise((resolve, reject) => {
    const order: ThreadOrder = { model, assets, level, minTokens };
    const thread = new Worker(path.resolve(assets, 'scanThread.js'), { workerData: order });
    const give = () => thread.postMessage(take() ?? 'done');
    thread.on('message', (scanned: Scanned) => {
      keep(scanned);
      give();
    });
    thread.on('error', reject);
    thread.on('exit', () => resolve());
    give();
  });
}
