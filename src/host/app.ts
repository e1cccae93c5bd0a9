// The composition root of the extension host: what exists, in reading order. No behaviour, no settings logic.
import * as vscode from 'vscode';
import { isReadFor } from '../core/prompts/userSay';
import { Analysis, type WorkerPort } from './analysis';
import { registerCodeLens } from './codeLens';
import { registerCountAsPrompt } from './countAsPrompt';
import { registerDashboard } from './dashboard';
import { registerDecorations } from './decorations';
import { Documents } from './documents';
import { registerEstimateCommands } from './estimateCommands';
import { registerHintCommands } from './hintCommands';
import { registerHover } from './hover';
import { registerLimitDiagnostics } from './limitDiagnostics';
import { Month } from './month';
import { registerPriceCommand } from './priceCommand';
import { registerPriceRefresh } from './priceRefresh';
import { registerProjectCommand } from './projectCommand';
import { ProjectFiles } from './projectFiles';
import { Settings } from './settings';
import { Spend } from './spend';
import { registerSpendCommands } from './spendCommands';
import type { SpendStore } from './spendStore';
import { registerStatusBar } from './statusBar';
import { registerTokenView } from './tokenView';

/** What differs between the desktop and the browser. */
export interface Platform {
  readonly startWorker: () => WorkerPort;
  /** True where there is no Node: an admin key does not belong there, and the provider does not answer browsers. */
  readonly isBrowser: boolean;
  /** What the windows of this machine share about spend, kept below `storage`. */
  readonly openSpendStore: (storage: vscode.Uri, warn: (text: string) => void) => SpendStore;
}

/** Starts everything; nothing heavy happens before a prompt is seen. */
export function startApp(context: vscode.ExtensionContext, platform: Platform): void {
  const log = vscode.window.createOutputChannel('Prompt Meter', { log: true });
  const settings = new Settings(log);
  const analysis = new Analysis(platform.startWorker, settings.forWorker, log);
  const documents = new Documents(analysis, settings, (kind) => isReadFor(kind, settings.current.say));
  const spend = new Spend(context, log, platform.isBrowser, (warn) =>
    platform.openSpendStore(context.globalStorageUri, warn),
  );
  const month = new Month(settings, () => spend.settings.cap, spend.onDidChange);
  context.subscriptions.push(
    log,
    settings,
    analysis,
    documents,
    registerDecorations(documents, settings),
    month,
    registerCodeLens(documents, settings, month),
    registerCountAsPrompt(analysis, documents),
    registerHover(documents, settings, month),
    new ProjectFiles(analysis, documents, log),
    registerLimitDiagnostics(documents, analysis.onDidFindProjectProblems),
    registerProjectCommand(),
    registerEstimateCommands(analysis, settings),
    registerPriceCommand(),
    registerPriceRefresh(context, analysis, log),
    registerTokenView(analysis),
    registerHintCommands(settings, log),
    spend,
    registerSpendCommands(spend),
    registerStatusBar(spend),
    registerDashboard({
      extensionUri: context.extensionUri,
      spend: () => spend.state,
      cap: () => spend.settings.cap,
      onDidChange: spend.onDidChange,
      now: Date.now,
    }),
  );
}
