// The view "Changed Prompts" beside the changes of source control: what each changed file does to the cost of its prompts since the last
// commit. Nothing is read before the view is seen.
import * as vscode from 'vscode';
import type { Change } from '../../core/costs/changes';
import type { DocumentKind } from '../../core/prompts/prompt';
import { fileChange, fileChangeLabel, sumOfChanges } from '../../core/session/fileChange';
import type { TextReading } from '../../core/session/textReading';
import type { Analysis } from '../hints/analysis';
import { shownWords, withShownAmounts } from '../shownAmounts';
import { currentText } from './currentText';
import type { GitRepositories } from './gitRepositories';

/** Changed files that are read. */
const filesLimit = 200;
/** Larger files are not read, in bytes. */
const sizeLimit = 1024 * 1024;
/** The changes are read when they have rested for this long, in milliseconds. */
const quietMs = 500;

interface ChangedFile {
  readonly uri: vscode.Uri;
  readonly change: Change;
}

export function registerChangedPrompts(
  analysis: Analysis,
  git: GitRepositories,
  isRead: (kind: DocumentKind) => boolean,
  onDidChangeSettings: vscode.Event<unknown>,
): vscode.Disposable {
  return new ChangedPrompts(analysis, git, isRead, onDidChangeSettings);
}

class ChangedPrompts implements vscode.TreeDataProvider<ChangedFile>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<ChangedFile>;
  private readonly listeners: vscode.Disposable;
  private files: readonly ChangedFile[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Number of the last reading that was begun: an older one that ends later is dropped. */
  private last = 0;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly analysis: Analysis,
    private readonly git: GitRepositories,
    private readonly isRead: (kind: DocumentKind) => boolean,
    onDidChangeSettings: vscode.Event<unknown>,
  ) {
    this.view = vscode.window.createTreeView('promptMeter.changedPrompts', { treeDataProvider: this });
    this.listeners = vscode.Disposable.from(
      this.changed,
      this.view,
      this.view.onDidChangeVisibility(() => this.readLater()),
      git.onDidChange(() => this.readLater()),
      onDidChangeSettings(() => this.readLater()),
      // what a screen reader hears; not in the palette
      vscode.commands.registerCommand('promptMeter.listChangedPrompts', () => this.spokenLines()),
    );
    this.readLater();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
  }

  getChildren(node?: ChangedFile): ChangedFile[] {
    return node ? [] : [...this.files];
  }

  getTreeItem({ uri, change }: ChangedFile): vscode.TreeItem {
    const item = new vscode.TreeItem(uri);
    const label = labelOf(change);
    item.id = uri.toString();
    item.iconPath = vscode.ThemeIcon.File;
    item.description = label;
    item.tooltip = `${vscode.workspace.asRelativePath(uri)}\n${label}`;
    item.accessibilityInformation = { label: `${uri.path.split('/').at(-1)}, ${label}` };
    item.command = { title: vscode.l10n.t('Show the changes'), command: 'git.openChange', arguments: [uri] };
    return item;
  }

  private spokenLines(): string[] {
    return this.files.map((file) => this.getTreeItem(file).accessibilityInformation?.label ?? '');
  }

  private readLater(): void {
    if (!this.view.visible) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), quietMs);
  }

  private async read(): Promise<void> {
    const number = ++this.last;
    const files: ChangedFile[] = [];
    for (const uri of this.git
      .changedFiles()
      .filter((each) => this.isRead(kindOf(each)))
      .slice(0, filesLimit)) {
      const before = await this.readingOf(uri, await this.git.committed(uri)?.read());
      const now = await this.readingOf(uri, await currentText(uri, sizeLimit));
      if (number !== this.last) return;
      const change = fileChange(before, now);
      if (change) files.push({ uri, change });
    }
    this.files = files;
    const sum = sumOfChanges(files.map(({ change }) => change));
    this.view.description = sum ? labelOf(sum) : '';
    this.view.message = sum ? '' : vscode.l10n.t('No prompt costs more or less than in the last commit.');
    this.changed.fire();
  }

  private async readingOf(uri: vscode.Uri, text: string | undefined): Promise<TextReading | undefined> {
    return text === undefined || text.length > sizeLimit ? undefined : this.analysis.read(kindOf(uri), text);
  }
}

function labelOf(change: Change): string {
  return withShownAmounts(fileChangeLabel(change, shownWords()));
}

function kindOf(uri: vscode.Uri): DocumentKind {
  return { path: uri.path, languageId: '' };
}
