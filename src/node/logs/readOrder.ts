// One file to read, and what came of it, as plain data that crosses between threads.
import type { EntryColumns } from '../../core/usage/logs/entries';
import { logTools } from '../../core/usage/logs/logTools';
import { readProblem } from '../inputError';
import type { LineBuffer } from './candidateLines';
import type { Checkpoint } from './checkpoint';
import { type LogFile, readLogFile } from './readLogFile';

export interface ReadOrder {
  readonly file: LogFile;
  readonly before: Checkpoint | undefined;
}

export type ReadAnswer =
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly checkpoint: Checkpoint;
      readonly continued: boolean;
      readonly entries: EntryColumns;
      readonly rest: EntryColumns;
      readonly damaged: number;
    }
  | { readonly kind: 'gone'; readonly path: string }
  /** `text` names the path and the cause. */
  | { readonly kind: 'problem'; readonly path: string; readonly text: string };

export function readOrder({ file, before }: ReadOrder, toolId: string, buffer: LineBuffer): ReadAnswer {
  const { path } = file;
  const tool = logTools.find(({ id }) => id === toolId);
  if (!tool) return { kind: 'problem', path, text: `${path}: unknown tool` };
  try {
    const read = readLogFile(file, tool, before, buffer);
    if (!read) return { kind: 'gone', path };
    return { ...read, kind: 'read', path, entries: read.entries.columns(), rest: read.rest.columns() };
  } catch (error) {
    return { kind: 'problem', path, text: readProblem(path, error) };
  }
}
