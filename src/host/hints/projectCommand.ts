// "Open Limits": the project file nearest above the document that is open, or a new one at the top of its folder.
import * as vscode from 'vscode';
import { limitFileName } from '../../core/costs/limits';

const example = `{
  "limits": [
    { "files": "prompts/**", "maxTokens": 2000, "maxCostUsd": "0.01" }
  ]
}
`;

export function registerProjectCommand(): vscode.Disposable {
  return vscode.commands.registerCommand('promptMeter.openLimits', openLimits);
}

async function openLimits(): Promise<void> {
  const { workspace, window } = vscode;
  const active = window.activeTextEditor?.document.uri;
  const folder = (active && workspace.getWorkspaceFolder(active)) ?? workspace.workspaceFolders?.[0];
  if (!folder) {
    void window.showInformationMessage(vscode.l10n.t('Open a folder to keep limits for its prompts.'));
    return;
  }
  const found = active ? await nearest(active, folder.uri) : undefined;
  const top = vscode.Uri.joinPath(folder.uri, limitFileName);
  if (found || (await exists(top))) {
    await window.showTextDocument(found ?? top);
    return;
  }
  const document = await workspace.openTextDocument(top.with({ scheme: 'untitled' }));
  const editor = await window.showTextDocument(document);
  if (document.getText() === '') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), example));
}

async function nearest(from: vscode.Uri, top: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (let at = vscode.Uri.joinPath(from, '..'); at.path.startsWith(top.path); at = vscode.Uri.joinPath(at, '..')) {
    const file = vscode.Uri.joinPath(at, limitFileName);
    if (await exists(file)) return file;
    if (at.path === top.path || at.path === '/') return undefined;
  }
  return undefined;
}

function exists(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
