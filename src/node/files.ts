// The files that a scan reads: what is named, and what lies below named folders and is not ignored by git.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readProblem } from './inputError';

/** Rules of one `.gitignore`, for the paths below its folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

const foldersLeftOut = new Set(['.git', 'node_modules', '.hg', '.svn']);

/** Files found, in a stable order, and what could not be read, each naming the path. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly problems: readonly string[];
}

/** Expands the paths; symbolic links are followed only when named. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const files = new Set<string>();
  const problems: string[] = [];
  for (const named of paths) {
    try {
      if ((await stat(named)).isDirectory()) await walk(named, await rulesAbove(named), files, problems);
      else files.add(named);
    } catch (error) {
      problems.push(readProblem(named, error));
    }
  }
  return { files: [...files], problems };
}

async function walk(
  folder: string,
  above: readonly IgnoreRules[],
  files: Set<string>,
  problems: string[],
): Promise<void> {
  const rules = [...above, ...(await rulesOf(path.resolve(folder)))];
  let entries: Awaited<ReturnType<typeof readEntries>>;
  try {
    entries = await readEntries(folder);
  } catch (error) {
    problems.push(readProblem(folder, error));
    return;
  }
  for (const entry of entries) {
    const child = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (foldersLeftOut.has(entry.name) || isIgnored(`${path.resolve(child)}/`, rules)) continue;
      await walk(child, rules, files, problems);
    } else if (entry.isFile() && !isIgnored(path.resolve(child), rules)) {
      files.add(child);
    }
  }
}

async function readEntries(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A deeper `.gitignore` may take back what a higher one ignores. */
function isIgnored(absolute: string, rules: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { folder, rules: own } of rules) {
    const below = path.relative(folder, absolute).split(path.sep).join('/');
    const verdict = own.test(absolute.endsWith('/') ? `${below}/` : below);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

async function rulesOf(folder: string): Promise<IgnoreRules[]> {
  try {
    return [{ folder, rules: ignore().add(await readFile(path.join(folder, '.gitignore'), 'utf8')) }];
  } catch {
    return []; // no such file, or not readable: nothing is ignored by it
  }
}

/** The `.gitignore` files between the repository's root and the folder, root first. */
async function rulesAbove(folder: string): Promise<IgnoreRules[]> {
  const above: IgnoreRules[][] = [];
  for (let at = path.resolve(folder); !(await isRepositoryRoot(at)) && path.dirname(at) !== at; ) {
    at = path.dirname(at);
    above.unshift(await rulesOf(at));
  }
  return above.flat();
}

async function isRepositoryRoot(folder: string): Promise<boolean> {
  return stat(path.join(folder, '.git')).then(
    () => true,
    () => false,
  );
}
