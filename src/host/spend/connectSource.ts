// The command "Connect a Usage Source": which source, which address, which key, and in words what the first read brought.
import * as vscode from 'vscode';
import { keyWords } from '../../core/spend/keyWords';
import { keyDoubt, type SourceGuide, sourceGuide } from '../../core/spend/sourceGuide';
import type { SourceState } from '../../core/spend/spend';
import { type Address, addressOf } from '../address';
import { askText, type TextStep } from '../ask';
import { clockTime } from '../clockTime';
import { connectAccount, firstRead, hasFirst } from './connectAccount';
import type { Spend } from './spend';
import type { SpendSource } from './spendSources';

interface SourceItem extends vscode.QuickPickItem {
  readonly spendSource: SpendSource;
}

/** How long the first read is waited for before its result is left to the status bar. */
const firstReadMs = 30_000;

/** Ends when an account is connected or the person gave up. No key passes in or out. */
export async function connectSource(spend: Spend): Promise<void> {
  if (spend.state.reading.kind === 'unsupported' && spend.isBrowser) {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('Spend is not read in this window, so no key can be stored here.'),
    );
    return;
  }
  const spendSource = await chooseSource(spend);
  if (!spendSource) return;
  const guide = sourceGuide(spendSource.source.id, vscode.l10n.t);
  const steps = stepsOf(spend, spendSource, guide);
  const address = await askAddress(spend, spendSource, guide, steps);
  if (!address) return;
  const key = guide.key === 'none' ? '' : await askKey(spendSource, guide, address, steps);
  if (key === undefined) return;
  const label = steps.withLabel ? await askLabel(spendSource, steps) : undefined;
  if (steps.withLabel && label === undefined) return;
  const beside = await askBeside(spend, spendSource);
  if (beside === undefined) return;
  const wish = { spendSource, address, key: key === '' ? undefined : key, label, beside };
  await connectAndTell(spend, wish);
}

async function connectAndTell(spend: Spend, wish: Parameters<typeof connectAccount>[1]): Promise<void> {
  const id = await connectAccount(spend, wish);
  if (id === undefined) {
    await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'The secret store of the editor did not keep the key. Check that the key ring of your system is unlocked, then set it again.',
      ),
    );
    return;
  }
  if (spend.state.demo) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('The key is stored. Demo data stays on until the setting promptMeter.demo.url is empty.'),
    );
    return;
  }
  const { name } = wish.spendSource.source;
  const progress = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Reading {0}…', name) };
  const state = await vscode.window.withProgress(progress, () => firstRead(spend, id, firstReadMs));
  if (state) await tell(state);
}

async function tell(state: SourceState): Promise<void> {
  const { needs } = sourceGuide(state.sourceId, vscode.l10n.t);
  const facts = { stored: 'key', savedFor: undefined, needs, clockTime } as const;
  const { message, advice, wantsKey } = keyWords(state, facts, vscode.l10n.t);
  const said = [message, advice].filter((text) => text !== '').join(' ');
  if (!wantsKey) return void vscode.window.showInformationMessage(said);
  const again = vscode.l10n.t('Explain');
  const answer = await vscode.window.showWarningMessage(said, again);
  if (answer === again) await vscode.commands.executeCommand('promptMeter.explainKey');
}

async function chooseSource(spend: Spend): Promise<SpendSource | undefined> {
  const found = await spend.noteLogs();
  const items = spend.spendSources.map((spendSource): SourceItem => {
    const { id, name } = spendSource.source;
    const count = accountsOf(spend, id);
    const isHere = spendSource.isLog && found.includes(id);
    const description =
      count > 0
        ? vscode.l10n.t('{0} connected', count)
        : isHere
          ? vscode.l10n.t('logs found on this machine')
          : spendSource.isLog
            ? vscode.l10n.t('no logs found on this machine')
            : '';
    const detail = sourceGuide(id, vscode.l10n.t).needs;
    const icon = spendSource.isLog ? 'file' : 'cloud';
    return { label: `$(${icon}) ${name}`, description, detail, spendSource };
  });
  const picked = await vscode.window.showQuickPick(
    items.filter(({ spendSource }) => !spendSource.isLog || accountsOf(spend, spendSource.source.id) === 0),
    {
      title: vscode.l10n.t('Connect a Usage Source'),
      placeHolder: vscode.l10n.t('Where is your spend?'),
      matchOnDetail: true,
      ignoreFocusOut: true,
    },
  );
  return picked?.spendSource;
}

