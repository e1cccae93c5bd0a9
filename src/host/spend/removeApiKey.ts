// The command "Remove API Key": asks once, removes key and stored figures, and says where the key itself is revoked.
import * as vscode from 'vscode';
import type { Spend } from './spend';

export async function removeApiKey(spend: Spend): Promise<void> {
  const remove = vscode.l10n.t('Remove Key');
  const question = vscode.l10n.t('Remove the stored {0} key and the figures read with it?', spend.source.name);
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, remove);
  if (answer !== remove) return;
  const account = spend.keys.account(spend.settings.openaiOrigin ?? spend.source.defaultOrigin);
  await spend.keys.remove();
  await spend.begin();
  if (account !== undefined) await spend.forget(account);
  const open = vscode.l10n.t('Open Keys Page');
  const said = vscode.l10n.t(
    'The key is removed from this machine. It stays valid until you revoke it at {0}.',
    spend.source.keysPage,
  );
  const next = await vscode.window.showInformationMessage(said, open);
  if (next === open) await vscode.env.openExternal(vscode.Uri.parse(spend.source.keysPage));
}
