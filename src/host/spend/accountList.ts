// The accounts the user connected, beside the first OpenAI one, which has its own fixed place. Names and addresses only, in global state;
// keys are in the secret store. No vscode at run time.
import type * as vscode from 'vscode';

export interface StoredAccount {
  /** Stable: part of the secret's name. */
  readonly id: string;
  readonly sourceId: string;
  /** Undefined: the source's name is enough. */
  readonly label: string | undefined;
  /** Empty for local logs. */
  readonly origin: string;
  readonly basePath: string;
  /** Epoch ms. */
  readonly savedAt: number;
  /** True when nothing is in the secret store for it. */
  readonly isKeyless: boolean;
  /** As in SourceState. */
  readonly beside: boolean;
}

const listName = 'promptMeter.accounts';
const mostAccounts = 50;

export class AccountList {
  constructor(private readonly marks: Pick<vscode.Memento, 'get' | 'update'>) {}

  /** In the order of connecting. Entries that cannot be used are left out. */
  all(): readonly StoredAccount[] {
    const stored: unknown = this.marks.get(listName);
    return Array.isArray(stored) ? stored.slice(0, mostAccounts).flatMap((entry) => accountFrom(entry) ?? []) : [];
  }

  /** Adds it, or puts it in the place of the one with its id. */
  async save(account: StoredAccount): Promise<void> {
    const rest = this.all().filter(({ id }) => id !== account.id);
    await this.marks.update(listName, [...rest, account]);
  }

  async remove(id: string): Promise<void> {
    const rest = this.all().filter((account) => account.id !== id);
    await this.marks.update(listName, rest.length === 0 ? undefined : rest);
  }
}

function accountFrom(value: unknown): StoredAccount | undefined {
  const fields = typeof value === 'object' && value !== null ? (value as Partial<Record<string, unknown>>) : {};
  const { id, sourceId, label, origin, basePath, savedAt, isKeyless, beside } = fields;
  if (typeof id !== 'string' || !/^[a-z0-9-]{1,80}$/.test(id) || typeof sourceId !== 'string') return undefined;
  if (typeof origin !== 'string' || typeof basePath !== 'string' || typeof savedAt !== 'number') return undefined;
  const name = typeof label === 'string' && label.trim() !== '' ? label.trim().slice(0, 60) : undefined;
  return {
    id,
    sourceId,
    label: name,
    origin,
    basePath,
    savedAt,
    isKeyless: isKeyless === true,
    beside: beside === true,
  };
}
