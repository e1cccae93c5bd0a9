// The project files of the open folders, in the worker: which one holds for a document, and what it says of it.
import { type LimitFile, limitsFor, readLimitFile } from './limitFile';
import type { Limit } from './limits';
import type { ProjectProblem, ProjectText } from './protocol';

interface Project {
  readonly key: string;
  /** With a slash at its end. */
  readonly folder: string;
  readonly file: LimitFile;
}

export class Projects {
  private all: readonly Project[] = [];

  /** Replaces all files. Answers with what is wrong in each of them, and with nothing for those that are gone. */
  use(files: readonly ProjectText[]): { readonly key: string; readonly problems: readonly ProjectProblem[] }[] {
    const gone = this.all.filter(({ key }) => !files.some((file) => file.key === key));
    this.all = files.map(({ key, path, text }) => ({
      key,
      folder: path.slice(0, path.lastIndexOf('/') + 1),
      file: readLimitFile(text, key),
    }));
    const found = this.all.map(({ key, file }) => ({
      key,
      problems: file.problems.map(({ span, sentence, key: place, bad }) => ({ span, sentence, place, bad })),
    }));
    return [...found, ...gone.map(({ key }) => ({ key, problems: [] }))];
  }

  /** What the nearest file above a document says of it; undefined when there is none. `path` has forward slashes. */
  limitsFor(path: string): { readonly limits: readonly Limit[]; readonly model: string | undefined } | undefined {
    const above = this.all.filter(({ folder }) => path.startsWith(folder));
    const [nearest] = above.sort((a, b) => b.folder.length - a.folder.length);
    return nearest && limitsFor(nearest.file, path.slice(nearest.folder.length));
  }
}
