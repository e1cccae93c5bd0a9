// What is done with prompts on demand: other models, a scan, exact counts, the comparison with the last commit, and tools for language
// models. A bundle of its own, loaded once the editor's hints stand.
import * as vscode from 'vscode';
import type { DocumentKind } from '../../core/prompts/prompt';
import { isReadFor } from '../../core/prompts/userSay';
import type { SpendState } from '../../core/spend/spend';
import type { Analysis } from '../hints/analysis';
import type { Documents } from '../hints/documents';
import type { Settings } from '../hints/settings';
import { registerChangedPrompts } from './changedPrompts';
import { registerChangeLens } from './changeLens';
import { registerCountExactly } from './countExactly';
import { registerEstimateCommands } from './estimateCommands';
import { GitRepositories } from './gitRepositories';
import { registerLanguageModelTools } from './languageModelTools';
import { registerPlanRequest } from './planRequest';
import { PromptScan } from './promptScan';
import { registerPromptTree } from './promptTree';

/** What the tools get of the rest of the extension. */
export interface ToolParts {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly settings: Settings;
  readonly analysis: Analysis;
  readonly documents: Documents;
  /** Undefined until the spend line is loaded. */
  readonly spend: () => SpendState | undefined;
}

export function startPromptTools({ context, analysis, documents, settings, spend }: ToolParts): vscode.Disposable {
  const isWanted = (kind: DocumentKind) => isReadFor(kind, settings.current.say);
  const scan = new PromptScan(analysis, isWanted, settings.onDidChange);
  const git = new GitRepositories();
  return vscode.Disposable.from(
    registerEstimateCommands(analysis, settings),
    registerPlanRequest(documents, settings),
    git,
    registerChangeLens(analysis, documents, settings, git),
    registerChangedPrompts(analysis, git, isWanted, settings.onDidChange),
    scan,
    registerPromptTree(scan),
    registerCountExactly(context, analysis, settings),
    registerLanguageModelTools(analysis, spend),
  );
}
