// What the file system says of a file, to tell whether it is still the one that was read.
import type { BigIntStats } from 'node:fs';

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
