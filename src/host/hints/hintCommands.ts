// Switching the hints on and off.
import * as vscode from 'vscode';
import type { Settings } from './settings';

export function registerHintCommands(settings: Settings, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('promptMeter.toggleHints', () => toggle(settings)),
    vscode.commands.registerCommand('promptMeter.showLog', () => log.show()),
  );
}

/** The style stays as it is; where it is `off`, switching on takes it back. */
async function toggle({ current }: Settings): Promise<void> {
  const config = vscode.workspace.getConfiguration('promptMeter');
  const everywhere = vscode.ConfigurationTarget.Global;
  if (!current.enabled && current.style === 'off') await config.update('hints.style', undefined, everywhere);
  await config.update('hints.enabled', !current.enabled, everywhere);
}
