// Entry of the spend line's bundle on desktop and remote hosts.
import path from 'node:path';
import type * as vscode from 'vscode';
import type { AskPrices } from '../host/spend/priceTable';
import { type SpendLine, startSpendLine } from '../host/spend/spendLine';
import { folderClaims } from './claims';
import { localSpend } from './localSpend';
import { openSpendStore } from './openSpendStore';

export function startSpend(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  askPrices: AskPrices,
): SpendLine {
  const storage = context.globalStorageUri.fsPath;
  const openStore = (warn: (text: string) => void) => openSpendStore(storage, warn);
  const openClaims = (name: string) => folderClaims(path.join(storage, 'claims', name));
  const local = localSpend(__dirname, storage, process.env);
  return startSpendLine(context, log, { isBrowser: false, openStore, local, openClaims }, askPrices);
}
