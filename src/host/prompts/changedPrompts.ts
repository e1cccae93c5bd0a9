// The view "Changed Prompts" beside the changes of source control: what each changed file does to the cost of its prompts since the last
// commit. Nothing is read before the view is seen.
import * as vscode from 'vscode';
import type { Change } from '../../core/costs/changes';
import type { DocumentKind } from '../../core/prompts/prompt';
import { fileChange, fileChangeLabel, sumOfChanges } from '../../core/session/fileChange';
import { KeptByState } from '../../core/session/keptByState';
import type { TextReading } from '../../core/session/textReading';
import type { Analysis } from '../hints/analysis';
import { shownWords, withShownAmounts } from '../shownAmounts';
import { currentText, stateOfText } from './currentText';
import type { CommittedFile, GitRepositories } from './gitRepositories';

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
  /** What was read of each file, until it, its commit, the settings or the prices change. */
  private kept = new KeptByState<{ readonly change: Change | undefined }>();
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
      onDidChangeSettings(() => this.readAllLater()),
      analysis.onDidChangePrices(() => this.readAllLater()),
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

  private readAllLater(): void {
    this.kept = new KeptByState();
    this.readLater();
  }

  private readLater(): void {
    if (!this.view.visible) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), quietMs);
  }

  private async read(): Promise<void> {
    const number = ++this.last;
    const files: ChangedFile[] = [];
    const uris = this.git.changedFiles().filter((each) => this.isRead(kindOf(each)));
    for (const uri of uris.slice(0, filesLimit)) {
      const change = await this.changeOf(uri);
      if (number !== this.last) return;
      if (change) files.push({ uri, change });
    }
    this.kept.keepOnly(new Set(uris.map(String)));
    this.files = files;
    const sum = sumOfChanges(files.map(({ change }) => change));
    this.view.description = sum ? labelOf(sum) : '';
    this.view.message = sum ? '' : vscode.l10n.t('No prompt costs more or less than in the last commit.');
    this.changed.fire();
  }

  private async changeOf(uri: vscode.Uri): Promise<Change | undefined> {
    const { kept } = this;
    const committed = this.git.committed(uri);
    const state = `${committed?.commit} ${await stateOfText(uri)}`;
    const read = () => this.readChange(uri, committed);
    return (await kept.of(uri.toString(), state, read))?.change;
  }

  /** Undefined when one of both texts could not be read. */
  private async readChange(
    uri: vscode.Uri,
    committed: CommittedFile | undefined,
  ): Promise<{ readonly change: Change | undefined } | undefined> {
    const texts = [await committed?.read(), await currentText(uri, sizeLimit)];
    const readings: (TextReading | undefined)[] = [];
    for (const text of texts) {
      const isThere = text !== undefined && text.length <= sizeLimit;
      const reading = isThere ? await this.analysis.read(kindOf(uri), text) : undefined;
      if (isThere && !reading) return undefined;
      readings.push(reading);
    }
    return { change: fileChange(readings[0], readings[1]) };
  }
}

function labelOf(change: Change): string {
  return withShownAmounts(fileChangeLabel(change, shownWords()));
}

function kindOf(uri: vscode.Uri): DocumentKind {
  return { path: uri.path, languageId: '' };
}
