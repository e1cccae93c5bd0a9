// The commands "Disconnect a Usage Source" and "Explain My Key". None takes or gives a key.
import * as vscode from 'vscode';
import { accountName, keyWords } from '../../core/spend/keyWords';
import { sourceGuide } from '../../core/spend/sourceGuide';
import { clockTime } from '../clockTime';
import type { Account } from './account';
import { disconnectAccount } from './connectAccount';
import type { Spend } from './spend';

/** Asks which account where there are several; undefined when there is none or the person gave up. */
async function chooseAccount(spend: Spend, title: string): Promise<Account | undefined> {
  const accounts = (spend.state.sources ?? []).flatMap(({ id }) => spend.account(id) ?? []);
  const [only] = accounts;
  if (accounts.length < 2) return only;
  const items = accounts.map((account) => {
    const { state } = account;
    return { label: accountName(state), description: state.origin, account };
  });
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.account;
}

export async function disconnectSource(spend: Spend): Promise<void> {
  const account = await chooseAccount(spend, vscode.l10n.t('Disconnect a Usage Source'));
  if (!account?.isConnected || account.state.origin === spend.settings.demoOrigin) {
    if (account) await vscode.window.showInformationMessage(vscode.l10n.t('No usage source is connected.'));
    return;
  }
  const { identity, state } = account;
  const disconnect = vscode.l10n.t('Disconnect');
  const question = vscode.l10n.t('Disconnect {0}?', accountName(state));
  const detail = vscode.l10n.t('Its key and the figures read with it are removed from this machine.');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, disconnect);
  if (answer !== disconnect) return;
  await disconnectAccount(spend, identity.id);
  const { source, isLog } = identity.spendSource;
  if (isLog) return;
  const open = vscode.l10n.t('Open Keys Page');
  const said = vscode.l10n.t(
    'The key is removed from this machine. It stays valid until you revoke it at {0}.',
    source.keysPage,
  );
  const next = await vscode.window.showInformationMessage(said, open);
  if (next === open) await vscode.env.openExternal(vscode.Uri.parse(source.keysPage));
}

export async function explainKey(spend: Spend): Promise<void> {
  const account = await chooseAccount(spend, vscode.l10n.t('Explain My Key'));
  if (!account) return;
  const { identity, state } = account;
  const { id } = identity;
  const { source } = identity.spendSource;
  const isFirst = id === spend.source.id;
  const answer = await account.keys.read(state.origin);
  const words = keyWords(
    state,
    {
      stored: answer.kind === 'key' && answer.key === '' ? 'notNeeded' : answer.kind,
      savedFor: isFirst ? spend.keys.savedFor : undefined,
      needs: sourceGuide(source.id, vscode.l10n.t).needs,
      clockTime,
    },
    vscode.l10n.t,
  );
  const set = vscode.l10n.t('Set Another Key');
  const page = vscode.l10n.t('Open Keys Page');
  const refresh = vscode.l10n.t('Refresh');
  const actions = words.wantsKey ? [set, page] : words.advice === '' ? [] : [refresh];
  const options = { modal: true, detail: words.advice };
  const next = await vscode.window.showInformationMessage(words.message, options, ...actions);
  if (next === page) await vscode.env.openExternal(vscode.Uri.parse(source.keysPage));
  if (next === refresh) await spend.refreshAccount(id);
  if (next === set) await setAnotherKey(spend, account);
}

/** The first account has its own command; another one is connected anew in its place. */
async function setAnotherKey(spend: Spend, { identity }: Account): Promise<void> {
  if (identity.id === spend.source.id) return void (await vscode.commands.executeCommand('promptMeter.setApiKey'));
  await disconnectAccount(spend, identity.id);
  await vscode.commands.executeCommand('promptMeter.connectSource');
}
