// The project files above the files of a check: the nearest one counts, up to the root of the repository.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type LimitFile, readLimitFile } from '../core/costs/limitFile';
import { limitFileName } from '../core/costs/limits';
import { english, translated } from '../core/words';
import { readProblem } from './inputError';

/** A project file, and a file below its folder. */
export interface Project {
  readonly file: LimitFile;
  /** From the project file's folder, with forward slashes. */
  readonly relative: string;
}

/** What is wrong with a project file; `bad` ends in exit code 2. */
export interface ProjectProblem {
  readonly bad: boolean;
  readonly message: string;
}

interface Found {
  readonly folder: string;
  readonly file: LimitFile;
}

/** Each folder is looked at once. */
export class ProjectFiles {
  private readonly byFolder = new Map<string, Promise<Found | undefined>>();
  private readonly read = new Map<string, LimitFile>();
  readonly problems: ProjectProblem[] = [];

  /** `named`: the one file that counts, instead of the nearest. */
  constructor(private readonly named: string | undefined) {}

  async nearest(file: string): Promise<Project | undefined> {
    const absolute = path.resolve(file);
    const found = await (this.named === undefined
      ? this.above(path.dirname(absolute))
      : this.fileIn(path.dirname(path.resolve(this.named)), path.resolve(this.named)));
    if (!found) return undefined;
    return { file: found.file, relative: path.relative(found.folder, absolute).split(path.sep).join('/') };
  }

  /** Reads the project file of a folder even when there is nothing to check below it, so that a broken one is told. */
  async look(folderOrFile: string): Promise<void> {
    await this.nearest(path.join(folderOrFile, 'any'));
  }

  private above(folder: string): Promise<Found | undefined> {
    const known = this.byFolder.get(folder);
    if (known) return known;
    const found = this.search(folder);
    this.byFolder.set(folder, found);
    return found;
  }

  private async search(folder: string): Promise<Found | undefined> {
    const here = await this.fileIn(folder, path.join(folder, limitFileName));
    const parent = path.dirname(folder);
    if (here !== undefined || parent === folder || (await exists(path.join(folder, '.git')))) return here;
    return this.above(parent);
  }

  /** Undefined when there is no such file; one that cannot be read is a problem and holds no limits. */
  private async fileIn(folder: string, file: string): Promise<Found | undefined> {
    const known = this.read.get(file);
    if (known) return { folder, file: known };
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const missing =
        error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
      if (missing && this.named === undefined) return undefined;
      this.problems.push({ bad: true, message: readProblem(nameOf(file), error) });
      text = '{}';
    }
    const limits = readLimitFile(text, file);
    this.read.set(file, limits);
    for (const { bad, key, sentence } of limits.problems) {
      const at = key === '' ? nameOf(file) : `${nameOf(file)}: "${key}"`;
      this.problems.push({ bad, message: `${at} ${translated(sentence, english)}` });
    }
    return { folder, file: limits };
  }
}

/** As one would name it from here. */
export function nameOf(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return (relative.startsWith('..') ? file : relative).split(path.sep).join('/');
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
