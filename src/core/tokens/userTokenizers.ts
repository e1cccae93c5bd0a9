// The tokenizer files that a user has for models whose vocabulary is open: which model has which, and the encodings made of them.
import type { Encoding } from './encoding';
import { openEncoding } from './loadEncoding';
import { LongTexts } from './longTexts';
import { modelName, withoutVendor } from './modelName';
import type { Utf8Encoder } from './tokenizer';

/** An encoding made of a file. */
export interface UserEncoding {
  readonly encoding: Encoding;
  readonly texts: LongTexts;
}

/** What opening the files needs. */
export interface TokenizerTools {
  /** The content of a file of the user's; rejects if it cannot be read. Absent where there are no files, as in a browser. */
  readonly readFile?: ((path: string) => Promise<string>) | undefined;
  readonly utf8: Utf8Encoder;
  /** Gets one English sentence for each file that cannot be used. */
  readonly report: (problem: string) => void;
}

export class UserTokenizers {
  private paths: ReadonlyMap<string, string> = new Map();
  private readonly opening = new Map<string, Promise<void>>();
  private readonly open = new Map<string, UserEncoding>();

  constructor(private readonly tools: TokenizerTools) {}

  /** Takes the setting `promptMeter.tokenizers`: model id, or how ids of a family begin -> path. What is no path is passed over. */
  use(setting: unknown): void {
    const entries = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
    const paths = entries.flatMap(([key, path]): [string, string][] =>
      typeof path === 'string' && path.trim() !== '' && key.trim() !== ''
        ? [[key.trim().toLowerCase(), path.trim()]]
        : [],
    );
    this.paths = new Map(paths);
  }

  /** Opens the file of a model, if it has one; resolves in any case. */
  async load(modelId: string): Promise<void> {
    const path = this.pathOf(modelId);
    if (path === undefined) return;
    const known = this.opening.get(path);
    const opening = known ?? this.openFile(path);
    if (known === undefined) this.opening.set(path, opening);
    await opening;
  }

  /** The encoding of a model that has a file, once it is loaded and if it can be used. */
  encodingOf(modelId: string): UserEncoding | undefined {
    const path = this.pathOf(modelId);
    return path === undefined ? undefined : this.open.get(path);
  }

  private async openFile(path: string): Promise<void> {
    const { readFile, utf8, report } = this.tools;
    try {
      if (readFile === undefined) throw new Error('files cannot be read here');
      const encoding = openEncoding(path, await readFile(path), utf8);
      this.open.set(path, { encoding, texts: new LongTexts(encoding) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const detail = reason.includes(path) ? reason : `${path}: ${reason}`;
      report(`A tokenizer file cannot be used, counts are estimates: ${detail}`);
    }
  }

  /** The whole id first, then without its vendor; then the longest beginning. */
  private pathOf(modelId: string): string | undefined {
    if (this.paths.size === 0) return undefined;
    const { model } = modelName(modelId);
    const names = [modelId.toLowerCase(), model, withoutVendor(model)];
    for (const name of names) {
      const path = this.paths.get(name);
      if (path !== undefined) return path;
    }
    const begins = [...this.paths.keys()].filter((key) => names.some((name) => name.startsWith(key)));
    const longest = begins.sort((a, b) => b.length - a.length)[0];
    return longest === undefined ? undefined : this.paths.get(longest);
  }
}
