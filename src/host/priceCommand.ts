// "Set Price": asks for a model's prices and writes them to the user's settings.
import * as vscode from 'vscode';
import { readUserPrices } from '../core/prices/userPrices';

export function registerPriceCommand(): vscode.Disposable {
  return vscode.commands.registerCommand('promptMeter.setPrice', async (modelId: unknown) => {
    if (typeof modelId !== 'string') return;
    const input = await askPrice(modelId, vscode.l10n.t('US dollars per million input tokens'));
    if (input === undefined) return;
    const output = await askPrice(modelId, vscode.l10n.t('US dollars per million output tokens'));
    if (output === undefined) return;
    const config = vscode.workspace.getConfiguration('promptMeter');
    const before = config.inspect<Record<string, unknown>>('prices')?.globalValue ?? {};
    await config.update('prices', { ...before, [modelId]: { input, output } }, vscode.ConfigurationTarget.Global);
  });
}

/** Undefined when the user gives up. */
async function askPrice(modelId: string, prompt: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Price of {0}', modelId),
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
