// The text of a file as it is now: in an editor where it is open, else on disk.
import * as vscode from 'vscode';

/** Undefined when it cannot be had, or the file has more than `sizeLimit` bytes. */
export async function currentText(uri: vscode.Uri, sizeLimit: number): Promise<string | undefined> {
  const open = openDocument(uri);
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > sizeLimit) return undefined;
    if (open) return open.getText();
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return open?.isDirty ? open.getText() : undefined; // deleted, and perhaps still in an editor
  }
}

/** Another one whenever `currentText` may give another text. */
export async function stateOfText(uri: vscode.Uri): Promise<string> {
  const open = openDocument(uri);
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${open?.version} ${mtime} ${size}`;
  } catch {
    return open?.isDirty ? `${open.version}` : 'none';
  }
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}
