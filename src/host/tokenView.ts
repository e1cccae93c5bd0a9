// "Show Tokens": paints the tokens of a selection or of the whole document in two alternating colours, around what can be seen.
import * as vscode from 'vscode';
import type { ShownTokens } from '../core/protocol';
import { type Span, shiftSpan } from '../core/text';
import type { TokenSpan } from '../core/tokens/tokenSpans';
import type { Analysis } from './analysis';
import { keyOf, rangeOf } from './documents';
import { appendPlain } from './plainMarkdown';

/** Time without a further edit or scroll before tokens are painted anew, in milliseconds. */
const quietMs = 80;

export function registerTokenView(analysis: Analysis): vscode.Disposable {
  const view = new TokenView(analysis);
  return vscode.Disposable.from(
    view,
    vscode.commands.registerCommand('promptMeter.showTokens', () => view.toggle(vscode.window.activeTextEditor)),
  );
}

class TokenView implements vscode.Disposable {
  /** Editors that show tokens, and of which part of the text. */
  private readonly shown = new Map<vscode.TextEditor, Span>();
  private readonly colours = [
    tokenColour('promptMeter.tokenBackground'),
    tokenColour('promptMeter.otherTokenBackground'),
  ];
  private readonly listeners: vscode.Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly analysis: Analysis) {
    this.listeners = vscode.Disposable.from(
      ...this.colours,
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.keepOnly(editors)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (this.shown.has(textEditor)) this.paintSoon();
      }),
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
    );
  }

  toggle(editor: vscode.TextEditor | undefined): void {
    if (!editor) return;
    if (this.shown.delete(editor)) this.clear(editor);
    else {
      const { document, selection } = editor;
      const range = selection.isEmpty
        ? document.validateRange(new vscode.Range(0, 0, document.lineCount, 0))
        : selection;
      this.shown.set(editor, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
      void this.paint(editor);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    for (const [editor, span] of this.shown) {
      if (editor.document !== document) continue;
      const moved = contentChanges.reduce<Span | undefined>(
        (now, { rangeOffset, rangeLength, text }) =>
          now && shiftSpan(now, { start: rangeOffset, deleted: rangeLength, inserted: text }),
        span,
      );
      if (moved) this.shown.set(editor, moved);
      else if (this.shown.delete(editor)) this.clear(editor);
      this.paintSoon();
    }
  }

  private keepOnly(editors: readonly vscode.TextEditor[]): void {
    for (const editor of this.shown.keys()) if (!editors.includes(editor)) this.shown.delete(editor);
  }

  private paintSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const editor of this.shown.keys()) void this.paint(editor);
    }, quietMs);
  }

  private async paint(editor: vscode.TextEditor): Promise<void> {
    const span = this.shown.get(editor);
    if (!span) return;
    const { document, visibleRanges } = editor;
    const { version } = document;
    const text = document.getText(rangeOf(document, span));
    const seen = visibleRanges.map((range) => [document.offsetAt(range.start), document.offsetAt(range.end)] as const);
    const from = Math.min(...seen.map(([start]) => start)) - span.start;
    const to = Math.max(...seen.map(([, end]) => end)) - span.start;
    const tokens = await this.analysis.tokens(text, { key: keyOf(document), at: span.start }, from, to);
    if (document.version !== version || !this.shown.has(editor)) return;
    if (tokens) this.show(editor, span, tokens);
    else {
      this.shown.delete(editor);
      this.clear(editor);
      void vscode.window.showInformationMessage(vscode.l10n.t('This text is too long to show its tokens.'));
    }
  }

  private show(editor: vscode.TextEditor, { start }: Span, tokens: ShownTokens): void {
    const { document } = editor;
    this.colours.forEach((colour, turn) => {
      const own = tokens.spans.filter((_, index) => index % 2 === turn);
      editor.setDecorations(
        colour,
        own.map((token) => ({
          range: rangeOf(document, { start: start + token.start, end: start + token.end }),
          hoverMessage: hoverOf(token, document, start, tokens),
        })),
      );
    });
  }

  private clear(editor: vscode.TextEditor): void {
    for (const colour of this.colours) editor.setDecorations(colour, []);
  }
}

function tokenColour(color: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(color),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

/** The ids and bytes of a token, and whose tokens these are. */
function hoverOf(
  token: TokenSpan,
  document: vscode.TextDocument,
  start: number,
  tokens: ShownTokens,
): vscode.MarkdownString {
  const text = document.getText(rangeOf(document, { start: start + token.start, end: start + token.end }));
  const bytes = [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const lines = [
    token.ids.length === 1
      ? vscode.l10n.t('Token {0}', token.ids.join(', '))
      : vscode.l10n.t('Tokens {0}', token.ids.join(', ')),
    vscode.l10n.t('Bytes {0}', bytes),
    tokens.own
      ? vscode.l10n.t('{0}, the encoding of {1}', tokens.encoding, tokens.model.id)
      : vscode.l10n.t('{0}; the tokens of {1} are not public', tokens.encoding, tokens.model.id),
  ];
  const markdown = new vscode.MarkdownString();
  for (const line of lines) appendPlain(markdown, line).appendMarkdown('  \n');
  return markdown;
}
