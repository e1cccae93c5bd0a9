// The spend line of the host: what was spent, in the status bar and on the dashboard. A bundle of its own, loaded once the editor's
// hints stand, so that these wait for nothing of it.
import * as vscode from 'vscode';
import type { SpendState } from '../core/spend';
import { registerDashboard } from './dashboard';
import { type LocalSpend, Spend } from './spend';
import { registerSpendCommands } from './spendCommands';
import type { SpendStore } from './spendStore';
import { registerStatusBar } from './statusBar';

/** What differs between the desktop and the browser. */
export interface SpendPlatform {
  /** True where there is no Node: an admin key does not belong there, and the provider does not answer browsers. */
  readonly isBrowser: boolean;
  /** What the windows of this machine share about spend. */
  readonly openStore: (warn: (text: string) => void) => SpendStore;
  /** Absent where nothing of the machine can be read. */
  readonly local?: LocalSpend;
}

/** What the rest of the extension may ask. */
export interface SpendLine extends vscode.Disposable {
  readonly state: () => SpendState;
}

export function startSpendLine(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  platform: SpendPlatform,
): SpendLine {
  const spend = new Spend(context, log, platform.isBrowser, platform.openStore, platform.local);
  const parts = vscode.Disposable.from(
    spend,
    registerSpendCommands(spend),
    registerStatusBar(spend),
    registerDashboard({
      extensionUri: context.extensionUri,
      spend: () => spend.state,
      cap: () => spend.settings.cap,
      onDidChange: spend.onDidChange,
      now: () => spend.now(),
    }),
  );
  return { state: () => spend.state, dispose: () => parts.dispose() };
}
