// The view "Prompts" in the explorer: what a scan of the workspace has found, file by file, and what each model adds up to.
import * as vscode from 'vscode';
import {
  type ListedFile,
  type ListSettings,
  type ListSum,
  listedLabel,
  listedName,
  type PromptList,
  promptList,
  promptOrders,
  sumLabel,
} from '../../core/session/promptList';
import type { ReadPrompt } from '../../core/session/textReading';
import { shownWords, withShownAmounts } from '../shownAmounts';
import type { PromptScan } from './promptScan';

type Node =
  | { readonly kind: 'total'; readonly sum: ListSum }
  | { readonly kind: 'model'; readonly id: string; readonly sum: ListSum }
  | { readonly kind: 'file'; readonly file: ListedFile; readonly sum: ListSum }
  | { readonly kind: 'prompt'; readonly file: ListedFile; readonly prompt: ReadPrompt };

const { t } = vscode.l10n;

export function registerPromptTree(scan: PromptScan): vscode.Disposable {
  const tree = new PromptTree(scan);
  return vscode.Disposable.from(
    tree,
    vscode.commands.registerCommand('promptMeter.scanWorkspace', () => tree.scanAll()),
    // what a screen reader hears of the first level; not in the palette
    vscode.commands.registerCommand('promptMeter.listPrompts', () => tree.spokenLines()),
    vscode.commands.registerCommand('promptMeter.sortPrompts', () => tree.askOrder()),
    vscode.commands.registerCommand('promptMeter.filterPrompts', () => tree.askFilter()),
    vscode.commands.registerCommand('promptMeter.clearPromptFilter', () => tree.use({ filter: '' })),
  );
}

class PromptTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Node>;
  private readonly listeners: vscode.Disposable;
  private settings: ListSettings = { order: 'cost', filter: '' };
  private list: PromptList;
  private scanning = false;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly scan: PromptScan) {
    this.list = promptList([], this.settings);
    this.view = vscode.window.createTreeView('promptMeter.prompts', { treeDataProvider: this, showCollapseAll: true });
    this.listeners = vscode.Disposable.from(
      this.changed,
      this.view,
      scan.onDidChange(() => this.show()),
    );
  }

  dispose(): void {
    this.listeners.dispose();
  }

  async scanAll(): Promise<void> {
    if (this.scanning) return;
    if (!vscode.workspace.workspaceFolders?.length) {
      void vscode.window.showInformationMessage(t('Open a folder to scan it for prompts.'));
      return;
    }
    this.scanning = true;
    const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
    try {
      await vscode.window.withProgress({ ...options, title: t('Looking for prompts') }, (progress, token) =>
        this.scan.run((done, of) => {
          progress.report({ message: t('{0} of {1} files', done, of), increment: 100 / of });
        }, token),
      );
    } finally {
      this.scanning = false;
    }
    void vscode.commands.executeCommand('promptMeter.prompts.focus');
  }

  async askOrder(): Promise<void> {
    const names = { cost: t('Cost'), tokens: t('Tokens'), name: t('Name') };
    const items = promptOrders.map((order) => ({
      label: names[order],
      order,
      ...(order === this.settings.order ? { description: t('now') } : {}),
    }));
    const picked = await vscode.window.showQuickPick(items, { title: t('Sort prompts by') });
    if (picked) this.use({ order: picked.order });
  }

  async askFilter(): Promise<void> {
    const filter = await vscode.window.showInputBox({
      title: t('Filter prompts'),
      prompt: t('Part of a path, a text, a role or a model; empty shows all'),
      value: this.settings.filter,
    });
    if (filter !== undefined) this.use({ filter: filter.trim() });
  }

  use(change: Partial<ListSettings>): void {
    this.settings = { ...this.settings, ...change };
    void vscode.commands.executeCommand('setContext', 'promptMeter.promptsFiltered', this.settings.filter !== '');
    this.show();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.roots();
    if (node.kind === 'total') return this.list.models.map((model) => ({ kind: 'model', ...model }));
    if (node.kind !== 'file') return [];
    return node.file.prompts.map((prompt) => ({ kind: 'prompt', file: node.file, prompt }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = itemOf(node);
    item.accessibilityInformation = { label: `${labelOf(item)}, ${String(item.description ?? '')}` };
    return item;
  }

  spokenLines(): string[] {
    return this.roots().map((node) => this.getTreeItem(node).accessibilityInformation?.label ?? '');
  }

  private roots(): Node[] {
    const { files, total } = this.list;
    if (files.length === 0) return [];
    return [{ kind: 'total', sum: total }, ...files.map((each): Node => ({ kind: 'file', ...each }))];
  }

  private show(): void {
    this.list = promptList(this.scan.files, this.settings);
    const message = this.messageOf();
    if (message === undefined) delete this.view.message;
    else this.view.message = message;
    this.changed.fire();
  }

  /** What the figures leave out. */
  private messageOf(): string | undefined {
    const { state } = this.scan;
    if (!state) return undefined;
    const { filter } = this.settings;
    const said = [
      ...(this.list.files.length === 0 && filter === '' ? [t('No prompts were found in {0} files.', state.read)] : []),
      ...(filter === '' ? [] : [t('Shown is what holds “{0}”.', filter)]),
      ...(state.cancelled ? [t('The scan was stopped after {0} files.', state.read)] : []),
      ...(state.left > 0 ? [t('{0} more files were not read.', state.left)] : []),
      ...(state.unread > 0 ? [t('{0} files could not be read or are too large.', state.unread)] : []),
    ];
    return said.length > 0 ? said.join(' ') : undefined;
  }
}

function itemOf(node: Node): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'total': {
      const name = node.sum.prompts === 1 ? t('1 prompt') : t('{0} prompts', node.sum.prompts);
      return withIcon(new vscode.TreeItem(name, Collapsed), 'graph', sumLabel(node.sum, shownWords()));
    }
    case 'model':
      return withIcon(new vscode.TreeItem(node.id, None), 'symbol-enum', sumLabel(node.sum, shownWords()));
    case 'file': {
      const item = new vscode.TreeItem(vscode.Uri.parse(node.file.key), Collapsed);
      item.iconPath = vscode.ThemeIcon.File;
      item.description = withShownAmounts(sumLabel(node.sum, shownWords()));
      item.tooltip = node.file.path;
      item.id = node.file.key;
      return item;
    }
    case 'prompt': {
      const { prompt, file } = node;
      const item = withIcon(
        new vscode.TreeItem(listedName(prompt, t), None),
        'comment',
        listedLabel(prompt, shownWords()),
      );
      const at = new vscode.Range(prompt.line, 0, prompt.line, 0);
      item.command = {
        title: t('Go to the prompt'),
        command: 'vscode.open',
        arguments: [vscode.Uri.parse(file.key), { selection: at } satisfies vscode.TextDocumentShowOptions],
      };
      item.tooltip = `${file.path}:${prompt.line + 1}\n${withShownAmounts(listedLabel(prompt, shownWords()))}`;
      return item;
    }
  }
}

function withIcon(item: vscode.TreeItem, icon: string, description: string): vscode.TreeItem {
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = withShownAmounts(description);
  return item;
}

function labelOf({ label, resourceUri }: vscode.TreeItem): string {
  if (label === undefined) return resourceUri?.path.split('/').at(-1) ?? '';
  return typeof label === 'string' ? label : label.label;
}
