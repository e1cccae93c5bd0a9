// The spend line in the browser's host, which reads demo data only.
import type * as vscode from 'vscode';
import { type SpendLine, startSpendLine } from '../host/spendLine';
import { openSpendStore } from './openSpendStore';

export function startSpend(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): SpendLine {
  return startSpendLine(context, log, { isBrowser: true, openStore: openSpendStore });
}
