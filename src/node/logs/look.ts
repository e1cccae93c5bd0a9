// What the file system says of a file, to tell whether it is still the one that was read.
import { type BigIntStats, statSync } from 'node:fs';

/** A file at one moment. */
export interface Look {
  /** Device and inode. */
  readonly identity: string;
  /** Bytes. */
  readonly size: number;
  /** When its content changed last, epoch ns. */
  readonly changed: string;
}

export function lookOf(stats: BigIntStats): Look {
  return { identity: `${stats.dev}:${stats.ino}`, size: Number(stats.size), changed: String(stats.mtimeNs) };
}

/** Undefined for what cannot be looked at. Waits for the file system: of thousands of files that takes a fraction of the processor time. */
export function lookAt(path: string): Look | undefined {
  try {
    return lookOf(statSync(path, { bigint: true }));
  } catch {
    return undefined;
  }
}
