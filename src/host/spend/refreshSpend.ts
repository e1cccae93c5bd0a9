// The command "Refresh Spend": reads now where that is allowed, and says why where it is not.
import * as vscode from 'vscode';
import { clockTime } from '../clockTime';
import type { Spend } from './spend';

export async function refreshSpend(spend: Spend): Promise<void> {
  const answer = await spend.refresh();
  switch (answer.kind) {
    case 'started':
    case 'running':
      return;
    case 'held':
      return say(
        vscode.l10n.t('The provider asks for fewer requests. Nothing is sent before {0}.', clockTime(answer.until)),
      );
    case 'tooOften':
      return say(
        vscode.l10n.t(
          'Spend was refreshed ten times in the last hour. The next time is at {0}.',
          clockTime(answer.until),
        ),
      );
    case 'stopped':
      return explainStop(spend);
  }
}

async function explainStop(spend: Spend): Promise<void> {
  const { reading } = spend.state;
  if (reading.kind === 'unsupported') return say(reading.detail);
  const set = vscode.l10n.t('Set API Key');
  const said =
    reading.kind === 'keyLost'
      ? vscode.l10n.t('The secret store did not give the key back. Please set it again.')
      : vscode.l10n.t('No key is stored, so there is no spend to read.');
  const answer = await vscode.window.showInformationMessage(said, set);
  if (answer === set) await vscode.commands.executeCommand('promptMeter.setApiKey');
}

async function say(text: string): Promise<void> {
  await vscode.window.showInformationMessage(text);
}
