// Which documents are read, told from their path and language id alone: light enough for the extension host to ask.
import type { DocumentKind } from './prompt';

/** Prompt-file formats; each has its reader in files/. */
export type FileFormat =
  | 'skill'
  | 'agentInstructions'
  | 'editorPrompt'
  | 'editorInstructions'
  | 'prompty'
  | 'dotprompt'
  | 'command'
  | 'promptYaml'
  | 'promptFolder';

/** Programming languages; each has its adapter in code/ and its grammar beside the bundle. */
export type CodeLanguageName =
  | 'python'
  | 'typescript'
  | 'tsx'
  | 'javascript'
  | 'go'
  | 'java'
  | 'kotlin'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'rust';

interface Row<Name> {
  readonly name: Name;
  /** Tested against the path with forward slashes. */
  readonly path: RegExp;
  /** VS Code language ids that mean this whatever the file is called. */
  readonly ids: readonly string[];
}

/** The first that fits counts. */
const fileFormats: readonly Row<FileFormat>[] = [
  { name: 'skill', path: /(^|\/)skill\.md$/i, ids: ['skill'] },
  { name: 'agentInstructions', path: /(^|\/)(agents|claude|gemini)(\.local)?\.md$/i, ids: [] },
  { name: 'agentInstructions', path: /(^|\/)copilot-instructions\.md$/i, ids: [] },
  { name: 'editorPrompt', path: /\.prompt\.md$/i, ids: ['prompt'] },
  { name: 'editorInstructions', path: /\.(instructions|agent|chatmode)\.md$/i, ids: ['instructions', 'chatagent'] },
  { name: 'prompty', path: /\.prompty$/i, ids: ['prompty'] },
  { name: 'dotprompt', path: /\.prompt$/i, ids: ['dotprompt'] },
  { name: 'promptYaml', path: /\.prompt\.ya?ml$/i, ids: [] },
  { name: 'agentInstructions', path: /(^|\/)\.(cursorrules|clinerules|windsurfrules)$/i, ids: [] },
  {
    name: 'agentInstructions',
    path: /(^|\/)\.(cursor\/rules|clinerules|windsurf\/rules)\/.{1,200}\.(md|mdc|txt)$/i,
    ids: [],
  },
  { name: 'agentInstructions', path: /(^|\/)\.claude\/agents\/.{1,200}\.md$/i, ids: [] },
  { name: 'command', path: /(^|\/)\.claude\/commands\/.{1,200}\.md$/i, ids: [] },
  { name: 'promptFolder', path: /(^|\/)skprompt\.txt$/i, ids: [] },
  {
    name: 'promptFolder',
    path: /(^|\/)prompts?\/(?!(.{1,200}\/)?(readme|license|changelog|contributing|requirements|robots|index|todo)\.)([^/]{1,200}\/){0,8}[^/]{1,200}\.(txt|md|j2|jinja2?|hbs|mustache)$/i,
    ids: [],
  },
];

const languages: readonly Row<CodeLanguageName>[] = [
  { name: 'python', path: /\.pyi?$/i, ids: ['python'] },
  { name: 'typescript', path: /\.[mc]?ts$/i, ids: ['typescript'] },
  { name: 'tsx', path: /\.tsx$/i, ids: ['typescriptreact'] },
  { name: 'javascript', path: /\.([mc]?js|jsx)$/i, ids: ['javascript', 'javascriptreact'] },
  { name: 'rust', path: /\.rs$/i, ids: ['rust'] },
  { name: 'php', path: /\.php$/i, ids: ['php'] },
  { name: 'ruby', path: /\.rb$/i, ids: ['ruby'] },
  { name: 'csharp', path: /\.cs$/i, ids: ['csharp'] },
  { name: 'java', path: /\.java$/i, ids: ['java'] },
  { name: 'kotlin', path: /\.kts?$/i, ids: ['kotlin'] },
  { name: 'go', path: /\.go$/i, ids: ['go'] },
];

/** The prompt-file format of a document; the name of the file wins over its language id. */
export function formatOf({ path, languageId }: DocumentKind): FileFormat | undefined {
  const row =
    fileFormats.find((each) => each.path.test(path)) ?? fileFormats.find(({ ids }) => ids.includes(languageId));
  return row?.name;
}

/** The programming language of a document; its language id wins over the name of the file. */
export function languageOf({ path, languageId }: DocumentKind): CodeLanguageName | undefined {
  const byPath = languageId === '' ? languages.find((row) => row.path.test(path)) : undefined;
  return (languages.find(({ ids }) => ids.includes(languageId)) ?? byPath)?.name;
}

/** True when some finder reads such documents. Prompt files win over languages. */
export function isRead(kind: DocumentKind): boolean {
  return formatOf(kind) !== undefined || languageOf(kind) !== undefined;
}
