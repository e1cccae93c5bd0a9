// What earlier runs read of logs: checkpoints of the files and the requests in them. One file, replaced whole; a damaged one is not used.
// It holds a line of JSON that is filled up to whole numbers, the numbers as they stand in memory, and a hash of both: so nothing of
// them has to be copied on the way.
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EntryTable, pagesOf } from '../../core/usage/logs/entries';
import type { Checkpoint } from './checkpoint';

/** Raised with every change of what entries or checkpoints mean. */
const version = 4;

export interface LogCache {
  readonly tool: string;
  /** By path. */
  readonly files: ReadonlyMap<string, Checkpoint>;
  readonly table: EntryTable;
  readonly damaged: ReadonlyMap<string, number>;
}

/** The line of JSON; behind it stand the numbers of the table. */
interface Head {
  readonly version: number;
  readonly tool: string;
  readonly files: readonly (readonly [string, Checkpoint])[];
  readonly damaged: readonly (readonly [string, number])[];
  readonly names: readonly string[];
  readonly length: number;
}

const hashBytes = 20;
const newline = 0x0a;

/** Undefined when there is none that can be used. */
export async function loadCache(file: string, tool: string): Promise<LogCache | undefined> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(file);
    const bytes = Buffer.from(buffer, byteOffset, byteLength - hashBytes);
    if (!hashOf([bytes]).equals(Buffer.from(buffer, byteOffset + bytes.length, hashBytes))) return undefined;
    const headEnd = bytes.indexOf(newline) + 1;
    const head: Head = JSON.parse(bytes.toString('utf8', 0, headEnd));
    if (head.version !== version || head.tool !== tool) return undefined;
    const numbers = new Float64Array(buffer, byteOffset + headEnd, (bytes.length - headEnd) / numberBytes);
    const table = new EntryTable({ length: head.length, names: head.names, pages: pagesOf(numbers) });
    return { tool, files: new Map(head.files), damaged: new Map(head.damaged), table };
  } catch {
    return undefined;
  }
}

const numberBytes = Float64Array.BYTES_PER_ELEMENT;

/** Rejects when it cannot be written. */
export async function saveCache(file: string, { tool, files, damaged, table }: LogCache): Promise<void> {
  const { length, names, pages } = table.columns();
  const head: Head = { version, tool, files: [...files], damaged: [...damaged], names, length };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const space = Buffer.alloc((numberBytes - (line.length % numberBytes)) % numberBytes, ' ');
  const numbers = pages.map((page) => Buffer.from(page.buffer, page.byteOffset, page.byteLength));
  const parts = [space, line, ...numbers];
  const part = `${file}.${process.pid}.tmp`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(part, 'w', 0o600);
    try {
      for (const bytes of [...parts, hashOf(parts)]) await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function hashOf(parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha1');
  for (const bytes of parts) hash.update(bytes);
  return hash.digest();
}
