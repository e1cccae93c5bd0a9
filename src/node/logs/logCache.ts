// What earlier runs read of logs: checkpoints of the files and the requests in them. One file, replaced whole; a damaged one is not used.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { EntryColumns } from '../../core/usage/logs/entries';
import type { Checkpoint } from './checkpoint';

/** Raised with every change of what entries or checkpoints mean. */
const version = 2;

export interface LogCache {
  readonly tool: string;
  /** By path. */
  readonly files: ReadonlyMap<string, Checkpoint>;
  readonly entries: EntryColumns;
  readonly damaged: ReadonlyMap<string, number>;
}

const hashBytes = 20;

/** Undefined when there is none that can be used. */
export async function loadCache(file: string, tool: string): Promise<LogCache | undefined> {
  try {
    const bytes = await readFile(file);
    const body = bytes.subarray(hashBytes);
    if (!hashOf(body).equals(bytes.subarray(0, hashBytes))) return undefined;
    const stored: LogCache & { readonly version: number } = deserialize(body);
    return stored.version === version && stored.tool === tool ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Rejects when it cannot be written. */
export async function saveCache(file: string, cache: LogCache): Promise<void> {
  const body = serialize({ version, ...cache });
  const part = `${file}.${process.pid}.tmp`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(part, Buffer.concat([hashOf(body), body]), { mode: 0o600 });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function hashOf(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest();
}
