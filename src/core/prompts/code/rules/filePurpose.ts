// What a file is for, by its name and folder.

/** True for files named for their prompts: `prompts.py`, `prompt_templates.ts`, `prompts/support.go`; not for their tests. */
function isPromptModule(path: string): boolean {
  const [file = '', folder = ''] = path.split('/').reverse();
  if (/(^|[._-])(test|tests|spec|fixtures?)([._-]|$)/i.test(file)) return false;
  return (
    /^(system[_-]?)?prompts?([_-]?(templates?|text|library|constants|defs|settings|builders?))?\.\w+$/i.test(file) ||
    /^(system[_-]?)?prompts?([_-]?(templates?|builders?))?$/i.test(folder)
  );
}

/** Files of an interface's words, by language: `locales/en/chat.ts`, `i18n/de.ts`. */
const translations = /(^|\/)(locales?|i18n|lang|languages|translations?|l10n)\//i;

/** True for files that hold the words of an interface: what is called a prompt there is mostly a question to a person, or offered to one. */
export const isTranslation = (path: string): boolean => translations.test(path);

/** True for files of tests and benchmarks: `test_desk.py`, `desk.spec.ts`, `DeskTest.kt`, `tests/desk.rs`. */
function isTestFile(path: string): boolean {
  const [file = '', folder = ''] = path.split('/').reverse();
  return (
    /^test_|[._-](test|spec|bench)\.\w+$|(Tests?|Specs?|Benchmarks?)\.(java|kt|cs|php)$/.test(file) ||
    folders.test(folder)
  );
}

const folders = /^(tests?|__tests__|specs?)$/;

/** What a source file is for, by its name: its prompts, tests, the words of an interface, or anything. */
export type FilePurpose = 'prompts' | 'tests' | 'words' | 'any';

export function purposeOf(path: string): FilePurpose {
  if (isPromptModule(path)) return 'prompts';
  if (isTestFile(path)) return 'tests';
  return isTranslation(path) ? 'words' : 'any';
}
