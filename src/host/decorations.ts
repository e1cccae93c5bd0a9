// The hint at the end of a line of each prompt.
import * as vscode from 'vscode';
import type { PromptHint } from '../core/analyse';
import { promptLabel } from '../core/hints';
import type { Documents } from './documents';
import { hintLine } from './hintPlace';
import type { Settings } from './settings';

/** Lines above and below the visible ones that are painted too: hints are there before one scrolls to them. */
const margin = 300;

/** Paints the hints of every visible editor around what can be seen, and again when they change or the view leaves what is painted. */
export function registerDecorations(documents: Documents, settings: Settings): vscode.Disposable {
  const current = decorationType('promptMeter.hintForeground');
  const lastGood = decorationType('promptMeter.lastHintForeground');
  const painted = new WeakMap<vscode.TextEditor, vscode.Range>();

  const paint = (editor: vscode.TextEditor) => {
    const window = windowOf(editor);
    painted.set(editor, window);
    const hints = settings.current.inline ? (documents.hintsOf(editor.document)?.prompts ?? []) : [];
    const shown = hints.filter((hint) => window.contains(editor.document.positionAt(hint.span.start)));
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
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
      const window = painted.get(textEditor);
      if (!window || visibleRanges.some((range) => !window.contains(range))) paint(textEditor);
    }),
  );
}

/** The lines that are painted: those that can be seen, and the margin. */
function windowOf({ visibleRanges, document }: vscode.TextEditor): vscode.Range {
  const first = Math.min(...visibleRanges.map((range) => range.start.line), document.lineCount);
  const last = Math.max(...visibleRanges.map((range) => range.end.line), 0);
  return document.validateRange(new vscode.Range(Math.max(0, first - margin), 0, last + margin + 1, 0));
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
