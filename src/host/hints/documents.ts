// The documents that carry hints: those in visible editors. Feeds their changes to the worker, keeps the last hints, and moves
// them along with every edit until new ones come. Every editor surface reads hints from here.
import * as vscode from 'vscode';
import type { DocumentHints } from '../../core/costs/analyse';
import type { DocumentKind } from '../../core/prompts/prompt';
import { shiftHints } from '../../core/session/lastGood';
import type { Place } from '../../core/session/protocol';
import type { Span, TextChange } from '../../core/text';
import type { Analysis, OpenText } from './analysis';
import type { Settings } from './settings';

/** Read-only views of other versions and things that are not the user's text. */
const schemesLeftOut = new Set(['git', 'gitfs', 'output', 'debug', 'vscode-settings', 'walkThrough', 'comment']);

export class Documents implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly open = new Map<string, vscode.TextDocument>();
  private readonly hints = new Map<string, DocumentHints>();
  private readonly subscriptions: vscode.Disposable;
  /** Fires when a document has new hints, or has them no more. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly analysis: Analysis,
    private readonly settings: Settings,
    private readonly isRead: (kind: DocumentKind) => boolean,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      analysis.onDidHint(({ key, version, hints }) => this.receive(key, version, hints)),
      settings.onDidChange(() => this.useSettings()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.refresh()),
      vscode.workspace.onDidOpenTextDocument(() => this.refresh()),
      vscode.workspace.onDidChangeTextDocument((event) => this.change(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.close(document)),
      afterActivation(() => this.refresh()),
    );
  }

  /** The hints of a document, for its text as it is now; undefined when it has none. */
  hintsOf(document: vscode.TextDocument): DocumentHints | undefined {
    return this.isOpen(document) ? this.hints.get(keyOf(document)) : undefined;
  }

  /** True when the worker has the document. */
  isOpen(document: vscode.TextDocument): boolean {
    return this.settings.current.enabled && this.has(document);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** Not only another one under its key: an untitled document gets the name of one that was closed just now. */
  private has(document: vscode.TextDocument): boolean {
    return this.open.get(keyOf(document)) === document;
  }

  private useSettings(): void {
    this.analysis.useSettings(this.settings.forWorker);
    for (const document of this.open.values()) this.changed.fire(document);
    this.refresh();
  }

  /** Opens what has become visible. What is hidden keeps its hints until it is closed, but is not analysed at open. */
  private refresh(): void {
    if (!this.settings.current.enabled) return;
    for (const { document } of vscode.window.visibleTextEditors) {
      const key = keyOf(document);
      if (this.has(document) || schemesLeftOut.has(document.uri.scheme) || !this.isRead(kindOf(document))) continue;
      this.hints.delete(key);
      this.open.set(key, document);
      this.analysis.openDocument(key, () => readText(document));
    }
  }

  private change({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const key = keyOf(document);
    if (!this.has(document) || contentChanges.length === 0) return;
    const changes = contentChanges.map(
      ({ rangeOffset, rangeLength, text }): TextChange => ({
        start: rangeOffset,
        deleted: rangeLength,
        inserted: text,
      }),
    );
    const hints = this.hints.get(key);
    if (hints) this.hints.set(key, shiftHints(hints, changes));
    this.analysis.changeDocument(key, document.version, changes, lengthOf(document));
  }

  private receive(key: string, version: number, hints: DocumentHints): void {
    const document = this.open.get(key);
    if (!document || document.version !== version) return;
    this.hints.set(key, hints);
    this.changed.fire(document);
  }

  private close(document: vscode.TextDocument): void {
    const key = keyOf(document);
    if (!this.has(document)) return;
    this.open.delete(key);
    this.hints.delete(key);
    this.analysis.closeDocument(key);
  }
}

/** Starting a worker and reading a document take milliseconds that activation shall not have. */
function afterActivation(work: () => void): vscode.Disposable {
  const timer = setTimeout(work, 0);
  return new vscode.Disposable(() => clearTimeout(timer));
}

/** The key under which the worker knows a document. */
export function keyOf(document: vscode.TextDocument): string {
  return document.uri.toString();
}

/** Where the cursor is, as the worker knows it; undefined without an editor. */
export function placeAtCursor(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && { key: keyOf(editor.document), at: editor.document.offsetAt(editor.selection.active) };
}

export function rangeOf(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

function kindOf(document: vscode.TextDocument): DocumentKind {
  return { path: document.uri.path, languageId: document.languageId };
}

function readText(document: vscode.TextDocument): OpenText | undefined {
  if (document.isClosed) return undefined;
  return { kind: kindOf(document), version: document.version, text: document.getText() };
}

function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
