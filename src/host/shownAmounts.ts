// How this window writes amounts of money: in the language of the editor and the user's currency, or hidden. Surfaces pass their finished
// texts through it.
import * as vscode from 'vscode';
import { type ShowAmounts, showAmounts } from '../core/amounts';
import { type DisplayCurrency, readCurrency } from '../core/prices/currency';
import { currencyNote } from '../core/priceWords';
import type { Translate } from '../core/words';
import { inspectSettings } from './inspectSettings';

const names = ['promptMeter.privacy.hideAmounts', 'promptMeter.currency'];
let current: ShowAmounts | undefined;
let words: Translate | undefined;
vscode.workspace.onDidChangeConfiguration((event) => {
  if (names.some((name) => event.affectsConfiguration(name))) [current, words] = [undefined, undefined];
});

/** Whether the user wants amounts hidden. */
export function hidesAmounts(): boolean {
  return inspectSettings()('privacy.hideAmounts').globalValue === true;
}

/** The text with its amounts as they are shown now. */
export function withShownAmounts(text: string): string {
  current ??= showAmounts(vscode.env.language, hidesAmounts(), shownCurrency());
  return current(text);
}

/** The editor's translator, for words with amounts that are converted before they are rounded. */
export function shownWords(): Translate {
  words ??= hidesAmounts()
    ? vscode.l10n.t
    : Object.assign(vscode.l10n.t.bind(vscode.l10n), { currency: shownCurrency() });
  return words;
}

/** What to say beside amounts that are converted; undefined when they are in dollars, or hidden. */
export function shownCurrencyNote(): string | undefined {
  const currency = hidesAmounts() ? undefined : shownCurrency();
  return currency && currencyNote(currency, vscode.l10n.t);
}

/** Dollars where the setting cannot be used, which the settings say in the log. */
function shownCurrency(): DisplayCurrency | undefined {
  const read = readCurrency(inspectSettings()('currency').globalValue);
  return read && 'code' in read ? read : undefined;
}
