// The budget inside a real editor: who speaks when a threshold is crossed, the exported file, and amounts that are hidden everywhere.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Usd, usd, usdToDecimal } from '../../src/core/money';
import { Budget } from '../../src/host/spend/budget';
import { BudgetAlerts } from '../../src/host/spend/budgetAlerts';
import type { Spend } from '../../src/host/spend/spend';
import { folderClaims } from '../../src/node/claims';
import { UsageServer } from '../usageServer/server';
import { eventually } from './eventually';
import { Surroundings, set, until } from './surroundings';

const canary = 'sk-admin-canary-77aa10';

/** Messages that the editor was asked to show. Nothing can read them from the screen, so the calls are watched on their way. */
class Messages {
  readonly texts: string[] = [];
  /** The button that is pressed on each; undefined closes it. */
  answer: string | undefined;
  private readonly shown = {
    showInformationMessage: vscode.window.showInformationMessage,
    showWarningMessage: vscode.window.showWarningMessage,
  };

  constructor() {
    const take = async (text: string) => {
      this.texts.push(text);
      return this.answer;
    };
    Object.assign(vscode.window, { showInformationMessage: take, showWarningMessage: take });
  }

  restore(): void {
    Object.assign(vscode.window, this.shown);
  }
}

describe('the budget in the editor', function () {
  this.timeout(60_000);
  let server: UsageServer;
  let world: Surroundings;
  let messages: Messages;
  let opened: vscode.Disposable[] = [];

  beforeEach(async () => {
    server = await UsageServer.start();
    world = new Surroundings(await mkdtemp(path.join(tmpdir(), 'prompt-meter-budget-')));
    world.marks.set('promptMeter.budget.wasRead', true);
    messages = new Messages();
    await set('demo.url', undefined);
    await set('usage.openaiUrl', server.origin);
    await set('alerts.forecast', false);
  });

  afterEach(async () => {
    messages.restore();
    for (const disposable of opened) disposable.dispose();
    opened = [];
    for (const name of ['demo.url', 'usage.openaiUrl', 'alerts.forecast', 'cap.usd']) await set(name, undefined);
    await server.stop();
    await rm(world.folder, { recursive: true, force: true });
  });

  /** A window that has read its figures. */
  async function openWindow(): Promise<Spend> {
    const spend = world.open();
    opened.push(spend);
    await spend.keys.save({ key: canary, origin: server.origin, savedAt: 1 });
    await spend.begin();
    await spend.refresh();
    await until('the first figures', () => spend.state.reading.kind === 'ok');
    return spend;
  }

  function watch(spend: Spend): void {
    const source = {
      state: () => spend.state,
      cap: () => spend.settings.cap,
      folders: () => spend.settings.projects,
      now: () => spend.now(),
      earlierDays: () => [],
      onDidChange: spend.onDidChange,
    };
    const budget = new Budget(source, world.log);
    const claims = (name: string) => folderClaims(path.join(world.folder, 'claims', name));
    opened.push(budget, new BudgetAlerts(budget, world.context.globalState, claims, world.log));
  }

  /** Sets the cap so that `percent` of it is spent, rounded down. */
  async function useOfCap(spend: Spend, percent: number): Promise<void> {
    const total = spend.state.figures?.total ?? 0n;
    assert.ok(total > 0n);
    const cap = ((total * 1000n) / BigInt(percent * 10 + 1)) as Usd;
    await set('cap.usd', Number(usdToDecimal(cap)));
  }

  /** Long enough for a second window to have spoken. */
  const aWhile = () => new Promise((resolve) => setTimeout(resolve, 1_500));

  it('says the highest crossed threshold once over two windows, and the next one when it is crossed', async () => {
    const [one, two] = [await openWindow(), await openWindow()];
    for (const spend of [one, two]) watch(spend);
    await useOfCap(one, 80);
    await until('a message', () => messages.texts.length > 0);
    await aWhile();
    assert.equal(messages.texts.length, 1, messages.texts.join('\n'));
    assert.match(messages.texts[0] ?? '', /^80% of your/);
    await useOfCap(one, 120);
    await until('a second message', () => messages.texts.length > 1);
    await aWhile();
    assert.equal(messages.texts.length, 2, messages.texts.join('\n'));
    assert.match(messages.texts[1] ?? '', /^120% of your/);
  });

  it('is silent for the rest of the period once it is muted', async () => {
    const spend = await openWindow();
    watch(spend);
    messages.answer = 'Mute This Period';
    await useOfCap(spend, 55);
    await until('a message', () => messages.texts.length === 1);
    await aWhile();
    await useOfCap(spend, 130);
    await aWhile();
    assert.equal(messages.texts.length, 1, messages.texts.join('\n'));
  });

  it('exports what is shown, through the save dialog', async () => {
    const dialog = vscode.workspace.getConfiguration('files');
    await dialog.update('simpleDialog.enable', true, vscode.ConfigurationTarget.Global);
    await set('demo.url', server.origin);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const target = vscode.Uri.joinPath(
      folder?.uri ?? assert.fail('no folder is open'),
      `prompt-meter-${new Date().toISOString().slice(0, 7)}.csv`,
    );
    try {
      const csv = await eventually(
        async () => {
          void vscode.commands.executeCommand('promptMeter.exportSpend');
          await new Promise((resolve) => setTimeout(resolve, 700));
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          return Promise.resolve(vscode.workspace.fs.readFile(target)).then(
            (bytes) => new TextDecoder().decode(bytes),
            () => '',
          );
        },
        (text) => text !== '',
        40_000,
      );
      const [head = '', ...lines] = csv.trim().split('\n');
      const at = head.split(',').findIndex((name) => /cost|usd/i.test(name));
      assert.ok(at >= 0 && lines.length > 10, csv.slice(0, 300));
      for (const line of lines) assert.ok(usd(line.split(',').at(at) ?? '') !== undefined, line);
    } finally {
      await vscode.workspace.fs.delete(target).then(undefined, () => undefined);
      await dialog.update('simpleDialog.enable', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('hides every amount with one command, and shows them with the same', async () => {
    await set('demo.url', server.origin);
    const text = '---\nmodel: gpt-4o\n---\nSort this letter by mood and answer with one word.\n';
    const document = await vscode.workspace.openTextDocument({ language: 'prompt', content: text });
    await vscode.window.showTextDocument(document);
    const shown = async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        20,
      );
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(3, 4),
      );
      await vscode.env.clipboard.writeText('');
      await vscode.commands.executeCommand('promptMeter.copySummary');
      const hover = hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value));
      return [lenses.map(({ command }) => command?.title).join(), hover.join(), await vscode.env.clipboard.readText()];
    };
    const amount = /\$\s?\d/;
    await eventually(shown, (texts) => texts.every((each) => amount.test(each)), 40_000);
    await vscode.commands.executeCommand('promptMeter.toggleAmounts');
    try {
      await eventually(shown, (texts) => texts.every((each) => each.includes('•••') && !amount.test(each)));
    } finally {
      await vscode.commands.executeCommand('promptMeter.toggleAmounts');
    }
    await eventually(shown, (texts) => texts.every((each) => amount.test(each)));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
