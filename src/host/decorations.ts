// The hint at the end of a line of each prompt.
import * as vscode from 'vscode';
import type { PromptHint } from '../core/analyse';
import { promptLabel } from '../core/hints';
import type { Documents } from './documents';
import { hintLine } from './hintPlace';
import type { Settings } from './settings';

/** More hints than this in one file slow the editor down; the first ones are shown. */
const mostDecorations = 1000;

/** Paints the hints of every visible editor, and again when they change. */
export function registerDecorations(documents: Documents, settings: Settings): vscode.Disposable {
  const current = decorationType('promptMeter.hintForeground');
  const lastGood = decorationType('promptMeter.lastHintForeground');
  const paint = (editor: vscode.TextEditor) => {
    const hints = settings.current.inline ? (documents.hintsOf(editor.document)?.prompts ?? []) : [];
    const shown = hints.slice(0, mostDecorations);
    const options = (of: readonly PromptHint[]) => of.map((hint) => decorationOf(hint, editor.document));
    editor.setDecorations(current, options(shown.filter((hint) => !hint.lastGood)));
    editor.setDecorations(lastGood, options(shown.filter((hint) => hint.lastGood)));
  };
  const paintAll = (document?: vscode.TextDocument) => {
    for (const editor of vscode.window.visibleTextEditors) {
      if (!document || editor.document === document) paint(editor);
    }
  };
  return vscode.Disposable.from(
    current,
    lastGood,
    documents.onDidChange(paintAll),
    settings.onDidChange(() => paintAll()),
    vscode.window.onDidChangeVisibleTextEditors(() => paintAll()),
  );
}

function decorationType(color: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { margin: '0 0 0 1.5em', color: new vscode.ThemeColor(color) },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function decorationOf(hint: PromptHint, document: vscode.TextDocument): vscode.DecorationOptions {
  const { end } = document.lineAt(hintLine(document, hint.span)).range;
  return {
    range: new vscode.Range(end, end),
    renderOptions: { after: { contentText: promptLabel(hint, vscode.l10n.t) } },
  };
}
