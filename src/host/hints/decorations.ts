// The hint at the end of a line of each prompt.
import * as vscode from 'vscode';
import type { DocumentHints, PromptHint } from '../../core/costs/analyse';
import type { HintLevel } from '../../core/hints/hintLevel';
import { type LineHint, lineHints, type PlacedHint } from '../../core/hints/lineHints';
import { shownWords, withShownAmounts } from '../shownAmounts';
import type { Documents } from './documents';
import { hintLine } from './hintPlace';
import type { Settings } from './settings';

/** Lines above and below the visible ones that are painted too: hints are there before one scrolls to them. */
const margin = 300;

/** Paints the hints of every visible editor around what can be seen, and again when they change or the view leaves what is painted. */
export function registerDecorations(documents: Documents, settings: Settings): vscode.Disposable {
  const painter = new Painter(documents, settings);
  const paintAll = (document?: vscode.TextDocument) => {
    for (const editor of vscode.window.visibleTextEditors) {
      if (!document || editor.document === document) painter.paint(editor);
    }
  };
  return vscode.Disposable.from(
    painter,
    documents.onDidChange(paintAll),
    settings.onDidChange(() => paintAll()),
    vscode.window.onDidChangeVisibleTextEditors(() => paintAll()),
    vscode.workspace.onDidChangeTextDocument((event) => painter.noteChange(event)),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (settings.current.followCursor) painter.paint(textEditor);
    }),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      if (!painter.covers(textEditor)) painter.paint(textEditor);
    }),
  );
}

/** What an editor shows now: where each text stands. */
interface Painted {
  readonly window: vscode.Range;
  /** Undefined when the text changed at a hint, which may have moved it to anywhere. */
  ends: readonly PaintedEnd[] | undefined;
}

interface PaintedEnd extends LineHint {
  /** The end of the line. */
  readonly at: vscode.Position;
}

class Painter implements vscode.Disposable {
  private readonly types = decorationTypes();
  private readonly painted = new WeakMap<vscode.TextEditor, Painted>();

  constructor(
    private readonly documents: Documents,
    private readonly settings: Settings,
  ) {}

  dispose(): void {
    for (const type of Object.values(this.types)) type.dispose();
  }

  /** False when something is seen that is not painted. */
  covers(editor: vscode.TextEditor): boolean {
    const window = this.painted.get(editor)?.window;
    return window !== undefined && editor.visibleRanges.every((range) => window.contains(range));
  }

