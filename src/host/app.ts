// The composition root of the extension host: what exists, in reading order. No behaviour, no settings logic.
import * as vscode from 'vscode';
import { isReadFor } from '../core/prompts/userSay';
import { Analysis } from './hints/analysis';
import { registerCodeLens } from './hints/codeLens';
import { registerCountAsPrompt } from './hints/countAsPrompt';
import { registerDecorations } from './hints/decorations';
import { Documents } from './hints/documents';
import { registerHintCommands } from './hints/hintCommands';
import { registerHover } from './hints/hover';
import { registerLimitDiagnostics } from './hints/limitDiagnostics';
import { Month } from './hints/month';
import { registerProjectCommand } from './hints/projectCommand';
import { ProjectFiles } from './hints/projectFiles';
import { Settings } from './hints/settings';
import type { WorkerPort } from './hints/workerKeeper';
import { Later } from './later';
import { registerPriceCommand } from './prompts/priceCommand';
import { registerPriceRefresh } from './prompts/priceRefresh';
import type { ToolParts } from './prompts/promptTools';
import { registerTokenView } from './prompts/tokenView';
import type { AskPrices } from './spend/priceTable';
import type { SpendLine } from './spend/spendLine';

/** What differs between the desktop and the browser. */
export interface Platform {
  readonly startWorker: () => WorkerPort;
  readonly loadSpendLine: () => Promise<{
    readonly startSpend: (
      context: vscode.ExtensionContext,
      log: vscode.LogOutputChannel,
      askPrices: AskPrices,
    ) => SpendLine;
  }>;
  readonly loadPromptTools: () => Promise<{ readonly startPromptTools: (parts: ToolParts) => vscode.Disposable }>;
}

/**
 * Starts everything; nothing heavy happens before a prompt is seen. The hints are there when it returns, and all commands when what it
 * returns is settled.
 */
export function startApp(context: vscode.ExtensionContext, platform: Platform): Promise<void> {
  const log = vscode.window.createOutputChannel('Prompt Meter', { log: true });
  const settings = new Settings(log);
  const analysis = new Analysis(platform.startWorker, settings.forWorker, log);
  const documents = new Documents(analysis, settings, (kind) => isReadFor(kind, settings.current.say));
  const month = new Month(settings);
  const askPrices: AskPrices = (models) => analysis.estimate({ kind: 'texts', texts: ['a'] }, models);
  const spendLine = new Later(async () => {
    const { startSpend } = await platform.loadSpendLine();
    return () => startSpend(context, log, askPrices);
  });
  const parts: ToolParts = { context, log, settings, analysis, documents, spend: () => spendLine.now?.state() };
  const promptTools = new Later(async () => {
    const { startPromptTools } = await platform.loadPromptTools();
    return () => startPromptTools(parts);
  });
  context.subscriptions.push(
    log,
    settings,
    analysis,
    documents,
    registerDecorations(documents, settings),
    month,
    registerCodeLens(documents, settings, month),
    registerCountAsPrompt(analysis, documents),
    registerHover(documents, settings, month, () => spendLine.now),
    new ProjectFiles(analysis, documents, log),
    registerLimitDiagnostics(documents, analysis.onDidFindProjectProblems),
    registerProjectCommand(),
    registerPriceCommand(),
    registerPriceRefresh(context, analysis, log),
    registerTokenView(analysis),
    registerHintCommands(settings, log),
    spendLine,
    promptTools,
  );
  return loadInTurn([spendLine, promptTools], log);
}

/** One after the other, so that no turn of the event loop is long; a part that cannot be loaded keeps no other from it. */
async function loadInTurn(
  parts: readonly { readonly begin: () => Promise<void> }[],
  log: vscode.LogOutputChannel,
): Promise<void> {
  for (const part of parts) await part.begin().catch((error: unknown) => log.error(String(error)));
}
