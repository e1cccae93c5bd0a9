// Broken limits as problems on their prompts, with quick fixes: raise the limit, or open the project file.
import * as vscode from 'vscode';
import { type LimitVerdict, limitFileName } from '../../core/costs/limits';
import { limitSentence, raisedLimit } from '../../core/hints/limitWords';
import type { FromWorker } from '../../core/session/protocol';
import { translated } from '../../core/words';
import { withShownAmounts } from '../shownAmounts';
import { type Documents, rangeOf } from './documents';

const source = 'Prompt Meter';

type ProjectProblems = FromWorker & { readonly type: 'projectProblems' };

/** Problems of every document with hints, kept up to date while typing; and those of the project files themselves. */
export function registerLimitDiagnostics(
  documents: Documents,
  onDidFindProjectProblems: vscode.Event<ProjectProblems>,
): vscode.Disposable {
  const diagnostics = vscode.languages.createDiagnosticCollection('promptMeter.limits');
  const inProject = vscode.languages.createDiagnosticCollection('promptMeter.project');
  return vscode.Disposable.from(
    diagnostics,
    inProject,
    onDidFindProjectProblems((found) => void showProjectProblems(found, inProject)),
    documents.onDidChange((document) => {
      const found = diagnosticsOf(document, documents);
      if (found.length > 0 || diagnostics.has(document.uri)) diagnostics.set(document.uri, found);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => diagnostics.delete(document.uri)),
    vscode.languages.registerCodeActionsProvider(
      { pattern: '**' },
      { provideCodeActions: (document, range) => actionsAt(document, range, documents) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function diagnosticsOf(document: vscode.TextDocument, documents: Documents): vscode.Diagnostic[] {
  if (document.isClosed) return [];
  const limits = documents.hintsOf(document)?.limits ?? [];
  return limits.flatMap((verdict) => (verdict.status === 'kept' ? [] : [diagnosticOf(document, verdict)]));
}

function diagnosticOf(document: vscode.TextDocument, verdict: LimitVerdict): vscode.Diagnostic {
  const { Warning, Information } = vscode.DiagnosticSeverity;
  const message = withShownAmounts(translated(limitSentence(verdict), vscode.l10n.t));
  const diagnostic = new vscode.Diagnostic(
    firstLineOf(document, verdict),
    message,
    verdict.status === 'broken' ? Warning : Information,
  );
  diagnostic.source = source;
  diagnostic.code = verdict.limit.kind === 'tokens' ? 'maxTokens' : 'maxCostUsd';
  return diagnostic;
}

/** A prompt may fill the screen; its first line says enough. */
function firstLineOf(document: vscode.TextDocument, { span }: LimitVerdict): vscode.Range {
  const whole = rangeOf(document, span);
  return whole.isSingleLine ? whole : new vscode.Range(whole.start, document.lineAt(whole.start.line).range.end);
}

/** A project file that is gone has no problems. */
async function showProjectProblems(
  { key, problems }: ProjectProblems,
  shown: vscode.DiagnosticCollection,
): Promise<void> {
  const uri = vscode.Uri.parse(key);
  if (problems.length === 0) {
    shown.delete(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri).then(
    (opened) => opened,
    () => undefined,
  );
  if (!document) return;
  const { Error: Bad, Warning } = vscode.DiagnosticSeverity;
  const found = problems.map(({ span, sentence, place, bad }) => {
    const message = `${place === '' ? limitFileName : `"${place}"`} ${translated(sentence, vscode.l10n.t)}`;
    const diagnostic = new vscode.Diagnostic(rangeOf(document, span), message, bad ? Bad : Warning);
    diagnostic.source = source;
    return diagnostic;
  });
  shown.set(uri, found);
}

async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  documents: Documents,
): Promise<vscode.CodeAction[]> {
  const limits = documents.hintsOf(document)?.limits ?? [];
  const here = limits.filter(
    (verdict) => verdict.status === 'broken' && rangeOf(document, verdict.span).intersection(range),
  );
  const actions = await Promise.all(here.map((verdict) => actionsOf(document, verdict)));
  return actions.flat();
}

async function actionsOf(document: vscode.TextDocument, verdict: LimitVerdict): Promise<vscode.CodeAction[]> {
  const { origin } = verdict.limit;
  if (origin.kind !== 'project') return raise(document, verdict);
  const uri = vscode.Uri.parse(origin.path);
  const project = await vscode.workspace.openTextDocument(uri).then(
    (opened) => opened,
    () => undefined,
  );
  if (!project) return [];
  const open = new vscode.CodeAction(vscode.l10n.t('Open {0}', limitFileName), vscode.CodeActionKind.QuickFix);
  open.diagnostics = [diagnosticOf(document, verdict)];
  open.command = {
    title: open.title,
    command: 'vscode.open',
    arguments: [uri, { selection: rangeOf(project, origin.span) }],
  };
  return [...raise(project, verdict, document), open];
}

/** Rewrites the limit where it is written; nothing when something else stands there by now. */
function raise(written: vscode.TextDocument, verdict: LimitVerdict, document = written): vscode.CodeAction[] {
  const range = rangeOf(written, verdict.limit.origin.span);
  const text = raisedLimit(written.getText(range), verdict);
  if (text === undefined) return [];
  const title = vscode.l10n.t('Raise the limit to {0}', text.replaceAll(/^\w+=|["']/g, ''));
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnosticOf(document, verdict)];
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(written.uri, range, text);
  return [action];
}
