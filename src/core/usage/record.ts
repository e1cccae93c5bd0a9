// The stored form of what is known: records that say how something stands, never by how much it changed. Many windows write them into
// files of their own; whoever reads all files in any order, any number of times, gets the same state.

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Which of two records about the same thing counts. Versions come from the lease of the polling window, not from a clock, so a wrong
 * clock cannot pin a figure.
 */
export interface RecordVersion {
  /** Number of the lease under which it was read; whole, from 0. */
  readonly lease: number;
  /** The writer's own count of its records; without a hole within one file. */
  readonly sequence: number;
  /** One for each process that writes; letters and digits. */
  readonly writer: string;
}

/** How one thing stands. */
export interface StateRecord {
  /** What it is about; see ledgerRecords.ts. */
  readonly key: string;
  readonly version: RecordVersion;
  readonly value: Json;
}

/** Above 0 when `a` is newer than `b`, 0 for the same version. A total order, so merging needs none. */
export function compareVersions(a: RecordVersion, b: RecordVersion): number {
  if (a.lease !== b.lease) return a.lease - b.lease;
  if (a.sequence !== b.sequence) return a.sequence - b.sequence;
  return a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : 0;
}

/** Records by key, the newest of each. */
export type RecordMap = Map<string, StateRecord>;

/** Adds records to `known`; older ones than those there change nothing. True when anything changed. */
export function mergeRecords(known: RecordMap, records: Iterable<StateRecord>): boolean {
  let changed = false;
  for (const record of records) {
    const before = known.get(record.key);
    if (before && compareVersions(record.version, before.version) <= 0) continue;
    known.set(record.key, record);
    changed = true;
  }
  return changed;
}
