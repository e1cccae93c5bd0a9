// Writes another model into the request that was compared: one edit, one undo step. Where it cannot be written, the id can be copied.
import * as vscode from 'vscode';
import type { Place } from '../../core/session/protocol';
import type { RequestReading } from '../../core/session/requestReading';
import { translated } from '../../core/words';
import type { Analysis } from '../hints/analysis';
import { keyOf, rangeOf } from '../hints/documents';
import { withShownAmounts } from '../shownAmounts';

/** Time that the worker has to catch up with an edit, in milliseconds. */
const catchUpMs = 300;

/** `costs`: what the request costs on that model, in words. */
export async function giveModel(analysis: Analysis, place: Place, modelId: string, costs: string): Promise<void> {
  const document = vscode.workspace.textDocuments.find((each) => keyOf(each) === place.key);
  const reading = document && (await currentRequest(analysis, document, place.at, modelId));
  const rewrite = reading?.rewrite;
  if (!document || !rewrite) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The request is not where it was. Choose Compare Models once more.'),
    );
    return;
  }
  if (rewrite.kind === 'copy') {
    const copy = vscode.l10n.t('Copy {0}', modelId);
    const reason = translated(rewrite.reason, vscode.l10n.t);
    if ((await vscode.window.showInformationMessage(reason, copy)) === copy) {
      await vscode.env.clipboard.writeText(modelId);
    }
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, rewrite.span), rewrite.text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The model could not be written; the file may be read-only.'));
    return;
  }
  const others = rewrite.alsoFor > 0 ? [vscode.l10n.t('{0} other requests read the same model.', rewrite.alsoFor)] : [];
  void vscode.window.showInformationMessage(
    [withShownAmounts(`${reading.model.id} → ${modelId}: ${costs}`), ...others].join('. '),
  );
}

/** The request for the text as it is now; undefined when it is not there, or the text keeps changing. */
export async function currentRequest(
  analysis: Analysis,
  document: vscode.TextDocument,
  at: number,
  modelId?: string,
): Promise<RequestReading | undefined> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const reading = await analysis.request({ key: keyOf(document), at }, modelId);
    if (reading?.version === document.version) return reading;
    await new Promise((resolve) => setTimeout(resolve, catchUpMs));
  }
  return undefined;
}
