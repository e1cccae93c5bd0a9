// How this window writes amounts of money: in the language of the editor, or hidden. Surfaces pass their finished texts through it.
import * as vscode from 'vscode';
import { type ShowAmounts, showAmounts } from '../core/amounts';
import { inspectSettings } from './inspectSettings';

const name = 'promptMeter.privacy.hideAmounts';
let current: ShowAmounts | undefined;
vscode.workspace.onDidChangeConfiguration((event) => {
  if (event.affectsConfiguration(name)) current = undefined;
});

/** Whether the user wants amounts hidden. */
export function hidesAmounts(): boolean {
  return inspectSettings()('privacy.hideAmounts').globalValue === true;
}

/** The text with its amounts as they are shown now. */
export function withShownAmounts(text: string): string {
  current ??= showAmounts(vscode.env.language, hidesAmounts());
  return current(text);
}
