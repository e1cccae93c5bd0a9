// Entry of the spend line's bundle on desktop and remote hosts.
import type * as vscode from 'vscode';
import { type SpendLine, startSpendLine } from '../host/spendLine';
import { openSpendStore } from './openSpendStore';

export function startSpend(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): SpendLine {
  const openStore = (warn: (text: string) => void) => openSpendStore(context.globalStorageUri.fsPath, warn);
  return startSpendLine(context, log, { isBrowser: false, openStore });
}
