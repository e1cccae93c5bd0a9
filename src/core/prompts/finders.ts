// The list: which finder reads which document. A new prompt-file format is one file and one row here, a new language one row in `languages`.
import { CodeFinder } from './code/codeFinder';
import { Grammars } from './code/grammars';
import type { CodeLanguage } from './code/language';
import { python } from './code/python';
import { javascript, tsx, typescript } from './code/script';
import { readAgentInstructions } from './files/agentInstructions';
import { readDotprompt } from './files/dotprompt';
import { readEditorInstructions, readEditorPrompt } from './files/editorPrompt';
import { readPrompty } from './files/prompty';
import { readSkill } from './files/skill';
import type { Detection, DocumentKind, PromptFinder, ReadAsset } from './prompt';

/** Reads a whole prompt file. Pure and linear; any text gives a detection. */
type ReadFile = (text: string) => Detection;

interface FileFormat {
  /** Tested against the path with forward slashes. */
  readonly path: RegExp;
  /** VS Code language ids that mean this format whatever the file is called. */
  readonly ids?: readonly string[];
  readonly read: ReadFile;
}

/** The first that fits counts. */
const fileFormats: readonly FileFormat[] = [
  { path: /(^|\/)skill\.md$/i, ids: ['skill'], read: readSkill },
  { path: /(^|\/)(agents|claude|gemini)(\.local)?\.md$/i, read: readAgentInstructions },
  { path: /(^|\/)copilot-instructions\.md$/i, read: readAgentInstructions },
  { path: /\.prompt\.md$/i, ids: ['prompt'], read: readEditorPrompt },
  { path: /\.(instructions|agent|chatmode)\.md$/i, ids: ['instructions', 'chatagent'], read: readEditorInstructions },
  { path: /\.prompty$/i, ids: ['prompty'], read: readPrompty },
  { path: /\.prompt$/i, ids: ['dotprompt'], read: readDotprompt },
];

interface LanguageRow {
  readonly ids: readonly string[];
  readonly path: RegExp;
  readonly language: CodeLanguage;
}

const languages: readonly LanguageRow[] = [
  { ids: ['python'], path: /\.pyi?$/i, language: python },
  { ids: ['typescript'], path: /\.[mc]?ts$/i, language: typescript },
  { ids: ['typescriptreact'], path: /\.tsx$/i, language: tsx },
  { ids: ['javascript', 'javascriptreact'], path: /\.([mc]?js|jsx)$/i, language: javascript },
];

function formatOf({ path, languageId }: DocumentKind): FileFormat | undefined {
  return (
    fileFormats.find((format) => format.path.test(path)) ??
    fileFormats.find(({ ids }) => ids?.includes(languageId) === true)
  );
}

function languageOf({ path, languageId }: DocumentKind): CodeLanguage | undefined {
  const row =
    languages.find(({ ids }) => ids.includes(languageId)) ??
    (languageId === '' ? languages.find((candidate) => candidate.path.test(path)) : undefined);
  return row?.language;
}

/** Opens finders for documents. Holds the loaded grammars: one object per process (see `Grammars`). */
export class Finders {
  readonly #grammars: Grammars;

  constructor(readAsset: ReadAsset) {
    this.#grammars = new Grammars(readAsset);
  }

  /**
   * A finder for one document, which keeps that document's tree; undefined when no finder reads such documents.
   * Rejects when a grammar cannot be read; asking again tries again. Prompt files win over languages, so `x.prompt.md` needs no grammar.
   */
  open(kind: DocumentKind): Promise<PromptFinder> | undefined {
    const format = formatOf(kind);
    if (format !== undefined) return Promise.resolve({ find: format.read, dispose() {} });
    const language = languageOf(kind);
    if (language === undefined) return undefined;
    return this.#grammars.load(language).then((grammar) => new CodeFinder(language, grammar));
  }
}