function accountsOf(spend: Spend, sourceId: string): number {
  const others = spend.list.all().filter((account) => account.sourceId === sourceId).length;
  return others + (sourceId === spend.source.id && hasFirst(spend) ? 1 : 0);
}

interface Steps {
  readonly withAddress: boolean;
  readonly withKey: boolean;
  readonly withLabel: boolean;
  readonly title: string;
  readonly count: number;
}

function stepsOf(spend: Spend, { source, isLog }: SpendSource, guide: SourceGuide): Steps {
  const withAddress = guide.address === 'asked';
  const withKey = guide.key !== 'none';
  const withLabel = !isLog && accountsOf(spend, source.id) > 0;
  const count = [withAddress, withKey, withLabel].filter((each) => each).length;
  return { withAddress, withKey, withLabel, count, title: vscode.l10n.t('Connect {0}', source.name) };
}

function linkTo({ source }: SpendSource): NonNullable<TextStep['link']> {
  const open = () => void vscode.env.openExternal(vscode.Uri.parse(source.keysPage));
  return { tooltip: vscode.l10n.t('Open {0}', source.keysPage), open };
}

async function askAddress(
  spend: Spend,
  spendSource: SpendSource,
  guide: SourceGuide,
  { title, count }: Steps,
): Promise<Address | undefined> {
  const { source } = spendSource;
  if (guide.address !== 'asked') {
    const isFirst = source.id === spend.source.id;
    return { origin: (isFirst ? spend.settings.openaiOrigin : undefined) ?? source.defaultOrigin, basePath: '' };
  }
  const typed = await askText({
    title,
    step: 1,
    steps: count,
    prompt: vscode.l10n.t('Address of the server: https, or http on this machine. The key is only ever sent there.'),
    value: source.defaultOrigin,
    link: linkTo(spendSource),
    check: (text) => {
      const address = addressOf(text, source.pastedPath);
      return 'problem' in address ? { kind: 'error', text: addressProblem(address.problem) } : undefined;
    },
  });
  const address = typed === undefined ? undefined : addressOf(typed, source.pastedPath);
  return address && 'origin' in address ? address : undefined;
}

/** Why an address is not taken. */
function addressProblem(problem: Extract<ReturnType<typeof addressOf>, { problem: string }>['problem']): string {
  switch (problem) {
    case 'notAnAddress':
      return vscode.l10n.t('This is not an address.');
    case 'notHttps':
      return vscode.l10n.t('The address must begin with https:// (http:// only for this machine).');
    case 'extras':
      return vscode.l10n.t('The address must have no user name, query or fragment.');
    case 'forbiddenHost':
      return vscode.l10n.t('This host is one that keys are not sent to.');
  }
}

function askKey(
  spendSource: SpendSource,
  guide: SourceGuide,
  { origin }: Address,
  { title, count, withAddress }: Steps,
) {
  return askText({
    title,
    step: withAddress ? 2 : 1,
    steps: count,
    prompt: vscode.l10n.t(
      '{0} It is kept in the secret store of the editor and only sent to {1}.',
      guide.needs,
      origin,
    ),
    placeholder: guide.begins === undefined ? '' : `${guide.begins}…`,
    isSecret: true,
    link: linkTo(spendSource),
    check: (text) => keyDoubt(text, guide, vscode.l10n.t),
  });
}

function askLabel({ source }: SpendSource, { title, count }: Steps) {
  return askText({
    title,
    step: count,
    steps: count,
    prompt: vscode.l10n.t('{0} is connected already. What do you call this account?', source.name),
    check: (text) =>
      text.trim() === '' || text.length > 60
        ? { kind: 'error', text: vscode.l10n.t('A name of at most 60 letters is needed.') }
        : undefined,
  });
}

/** A gateway's calls may be on the bill of another account: only the user knows. Undefined: given up. */
async function askBeside(spend: Spend, { isGateway }: SpendSource): Promise<boolean | undefined> {
  const isAlone = !(spend.state.sources ?? []).some((source) => source.costKind === 'reported' && source.figures);
  if (!isGateway || isAlone) return false;
  const items = [
    {
      label: vscode.l10n.t('Show it beside the total'),
      detail: vscode.l10n.t('Its calls are billed to an account that is connected already.'),
      beside: true,
    },
    {
      label: vscode.l10n.t('Add it to the total'),
      detail: vscode.l10n.t('Its calls are billed to accounts that are not connected here.'),
      beside: false,
    },
  ];
  const title = vscode.l10n.t('Is this spend in another account as well?');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.beside;
}
