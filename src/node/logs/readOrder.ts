// One file to read, and what came of it, as plain data that crosses between threads.
import type { EntryColumns } from '../../core/usage/logs/entries';
import { logTools } from '../../core/usage/logs/logTools';
import { readProblem } from '../inputError';
import type { Checkpoint } from './checkpoint';
import { type LogFile, LogFileReader } from './readLogFile';

export interface ReadOrder {
  readonly file: LogFile;
  readonly before: Checkpoint | undefined;
}

/** Orders that several threads go through together. */
export interface OrderQueue {
  readonly orders: readonly ReadOrder[];
  /** Id of the tool whose logs they are. */
  readonly tool: string;
  /** One number in shared memory: how many of the orders are taken. */
  readonly taken: Int32Array;
}

export function queueOf(orders: readonly ReadOrder[], tool: string): OrderQueue {
  return { orders, tool, taken: new Int32Array(new SharedArrayBuffer(4)) };
}

/** Takes one order after the other, each on one thread only. */
function* untaken({ orders, taken }: OrderQueue): Generator<ReadOrder, void> {
  for (;;) {
    const order = orders[Atomics.add(taken, 0, 1)];
    if (!order) return;
    yield order;
  }
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

/** Reads, one after the other, the orders of a queue that no other thread has taken. */
export function* answers(queue: OrderQueue): Generator<ReadAnswer, void> {
  const tool = logTools.find(({ id }) => id === queue.tool);
  if (!tool) throw new Error(`there is no tool ${queue.tool}`);
  const reader = new LogFileReader(tool);
  for (const order of untaken(queue)) yield readOrder(order, reader);
}

function readOrder({ file, before }: ReadOrder, reader: LogFileReader): ReadAnswer {
  const { path } = file;
  try {
    const read = reader.read(file, before);
    if (!read) return { kind: 'gone', path };
    return { ...read, kind: 'read', path, entries: read.entries.columns(), rest: read.rest.columns() };
  } catch (error) {
    return { kind: 'problem', path, text: readProblem(path, error) };
  }
}
