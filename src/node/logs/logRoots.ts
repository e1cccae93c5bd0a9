// Where the logs of a tool are on this machine, and which files are read there.
// Source: Claude Code (CLAUDE_CONFIG_DIR, XDG_CONFIG_HOME) and Codex CLI (CODEX_HOME) as github.com/ccusage/ccusage 20.0.24 and
// github.com/openai/codex describe them, read 2026-11-21.
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { InputError } from '../inputError';
import { lookAt } from './look';
import type { LogFile } from './readLogFile';

interface Place {
  /** The folder itself or what lies in it. */
  readonly folders: readonly string[];
  readonly defaults: (environment: NodeJS.ProcessEnv) => readonly string[];
}

const places: Readonly<Record<string, Place>> = {
  'claude-code': {
    folders: ['projects'],
    defaults: ({ CLAUDE_CONFIG_DIR, XDG_CONFIG_HOME }) => {
      const named = (CLAUDE_CONFIG_DIR ?? '').split(',').flatMap((each) => each.trim() || []);
      const config = XDG_CONFIG_HOME || path.join(homedir(), '.config');
      return named.length > 0 ? named : [path.join(config, 'claude'), path.join(homedir(), '.claude')];
    },
  },
  codex: {
    folders: ['sessions', 'archived_sessions'],
    defaults: ({ CODEX_HOME }) => [CODEX_HOME || path.join(homedir(), '.codex')],
  },
};

/** The folders of the tool: those named, which must be there, else its own, which need not. */
export async function logRoots(
  tool: string,
  named: readonly string[] | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const roots = named ?? places[tool]?.defaults(environment) ?? [];
  const found: string[] = [];
  for (const root of roots) {
    const isFolder = await stat(root).then(
      (stats) => stats.isDirectory(),
      () => undefined,
    );
    if (isFolder) found.push(path.resolve(root));
    else if (named)
      throw new InputError(`${root}: ${isFolder === undefined ? 'no such file or folder' : 'is not a folder'}`);
  }
  return [...new Set(found)];
}

/** Every `.jsonl` file of the tool below the roots, in a stable order, each once. Links are not followed. Holds its thread at times. */
export async function findLogFiles(tool: string, roots: readonly string[]): Promise<LogFile[]> {
  const files = new Map<string, LogFile>();
  for (const root of roots) {
    const folders = await subfolders(root, places[tool]?.folders ?? []);
    for (const folder of folders) await collect(folder, path.relative(root, folder) || path.basename(folder), files);
  }
  const all = [...files.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return tool === 'codex' ? withoutArchivedCopies(all) : all;
}

/** Whether `findLogFiles` would find any; looks no further than the first. */
export async function hasLogFiles(tool: string, roots: readonly string[]): Promise<boolean> {
  for (const root of roots) {
    for (const folder of await subfolders(root, places[tool]?.folders ?? [])) if (await holdsLog(folder)) return true;
  }
  return false;
}

async function holdsLog(folder: string): Promise<boolean> {
  const entries = await listFolder(folder).catch(() => []);
  if (entries.some((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))) return true;
  for (const entry of entries) if (entry.isDirectory() && (await holdsLog(path.join(folder, entry.name)))) return true;
  return false;
}

/** The tool's folders in the root; the root itself when it has none of them (it is one, or a copy of one). */
async function subfolders(root: string, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    const folder = path.join(root, name);
    if (
      await stat(folder).then(
        (stats) => stats.isDirectory(),
        () => false,
      )
    )
      found.push(folder);
  }
  return found.length > 0 ? found : [root];
}

async function collect(folder: string, name: string, files: Map<string, LogFile>): Promise<void> {
  // a folder that vanished or is closed to us holds no logs of this user
  for (const entry of await listFolder(folder).catch(() => [])) {
    const child = path.join(folder, entry.name);
    const childName = `${name}/${entry.name}`;
    if (entry.isDirectory()) await collect(child, childName, files);
    else if (entry.isFile() && entry.name.endsWith('.jsonl')) {
      const look = lookAt(child);
      if (look) files.set(child, { path: child, name: childName, look });
    }
  }
}

function listFolder(folder: string) {
  return readdir(folder, { withFileTypes: true });
}

/** A session that is in both folders is read where it is still active. */
function withoutArchivedCopies(files: LogFile[]): LogFile[] {
  const isArchived = ({ name }: LogFile) => name.startsWith('archived_sessions/');
  const active = new Set(files.filter((file) => !isArchived(file)).map(({ path: file }) => path.basename(file)));
  return files.filter((file) => !isArchived(file) || !active.has(path.basename(file.path)));
}
