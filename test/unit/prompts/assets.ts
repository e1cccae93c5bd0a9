// The built data files, read from dist/ as the node surfaces do.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadAsset } from '../../../src/core/assets';
import { CodeFinder } from '../../../src/core/prompts/code/codeFinder';
import { csharp } from '../../../src/core/prompts/code/csharp';
import { go } from '../../../src/core/prompts/code/go';
import { Grammars } from '../../../src/core/prompts/code/grammars';
import { java } from '../../../src/core/prompts/code/java';
import { kotlin } from '../../../src/core/prompts/code/kotlin';
import type { CodeLanguage } from '../../../src/core/prompts/code/language';
import { php } from '../../../src/core/prompts/code/php';
import { python } from '../../../src/core/prompts/code/python';
import { ruby } from '../../../src/core/prompts/code/ruby';
import { rust } from '../../../src/core/prompts/code/rust';
import { javascript, tsx, typescript } from '../../../src/core/prompts/code/script';
import { Finders } from '../../../src/core/prompts/finders';
import type { PromptFinder } from '../../../src/core/prompts/prompt';

const readAsset: ReadAsset = (name) => readFile(path.join('dist', name));

export const finders = new Finders(readAsset);

const languages: Readonly<Record<string, CodeLanguage>> = {
  '.py': python,
  '.ts': typescript,
  '.tsx': tsx,
  '.js': javascript,
  '.go': go,
  '.rs': rust,
  '.php': php,
  '.rb': ruby,
  '.cs': csharp,
  '.java': java,
  '.kt': kotlin,
};
const grammars = new Grammars(readAsset);

/** A finder of code that splits statements from this length on. Not to be opened while another one loads (see `Grammars`). */
export async function splittingFinder(name: string, splitLength: number): Promise<PromptFinder> {
  const language = languages[path.extname(name)];
  if (language === undefined) throw new Error(`no language for ${name}`);
  return new CodeFinder(language, await grammars.load(language), {
    path: name,
    ...(splitLength === undefined ? {} : { splitLength }),
  });
}
