// What one extension host keeps, for tests of the spend line: two of them with the same folder and secrets are two windows.
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { Spend } from '../../src/host/spend/spend';
import { openSpendStore } from '../../src/node/openSpendStore';

export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Its secret store is the test's own; files, settings and HTTP are real. */
export class Surroundings {
  readonly secrets = new Map<string, string>();
  readonly marks = new Map<string, unknown>();
  readonly lines: string[] = [];
  private readonly secretChanged = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();

  constructor(readonly folder: string) {}

  /** What of an extension's context the spend line uses. */
  get context(): vscode.ExtensionContext {
    const secrets = {
      get: async (key: string) => this.secrets.get(key),
      store: async (key: string, value: string) => {
        this.secrets.set(key, value);
        this.secretChanged.fire({ key });
      },
      delete: async (key: string) => {
        this.secrets.delete(key);
        this.secretChanged.fire({ key });
      },
      onDidChange: this.secretChanged.event,
    };
    const globalState = {
      get: (key: string) => this.marks.get(key),
      update: async (key: string, value: unknown) => {
        if (value === undefined) this.marks.delete(key);
        else this.marks.set(key, value);
      },
    };
    return { secrets, globalState, globalStorageUri: this.storage } as unknown as vscode.ExtensionContext;
  }

  /** Keeps its lines in `lines`. */
  get log(): vscode.LogOutputChannel {
    const say = (text: string) => this.lines.push(text);
    return { debug: say, info: say, warn: say, error: say, trace: say } as unknown as vscode.LogOutputChannel;
  }

  open(browserHost = false): Spend {
    return new Spend(this.context, this.log, browserHost, (warn) => openSpendStore(this.storage.fsPath, warn));
  }

  private get storage(): vscode.Uri {
    return vscode.Uri.file(path.join(this.folder, 'storage'));
  }
}

const settings = () => vscode.workspace.getConfiguration('promptMeter');
/** Changes a setting of the user. */
export const set = (name: string, value: unknown) => settings().update(name, value, vscode.ConfigurationTarget.Global);
