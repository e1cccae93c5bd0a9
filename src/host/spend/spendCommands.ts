// Registers the commands of the spend line. None takes or gives a key.
import * as vscode from 'vscode';
import { disconnectSource, explainKey } from './accountCommands';
import { connectSource } from './connectSource';
import { refreshSpend } from './refreshSpend';
import { removeApiKey } from './removeApiKey';
import { setApiKey } from './setApiKey';
import type { Spend } from './spend';

export function registerSpendCommands(spend: Spend): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('promptMeter.setApiKey', () => setApiKey(spend)),
    vscode.commands.registerCommand('promptMeter.removeApiKey', () => removeApiKey(spend)),
    vscode.commands.registerCommand('promptMeter.connectSource', () => connectSource(spend)),
    vscode.commands.registerCommand('promptMeter.disconnectSource', () => disconnectSource(spend)),
    vscode.commands.registerCommand('promptMeter.explainKey', () => explainKey(spend)),
    vscode.commands.registerCommand('promptMeter.resetSession', () => spend.resetSession()),
    vscode.commands.registerCommand('promptMeter.refreshSpend', () => refreshSpend(spend)),
  );
}
