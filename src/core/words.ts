// How core asks for user-visible words. The editor hands in its own translator, the command line the identity below.

import type { DisplayCurrency } from './prices/currency';

/** Values that may stand in a message as `{0}`, `{1}` … */
export type MessageArgument = string | number;

/** Translates an English message and fills in its `{0}`, `{1}` … Same shape as `vscode.l10n.t`. */
export interface Translate {
  (message: string, ...args: MessageArgument[]): string;
  /** The reader's currency, for amounts that have to be converted before they are rounded; absent: US dollars. */
  readonly currency?: DisplayCurrency | undefined;
}

/** A message that is made where nobody can translate it, and translated where it is shown. */
export interface Sentence {
  readonly message: string;
  readonly args: readonly MessageArgument[];
}

/** Marks an English message for translation; `translated` says it. */
export function sentence(message: string, ...args: MessageArgument[]): Sentence {
  return { message, args };
}

/** The words of a sentence. */
export function translated({ message, args }: Sentence, t: Translate): string {
  return t(message, ...args);
}

/** `12,345`. */
export function groupDigits(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** English as it stands: fills in the arguments, translates nothing. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (whole, index) => String(args[Number(index)] ?? whole));
