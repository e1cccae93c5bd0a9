// How this window writes amounts of money: in the language of the editor and the user's currency, or hidden. Surfaces pass their finished
// texts through it.
import * as vscode from 'vscode';
import { type ShowAmounts, showAmounts } from '../core/amounts';
import { currencyNote } from '../core/hints/priceWords';
import { type DisplayCurrency, readCurrency } from '../core/prices/currency';
import type { Translate } from '../core/words';
import { inspectSettings } from './inspectSettings';

const names = ['promptMeter.privacy.hideAmounts', 'promptMeter.currency'];

/** What the settings say of amounts. */
interface Shown {
  readonly isHidden: boolean;
  /** Undefined: dollars. */
  readonly currency: DisplayCurrency | undefined;
  readonly show: ShowAmounts;
  readonly words: Translate;
}

let current: Shown | undefined;
vscode.workspace.onDidChangeConfiguration((event) => {
  if (names.some((name) => event.affectsConfiguration(name))) current = undefined;
});

/** Read when first asked for after a change: surfaces ask at every text. */
function shown(): Shown {
  current ??= readShown();
  return current;
}

function readShown(): Shown {
  const inspect = inspectSettings();
  const isHidden = inspect('privacy.hideAmounts').globalValue === true;
  const currency = usableCurrency(inspect('currency').globalValue);
  const show = showAmounts(vscode.env.language, isHidden, currency);
  const words = isHidden ? vscode.l10n.t : Object.assign(vscode.l10n.t.bind(vscode.l10n), { currency });
  return { isHidden, currency, show, words };
}

/** Dollars where the setting cannot be used, which the settings say in the log. */
function usableCurrency(setting: unknown): DisplayCurrency | undefined {
  const read = readCurrency(setting);
  return read && 'code' in read ? read : undefined;
}

/** Whether the user wants amounts hidden. */
export function hidesAmounts(): boolean {
  return shown().isHidden;
}

/** The text with its amounts as they are shown now. */
export function withShownAmounts(text: string): string {
  return shown().show(text);
}

/** The editor's translator, for words with amounts that are converted before they are rounded. */
export function shownWords(): Translate {
  return shown().words;
}

/** What to say beside amounts that are converted; undefined when they are in dollars, or hidden. */
export function shownCurrencyNote(): string | undefined {
  const { isHidden, currency } = shown();
  return isHidden || currency === undefined ? undefined : currencyNote(currency, vscode.l10n.t);
}
