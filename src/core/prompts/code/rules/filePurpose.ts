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

/** What a source file is for, by its name: its prompts, the words of an interface, or anything. */
export type FilePurpose = 'prompts' | 'words' | 'any';

export function purposeOf(path: string): FilePurpose {
  if (isPromptModule(path)) return 'prompts';
  return isTranslation(path) ? 'words' : 'any';
}
