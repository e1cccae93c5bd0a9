// Switching the hints on and off.
import * as vscode from 'vscode';
import type { Settings } from './settings';

export function registerHintCommands(settings: Settings, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('promptMeter.toggleHints', () =>
      vscode.workspace
        .getConfiguration('promptMeter')
        .update('hints.enabled', !settings.current.enabled, vscode.ConfigurationTarget.Global),
    ),
    vscode.commands.registerCommand('promptMeter.showLog', () => log.show()),
  );
}
