// Entry of the spend line's bundle on desktop and remote hosts.
import type * as vscode from 'vscode';
import { type SpendLine, startSpendLine } from '../host/spendLine';
import { localSpend } from './localSpend';
import { openSpendStore } from './openSpendStore';

export function startSpend(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): SpendLine {
  const storage = context.globalStorageUri.fsPath;
  const openStore = (warn: (text: string) => void) => openSpendStore(storage, warn);
  const local = localSpend(__dirname, storage, process.env);
  return startSpendLine(context, log, { isBrowser: false, openStore, local });
}
