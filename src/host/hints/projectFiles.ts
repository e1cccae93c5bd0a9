// Files that stand beside prompts and say something about them: `prompt-meter.json` with limits, sample values for the holes of a
// template, the configuration of `skprompt.txt`. Read as text, kept up to date, and handed to the worker, which understands them.
import * as vscode from 'vscode';
import { limitFileName } from '../../core/costs/limits';
import { type BesideTexts, configFileName, sampleFileNames } from '../../core/prompts/besideNames';
import type { ProjectText } from '../../core/session/protocol';
import type { Analysis } from './analysis';
import { type Documents, keyOf } from './documents';

/** Larger files are not read. */
const sizeLimit = 512 * 1024;
/** Project files that are looked for in one workspace. */
const filesLimit = 100;
const gatherMs = 200;

export class ProjectFiles implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;
  private readonly looked = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly analysis: Analysis,
    private readonly documents: Documents,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const limits = vscode.workspace.createFileSystemWatcher(`**/${limitFileName}`);
    const beside = vscode.workspace.createFileSystemWatcher('**/{*.sample.{json,yaml,yml},config.json}');
    const lookLater = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.readLimits(), gatherMs);
    };
    const lookAgain = () => this.lookForAll();
    this.subscriptions = vscode.Disposable.from(
      ...[limits, limits.onDidCreate(lookLater), limits.onDidChange(lookLater), limits.onDidDelete(lookLater)],
      ...[beside, beside.onDidCreate(lookAgain), beside.onDidChange(lookAgain), beside.onDidDelete(lookAgain)],
      vscode.workspace.onDidChangeWorkspaceFolders(lookLater),
      vscode.workspace.onDidCloseTextDocument((document) => this.looked.delete(keyOf(document))),
      documents.onDidChange((document) => this.lookBeside(document)),
    );
    lookLater();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private async readLimits(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const atTop = folders.map(({ uri }) => vscode.Uri.joinPath(uri, limitFileName));
    const below = await vscode.workspace.findFiles(`**/${limitFileName}`, '**/node_modules/**', filesLimit).then(
      (found) => found,
      () => [], // a file system without search
    );
    const uris = new Map([...atTop, ...below].map((uri) => [uri.toString(), uri] as const));
    const texts = await Promise.all(
      [...uris].map(async ([key, uri]): Promise<ProjectText[]> => {
        const text = await this.readText(uri);
        return text === undefined ? [] : [{ key, path: uri.path, text }];
      }),
    );
    this.analysis.useProjects(texts.flat());
  }

  private lookForAll(): void {
    this.looked.clear();
    for (const { document } of vscode.window.visibleTextEditors) this.lookBeside(document);
  }

  /** Once for each document whose prompts have holes, or whose settings are in another file. */
  private lookBeside(document: vscode.TextDocument): void {
    const key = keyOf(document);
    if (this.looked.has(key) || document.uri.scheme === 'untitled') return;
    const hints = this.documents.hintsOf(document);
    const name = document.uri.path.split('/').at(-1) ?? '';
    const holed = hints?.prompts.some((prompt) => prompt.holes.length > 0) === true;
    if (!hints || !(holed || configFileName(name) !== undefined)) return;
    this.looked.add(key);
    void this.readBeside(document.uri, name).then((texts) => this.analysis.useBeside(key, texts));
  }

  private async readBeside(uri: vscode.Uri, of: string): Promise<BesideTexts> {
    const folder = vscode.Uri.joinPath(uri, '..');
    const entries = await vscode.workspace.fs.readDirectory(folder).then(
      (found) => new Set(found.map(([name]) => name)),
      () => new Set<string>(),
    );
    const read = (name: string | undefined) =>
      name === undefined || !entries.has(name) ? undefined : this.readText(vscode.Uri.joinPath(folder, name));
    const [samples, config] = await Promise.all([
      read(sampleFileNames(of).find((each) => entries.has(each))),
      read(configFileName(of)),
    ]);
    return { ...(samples === undefined ? {} : { samples }), ...(config === undefined ? {} : { config }) };
  }

  /** Undefined when there is no such file, or none that can be read. */
  private async readText(uri: vscode.Uri): Promise<string | undefined> {
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > sizeLimit) {
        this.log.warn(`A file beside a prompt is over ${sizeLimit / 1024} KB and is not read.`);
        return undefined;
      }
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return undefined;
    }
  }
}
