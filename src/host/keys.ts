// Keeps the key of each account in the editor's secret store, together with the origin it may be sent to. A marker without any secret
// stands in global state, so that a key the store lost is noticed.
import type * as vscode from 'vscode';
import { withTimeout } from './withTimeout';

export interface StoredKey {
  readonly key: string;
  readonly origin: string;
  /** Epoch ms; with the origin it tells accounts apart. */
  readonly savedAt: number;
}

export type KeyAnswer =
  | ({ readonly kind: 'key' } & StoredKey)
  /** Nothing was saved for this origin. */
  | { readonly kind: 'none' }
  /** A key was saved, and the store does not give it back. */
  | { readonly kind: 'lost' };

const storeTimeoutMs = 15_000;

/** The key of one account. The secret itself is never kept in memory. */
export class Keys {
  readonly onDidChange: vscode.Event<void>;
  /** In the secret store, and of the marker in global state. */
  readonly name: string;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly marks: vscode.Memento,
    /** The account's id; the first one of OpenAI has the id `openai`, as it had when there was no other. */
    id: string,
  ) {
    this.name = `promptMeter.key.${id}`;
    this.onDidChange = (listener, ...rest) =>
      secrets.onDidChange(({ key }) => (key === this.name ? listener() : undefined), ...rest);
  }

  /** The account whose key was saved for this origin and not removed; asks no secret store. */
  account(origin: string): string | undefined {
    const marker = this.marker();
    return marker?.origin === origin ? accountOf(marker) : undefined;
  }

  /** The origin a key was saved for and not removed. */
  get savedFor(): string | undefined {
    return this.marker()?.origin;
  }

  /** The key for exactly this origin. Never rejects. */
  async read(origin: string): Promise<KeyAnswer> {
    const stored = parseKey(await this.fromStore());
    if (stored?.origin === origin) {
      if (accountOf(stored) !== this.account(origin)) await this.mark(stored).catch(() => {});
      return { kind: 'key', ...stored };
    }
    return !stored && this.account(origin) !== undefined ? { kind: 'lost' } : { kind: 'none' };
  }

  /** Saves and reads back; false when the store did not keep it. */
  async save(stored: StoredKey): Promise<boolean> {
    try {
      await this.mark(stored);
      await this.secrets.store(this.name, JSON.stringify(stored));
    } catch {
      return false;
    }
    return parseKey(await this.fromStore())?.key === stored.key;
  }

  async remove(): Promise<void> {
    await this.marks.update(this.name, undefined);
    await this.secrets.delete(this.name);
  }

  private async fromStore(): Promise<string | undefined> {
    try {
      return await withTimeout(this.secrets.get(this.name), storeTimeoutMs);
    } catch {
      return undefined;
    }
  }

  private async mark({ origin, savedAt }: StoredKey): Promise<void> {
    await this.marks.update(this.name, { origin, savedAt });
  }

  private marker(): { readonly origin: string; readonly savedAt: number } | undefined {
    return placeOf(this.marks.get(this.name));
  }
}

/** A name for the account behind a key that says nothing about the key. */
export function accountOf({ origin, savedAt }: { readonly origin: string; readonly savedAt: number }): string {
  return `${origin} ${savedAt}`;
}

function placeOf(value: unknown): { readonly origin: string; readonly savedAt: number } | undefined {
  const fields = typeof value === 'object' && value !== null ? (value as Partial<Record<string, unknown>>) : {};
  const { origin, savedAt } = fields;
  return typeof origin === 'string' && typeof savedAt === 'number' ? { origin, savedAt } : undefined;
}

function parseKey(text: string | undefined): StoredKey | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    const place = placeOf(value);
    const key = place && (value as { readonly key?: unknown }).key;
    return place && typeof key === 'string' && key.trim() !== '' ? { ...place, key: key.trim() } : undefined;
  } catch {
    return undefined;
  }
}
