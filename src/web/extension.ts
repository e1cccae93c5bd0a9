// Entry of the browser host.
import * as vscode from 'vscode';
import { startApp } from '../host/app';
import { startWebWorker } from './workerPort';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const readAsset = async (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name));
  return startApp(context, {
    startWorker: () => startWebWorker('web/worker.js', readAsset),
    loadSpendLine: () => import('./spendLine'),
    loadPromptTools: () => import('../host/prompts/promptTools'),
  });
}
