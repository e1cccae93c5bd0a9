// Entry of the browser host.
import * as vscode from 'vscode';
import { startApp } from '../host/app';
import { startWebWorker } from './workerPort';

export function activate(context: vscode.ExtensionContext): void {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const script = vscode.Uri.joinPath(dist, 'web', 'worker.js');
  startApp(context, {
    startWorker: () => startWebWorker(readText(script), dist.toString()),
    isBrowser: true,
  });
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
