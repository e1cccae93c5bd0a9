// The prompts of the open folders: found once by a scan that can be cancelled, then kept up to date with edits and files. The worker
// reads the texts, one at a time, so that open documents are answered in between.
import * as vscode from 'vscode';
import { type IgnoreFile, ignoreTest } from '../../core/ignoreRules';
import type { DocumentKind } from '../../core/prompts/prompt';
import type { ListedFile } from '../../core/session/promptList';
import type { TextReading } from '../../core/session/textReading';
import type { Analysis } from '../hints/analysis';
import { currentText } from './currentText';

/** Files that a scan reads. */
const filesLimit = 5_000;
/** Paths that are looked at to find them. */
const pathsLimit = 100_000;
/** Larger files are not read, in bytes. */
const sizeLimit = 1024 * 1024;
/** A changed file is read again when it has rested for this long, in milliseconds. */
const quietMs = 500;
/** Time in which a worker that has ended is running again, in milliseconds. */
const restMs = 400;
const foldersLeftOut = '{**/node_modules/**,**/.git/**}';

/** How the last scan went. */
export interface ScanState {
  readonly read: number;
  /** Files that would be read but for the limit. */
  readonly left: number;
  /** Too large, or not to be had. */
  readonly unread: number;
  readonly cancelled: boolean;
}

export class PromptScan implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly found = new Map<string, ListedFile>();
  private readonly waiting = new Map<string, vscode.Uri>();
  private isIgnored: (uri: vscode.Uri) => boolean = () => false;
  private followers: vscode.Disposable | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private current: ScanState | undefined;
  /** Fires when files or the state change. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly analysis: Analysis,
    private readonly isRead: (kind: DocumentKind) => boolean,
    private readonly onDidChangeSettings: vscode.Event<unknown>,
  ) {}

  get files(): readonly ListedFile[] {
    return [...this.found.values()];
  }

  /** Undefined before the first scan. */
  get state(): ScanState | undefined {
    return this.current;
  }

  /** Reads everything anew. What was found stays in the list until the scan has ended; a cancelled one keeps what it has. */
  async run(progress: (done: number, of: number) => void, token: vscode.CancellationToken): Promise<void> {
    const { uris, left } = await this.filesToRead(token);
    const fresh = new Map<string, ListedFile>();
    let unread = 0;
    let read = 0;
    let next = uris[0] && currentText(uris[0], sizeLimit);
    for (const [index, uri] of uris.entries()) {
      if (token.isCancellationRequested) break;
      const text = await next;
      const following = uris[index + 1];
      next = following && currentText(following, sizeLimit);
      const reading = text === undefined ? undefined : await this.readingOf(uri, text);
      if (reading) remember(fresh, uri, reading);
      else unread++;
      progress(++read, uris.length);
    }
    this.found.clear();
    for (const [key, file] of fresh) this.found.set(key, file);
    this.current = { read, left, unread, cancelled: token.isCancellationRequested };
    this.followers ??= this.follow();
    this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.followers?.dispose();
    this.changed.dispose();
  }

  private async filesToRead(token: vscode.CancellationToken) {
    const [all, ignores] = await Promise.all([
      search('**/*', pathsLimit, token),
      search('**/.gitignore', 1_000, token).then(readIgnores),
    ]);
    this.isIgnored = (uri) => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      return folder === undefined || (ignores.get(folder.uri.toString())?.(below(folder, uri)) ?? false);
    };
    const wanted = all.filter((uri) => this.isWanted(uri)).sort((a, b) => (a.path < b.path ? -1 : 1));
    return { uris: wanted.slice(0, filesLimit), left: Math.max(0, wanted.length - filesLimit) };
  }

  private isWanted(uri: vscode.Uri): boolean {
    return this.isRead({ path: uri.path, languageId: '' }) && !this.isIgnored(uri);
  }

  /** Asks twice: the worker may have ended over another file. */
  private async readingOf(uri: vscode.Uri, text: string): Promise<TextReading | undefined> {
    const kind = { path: uri.path, languageId: '' };
    const reading = await this.analysis.read(kind, text);
    if (reading) return reading;
    await new Promise((resolve) => setTimeout(resolve, restMs));
    return this.analysis.read(kind, text);
  }

  private follow(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const look = (uri: vscode.Uri) => this.lookLater(uri);
    return vscode.Disposable.from(
      ...[watcher, watcher.onDidCreate(look), watcher.onDidChange(look), watcher.onDidDelete(look)],
      vscode.workspace.onDidChangeTextDocument(({ document }) => look(document.uri)),
      vscode.workspace.onDidCloseTextDocument((document) => look(document.uri)),
      this.onDidChangeSettings(() => {
        for (const key of this.found.keys()) look(vscode.Uri.parse(key));
      }),
    );
  }

  private lookLater(uri: vscode.Uri): void {
    const known = this.found.has(uri.toString());
    if (!known && (/\/(node_modules|\.git)\//.test(uri.path) || !this.isWanted(uri))) return;
    this.waiting.set(uri.toString(), uri);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.lookAgain(), quietMs);
  }

  private async lookAgain(): Promise<void> {
    const uris = [...this.waiting.values()];
    this.waiting.clear();
    for (const uri of uris) {
      const text = await currentText(uri, sizeLimit);
      const reading = text === undefined ? undefined : await this.readingOf(uri, text);
      if (reading) remember(this.found, uri, reading);
      else this.found.delete(uri.toString());
    }
    this.changed.fire();
  }
}

/** A file without prompts is not listed. */
function remember(files: Map<string, ListedFile>, uri: vscode.Uri, { prompts }: TextReading): void {
  const key = uri.toString();
  if (prompts.length === 0) files.delete(key);
  else files.set(key, { key, path: vscode.workspace.asRelativePath(uri), prompts });
}

/** Without what the user's `files.exclude` leaves out. */
async function search(pattern: string, most: number, token: vscode.CancellationToken): Promise<vscode.Uri[]> {
  return vscode.workspace.findFiles(pattern, foldersLeftOut, most, token).then(
    (found) => found,
    () => [], // a file system without search
  );
}

/** The rules of each workspace folder, by its URI. */
async function readIgnores(uris: readonly vscode.Uri[]): Promise<Map<string, (path: string) => boolean>> {
  const byFolder = new Map<string, IgnoreFile[]>();
  for (const uri of uris) {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) continue;
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const key = folder.uri.toString();
      const rule = { folder: below(folder, uri).slice(0, -'.gitignore'.length), text };
      byFolder.set(key, [...(byFolder.get(key) ?? []), rule]);
    } catch {
      // gone since it was found: it leaves nothing out
    }
  }
  return new Map([...byFolder].map(([key, files]) => [key, ignoreTest(files)]));
}

function below({ uri: folder }: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.path.replace(/\/$/, '').length + 1);
}
