// Limits in the real editor: a problem while typing, and the quick fixes that mend it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const text = '---\nmodel: gpt-4o\nmaxTokens: 20\n---\nSort this letter by mood.\n';

function folder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
}

async function write(name: string, content: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  return uri;
}

function problemsOf(uri: vscode.Uri, wanted: (all: vscode.Diagnostic[]) => boolean): Promise<vscode.Diagnostic[]> {
  const own = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Prompt Meter');
  return eventually(async () => own(), wanted);
}

async function fixesFor(uri: vscode.Uri, { range }: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
  );
  return found.filter(({ title }) => /^Raise the limit|^Open prompt-meter/.test(title));
}

describe('limits', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('of the front matter become a problem while typing, and can be raised', async () => {
    const uri = await write('limited.prompt', text);
    const editor = await vscode.window.showTextDocument(uri);
    await problemsOf(uri, (all) => all.length === 0);
    const at = new vscode.Position(4, 'Sort this'.length);
    await editor.edit((edit) => edit.insert(at, ' long and winding and very very friendly and kind'));
    const [problem] = await problemsOf(uri, (all) => all.length === 1);
    assert.match(problem?.message ?? '', /^\d+ tokens, over the limit of 20 \(maxTokens\)$/);
    assert.equal(problem?.range.start.line, 4);
    const [raise] = await fixesFor(uri, problem ?? assert.fail());
    assert.match(raise?.title ?? '', /^Raise the limit to \d+$/);
    await vscode.workspace.applyEdit(raise?.edit ?? assert.fail());
    assert.match(editor.document.lineAt(2).text, /^maxTokens: (2[1-9]|3\d)$/);
    await problemsOf(uri, (all) => all.length === 0);
  });

  it('of the project file come and go with it, and lead to it', async () => {
    const uri = await write('plain.prompt', text.replace('maxTokens: 20\n', ''));
    await vscode.window.showTextDocument(uri);
    const project = await write('prompt-meter.json', '{"limits": [{"files": "plain.*", "maxTokens": 3, "maxx": 1}]}');
    try {
      const [problem] = await problemsOf(uri, (all) => all.length === 1);
      assert.match(problem?.message ?? '', /over the limit of 3 \(prompt-meter\.json\)$/);
      const fixes = await fixesFor(uri, problem ?? assert.fail());
      assert.deepEqual(
        fixes.map(({ title }) => title.replace(/\d+/, 'N')),
        ['Raise the limit to N', 'Open prompt-meter.json'],
      );
      const [unknown] = await problemsOf(project, (all) => all.length === 1);
      assert.equal(unknown?.message, '"limits[0].maxx" is not known and is ignored');
      await vscode.workspace.applyEdit(fixes[0]?.edit ?? assert.fail());
      await (await vscode.workspace.openTextDocument(project)).save();
      await problemsOf(uri, (all) => all.length === 0);
    } finally {
      await vscode.workspace.fs.delete(project);
    }
    await problemsOf(project, (all) => all.length === 0);
  });

  it('count sample values beside the prompt', async () => {
    const uri = await write('sampled.prompt', '---\nmodel: gpt-4o\n---\nSort this: {{letter}}\n');
    const samples = await write('sampled.sample.json', '[{"letter": "glad"}, {"letter": "glad and merry and bright"}]');
    try {
      await vscode.window.showTextDocument(uri);
      const lenses = () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 5);
      const titles = async () => (await lenses()).map(({ command }) => command?.title ?? '');
      await eventually(titles, (all) => all.some((title) => /^≈ \d+–\d+ tok in .* with samples/.test(title)));
    } finally {
      await vscode.workspace.fs.delete(samples);
    }
  });
});
