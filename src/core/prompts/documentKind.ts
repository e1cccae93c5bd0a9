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
  | 'pluginPrompt'
  | 'promptYaml'
  | 'promptFolder'
  | 'skPrompt'
  | 'springTemplate'
  | 'jinjaChat'
  | 'baml'
  | 'promptl'
  | 'poml'
  | 'tomlCommand'
  | 'chatLines'
  | 'promptData';

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

/** Files of these names lie among prompts and are none. */
const notPrompts =
  '(readme[^/]{0,40}|license|changelog|contributing|requirements|robots|index|todo|notes?|cmakelists)\\.';

/** Files in a folder of prompts: `prompts/`, `system_prompts/`, `prompt-templates/`. Documentation about prompts is left out. */
function folderOf(endings: string): RegExp {
  const folder = '([a-z]{1,20}[_-])?prompts?([_-]?templates?)?';
  return new RegExp(
    `^(?!(.{0,1000}/)?(docs?|website|blog)/.{1,1000}\\.md$)(.{0,1000}/)?${folder}/(?!(.{1,200}/)?${notPrompts})([^/]{1,200}/){0,8}[^/]{1,200}\\.(${endings})$`,
    'i',
  );
}

/** Files whose own name ends in `prompt`: `system_prompt.txt`, `prompt.md`, `judge-prompt-v2.j2`. */
function namedPrompt(endings: string, prompt = 'prompts?'): RegExp {
  const name = `([^/]{0,200}[._-])?(${prompt}([._-]?(system|user|templates?|v?\\d{1,3})){0,3}|(system|user)[._-]?(prompt|message|instructions?))`;
  return new RegExp(
    `^(?!(.{0,1000}/)?(docs?|website|blog)/.{1,1000}\\.md$)(.{0,1000}/)?${name}(\\.(txt|md|html|system|user))?\\.(${endings})$`,
    'i',
  );
}

