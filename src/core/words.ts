// How core asks for user-visible words. The editor hands in its own translator, the command line the identity below.

/** Values that may stand in a message as `{0}`, `{1}` … */
export type MessageArgument = string | number;

/** Translates an English message and fills in its `{0}`, `{1}` … Same shape as `vscode.l10n.t`. */
export type Translate = (message: string, ...args: MessageArgument[]) => string;

/** English as it stands: fills in the arguments, translates nothing. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (whole, index) => String(args[Number(index)] ?? whole));
