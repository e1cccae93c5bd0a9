// Hints through the real editor API: what a user sees when a file with prompts is opened and typed in.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const call = `from openai import OpenAI

client = OpenAI()
answer = client.chat.completions.create(
    model="gpt-4o",
    messages=[
        {"role": "system", "content": "You sort letters by mood and answer with one word."},
        {"role": "user", "content": f"Sort this letter: {letter}"},
    ],
)
`;

async function open(language: string, content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  return vscode.window.showTextDocument(document);
}

async function lensTitles({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20);
  return lenses.flatMap(({ command }) => (command?.command.startsWith('promptMeter.') ? [command.title] : []));
}

async function oneLens(
  document: vscode.TextDocument,
  wanted: (title: string) => boolean = () => true,
): Promise<string> {
  const found = (titles: string[]) => titles.length === 1 && wanted(titles[0] ?? '');
  return (await eventually(() => lensTitles(document), found))[0] ?? '';
}

async function hoverText(document: vscode.TextDocument, text: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(text));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  const parts = hovers.flatMap((hover) => hover.contents);
  return parts.map((part) => (typeof part === 'string' ? part : part.value).replaceAll('&nbsp;', ' ')).join('\n');
}

describe('hints', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('stand above a call, with its own model and a lower bound for its hole', async () => {
    const { document } = await open('python', call);
    assert.match(await oneLens(document), /^≥ \d+ tok in · ≥ \$0\.\d+ · gpt-4o$/);
  });

  it('explain themselves in the hover', async () => {
    const { document } = await open('python', call);
    await oneLens(document);
    const hover = await hoverText(document, 'You sort letters');
    for (const part of ['System', '/ 1M', 'as of', 'context window', 'Message framing']) {
      assert.ok(hover.includes(part), `${part} in ${hover}`);
    }
  });

  it('can show the tokens of the text that a prompt sends, and stop to', async () => {
    const source = call.replace('sort letters by mood', 'sort letters \\u2014 by mood');
    const editor = await open('python', source);
    await oneLens(editor.document);
    const at = editor.document.positionAt(source.indexOf('sort letters'));
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('promptMeter.showTokens');
    const hover = await eventually(
      () => hoverText(editor.document, 'u2014'),
      (text) => text.includes('Token 2733'),
    );
    assert.ok(hover.includes('e2 80 94'), hover);
    assert.ok((await hoverText(editor.document, 'letters')).includes('Token'));
    assert.ok(!(await hoverText(editor.document, 'Sort this letter')).includes('Token '), 'another prompt');
    await vscode.commands.executeCommand('promptMeter.showTokens');
    assert.ok(!(await hoverText(editor.document, 'letters')).includes('Token '));
  });

  it('stay while the code is half typed', async () => {
    const { document, edit } = await open('python', call);
    const before = await oneLens(document);
    const at = document.positionAt(call.indexOf('client ='));
    await edit((change) => change.insert(at, 'title = "half typed\n'));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(await lensTitles(document), [before]);
  });

  it('change with the text', async () => {
    const { document, edit } = await open('python', call);
    const before = await oneLens(document);
    await edit((change) => change.insert(document.positionAt(call.indexOf('one word')), 'exactly and always '));
    await oneLens(document, (title) => title !== before);
  });

  it('mark the default model where none can be read', async () => {
    const { document } = await open('python', call.replace('"gpt-4o"', 'settings.model'));
    assert.match(await oneLens(document), /gpt-5-mini \(default\)$/);
  });

  it('never price an unknown model', async () => {
    const { document } = await open('python', call.replace('gpt-4o', 'house-model-7'));
    // under load the editor still tells the lens of the untitled document that had this name before
    await oneLens(document, (title) => title.endsWith('no price for house-model-7'));
  });

  it('count special tokens of every kind as plain text', async () => {
    const { document } = await open('python', call.replace('one word', '<|endoftext|><|im_start|><|fim_prefix|>'));
    assert.match(await oneLens(document), /^≥ \d+ tok in/);
  });

  it('name broken front matter', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'broken.prompt');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('---\nmodel: [gpt-4o\n---\nSort this letter by mood.\n'));
    const { document } = await vscode.window.showTextDocument(uri);
    await oneLens(document);
    assert.match(await hoverText(document, 'Sort this'), /Front matter, line \d/);
  });

  it('take the default for a setting of a wrong type', async () => {
    const config = vscode.workspace.getConfiguration('promptMeter');
    await config.update('defaultModel', 7, vscode.ConfigurationTarget.Global);
    await config.update('prices', ['not', 'prices'], vscode.ConfigurationTarget.Global);
    try {
      const { document } = await open('python', call.replace('"gpt-4o"', 'settings.model'));
      assert.match(await oneLens(document), /\$0\.\d+ · gpt-5-mini \(default\)$/);
    } finally {
      await config.update('defaultModel', undefined, vscode.ConfigurationTarget.Global);
      await config.update('prices', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('use the user’s own price at once', async () => {
    const config = vscode.workspace.getConfiguration('promptMeter');
    const { document } = await open('python', call.replace('gpt-4o', 'house-model-7'));
    await oneLens(document, (title) => title.endsWith('no price for house-model-7'));
    await config.update('prices', { 'house-model-7': { input: 100 } }, vscode.ConfigurationTarget.Global);
    try {
      await oneLens(document, (title) => /\$0\.00\d+ · house-model-7$/.test(title));
    } finally {
      await config.update('prices', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('go when they are switched off, and come back', async () => {
    const { document } = await open('python', call);
    await oneLens(document);
    await vscode.commands.executeCommand('promptMeter.toggleHints');
    try {
      await eventually(
        () => lensTitles(document),
        (titles) => titles.length === 0,
      );
    } finally {
      await vscode.commands.executeCommand('promptMeter.toggleHints');
    }
    await oneLens(document);
  });
});
