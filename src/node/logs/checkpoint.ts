// Where the reading of a log file stands, and whether the file is still the one that was read: same identity, not shorter, and the same
// bytes before the place. A file that was replaced, cut or rotated fails this and is read anew.
import { createHash } from 'node:crypto';
import { type BigIntStats, readSync } from 'node:fs';
import { type Look, lookOf } from './look';

/** How far a file was read; its look is that of the reading. */
export interface Checkpoint extends Look {
  /** Behind the last whole line that was read. */
  readonly offset: number;
  /** Hash of the first and the last bytes before `offset`. */
  readonly print: string;
  /** What the reader of the lines must know to go on. */
  readonly state: unknown;
}

const printBytes = 1024;

/** True when nothing can have been added or changed since. */
export function isUnchanged(checkpoint: Checkpoint, look: Look): boolean {
  return look.identity === checkpoint.identity && look.size === checkpoint.size && look.changed === checkpoint.changed;
}

/** True when the file has only grown since. */
export function isContinued(checkpoint: Checkpoint, stats: BigIntStats, descriptor: number): boolean {
  const look = lookOf(stats);
  const isSame = look.identity === checkpoint.identity && look.size >= checkpoint.offset;
  return isSame && printOf(descriptor, checkpoint.offset) === checkpoint.print;
}

/** Hash of the first and the last kilobyte before `offset`. */
export function printOf(descriptor: number, offset: number): string {
  const hash = createHash('sha256');
  const bytes = Buffer.alloc(printBytes);
  for (const from of [0, Math.max(0, offset - printBytes)]) {
    const got = readSync(descriptor, bytes, 0, Math.min(printBytes, offset - from), from);
    hash.update(bytes.subarray(0, got));
  }
  return hash.digest('base64').slice(0, 24);
}
