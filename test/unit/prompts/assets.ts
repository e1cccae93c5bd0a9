// The built data files, read from dist/ as the node surfaces do.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadAsset } from '../../../src/core/assets';
import { CodeFinder, type CodeOptions } from '../../../src/core/prompts/code/codeFinder';
import { csharp } from '../../../src/core/prompts/code/languages/csharp';
import { go } from '../../../src/core/prompts/code/languages/go';
import { java } from '../../../src/core/prompts/code/languages/java';
import { kotlin } from '../../../src/core/prompts/code/languages/kotlin';
import { php } from '../../../src/core/prompts/code/languages/php';
import { python } from '../../../src/core/prompts/code/languages/python';
import { ruby } from '../../../src/core/prompts/code/languages/ruby';
import { rust } from '../../../src/core/prompts/code/languages/rust';
import { javascript, tsx, typescript } from '../../../src/core/prompts/code/languages/script';
import { Grammars } from '../../../src/core/prompts/code/syntax/grammars';
import type { CodeLanguage } from '../../../src/core/prompts/code/syntax/language';
import { SyntaxTree } from '../../../src/core/prompts/code/syntax/syntaxTree';
import { Finders } from '../../../src/core/prompts/finders';
import type { PromptFinder } from '../../../src/core/prompts/prompt';

const readAsset: ReadAsset = (name) => readFile(path.join('dist', name));

export const finders = new Finders(readAsset);

/** By the ending of their files. */
export const languages: Readonly<Record<string, CodeLanguage>> = {
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
export const grammars = new Grammars(readAsset);

function languageOf(name: string): CodeLanguage {
  const language = languages[path.extname(name)];
  if (language === undefined) throw new Error(`no language for ${name}`);
  return language;
}

/** A finder of code with sizes of the test's own. Not to be opened while another one loads (see `Grammars`). */
export async function codeFinder(
  name: string,
  sizes: Pick<CodeOptions, 'splitLength' | 'limits'>,
): Promise<PromptFinder> {
  const language = languageOf(name);
  return new CodeFinder(language, await grammars.load(language), { path: name, ...sizes });
}

/** True when the parser finds errors in a source. */
export async function hasErrors(name: string, text: string): Promise<boolean> {
  const parser = await grammars.load(languageOf(name));
  const tree = new SyntaxTree(parser);
  const found = tree.update(text, undefined)?.root.hasError !== false;
  tree.dispose();
  return found;
}
