// Record files in a folder of the disk. A text counts as safe when the disk says so and the file is still where it was.
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ListedFile, RecordFiles } from '../core/usage/recordStore';

const recordName = /^(?:seg|old|snap)-[\w.-]{1,200}\.jsonl$/;
const partName = /^part-/;
const hourMs = 3_600_000;

/** The files below `folder`, which is made when something is written; `now` is epoch ms. */
export class RecordFolder implements RecordFiles {
  private readonly handles = new Map<string, FileHandle>();

  constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  async list(): Promise<readonly ListedFile[]> {
    const names = await this.names();
    const files = await Promise.all(names.filter((name) => recordName.test(name)).map((name) => this.listed(name)));
    return files.filter((file) => file !== undefined);
  }

  async read(name: string): Promise<string | undefined> {
    return unlessGone(readFile(this.path(name), 'latin1'));
  }

  async append(name: string, text: string): Promise<void> {
    try {
      const file = this.handles.get(name) ?? (await this.create(name));
      await writeAll(file, Buffer.from(text, 'latin1'));
      await file.datasync();
      await this.assertInPlace(name, file);
    } catch (error) {
      await this.finish(name);
      throw error;
    }
  }

  async finish(name: string): Promise<void> {
    const file = this.handles.get(name);
    this.handles.delete(name);
    await file?.close().catch(() => {});
  }

  async writeWhole(name: string, text: string): Promise<void> {
    const part = this.path(`part-${name}`);
    await this.removeOldParts();
    const file = await open(part, 'w', 0o600);
    try {
      await writeAll(file, Buffer.from(text, 'latin1'));
      await file.sync();
    } finally {
      await file.close();
    }
    await renameInsistently(part, this.path(name));
    await this.syncFolder();
  }

  async rename(from: string, to: string): Promise<boolean> {
    return (await unlessGone(renameInsistently(this.path(from), this.path(to)).then(() => true))) ?? false;
  }

  async remove(name: string): Promise<void> {
    await unlessGone(unlink(this.path(name)));
  }

  async pause(): Promise<void> {
    await nextTurn();
  }

  private path(name: string): string {
    return path.join(this.folder, name);
  }

  private async names(): Promise<readonly string[]> {
    return (await unlessGone(readdir(this.folder))) ?? [];
  }

  private async listed(name: string): Promise<ListedFile | undefined> {
    const found = await unlessGone(stat(this.path(name)));
    return found?.isFile() ? { name, stamp: `${found.ino} ${found.size}` } : undefined;
  }

  private async create(name: string): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const flags = constants.O_APPEND | constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
    const file = await open(this.path(name), flags, 0o600);
    this.handles.set(name, file);
    await this.syncFolder();
    return file;
  }

  /** The polling window may have renamed or removed the file in the meantime; then what was just written might be lost. */
  private async assertInPlace(name: string, file: FileHandle): Promise<void> {
    const [mine, there] = await Promise.all([file.stat(), stat(this.path(name))]);
    if (mine.ino !== there.ino || mine.dev !== there.dev) throw new Error(`${name} was taken away`);
  }

  /** Parts of a write that was cut, by whomever. */
  private async removeOldParts(): Promise<void> {
    for (const name of (await this.names()).filter((each) => partName.test(each))) {
      const found = await unlessGone(stat(this.path(name)));
      if (found && this.now() - found.mtimeMs > hourMs) await this.remove(name);
    }
  }

  /** Makes new names last; where folders cannot be synced (Windows) the file system does it by itself. Rejects when the disk failed. */
  private async syncFolder(): Promise<void> {
    const folder = await open(this.folder, 'r').catch(() => undefined);
    try {
      await folder?.sync();
    } catch (error) {
      if (codeOf(error) === 'EIO') throw error;
    } finally {
      await folder?.close().catch(() => {});
    }
  }
}

/** A short write is no error: the rest is tried, and the disk then says what is wrong. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

/** Scanners on Windows hold new files for a moment. */
async function renameInsistently(from: string, to: string): Promise<void> {
  for (let round = 0; ; round++) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (round >= 20 || !['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 90));
    }
  }
}

async function unlessGone<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
