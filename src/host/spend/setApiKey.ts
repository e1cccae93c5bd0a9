// The command "Set API Key": asks for a key in a password box, judges its shape, and stores it with the origin it is for.
import * as vscode from 'vscode';
import { keyShape } from '../../core/usage/keyShape';
import type { Spend } from './spend';

/** Ends when the key is stored or the person gave up. No key passes in or out. */
export async function setApiKey(spend: Spend): Promise<void> {
  const { origin, demo, reading } = placeOf(spend);
  if (reading === 'unsupported') {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('Spend is not read in this window, so no key can be stored here.'),
    );
    return;
  }
  const key = await askForKey(spend, origin);
  if (key === undefined) return;
  const before = spend.keys.account(origin);
  const isKept = await spend.keys.save({ key, origin, savedAt: Date.now() });
  if (!isKept) {
    const said = vscode.l10n.t(
      'The secret store of the editor did not keep the key. Check that the key ring of your system is unlocked, then set it again.',
    );
    await vscode.window.showErrorMessage(said);
    return;
  }
  if (demo) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('The key is stored. Demo data stays on until the setting promptMeter.demo.url is empty.'),
    );
    return;
  }
  // another key may be another account's, and figures of two accounts never mix
  if (before !== undefined) await spend.forget(before);
  await spend.begin();
  await spend.refresh();
}

/** The provider's origin, also while the demo is on: a real key is never stored for the demo server. */
function placeOf(spend: Spend) {
  const { demoOrigin, openaiOrigin } = spend.settings;
  const reading = openaiOrigin === undefined ? 'unsupported' : spend.state.reading.kind;
  return { origin: openaiOrigin ?? spend.source.defaultOrigin, demo: demoOrigin !== undefined, reading };
}

/** Asks until the key is an admin key, or the person keeps another on purpose. */
async function askForKey(spend: Spend, origin: string): Promise<string | undefined> {
  for (;;) {
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t('Set API Key'),
      prompt: vscode.l10n.t(
        'Admin key of your organization (sk-admin-…). It is kept in the secret store of the editor and only sent to {0}.',
        origin,
      ),
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => shapeProblem(value),
    });
    if (typed === undefined || shapeProblem(typed) !== undefined) return undefined;
    if (keyShape(typed) === 'admin') return typed.trim();
    const answer = await askAboutShape(spend, keyShape(typed) === 'project');
    if (answer === 'save') return typed.trim();
    if (answer === 'giveUp') return undefined;
  }
}

function shapeProblem(typed: string): string | undefined {
  const shape = keyShape(typed);
  if (shape === 'blank') return vscode.l10n.t('A key is needed.');
  return shape === 'broken' ? vscode.l10n.t('A key has no spaces inside and only plain characters.') : undefined;
}

async function askAboutShape({ source }: Spend, isProject: boolean): Promise<'save' | 'again' | 'giveUp'> {
  const save = vscode.l10n.t('Save Anyway');
  const again = vscode.l10n.t('Enter Another Key');
  const detail = vscode.l10n.t('An owner of the organization makes admin keys at {0}.', source.keysPage);
  const message = isProject
    ? vscode.l10n.t('This looks like the key of a project or a user. Reading spend needs an admin key (sk-admin-…).')
    : vscode.l10n.t('This does not look like an admin key (sk-admin-…), which reading spend needs.');
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, again, save);
  if (answer === save) return 'save';
  return answer === again ? 'again' : 'giveUp';
}
