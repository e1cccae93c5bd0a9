// The last commit as VS Code's own git extension knows it. Never runs git. Where that extension is missing or switched off, there is
// no commit.
import * as vscode from 'vscode';

// The part of the git extension's API that is used, version 1.
// Source: https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts (background knowledge, 2026-11).
interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Absent in older versions, where the working tree has them. */
    readonly untrackedChanges?: readonly GitChange[];
    readonly onDidChange: vscode.Event<void>;
  };
  /** Rejects when the path is not in that commit. */
  show(ref: string, path: string): Promise<string>;
}

interface GitChange {
  readonly uri: vscode.Uri;
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
  getRepository(uri: vscode.Uri): GitRepository | null;
}

interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  /** Throws while git is switched off. */
  getAPI(version: 1): GitApi;
}

/** A file in the last commit. */
export interface CommittedFile {
  readonly commit: string;
  /** Undefined: the commit does not have it, or it cannot be read. */
  readonly read: () => Promise<string | undefined>;
}

function apiOf(git: GitExtension): GitApi | undefined {
  try {
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    return undefined; // switched off in between
  }
}

export class GitRepositories implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watched = new Map<GitRepository, vscode.Disposable>();
  private readonly listeners: vscode.Disposable[] = [this.changed];
  private api: GitApi | undefined;
  private disposed = false;
  /** Fires when a repository comes, goes, or changes its state. */
  readonly onDidChange = this.changed.event;

  constructor() {
    void this.connect().catch(() => undefined); // without the git extension nothing is compared
  }

  /** Undefined outside of repositories, and before the first commit. */
  committed(uri: vscode.Uri): CommittedFile | undefined {
    if (uri.scheme !== 'file' && uri.scheme !== 'vscode-remote') return undefined;
    const repository = this.api?.getRepository(uri);
    const commit = repository?.state.HEAD?.commit;
    if (!repository || commit === undefined) return undefined;
    const read = () =>
      repository.show(commit, uri.fsPath).then(
        (text) => text,
        () => undefined,
      );
    return { commit, read };
  }

  /** Files that are not as in the last commit, new and deleted ones too; each once. */
  changedFiles(): vscode.Uri[] {
    const changes = (this.api?.repositories ?? []).flatMap(({ state }) => [
      ...state.indexChanges,
      ...state.workingTreeChanges,
      ...(state.untrackedChanges ?? []),
    ]);
    return [...new Map(changes.map(({ uri }) => [uri.toString(), uri])).values()];
  }

  dispose(): void {
    this.disposed = true;
    for (const listener of [...this.listeners, ...this.watched.values()]) listener.dispose();
    this.watched.clear();
  }

  private async connect(): Promise<void> {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const git = await extension?.activate();
    if (!git || this.disposed) return;
    // The event comes while the git extension is still putting itself together, and its API cannot be had yet (seen in 1.139).
    this.listeners.push(git.onDidChangeEnablement(() => setTimeout(() => this.use(apiOf(git)), 0)));
    this.use(apiOf(git));
  }

  private use(api: GitApi | undefined): void {
    if (this.disposed) return;
    this.api = api;
    for (const listener of this.watched.values()) listener.dispose();
    this.watched.clear();
    if (api) {
      this.listeners.push(
        api.onDidOpenRepository((repository) => this.watch(repository)),
        api.onDidCloseRepository((repository) => this.unwatch(repository)),
      );
      for (const repository of api.repositories) this.watch(repository);
    }
    this.changed.fire();
  }

  private watch(repository: GitRepository): void {
    if (this.watched.has(repository)) return;
    this.watched.set(
      repository,
      repository.state.onDidChange(() => this.changed.fire()),
    );
    this.changed.fire();
  }

  private unwatch(repository: GitRepository): void {
    this.watched.get(repository)?.dispose();
    this.watched.delete(repository);
    this.changed.fire();
  }
}
