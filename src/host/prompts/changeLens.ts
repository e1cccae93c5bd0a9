// What the last commit changes about a call's figures: a lens of its own beside the total, `+312 tok · +$0.0008/call`. Gone after the
// commit; nothing where there is no repository.
import * as vscode from 'vscode';
import { changeLabel } from '../../core/costs/changes';
import type { Analysis } from '../hints/analysis';
import { type Documents, keyOf, rangeOf } from '../hints/documents';
import type { Settings } from '../hints/settings';
import { shownWords, withShownAmounts } from '../shownAmounts';
import type { GitRepositories } from './gitRepositories';

/** Longest committed text that is compared, in UTF-16 units. */
const textLimit = 1_000_000;

export function registerChangeLens(
  analysis: Analysis,
  documents: Documents,
  settings: Settings,
  git: GitRepositories,
): vscode.Disposable {
  const baselines = new Baselines(analysis, documents, settings, git);
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => (settings.current.gitDiff ? lensesOf(document, documents) : []),
  };
  return vscode.Disposable.from(
    baselines,
    changed,
    documents.onDidChange(() => changed.fire()),
    // the weaker selector puts this lens behind the total, which has a pattern
    vscode.languages.registerCodeLensProvider('*', provider),
  );
}

function lensesOf(document: vscode.TextDocument, documents: Documents): vscode.CodeLens[] {
  return (documents.hintsOf(document)?.requests ?? []).flatMap(({ change, span }) => {
    if (!change) return [];
    const command = {
      title: `$(git-commit) ${withShownAmounts(changeLabel(change, shownWords()))}`,
      tooltip: vscode.l10n.t('Compared with the last commit; a click shows the changes'),
      command: 'git.openChange',
      arguments: [document.uri],
    };
    return [new vscode.CodeLens(rangeOf(document, span), command)];
  });
}

/** Hands the worker the committed text of each document that is seen, once per commit. */
class Baselines implements vscode.Disposable {
  /** The commit that each document was looked for in. */
  private readonly looked = new Map<string, string>();
  private readonly listeners: vscode.Disposable;

  constructor(
    private readonly analysis: Analysis,
    private readonly documents: Documents,
    private readonly settings: Settings,
    private readonly git: GitRepositories,
  ) {
    this.listeners = vscode.Disposable.from(
      git.onDidChange(() => this.lookAll()),
      documents.onDidChange((document) => this.look(document)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.lookAll()),
      settings.onDidChange(() => this.lookAll()),
      vscode.workspace.onDidCloseTextDocument((document) => this.looked.delete(keyOf(document))),
    );
    this.lookAll();
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private lookAll(): void {
    const seen = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    for (const document of seen) this.look(document);
  }

  /** Only for documents that have hints. */
  private look(document: vscode.TextDocument): void {
    if (!this.documents.isOpen(document) || !this.documents.hintsOf(document)) return;
    const key = keyOf(document);
    const file = this.settings.current.gitDiff ? this.git.committed(document.uri) : undefined;
    const commit = file?.commit ?? '';
    if (this.looked.get(key) === commit) return;
    const isNew = !this.looked.has(key);
    this.looked.set(key, commit);
    if (file) void file.read().then((text) => this.use(document, commit, text));
    else if (!isNew) this.analysis.useBaseline(key, undefined);
  }

  private use(document: vscode.TextDocument, commit: string, text: string | undefined): void {
    const key = keyOf(document);
    if (this.looked.get(key) !== commit) return;
    this.analysis.useBaseline(
      key,
      text !== undefined && text.length <= textLimit ? linesLike(document, text) : undefined,
    );
  }
}

/** A checkout may have other line ends than the commit; that is no change. */
function linesLike({ eol }: vscode.TextDocument, text: string): string {
  const unix = text.replaceAll('\r\n', '\n');
  return eol === vscode.EndOfLine.CRLF ? unix.replaceAll('\n', '\r\n') : unix;
}
