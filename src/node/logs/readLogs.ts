// Every request that the logs of a tool tell, each once. With a cache only what is new is read.
import type { LogEntry } from '../../core/usage/logs/entries';
import { EntryTable } from '../../core/usage/logs/entries';
import { Gathering, Replays } from '../../core/usage/logs/gather';
import type { LogTool } from '../../core/usage/logs/logTool';
import { readProblem } from '../inputError';
import { type Checkpoint, isUnchanged } from './checkpoint';
import { type LogCache, loadCache, saveCache } from './logCache';
import { readAll } from './readers';
import type { LogFile } from './readLogFile';

export interface LogQuestion {
  readonly tool: LogTool;
  /** Path of the cache file; undefined for none. */
  readonly cache: string | undefined;
  /** Folder of the worker's bundle. */
  readonly assets: string;
}

export interface LogRead {
  readonly files: number;
  /** Lines that should hold usage and could not be used. */
  readonly damaged: number;
  /** Files that could not be read: each names the path and the cause. */
  readonly problems: readonly string[];
  /** The cache could not be written, and why. */
  readonly cacheProblem: string | undefined;
  /** Calls `visit` with every request that counts. */
  readonly each: (visit: (entry: LogEntry) => void) => void;
}

/** Holds its thread while it reads. */
export async function readLogs(question: LogQuestion, files: readonly LogFile[]): Promise<LogRead> {
  const { tool, cache } = question;
  const known = cache === undefined ? undefined : await loadCache(cache, tool.id);
  const fitting = known && isFitting(known, files) ? known : undefined;
  return (fitting && (await readSince(question, files, fitting))) ?? readAnew(question, files);
}

/** A file that is gone takes its requests with it, and what was its alone is not known any more. */
function isFitting(cache: LogCache, files: readonly LogFile[]): boolean {
  const present = new Set(files.map(({ path }) => path));
  return [...cache.files.keys()].every((path) => present.has(path));
}

async function readAnew(question: LogQuestion, files: readonly LogFile[]): Promise<LogRead> {
  const empty = { tool: question.tool.id, files: new Map(), table: new EntryTable(), damaged: new Map() };
  const read = await readSince(question, files, empty);
  if (!read) throw new Error('a file without a checkpoint cannot contradict one');
  return read;
}

/** Undefined when a file is not the one it was: then all is read anew. */
async function readSince(
  { tool, assets, cache }: LogQuestion,
  files: readonly LogFile[],
  known: LogCache,
): Promise<LogRead | undefined> {
  const gathering = new Gathering(known.table);
  const rest = new EntryTable();
  const checkpoints = new Map<string, Checkpoint>(known.files);
  const damaged = new Map<string, number>(known.damaged);
  const problems: string[] = [];
  let isReplaced = false;
  const orders = files.flatMap((file) => {
    const before = known.files.get(file.path);
    // a last line without its newline is read at every run
    const isDone = before !== undefined && isUnchanged(before, file.look) && before.offset === before.size;
    return isDone ? [] : [{ file, before }];
  });
  await readAll(orders, tool.id, assets, (answer) => {
    if (answer.kind === 'problem') problems.push(answer.text);
    if (answer.kind !== 'read') return;
    if (known.files.has(answer.path) && !answer.continued) isReplaced = true;
    checkpoints.set(answer.path, answer.checkpoint);
    damaged.set(answer.path, (damaged.get(answer.path) ?? 0) + answer.damaged);
    gathering.addAll(new EntryTable(answer.entries));
    rest.addAll(new EntryTable(answer.rest));
  });
  if (isReplaced) return undefined;
  const isNew = orders.length > 0 || known.files.size === 0;
  const stored = (): LogCache => ({ tool: tool.id, files: checkpoints, table: gathering.table, damaged });
  const cacheProblem = cache !== undefined && isNew ? await tried(cache, stored()) : undefined;
  gathering.addAll(rest);
  return {
    files: files.length,
    damaged: [...damaged.values()].reduce((sum, count) => sum + count, 0),
    problems,
    cacheProblem,
    each: (visit) => eachCounting(gathering.table, visit),
  };
}

function eachCounting(table: EntryTable, visit: (entry: LogEntry) => void): void {
  const replays = new Replays(table);
  for (let index = 0; index < table.length; index++) {
    const entry = table.at(index);
    if (entry && replays.counts(entry)) visit(entry);
  }
}

async function tried(cache: string, stored: LogCache): Promise<string | undefined> {
  try {
    await saveCache(cache, stored);
    return undefined;
  } catch (error) {
    return readProblem(cache, error);
  }
}
