// The project files of the open folders, in the worker: which one holds for a document, and what it says of it.
import type { EstimateSettings } from '../costs/analyse';
import { type LimitFile, limitsFor, readLimitFile } from '../costs/limitFile';
import type { ProjectProblem, ProjectText } from './protocol';

/** The part of the settings of costing that a project has a say in. */
export type ProjectSettings = Partial<Pick<EstimateSettings, 'limits' | 'defaultModel' | 'defaultSource'>>;

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

  /** How the nearest file above a document has it costed; empty when there is none. `path` has forward slashes. */
  settingsFor(path: string): ProjectSettings {
    const above = this.all.filter(({ folder }) => path.startsWith(folder));
    const [nearest] = above.sort((a, b) => b.folder.length - a.folder.length);
    if (!nearest) return {};
    const { limits, model } = limitsFor(nearest.file, path.slice(nearest.folder.length));
    return model === undefined ? { limits } : { limits, defaultModel: model, defaultSource: 'project' };
  }
}
