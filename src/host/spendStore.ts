// Keeps two small files in global storage: the last good figures, so that a new window shows them at once and windows share one read,
// and until when the provider wants silence. Losing them costs one read.
import type * as vscode from 'vscode';
import { FieldProblem } from '../core/usage/fields';
import type { Ledger } from '../core/usage/ledger';
import { ledgerFromJson, ledgerToJson } from '../core/usage/ledgerFile';

/** Hundreds of times what a month of a large organization takes. */
const mostBytes = 8 * 2 ** 20;
const longestHoldMs = 24 * 3_600_000;

export class SpendStore {
  /** Ends when everything asked for so far is done: a file that is still being written is not overtaken by its removal. */
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly files: vscode.FileSystem,
    private readonly folder: vscode.Uri,
    private readonly sourceId: string,
    /** Told why something could not be kept or used; no secrets. */
    private readonly warn: (text: string) => void,
  ) {}

  /** The last good figures of the account; undefined when there are none that can be used. */
  async load(account: string): Promise<Ledger | undefined> {
    const text = await this.read(this.ledgerName);
    if (text === undefined) return undefined;
    const ledger = ledgerFromJson(text, account);
    if (!(ledger instanceof FieldProblem)) return ledger;
    this.warn(`The stored figures are not used: ${ledger.text}.`);
    return undefined;
  }

  async save(ledger: Ledger, account: string): Promise<void> {
    const text = ledgerToJson(ledger, account);
    if (text.length > mostBytes) this.warn('The figures have too many rows to be stored.');
    else await this.write(this.ledgerName, text);
  }

  /** Until when (epoch ms) any window was asked to send nothing for the account; undefined when that is over or unknown. */
  async heldUntil(account: string, now: number): Promise<number | undefined> {
    const text = await this.read(this.holdName);
    const hold = parseHold(text);
    const isOpen = hold?.account === account && hold.until > now && hold.until <= now + longestHoldMs;
    return isOpen ? hold.until : undefined;
  }

  async hold(account: string, until: number): Promise<void> {
    await this.write(this.holdName, JSON.stringify({ account, until }));
  }

  /** Removes what is known about any account. */
  forget(): Promise<void> {
    return this.next(async () => {
      for (const name of [this.ledgerName, this.holdName]) {
        await Promise.resolve(this.files.delete(this.uri(name))).catch(() => {});
      }
    });
  }

  private next(work: () => Promise<void>): Promise<void> {
    this.done = this.done.then(work);
    return this.done;
  }

  private get ledgerName(): string {
    return `spend-${this.sourceId}.json`;
  }

  private get holdName(): string {
    return `spend-${this.sourceId}-hold.json`;
  }

  private uri(name: string): vscode.Uri {
    return this.folder.with({ path: `${this.folder.path.replace(/\/$/, '')}/${name}` });
  }

  private async read(name: string): Promise<string | undefined> {
    try {
      const { size } = await this.files.stat(this.uri(name));
      if (size > mostBytes) return undefined;
      return new TextDecoder().decode(await this.files.readFile(this.uri(name)));
    } catch {
      return undefined;
    }
  }

  private write(name: string, text: string): Promise<void> {
    return this.next(() => this.replace(name, text));
  }

  /** Whole file under another name, then renamed: a reader never sees half of it. Never rejects. */
  private async replace(name: string, text: string): Promise<void> {
    const part = this.uri(`${name}.${Math.random().toString(36).slice(2, 10)}.tmp`);
    try {
      await this.files.createDirectory(this.folder);
      await this.files.writeFile(part, new TextEncoder().encode(text));
      await this.files.rename(part, this.uri(name), { overwrite: true });
    } catch (error) {
      await Promise.resolve(this.files.delete(part)).catch(() => {});
      this.warn(`${name} could not be written: ${codeOf(error)}.`);
    }
  }
}

function parseHold(text: string | undefined): { readonly account: string; readonly until: number } | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null || !('account' in value) || !('until' in value)) return undefined;
    const { account, until } = value;
    return typeof account === 'string' && typeof until === 'number' ? { account, until } : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