/** The first that fits counts. */
const fileFormats: readonly Row<FileFormat>[] = [
  { name: 'skill', path: /(^|\/)skill\.md$/i, ids: ['skill'] },
  {
    name: 'agentInstructions',
    path: /(^|\/)(AGENTS?|CLAUDE|GEMINI|QWEN|WARP|CRUSH)(\.local|\.override)?\.md$/,
    ids: [],
  },
  { name: 'agentInstructions', path: /^(?!(.{0,1000}\/)?docs?\/)(.{0,1000}\/)?(agents|claude|gemini)\.md$/i, ids: [] },
  { name: 'agentInstructions', path: /(^|\/)copilot-instructions\.md$/i, ids: [] },
  { name: 'agentInstructions', path: /(^|\/)\.junie\/guidelines\.md$/i, ids: [] },
  { name: 'editorPrompt', path: /\.prompt\.md$/i, ids: ['prompt'] },
  { name: 'editorInstructions', path: /\.(instructions|agent|chatmode)\.md$/i, ids: ['instructions', 'chatagent'] },
  { name: 'prompty', path: /\.prompty$/i, ids: ['prompty'] },
  { name: 'dotprompt', path: /\.prompt$/i, ids: ['dotprompt'] },
  { name: 'promptYaml', path: /\.prompt\.ya?ml$/i, ids: [] },
  { name: 'baml', path: /\.baml$/i, ids: ['baml'] },
  { name: 'promptl', path: /\.promptl$/i, ids: ['promptl'] },
  { name: 'poml', path: /\.poml$/i, ids: ['poml'] },
  {
    name: 'agentInstructions',
    path: /(^|\/)\.(cursorrules|clinerules|windsurfrules|roorules(-[\w-]{1,40})?|continuerules|goosehints|rules)$/i,
    ids: [],
  },
  { name: 'agentInstructions', path: /\.mdc$/i, ids: [] },
  {
    name: 'agentInstructions',
    path: /(^|\/)\.(clinerules|(cursor|windsurf|continue|amazonq|augment|trae|kilocode|roo)\/rules(-[\w-]{1,40})?|kiro\/steering)\/.{1,200}\.(md|txt)$/i,
    ids: [],
  },
  {
    name: 'agentInstructions',
    path: /(^|\/)\.((claude|cursor|github|gemini|opencode|continue)\/agents?|claude\/output-styles|claude\/rules|continue\/checks)\/(?!readme\.).{1,200}\.md$/i,
    ids: [],
  },
  {
    name: 'command',
    path: /(^|\/)\.((claude|cursor|opencode|clinerules|factory|augment)\/(commands?|workflows)|codex\/prompts|continue\/prompts)\/(?!readme\.).{1,200}\.md$/i,
    ids: [],
  },
  { name: 'tomlCommand', path: /(^|\/)\.(gemini|qwen)\/commands\/.{1,200}\.toml$/i, ids: [] },
  // Pipelines of Pipelex, which are TOML.
  { name: 'promptData', path: /\.plx$/i, ids: [] },
  { name: 'promptData', path: namedPrompt('toml'), ids: [] },
  { name: 'promptData', path: folderOf('toml'), ids: [] },
  { name: 'skPrompt', path: /(^|\/)skprompt\.txt$/i, ids: [] },
  { name: 'promptFolder', path: /(^|\/)([a-z]{1,20}[_-])?patterns\/[^/]{1,100}\/(system|user)\.md$/i, ids: [] },
  { name: 'springTemplate', path: folderOf('st'), ids: [] },
  { name: 'springTemplate', path: namedPrompt('st'), ids: [] },
  {
    name: 'promptFolder',
    path: folderOf('txt|md|j2|jinja2?|hbs|handlebars|mustache|liquid|tmpl|gotmpl|njk|erb'),
    ids: [],
  },
  {
    name: 'promptFolder',
    path: namedPrompt('txt|j2|jinja2?|hbs|handlebars|mustache|liquid|tmpl|gotmpl|njk|erb'),
    ids: [],
  },
  { name: 'promptFolder', path: namedPrompt('md', 'prompt'), ids: [] },
  // Active Agent keeps each action's prompt as a view of the agent.
  { name: 'promptFolder', path: /(^|\/)app\/views\/.{0,300}_agent\/[^/]{1,200}\.(text|md)\.erb$/i, ids: [] },
  {
    name: 'pluginPrompt',
    path: /(^|\/)(commands|agents?)\/([^/]{1,200}\/){0,3}(?!readme\.)[^/]{1,200}\.md$/i,
    ids: [],
  },
  { name: 'jinjaChat', path: /\.(j2|jinja2?)$/i, ids: [] },
  { name: 'chatLines', path: /\.(jsonl|ndjson)$/i, ids: [] },
  {
    name: 'promptData',
    path: /^(?!(.{0,1000}\/)?((node_modules|\.github\/workflows)\/|(locales?|i18n|lang|languages|translations?|l10n)\/(?!(.{0,300}\/)?prompts?\.)))(?!(.{0,1000}\/)?(package|package-lock|composer|tsconfig[^/]{0,80}|pnpm-lock|docker-compose[^/]{0,80}|openapi|swagger|mkdocs|[^/]{1,80}\.(schema|sample))\.(json|ya?ml)$).{1,2000}\.(ya?ml|json)$/i,
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
  { name: 'ruby', path: /\.(rb|rake)$/i, ids: ['ruby'] },
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

/** True for a notebook as a file. Its cells in an editor have its path, but a language of their own. */
export function isNotebook({ path, languageId }: DocumentKind): boolean {
  return /\.ipynb$/i.test(path) && ['', 'json', 'jsonc', 'jupyter'].includes(languageId);
}

/** True for a cell of an open notebook, which is a document of its own. */
export function isNotebookCell(kind: DocumentKind): boolean {
  return /\.ipynb$/i.test(kind.path) && !isNotebook(kind) && languageOf(kind) !== undefined;
}

/** True when some finder reads such documents. Prompt files win over languages. */
export function isRead(kind: DocumentKind): boolean {
  return formatOf(kind) !== undefined || languageOf(kind) !== undefined || isNotebook(kind);
}
