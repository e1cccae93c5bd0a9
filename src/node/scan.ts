// `prompt-meter scan`: the estimate line over files, as a report for people and programs.
import type { PromptHint, TokenFigure } from '../core/analyse';
import { addUsd, type Usd, usdToDecimal } from '../core/money';
import type { Confidence, ModelSource, Role } from '../core/prompts/prompt';
import { type UserSay, usualSay } from '../core/prompts/userSay';
import type { SampledFigure } from '../core/samples';
import type { Exactness } from '../core/tokens/encoding';
import { analyseFiles, knownCost } from './analyseFiles';
import type { LineIndex } from './lineIndex';

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
  /** The figures with sample values in every hole; absent when a hole has none. */
  readonly withSamples?: ScannedSamples;
}

/** From the row of sample values that makes the fewest tokens to the one that makes the most. */
export interface ScannedSamples {
  readonly rows: number;
  readonly leastTokens: number;
  readonly mostTokens: number;
  readonly leastInputCostUsd: string | null;
  readonly mostInputCostUsd: string | null;
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

/** Scans files and folders. `model` stands in where none can be read; `assets` is the folder of the data files. */
export async function scan(
  paths: readonly string[],
  model: string | undefined,
  assets: string,
  say: UserSay = usualSay,
): Promise<ScanResult> {
  const costs: Usd[] = [];
  const files: ScannedFile[] = [];
  const { problems } = await analyseFiles(paths, { model, assets, say }, ({ path, hints, lines }) => {
    const prompts = hints.prompts.map((hint) => {
      const cost = knownCost(hint, model);
      if (cost !== undefined) costs.push(cost);
      return scannedPrompt(hint, cost, lines);
    });
    files.push({ path, languageId: languageOf(path), prompts });
  });
  return { report: { files, totals: totalsOf(files, costs) }, problems };
}

function scannedPrompt(hint: PromptHint, cost: Usd | undefined, lines: LineIndex): ScannedPrompt {
  const start = lines.positionAt(hint.span.start);
  const end = lines.positionAt(hint.span.end);
  const { samples } = hint;
  const source = hint.model.source === 'project' ? 'default' : hint.model.source;
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
    ...(samples && { withSamples: scannedSamples(samples, cost !== undefined) }),
  };
}

function scannedSamples({ least, most, rows }: SampledFigure, priced: boolean): ScannedSamples {
  const dollars = (cost: Usd | undefined) => (cost === undefined || !priced ? null : usdToDecimal(cost));
  return {
    rows,
    leastTokens: least.tokens,
    mostTokens: most.tokens,
    leastInputCostUsd: dollars(least.cost),
    mostInputCostUsd: dollars(most.cost),
  };
}

export function exactnessOf(count: TokenFigure): Exactness {
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
  ['.kt', 'kotlin'],
  ['.kts', 'kotlin'],
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