  /** Remembers that VS Code may have moved a hint to another place than where the next ones belong. */
  noteChange({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    for (const editor of vscode.window.visibleTextEditors) {
      const painted = editor.document === document ? this.painted.get(editor) : undefined;
      if (!painted?.ends) continue;
      const moved = painted.ends.some(({ at }) => contentChanges.some(({ range, text }) => moves(range, text, at)));
      if (moved) painted.ends = undefined;
    }
  }

  paint(editor: vscode.TextEditor): void {
    const { document } = editor;
    const window = windowOf(editor);
    const hints = this.isWanted(editor) ? this.documents.hintsOf(document) : undefined;
    const ends = hints ? this.endsOf(hints, editor, window) : [];
    const before = this.painted.get(editor);
    this.painted.set(editor, { window, ends });
    if (before?.ends && sameEnds(before.ends, ends)) return;
    for (const kind of Object.keys(this.types) as (keyof Painter['types'])[]) {
      const own = ends.filter((end) => kindOf(end) === kind);
      const had = before === undefined || before.ends === undefined || before.ends.some((end) => kindOf(end) === kind);
      if (had || own.length > 0) editor.setDecorations(this.types[kind], own.map(decorationOf));
    }
  }

  private isWanted(editor: vscode.TextEditor): boolean {
    const { inline, inDiffEditors } = this.settings.current;
    return inline && (inDiffEditors || !isInDiff(editor));
  }

  private endsOf(hints: DocumentHints, editor: vscode.TextEditor, window: vscode.Range): PaintedEnd[] {
    const { document, visibleRanges, selections } = editor;
    const { template, thresholds, minimumTokens, followCursor, mostInEditor } = this.settings.current;
    const broken = new Set(
      hints.limits?.flatMap((verdict) => (verdict.status === 'broken' ? [verdict.span.start] : [])),
    );
    const [from, to] = [document.offsetAt(window.start), document.offsetAt(window.end)];
    const placed = hints.prompts.flatMap((hint): PlacedHint[] => {
      if (hint.span.start < from || hint.span.start > to) return [];
      return [{ hint, line: hintLine(document, hint.span), broken: broken.has(hint.span.start) }];
    });
    const lines = visibleRanges.flatMap((range) => [range.start.line, range.end.line]);
    const middle = (Math.min(...lines) + Math.max(...lines)) / 2;
    const most = mostInEditor;
    const onlyAt = followCursor ? (hint: PromptHint) => holdsCursor(hint, document, selections) : undefined;
    const settings = { template, thresholds, minimumTokens, most, middle, onlyAt };
    return lineHints(placed, settings, shownWords()).flatMap((each) =>
      each.text === ''
        ? []
        : [{ ...each, text: withShownAmounts(each.text), at: document.lineAt(each.line).range.end }],
    );
  }
}

/** A change at the hint moves it; one before it on other lines moves it only when the number of lines changes. */
function moves(range: vscode.Range, text: string, at: vscode.Position): boolean {
  if (range.start.isAfter(at)) return false;
  if (range.end.isBefore(at) && range.end.line < at.line) {
    return range.start.line !== range.end.line || text.includes('\n');
  }
  return true;
}

function holdsCursor(
  hint: PromptHint,
  document: vscode.TextDocument,
  selections: readonly vscode.Selection[],
): boolean {
  const [first, last] = [document.positionAt(hint.span.start).line, document.positionAt(hint.span.end).line];
  return selections.some(({ active }) => first <= active.line && active.line <= last);
}

/** The original side of a comparison has no column; its document is that of the tab that is shown. */
function isInDiff({ document, viewColumn }: vscode.TextEditor): boolean {
  const key = document.uri.toString();
  return vscode.window.tabGroups.all.some(({ activeTab, viewColumn: column }) => {
    const input = activeTab?.input;
    if (!(input instanceof vscode.TabInputTextDiff)) return false;
    const [original, modified] = [input.original.toString() === key, input.modified.toString() === key];
    return viewColumn === undefined ? original || modified : column === viewColumn && (original || modified);
  });
}

function sameEnds(before: readonly PaintedEnd[], now: readonly PaintedEnd[]): boolean {
  const same = (a: PaintedEnd, b: PaintedEnd | undefined) =>
    b !== undefined && a.text === b.text && kindOf(a) === kindOf(b) && a.at.isEqual(b.at);
  return before.length === now.length && before.every((end, index) => same(end, now[index]));
}

/** The lines that are painted: those that can be seen, and the margin. */
function windowOf({ visibleRanges, document }: vscode.TextEditor): vscode.Range {
  const first = Math.min(...visibleRanges.map((range) => range.start.line), document.lineCount);
  const last = Math.max(...visibleRanges.map((range) => range.end.line), 0);
  return document.validateRange(new vscode.Range(Math.max(0, first - margin), 0, last + margin + 1, 0));
}

function decorationTypes() {
  return {
    usual: decorationType('promptMeter.hintForeground'),
    warn: decorationType('promptMeter.warnForeground'),
    over: decorationType('promptMeter.overForeground'),
    lastGood: decorationType('promptMeter.lastHintForeground'),
  } satisfies Record<HintLevel | 'lastGood', vscode.TextEditorDecorationType>;
}

function kindOf({ level, lastGood }: LineHint): HintLevel | 'lastGood' {
  return lastGood ? 'lastGood' : level;
}

function decorationType(color: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { margin: '0 0 0 1.5em', color: new vscode.ThemeColor(color) },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function decorationOf({ at, text }: PaintedEnd): vscode.DecorationOptions {
  return { range: new vscode.Range(at, at), renderOptions: { after: { contentText: text } } };
}
