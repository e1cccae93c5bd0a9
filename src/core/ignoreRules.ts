// What `.gitignore` files leave out, for a scan where nothing may be run. Rules as git documents them, on paths alone.
// Source: https://git-scm.com/docs/gitignore (read 2026-11 for the notes). Ranges in brackets stand for any character.
import { type PathTest, readGlob } from './glob';

/** One `.gitignore`. */
export interface IgnoreFile {
  /** Its folder, relative to the same root as the paths that are asked for, with a slash at its end; empty for the root. */
  readonly folder: string;
  readonly text: string;
}

interface Rule {
  readonly folder: string;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly fits: PathTest;
}

/** Lines of one file that are read. */
const linesLimit = 2_000;

/** True for paths of files that the rules leave out. A file in a folder that is left out cannot be taken back. */
export function ignoreTest(files: readonly IgnoreFile[]): PathTest {
  const rules = [...files].sort((a, b) => a.folder.length - b.folder.length).flatMap(rulesOf);
  const known = new Map<string, boolean>();
  const folderIsIgnored = (folder: string): boolean => {
    if (folder === '') return false;
    const before = known.get(folder);
    if (before !== undefined) return before;
    const above = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
    const ignored = folderIsIgnored(above) || verdict(rules, folder.slice(0, -1), true);
    known.set(folder, ignored);
    return ignored;
  };
  return (path) => folderIsIgnored(path.slice(0, path.lastIndexOf('/') + 1)) || verdict(rules, path, false);
}

/** The last rule that fits decides. */
function verdict(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, negated, foldersOnly, fits } of rules) {
    if (ignored !== negated || (foldersOnly && !isFolder) || !path.startsWith(folder)) continue;
    if (fits(`@/${path.slice(folder.length)}`)) ignored = !negated;
  }
  return ignored;
}

function rulesOf({ folder, text }: IgnoreFile): Rule[] {
  return text.split(/\r?\n/, linesLimit).flatMap((line) => ruleOf(line.replace(/(?<!\\)\s+$/, ''), folder));
}

function ruleOf(line: string, folder: string): Rule[] {
  if (line === '' || line.startsWith('#')) return [];
  const negated = line.startsWith('!');
  const written = line.slice(negated ? 1 : 0).replace(/^\\(?=[#!])/, '');
  const foldersOnly = written.endsWith('/');
  const pattern = written.replace(/\/$/, '').replace(/\[(!?[^\]/]{1,20})\]/g, characters);
  const anchored = pattern.includes('/') ? `@/${pattern.replace(/^\//, '')}` : `@/**/${pattern}`;
  const fits = readGlob(anchored);
  return typeof fits === 'function' ? [{ folder, negated, foldersOnly, fits }] : [];
}

/** `[cod]` as alternatives. */
function characters(_: string, inside: string): string {
  return /[-!^,{}]/.test(inside) ? '?' : `{${[...inside].join(',')}}`;
}
