// The lightbulb on strings, and comments and settings of the user, through the real editor API.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const source = `import openai

GREETING = "Welcome to the shop, what can we do for you today?"
SYSTEM_PROMPT = "You answer for a bicycle shop in three sentences or fewer."
`;

async function open(): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'python', content: source });
  await vscode.window.showTextDocument(document);
  return document;
}

async function actionsOn(document: vscode.TextDocument, text: string): Promise<vscode.CodeAction[]> {
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
  );
  return actions.filter(({ kind }) => kind?.value.endsWith('promptMeter') === true);
}

/** The action of this title, once the worker knows the document. */
async function action(document: vscode.TextDocument, text: string, title: string): Promise<vscode.CodeAction> {
  const all = await eventually(
    () => actionsOn(document, text),
    (found) => found.some((each) => each.title === title),
  );
  const found = all.find((each) => each.title === title);
  assert.ok(found);
  return found;
}

async function apply({ edit }: vscode.CodeAction): Promise<void> {
  assert.ok(edit);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('the lightbulb on strings', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const config = vscode.workspace.getConfiguration('promptMeter');
    await config.update('detection.names', undefined, vscode.ConfigurationTarget.Global);
  });

  it('counts a string as a prompt, and takes it back', async () => {
    const document = await open();
    await apply(await action(document, 'Welcome', 'Count as prompt'));
    assert.equal(document.lineAt(2).text, '# prompt-meter: prompt');
    await apply(await action(document, 'Welcome', 'Not a prompt: ignore it here'));
    assert.ok(document.getText().includes('# prompt-meter: ignore-next-line'));
  });

  it('remembers a name in the settings of the user', async () => {
    const document = await open();
    const { command } = await action(document, 'Welcome', 'Count every "GREETING" as a prompt');
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    const config = vscode.workspace.getConfiguration('promptMeter');
    assert.deepEqual(config.inspect('detection.names')?.globalValue, ['GREETING']);
    await action(document, 'Welcome', 'Not a prompt: ignore it here');
  });
});
