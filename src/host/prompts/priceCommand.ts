// "Set Price": asks for a model's prices and writes them to the user's settings.
import * as vscode from 'vscode';
import { readUserPrices } from '../../core/prices/userPrices';

export function registerPriceCommand(): vscode.Disposable {
  return vscode.commands.registerCommand('promptMeter.setPrice', async (named: unknown) => {
    const modelId = typeof named === 'string' ? named : await askModel();
    if (modelId === undefined) return;
    const input = await askPrice(modelId, 1, vscode.l10n.t('US dollars per million input tokens'));
    if (input === undefined) return;
    const output = await askPrice(modelId, 2, vscode.l10n.t('US dollars per million output tokens'));
    if (output === undefined) return;
    const config = vscode.workspace.getConfiguration('promptMeter');
    const before = config.inspect<Record<string, unknown>>('prices')?.globalValue ?? {};
    await config.update('prices', { ...before, [modelId]: { input, output } }, vscode.ConfigurationTarget.Global);
  });
}

/** From the palette no model is named. Undefined when the user gives up. */
async function askModel(): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Set the price of a model'),
    prompt: vscode.l10n.t('Its id as in your code, or with its provider before it'),
    placeHolder: 'openai/my-model',
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Give the id of a model.') : undefined),
  });
  return name?.trim();
}

/** Undefined when the user gives up. */
async function askPrice(modelId: string, step: number, prompt: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Price of {0} ({1} of 2)', modelId, step),
    prompt,
    placeHolder: '2.50',
    ignoreFocusOut: true,
    validateInput: (value) => problemOf(value),
  });
  return text === undefined ? undefined : Number(text);
}

function problemOf(value: string): string | undefined {
  const amount = value.trim() === '' ? Number.NaN : Number(value);
  const problem = readUserPrices({ price: { input: amount } }).problems[0];
  return problem && vscode.l10n.t('Give a number of US dollars per million tokens, such as 2.50; 0 is free.');
}
