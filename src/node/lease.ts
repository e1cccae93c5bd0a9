// Which window polls: numbered files, each created exclusively. Whoever creates the next number leads; numbers are never used twice, so
// nothing has to be deleted to take over. A window that slept finds a higher number and steps down.
import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Lease } from '../core/usage/lease';

/** The holder changes its file this often, and others give it this long without a change. Ms. */
export const leaseTimes = { heartbeat: 15_000, stale: 60_000 } as const;

const leaseName = /^lease-(\d{1,15})$/;
/** Older files than the last of these are removed by the holder. */
const keptFiles = 3;

export interface LeaseClock {
  /** Ms since some moment; never jumps back. */
  readonly elapsed: () => number;
  /** Calls `beat` every `ms`; the result ends it. */
  readonly every: (ms: number, beat: () => void) => () => void;
}

/** A lease in `folder`. Never rejects: where there is no folder to agree in, every window leads, which costs requests but no figure. */
export class FolderLease implements Lease {
  private held: number | undefined;
  private beats = 0;
  private watched: { readonly number: number; readonly content: string; readonly since: number } | undefined;
  private endBeat: () => void = () => {};

  constructor(
    private readonly folder: string,
    private readonly clock: LeaseClock,
    /** A number that is surely not below any lease used before, also when the lease files were lost. */
    private readonly atLeast: () => number,
  ) {}

  async take(wanted = false): Promise<number | undefined> {
    try {
      const newest = await this.newest();
      if (this.held !== undefined && newest === this.held) return this.held;
      this.stepDown();
      if (newest !== undefined && !wanted && !(await this.isStale(newest))) return undefined;
      return await this.claim(Math.max(newest ?? 0, this.atLeast()) + 1);
    } catch {
      return this.held ?? this.atLeast() + 1;
    }
  }

  async release(): Promise<void> {
    const number = this.held;
    this.stepDown();
    if (number !== undefined) await writeFile(this.path(number), released).catch(() => {});
  }

  private async newest(): Promise<number | undefined> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const numbers = (await readdir(this.folder)).flatMap((name) => leaseName.exec(name)?.[1] ?? []).map(Number);
    return numbers.length === 0 ? undefined : Math.max(...numbers);
  }

  /** Judged by this window's own steady clock, from when it itself first saw the content: clocks of machines are never compared. */
  private async isStale(number: number): Promise<boolean> {
    const content = await readFile(this.path(number), 'utf8').catch(() => undefined);
    if (content === released) return true;
    const now = this.clock.elapsed();
    const before = this.watched;
    if (before?.number === number && before.content === content) return now - before.since >= leaseTimes.stale;
    this.watched = { number, content: content ?? '', since: now };
    return false;
  }

  private async claim(number: number): Promise<number | undefined> {
    try {
      const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
      const file = await open(this.path(number), flags, 0o600);
      await file.close();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
      throw error;
    }
    this.held = number;
    this.endBeat = this.clock.every(leaseTimes.heartbeat, () => void this.beat(number));
    await this.beat(number);
    await this.removeOld(number);
    return number;
  }

  private async beat(number: number): Promise<void> {
    await writeFile(this.path(number), `${++this.beats}`).catch(() => {});
  }

  private stepDown(): void {
    this.endBeat();
    this.endBeat = () => {};
    this.held = undefined;
  }

  private async removeOld(newest: number): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const number = Number(leaseName.exec(name)?.[1] ?? Number.NaN);
      if (number <= newest - keptFiles) await unlink(path.join(this.folder, name)).catch(() => {});
    }
  }

  private path(number: number): string {
    return path.join(this.folder, `lease-${number}`);
  }
}

const released = 'released';
