import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is there and activates in the Node host', async () => {
    const extension = vscode.extensions.getExtension('prompt-meter.prompt-meter');
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('registers every command of its manifest', async () => {
    const { packageJSON } = vscode.extensions.getExtension('prompt-meter.prompt-meter') ?? { packageJSON: {} };
    const contributed: string[] = packageJSON.contributes.commands.map((each: { command: string }) => each.command);
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.filter((command) => !known.has(command)),
      [],
    );
  });

  it('gives nothing away to other extensions', () => {
    assert.equal(vscode.extensions.getExtension('prompt-meter.prompt-meter')?.exports, undefined);
  });
});
