// Entry of the desktop and remote hosts.
import type * as vscode from 'vscode';
import { startApp } from '../host/app';
import { startWorkerThread } from './workerPort';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  return startApp(context, {
    startWorker: () => startWorkerThread(__dirname),
    loadSpendLine: () => import('./spendLine'),
    loadPromptTools: () => import('./promptTools'),
  });
}
