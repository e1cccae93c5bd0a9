// The list: which finder reads which document. A new prompt-file format is one file, one row here and one in documentKind.ts; a new
// language is one adapter and the same two rows.
import type { ReadAsset } from '../assets';
import { CodeFinder } from './code/codeFinder';
import { csharp } from './code/languages/csharp';
import { go } from './code/languages/go';
import { java } from './code/languages/java';
import { kotlin } from './code/languages/kotlin';
import { php } from './code/languages/php';
import { python } from './code/languages/python';
import { ruby } from './code/languages/ruby';
import { rust } from './code/languages/rust';
import { javascript, tsx, typescript } from './code/languages/script';
import { type LoadedLanguage, NotebookFinder } from './code/notebookCells';
import { Grammars } from './code/syntax/grammars';
import type { CodeLanguage } from './code/syntax/language';
import {
  type CodeLanguageName,
  type FileFormat,
  formatOf,
  isNotebook,
  isNotebookCell,
  languageOf,
} from './documentKind';
import { readAgentInstructions } from './files/agentInstructions';
import { readBaml } from './files/baml';
import { readChatLines } from './files/chatLines';
import { readCommand } from './files/command';
import { readPromptFile } from './files/dotprompt';
import { readEditorInstructions, readEditorPrompt } from './files/editorPrompt';
import { heedInFile } from './files/fileComments';
import { readPluginPrompt } from './files/pluginPrompt';
import { readPoml } from './files/poml';
import { readPromptData } from './files/promptData';
import { readJinjaChat, readPromptFolder, readSpringTemplate } from './files/promptFolder';
import { readPromptYaml } from './files/promptYaml';
import { readPrompty } from './files/prompty';
import { readSkPrompt } from './files/semanticKernel';
import { readSkill } from './files/skill';
import { readPromptl } from './files/taggedPrompt';
import { readTomlCommand } from './files/tomlCommand';
import { type Detection, type DocumentKind, nothingFound, type PromptFinder } from './prompt';
import { isReadFor, type UserSay, usualSay } from './userSay';

/** Reads a whole prompt file. Pure and linear; any text gives a detection. Of the path only names and ending count. */
type ReadFile = (text: string, path: string) => Detection;

const readers: Readonly<Record<FileFormat, ReadFile>> = {
  skill: readSkill,
  agentInstructions: readAgentInstructions,
  editorPrompt: readEditorPrompt,
  editorInstructions: readEditorInstructions,
  prompty: readPrompty,
  dotprompt: readPromptFile,
  command: readCommand,
  pluginPrompt: readPluginPrompt,
  promptYaml: readPromptYaml,
  promptFolder: readPromptFolder,
  skPrompt: readSkPrompt,
  springTemplate: readSpringTemplate,
  jinjaChat: readJinjaChat,
  baml: readBaml,
  promptl: readPromptl,
  poml: readPoml,
  tomlCommand: readTomlCommand,
  chatLines: readChatLines,
  promptData: readPromptData,
};

const languages: Readonly<Record<CodeLanguageName, CodeLanguage>> = {
  python,
  typescript,
  tsx,
  javascript,
  go,
  java,
  kotlin,
  csharp,
  ruby,
  php,
  rust,
};

/** A link of the repository where links are checked out as files: its text is the path of the file it stands for. */
const link = /^(\.{1,2}\/){1,20}[\w.@/-]{1,300}\s?$/;

/** Opens finders for documents. Holds the loaded grammars: one object per process (see `Grammars`). */
export class Finders {
  readonly #grammars: Grammars;

  constructor(readAsset: ReadAsset) {
    this.#grammars = new Grammars(readAsset);
  }

  /**
   * A finder for one document, with the user's say, which keeps that document's tree; undefined when no finder reads such documents.
   * Rejects when a grammar cannot be read; asking again tries again. Prompt files win over languages, so `x.prompt.md` needs no grammar.
   */
  open(kind: DocumentKind, say: UserSay = usualSay): Promise<PromptFinder> | undefined {
    if (!isReadFor(kind, say)) return undefined;
    const included = languageOf(kind) === undefined && say.isIncluded?.(kind.path) === true;
    const format = formatOf(kind) ?? (included ? 'promptFolder' : undefined);
    if (format !== undefined)
      return Promise.resolve({
        find: (text) => (link.test(text) ? nothingFound : heedInFile(readers[format](text, kind.path), text, say)),
        dispose() {},
      });
    if (isNotebook(kind)) return Promise.resolve(new NotebookFinder((id) => this.#loaded(id), say));
    const name = languageOf(kind);
    if (name === undefined) return undefined;
    const language = languages[name];
    const options = { path: kind.path, say, isCell: isNotebookCell(kind) };
    return this.#grammars.load(language).then((parser) => new CodeFinder(language, parser, options));
  }

  /** The language of a notebook's cells. */
  async #loaded(languageId: string): Promise<LoadedLanguage | undefined> {
    const name = languageOf({ path: '', languageId });
    if (name === undefined) return undefined;
    return { language: languages[name], parser: await this.#grammars.load(languages[name]) };
  }
}
