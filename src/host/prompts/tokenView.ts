// "Show Tokens": paints the tokens of a selection, of the prompt at the cursor or else of the whole document in two alternating
// colours, around what can be seen. Of a prompt they are the tokens of the text that is sent, painted where the source says it.
import * as vscode from 'vscode';
import type { HolePlace } from '../../core/prompts/sourceMap';
import type { ShownTokens } from '../../core/session/protocol';
import type { ShownToken } from '../../core/session/shownTokens';
import { type Span, shiftSpan } from '../../core/text';
import type { Analysis } from '../hints/analysis';
import { keyOf, rangeOf } from '../hints/documents';
import { appendPlain } from '../plainMarkdown';

/** Time without a further edit or scroll before tokens are painted anew, in milliseconds. */
const quietMs = 80;

export function registerTokenView(analysis: Analysis): vscode.Disposable {
  const view = new TokenView(analysis);
  return vscode.Disposable.from(
    view,
    vscode.commands.registerCommand('promptMeter.showTokens', () => view.toggle(vscode.window.activeTextEditor)),
  );
}

/** What an editor shows the tokens of: a text as it stands, or a prompt as it is sent. Before its first answer a prompt is a place. */
interface Shown {
  readonly kind: 'text' | 'prompt';
  readonly span: Span;
  /** What is painted, until the document changes. */
  readonly painted?: ShownTokens;
}

class TokenView implements vscode.Disposable {
  private readonly shown = new Map<vscode.TextEditor, Shown>();
  /** The last question for each editor: answers to earlier ones are dropped. */
  private readonly asked = new WeakMap<vscode.TextEditor, object>();
  private readonly colours = [
    tokenColour('promptMeter.tokenBackground'),
    tokenColour('promptMeter.otherTokenBackground'),
  ];
  private readonly holes = vscode.window.createTextEditorDecorationType({
    border: '1px dashed',
    borderColor: new vscode.ThemeColor('descriptionForeground'),
  });
  private readonly listeners: vscode.Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly analysis: Analysis) {
    this.listeners = vscode.Disposable.from(
      ...this.colours,
      this.holes,
      // Registered behind the hover of hints, so that it stands above that one.
      vscode.languages.registerHoverProvider(
        { pattern: '**' },
        { provideHover: (document, position) => this.hoverAt(document, position) },
      ),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.keepOnly(editors)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (this.shown.has(textEditor)) this.paintSoon();
      }),
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
    );
  }

  toggle(editor: vscode.TextEditor | undefined): void {
    if (!editor) return;
    if (this.shown.has(editor)) this.stop(editor);
    else {
      const { document, selection } = editor;
      const span = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
      this.shown.set(editor, { kind: selection.isEmpty ? 'prompt' : 'text', span });
      void this.paint(editor);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    for (const [editor, { kind, span }] of this.shown) {
      if (editor.document !== document) continue;
      const moved = contentChanges.reduce<Span | undefined>(
        (now, { rangeOffset, rangeLength, text }) =>
          now && shiftSpan(now, { start: rangeOffset, deleted: rangeLength, inserted: text }),
        span,
      );
      if (moved) this.shown.set(editor, { kind, span: moved });
      else this.stop(editor);
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
    const shown = this.shown.get(editor);
    if (!shown) return;
    const { kind, span } = shown;
    const { document } = editor;
    const { version } = document;
    const subject = kind === 'prompt' ? { kind } : { kind, text: document.getText(rangeOf(document, span)) };
    const asked = {};
    this.asked.set(editor, asked);
    const tokens = await this.analysis.tokens(subject, { key: keyOf(document), at: span.start }, seenOf(editor));
    if (!this.shown.has(editor) || this.asked.get(editor) !== asked || document.version !== version) return;
    if (tokens === 'noPrompt') this.withoutPrompt(editor, span);
    else if (tokens) this.show(editor, tokens);
    else {
      this.stop(editor);
      void vscode.window.showInformationMessage(vscode.l10n.t('This text is too long to show its tokens.'));
    }
  }

  /** Where there is no prompt, all of the document is meant; where there is none any more, nothing is. */
  private withoutPrompt(editor: vscode.TextEditor, { start, end }: Span): void {
    if (start !== end) this.stop(editor);
    else {
      this.shown.set(editor, { kind: 'text', span: { start: 0, end: editor.document.getText().length } });
      void this.paint(editor);
    }
  }

  private show(editor: vscode.TextEditor, answer: ShownTokens): void {
    const { document } = editor;
    if (answer.version !== undefined && answer.version !== document.version) return;
    const kind = answer.version === undefined ? 'text' : 'prompt';
    this.shown.set(editor, { kind, span: answer.span, painted: answer });
    this.colours.forEach((colour, turn) => {
      const own = answer.tokens.filter((token) => token.turn === turn);
      const ranges = own.flatMap(({ places }) => places.map((place) => rangeOf(document, place)));
      editor.setDecorations(colour, ranges);
    });
    const holes = answer.holes.map(({ span }) => rangeOf(document, span));
    editor.setDecorations(this.holes, holes);
  }

  private hoverAt(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const at = document.offsetAt(position);
    const holds = ({ start, end }: Span) => start <= at && at < end;
    for (const [editor, { painted }] of this.shown) {
      if (editor.document !== document || painted === undefined) continue;
      const token = painted.tokens.find(({ places }) => places.some(holds));
      const place = token?.places.find(holds);
      if (token && place) return new vscode.Hover(tokenHover(token, document, painted), rangeOf(document, place));
      const hole = painted.holes.find(({ span }) => holds(span));
      if (hole) return new vscode.Hover(holeHover(hole), rangeOf(document, hole.span));
    }
    return undefined;
  }

  private stop(editor: vscode.TextEditor): void {
    if (this.shown.delete(editor)) this.clear(editor);
  }

  private clear(editor: vscode.TextEditor): void {
    for (const colour of [...this.colours, this.holes]) editor.setDecorations(colour, []);
  }
}

/** From the first to the last character that can be seen. */
function seenOf({ document, visibleRanges }: vscode.TextEditor): Span {
  const starts = visibleRanges.map(({ start }) => document.offsetAt(start));
  const ends = visibleRanges.map(({ end }) => document.offsetAt(end));
  return { start: Math.min(...starts), end: Math.max(...ends) };
}

function tokenColour(color: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(color),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

/** The ids and bytes of a token, how the source writes it where that is not how it is sent, and whose tokens these are. */
function tokenHover(token: ShownToken, document: vscode.TextDocument, tokens: ShownTokens): vscode.MarkdownString {
  const { ids, text, written, places } = token;
  const bytes = [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const source = places.map((place) => document.getText(rangeOf(document, place))).join(' ');
  return lines([
    ids.length === 1 ? vscode.l10n.t('Token {0}', ids.join(', ')) : vscode.l10n.t('Tokens {0}', ids.join(', ')),
    vscode.l10n.t('Bytes {0}: {1}', bytes, JSON.stringify(text).replaceAll(' ', '·')),
    ...(written ? [vscode.l10n.t('Not sent as the source writes it: {0}', source)] : []),
    tokens.own
      ? vscode.l10n.t('{0}, the encoding of {1}', tokens.encoding, tokens.model.id)
      : vscode.l10n.t('{0}; the tokens of {1} are not public', tokens.encoding, tokens.model.id),
  ]);
}

function holeHover({ name }: HolePlace): vscode.MarkdownString {
  return lines([vscode.l10n.t('{0} is filled in when the prompt is sent: not counted', name)]);
}

function lines(texts: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const text of texts) appendPlain(markdown, text).appendMarkdown('  \n');
  return markdown;
}
