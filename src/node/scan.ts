// `prompt-meter scan`: the estimate line over files, as a report for people and programs.
import { readFile } from 'node:fs/promises';
import { analyse, type PromptHint, type TokenFigure } from '../core/analyse';
import { createEngine, type Engine } from '../core/engine';
import { addUsd, type Usd, usdToDecimal } from '../core/money';
import { isRead } from '../core/prompts/documentKind';
import type { Confidence, ModelSource, Role } from '../core/prompts/prompt';
import { type UserSay, usualSay } from '../core/prompts/userSay';
import type { Exactness } from '../core/tokens/encoding';
import { readAssetFrom } from './assets';
import { findFiles } from './files';
import { readProblem } from './inputError';
import { LineIndex } from './lineIndex';

/** One prompt; lines and columns are 1-based, columns in UTF-16 units, the end exclusive. */
export interface ScannedPrompt {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly role: Role;
  /** Null when it cannot be read in the file. */
  readonly model: string | null;
  readonly modelSource: ModelSource | null;
  readonly confidence: Confidence;
  readonly tokens: number;
  readonly exactness: Exactness;
  readonly holes: readonly string[];
  /** Decimal string; null when the model or its price is not known. */
  readonly inputCostUsd: string | null;
}

export interface ScannedFile {
  readonly path: string;
  readonly languageId: string;
  readonly prompts: readonly ScannedPrompt[];
}

export interface ScanReport {
  readonly files: readonly ScannedFile[];
  readonly totals: {
    readonly files: number;
    readonly prompts: number;
    readonly tokens: number;
    readonly exactness: Exactness;
    /** The sum of all known costs; null when there are prompts and the cost of none is known. */
    readonly inputCostUsd: string | null;
    /** Prompts whose cost is not in the sum, because their model or its price is not known. */
    readonly unpricedPrompts: number;
  };
}

export interface ScanResult {
  readonly report: ScanReport;
  /** What could not be read; each names the path and the cause. */
  readonly problems: readonly string[];
}

/** What counts where no model can be read and none is given: tokens only, no cost. */
const vocabularyModel = 'gpt-5-mini';

/** Scans files and folders. `model` stands in where none can be read; `assets` is the folder of the data files. */
export async function scan(
  paths: readonly string[],
  model: string | undefined,
  assets: string,
  say: UserSay = usualSay,
): Promise<ScanResult> {
  const problems: string[] = [];
  const engine = createEngine({
    readAsset: readAssetFrom(assets),
    utf8: new TextEncoder(),
    report: (problem) => problems.push(problem),
  });
  const found = await findFiles(paths);
  problems.push(...found.problems);
  const files: ScannedFile[] = [];
  const costs: Usd[] = [];
  for (const path of found.files) {
    try {
      const file = await scanFile(path, model, engine, costs, say);
      if (file) files.push(file);
    } catch (error) {
      problems.push(readProblem(path, error));
    }
  }
  return { report: { files, totals: totalsOf(files, costs) }, problems };
}

async function scanFile(
  path: string,
  model: string | undefined,
  engine: Engine,
  costs: Usd[],
  say: UserSay,
): Promise<ScannedFile | undefined> {
  const kind = { path: path.replaceAll('\\', '/'), languageId: '' };
  if (!isRead(kind)) return undefined;
  const text = withoutByteOrderMark(await readFile(path, 'utf8'));
  const finder = await engine.openFinder(kind, say);
  if (!finder) return undefined;
  const detection = finder.find(text);
  finder.dispose();
  if (detection.prompts.length === 0) return undefined;
  const models = detection.requests.flatMap((request) => request.model?.id ?? []);
  const defaultModel = model ?? vocabularyModel;
  await engine.loadCounts([defaultModel, ...models]);
  const settings = { count: engine.count, price: engine.bundledPrice, defaultModel, now: Date.now() };
  const lines = new LineIndex(text);
  const prompts = analyse(detection, settings).prompts.map((hint) => {
    const cost = hint.model.source === 'default' && model === undefined ? undefined : hint.cost;
    if (cost !== undefined) costs.push(cost);
    return scannedPrompt(hint, cost, lines);
  });
  return { path: kind.path, languageId: languageOf(kind.path), prompts };
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function scannedPrompt(hint: PromptHint, cost: Usd | undefined, lines: LineIndex): ScannedPrompt {
  const start = lines.positionAt(hint.span.start);
  const end = lines.positionAt(hint.span.end);
  const source = hint.model.source;
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    role: hint.role,
    model: source === 'default' ? null : hint.model.id,
    modelSource: source === 'default' ? null : source,
    confidence: hint.confidence,
    tokens: hint.count.tokens,
    exactness: exactnessOf(hint.count),
    holes: hint.holes,
    inputCostUsd: cost === undefined ? null : usdToDecimal(cost),
  };
}

function exactnessOf(count: TokenFigure): Exactness {
  if (count.atLeast) return 'atLeast';
  return count.estimated ? 'estimate' : 'exact';
}

function totalsOf(files: readonly ScannedFile[], costs: readonly Usd[]): ScanReport['totals'] {
  const prompts = files.flatMap((file) => file.prompts);
  const all = prompts.map((prompt) => prompt.exactness);
  return {
    files: files.length,
    prompts: prompts.length,
    tokens: prompts.reduce((sum, prompt) => sum + prompt.tokens, 0),
    exactness: all.includes('atLeast') ? 'atLeast' : all.includes('estimate') ? 'estimate' : 'exact',
    inputCostUsd: costs.length === 0 && prompts.length > 0 ? null : usdToDecimal(addUsd(...costs)),
    unpricedPrompts: prompts.length - costs.length,
  };
}

/** VS Code's language id of what the finders read, by file ending. */
const languages: readonly (readonly [ending: string, languageId: string])[] = [
  ['.prompt.md', 'prompt'],
  ['.instructions.md', 'instructions'],
  ['.agent.md', 'chatagent'],
  ['.chatmode.md', 'chatagent'],
  ['.py', 'python'],
  ['.pyi', 'python'],
  ['.ts', 'typescript'],
  ['.mts', 'typescript'],
  ['.cts', 'typescript'],
  ['.tsx', 'typescriptreact'],
  ['.js', 'javascript'],
  ['.mjs', 'javascript'],
  ['.cjs', 'javascript'],
  ['.jsx', 'javascriptreact'],
  ['.go', 'go'],
  ['.java', 'java'],
  ['.cs', 'csharp'],
  ['.rb', 'ruby'],
  ['.php', 'php'],
  ['.rs', 'rust'],
  ['.prompt', 'dotprompt'],
  ['.prompty', 'prompty'],
  ['.md', 'markdown'],
  ['.mdc', 'markdown'],
  ['.yml', 'yaml'],
  ['.yaml', 'yaml'],
  ['.json', 'json'],
  ['.jsonl', 'jsonl'],
  ['.toml', 'toml'],
  ['.baml', 'baml'],
  ['.hbs', 'handlebars'],
  ['.j2', 'jinja'],
  ['.jinja', 'jinja'],
  ['.jinja2', 'jinja'],
];

function languageOf(path: string): string {
  return languages.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1] ?? 'plaintext';
}
