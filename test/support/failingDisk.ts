// A real folder on a disk that fails: from a chosen call on, calls of the file system end as a full or broken disk ends them. It takes
// the place of the functions of node:fs until it is given back.
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/**
 * full: a write takes half of its bytes without a word, the following ones fail. fsync: the disk cannot keep what was written since the
 * last time, says so once, and knows nothing of it the next time. Others: the code with which files cannot be made, renamed or opened.
 */
export type DiskFault = 'full' | 'fsync' | 'EROFS' | 'EACCES' | 'EMFILE' | 'ENAMETOOLONG' | 'EBUSY';

const original = { open: fs.promises.open, rename: fs.promises.rename, mkdir: fs.promises.mkdir };

export class FailingDisk {
  /** Calls that could fail, so far. */
  calls = 0;
  /** Calls that did. */
  failed = 0;
  /** Files whose last write or rename was not followed by a sync: a power loss may take it back. */
  readonly unsafe = new Set<FileHandle>();
  private isFailing = true;

  /** Calls `from` to before `from + times` fail, counted from 0. */
  constructor(
    private readonly fault: DiskFault,
    private readonly from: number,
    private readonly times: number,
  ) {
    fs.promises.open = async (...args) => {
      if (isForWriting(args[1])) this.tryFor('open');
      return this.watched(await original.open(...args));
    };
    fs.promises.rename = async (...args) => {
      this.tryFor('rename');
      return original.rename(...args);
    };
    fs.promises.mkdir = (async (...args: Parameters<typeof original.mkdir>) => {
      this.tryFor('open');
      return original.mkdir(...args);
    }) as typeof original.mkdir;
  }

  /** The disk is sound again. */
  heal(): void {
    this.isFailing = false;
  }

  giveBack(): void {
    Object.assign(fs.promises, original);
  }

  private isBroken(): boolean {
    const call = this.calls++;
    const isNow = this.isFailing && call >= this.from && call < this.from + this.times;
    if (isNow) this.failed++;
    return isNow;
  }

  private tryFor(kind: 'open' | 'rename'): void {
    const { fault } = this;
    if (fault === 'full' || fault === 'fsync' || (fault === 'EBUSY' && kind === 'open')) return;
    if (this.isBroken()) throw failure(fault);
  }

  /** A file whose writes and syncs may fail. */
  private watched(file: FileHandle): FileHandle {
    const write = file.write.bind(file) as (
      bytes: Uint8Array,
      at: number,
      length?: number,
    ) => ReturnType<FileHandle['write']>;
    let safe = 0;
    let hadShort = false;
    const written = async (bytes: Uint8Array, at: number) => {
      this.unsafe.add(file);
      if (this.fault !== 'full' || !this.isBroken()) return write(bytes, at);
      if (hadShort || bytes.length - at < 2) throw failure('ENOSPC');
      hadShort = true;
      return write(bytes, at, Math.floor((bytes.length - at) / 2));
    };
    const sync = (really: () => Promise<void>) => async () => {
      if (this.fault === 'fsync' && this.isBroken()) {
        await file.truncate(safe).catch(() => {}); // a folder has no length
        throw failure('EIO');
      }
      await really();
      this.unsafe.delete(file);
      safe = (await file.stat()).size;
    };
    return Object.assign(file, {
      write: written as FileHandle['write'],
      sync: sync(file.sync.bind(file)),
      datasync: sync(file.datasync.bind(file)),
    });
  }
}

function isForWriting(flags: unknown): boolean {
  return typeof flags === 'number'
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0
    : flags !== undefined && flags !== 'r';
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: the disk fails`), { code });
}
