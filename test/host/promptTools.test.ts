// What is done with prompts on demand, in the real editor: another model from the comparison, and the difference to the last commit.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const prompt = '---\nmodel: gpt-4o\n---\nSort this letter by mood and answer with one word.\n';

async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20);
  return lenses.map(({ command }) => command?.title ?? '');
}

function folder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
}

/** The first level of the view, as a screen reader hears it. */
async function promptLines(): Promise<string[]> {
  return vscode.commands.executeCommand<string[]>('promptMeter.listPrompts');
}

async function linesOf(name: string): Promise<string[]> {
  return (await promptLines()).filter((line) => line.startsWith(name));
}

describe('prompt tools', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('write the chosen model into the front matter, in one undo step', async () => {
    const uri = vscode.Uri.joinPath(folder(), 'chosen.prompt');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(prompt));
    const { document } = await vscode.window.showTextDocument(uri);
    await eventually(
      () => lensTitles(uri),
      (titles) => titles.some((title) => title.endsWith('gpt-4o')),
    );
    // Nothing tells whether the pick can be seen yet: what is accepted too early is asked for again, with more patience.
    let patienceMs = 0;
    await eventually(
      async () => {
        patienceMs += 400;
        void vscode.commands.executeCommand('promptMeter.compareModels');
        await new Promise((resolve) => setTimeout(resolve, patienceMs));
        await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        await new Promise((resolve) => setTimeout(resolve, patienceMs));
        return document.getText();
      },
      (text) => text !== prompt,
    );
    assert.match(
      document.getText(),
      /^---\nmodel: [a-z][\w.-]+\n---\nSort this letter by mood and answer with one word\.\n$/,
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), prompt);
  });

  it('plan the calls of a request: it becomes the first scenario of the dashboard', async () => {
    const uri = vscode.Uri.joinPath(folder(), 'planned.prompt');
    const planned = prompt.replace('---\n', '---\nconfig:\n  maxOutputTokens: 120\n');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(planned));
    const configuration = () => vscode.workspace.getConfiguration('promptMeter');
    const global = vscode.ConfigurationTarget.Global;
    const old = { name: 'mine', callsPerDay: 1, inputTokens: 2, outputTokens: 3 };
    await configuration().update('callsPerDay', 1500, global);
    await configuration().update('scenarios', [old], global);
    try {
      await vscode.window.showTextDocument(uri);
      await eventually(
        () => lensTitles(uri),
        (titles) => titles.some((title) => title.includes('gpt-4o')),
      );
      void vscode.commands.executeCommand('promptMeter.planRequest');
      const [first, second] = await eventually(
        async () => {
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          return configuration().inspect<(typeof old)[]>('scenarios')?.globalValue ?? [];
        },
        ({ length }) => length === 2,
      );
      assert.match(first?.name ?? '', /^planned\.prompt:\d+$/);
      assert.deepEqual([first?.callsPerDay, first?.outputTokens, second], [1500, 120, old]);
      assert.ok((first?.inputTokens ?? 0) > 5);
    } finally {
      await configuration().update('scenarios', undefined, global);
      await configuration().update('callsPerDay', undefined, global);
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('list the prompts of the workspace, and follow edits', async () => {
    await vscode.commands.executeCommand('promptMeter.scanWorkspace');
    await vscode.commands.executeCommand('promptMeter.prompts.focus');
    const all = await promptLines();
    assert.match(all[0] ?? '', /^\d+ prompts, .*\d tok · /);
    const uri = vscode.Uri.joinPath(folder(), 'listed.prompt');
    assert.ok(!all.some((line) => line.startsWith('listed.prompt')));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(prompt));
    try {
      const [before] = await eventually(
        () => linesOf('listed.prompt'),
        (lines) => lines.length === 1,
      );
      const editor = await vscode.window.showTextDocument(uri);
      await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), 'Be kind and very brief. '));
      await eventually(
        () => linesOf('listed.prompt'),
        ([now]) => now !== before,
      );
      await editor.edit((edit) => edit.delete(new vscode.Range(3, 0, 3, 'Be kind and very brief. '.length)));
      await eventually(
        () => linesOf('listed.prompt'),
        ([now]) => now === before,
      );
      await editor.document.save(); // a file that is deleted while its editor has changes stays in the list
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
    await eventually(
      () => linesOf('listed.prompt'),
      (lines) => lines.length === 0,
    );
  });

  it('send nothing to be counted without consent', async () => {
    const uri = vscode.Uri.joinPath(folder(), 'secret.prompt');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(prompt));
    const fetched: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (address, ...rest) => {
      fetched.push(String(address));
      return fetch(address, ...rest);
    };
    try {
      await vscode.window.showTextDocument(uri);
      await eventually(
        () => lensTitles(uri),
        (titles) => titles.length === 1,
      );
      // a test host refuses every modal question, by an error that names it
      await assert.rejects(
        async () => vscode.commands.executeCommand('promptMeter.countExactly'),
        /Send this request to OpenAI/,
      );
      assert.deepEqual(
        fetched.filter((address) => address.includes('api.openai.com')),
        [],
      );
    } finally {
      globalThis.fetch = fetch;
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('answer language models about texts, files of the workspace and the budget', async () => {
    const ask = async (name: string, input: object) => {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      return JSON.parse((content[0] as vscode.LanguageModelTextPart).value);
    };
    const texts = await ask('promptMeter_estimate', { texts: ['Hello world'], model: 'gpt-4o' });
    assert.equal(texts.tokens, 2);
    assert.equal(texts.exactness, 'exact');
    assert.equal(texts.inputCostUsd, '0.000005');
    const uri = vscode.Uri.joinPath(folder(), 'asked.prompt');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(prompt));
    try {
      const file = await ask('promptMeter_estimate', { file: 'asked.prompt' });
      assert.equal(file.requests[0].model, 'gpt-4o');
      const other = await ask('promptMeter_estimate', { file: uri.fsPath, model: 'gpt-4o-mini' });
      assert.equal(other.requests[0].model, 'gpt-4o-mini');
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
    for (const path of ['../../../etc/hostname', '/etc/hostname', 'missing.py']) {
      assert.match((await ask('promptMeter_estimate', { file: path })).error, /no such file/);
    }
    assert.match((await ask('promptMeter_estimate', { texts: [] })).error, /texts/);
    const remaining = await ask('promptMeter_remaining', {});
    assert.equal(remaining.capUsd, '120');
    assert.ok('spentUsd' in remaining && 'state' in remaining);
  });

  it('show what has changed since the last commit, until the next one', async function () {
    const repository = mkdtempSync(path.join(tmpdir(), 'prompt-meter-git-'));
    const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, stdio: 'pipe' });
    // the editor's own git may hold the lock for a moment
    const commit = () =>
      eventually(
        async () => {
          try {
            git('-c', 'user.name=t', '-c', 'user.email=t@t.invalid', 'commit', '-qam', 'x');
            return true;
          } catch {
            return false;
          }
        },
        (done) => done,
      );
    try {
      git('init', '-q');
    } catch {
      this.skip();
    }
    const config = vscode.workspace.getConfiguration('git');
    try {
      const file = path.join(repository, 'kept.prompt');
      writeFileSync(file, prompt);
      git('add', '.');
      await commit();
      const uri = vscode.Uri.file(file);
      await config.update('enabled', true, vscode.ConfigurationTarget.Global);
      await eventually(
        async () => vscode.commands.getCommands(),
        (all) => all.includes('git.openRepository'),
      );
      await vscode.commands.executeCommand('git.openRepository', repository);
      const editor = await vscode.window.showTextDocument(uri);
      const changes = async () => (await lensTitles(uri)).filter((title) => title.includes('/call'));
      await eventually(
        () => lensTitles(uri),
        (titles) => titles.length === 1,
      );
      await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), 'Be kind and very brief. '));
      const [title] = await eventually(changes, (titles) => titles.length === 1);
      assert.match(title ?? '', /^\$\(git-commit\) \+\d+ tok · \+\$0\.0000\d+\/call$/);
      await editor.document.save();
      await vscode.commands.executeCommand('promptMeter.changedPrompts.focus');
      const listed = async () =>
        (await vscode.commands.executeCommand<string[]>('promptMeter.listChangedPrompts')) ?? [];
      const [line] = await eventually(listed, (lines) => lines.length === 1);
      assert.match(line ?? '', /^kept\.prompt, \+\d+ tok · \+\$0\.0000\d+$/);
      await commit();
      await vscode.commands.executeCommand('git.refresh', repository);
      await eventually(changes, (titles) => titles.length === 0);
      await eventually(listed, (lines) => lines.length === 0);
    } finally {
      await config.update('enabled', undefined, vscode.ConfigurationTarget.Global);
      rmSync(repository, { recursive: true, force: true });
    }
  });
});
