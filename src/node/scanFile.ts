// One file of a scan: its prompts as they are reported.
import type { PromptHint, TokenFigure } from '../core/costs/analyse';
import type { SampledFigure } from '../core/costs/samples';
import { type Usd, usdToDecimal } from '../core/money';
import type { Confidence, ModelSource, Role } from '../core/prompts/prompt';
import type { Span } from '../core/text';
import type { Exactness } from '../core/tokens/encoding';
import { type AnalysedFile, type AnalyseOptions, FileAnalyser, knownCost } from './analyseFiles';
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
  /** In a notebook, beside the place in its file: the cell (1 is the first of all cells), and the place in its code. */
  readonly cell?: number;
  readonly cellStartLine?: number;
  readonly cellStartColumn?: number;
  readonly cellEndLine?: number;
  readonly cellEndColumn?: number;
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

/** What one file gives; plain data, as it may come from another thread. */
export interface ScanPart {
  /** Undefined when the file holds no prompts. */
  readonly file: ScannedFile | undefined;
  /** Those that are known. */
  readonly costs: readonly Usd[];
  readonly problems: readonly string[];
}

/** Scans one file after the other. */
export function fileScanner(options: AnalyseOptions): (file: string) => Promise<ScanPart> {
  let problems: string[] = [];
  const analyser = new FileAnalyser(options, (problem) => problems.push(problem));
  return async (file) => {
    problems = [];
    const analysed = await analyser.analyse(file);
    const costs = (analysed?.hints.prompts ?? []).map((hint) => knownCost(hint, options.model));
    return {
      file: analysed && {
        path: analysed.path,
        languageId: languageOf(analysed.path),
        prompts: promptsOf(analysed, costs),
      },
      costs: costs.flatMap((cost) => cost ?? []),
      problems,
    };
  };
}

function promptsOf({ hints, lines, cellPosition }: AnalysedFile, costs: readonly (Usd | undefined)[]): ScannedPrompt[] {
  return hints.prompts.map((hint, index) => ({
    ...scannedPrompt(hint, costs[index], lines),
    ...(cellPosition && inCell(hint.span, cellPosition)),
  }));
}

function inCell({ start, end }: Span, positionAt: NonNullable<AnalysedFile['cellPosition']>): Partial<ScannedPrompt> {
  const [first, last] = [positionAt(start), positionAt(end)];
  if (!first || !last) return {};
  return {
    cell: first.cell,
    cellStartLine: first.line,
    cellStartColumn: first.column,
    cellEndLine: last.line,
    cellEndColumn: last.column,
  };
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
  ['.rake', 'ruby'],
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
  ['.ipynb', 'jupyter'],
];

function languageOf(path: string): string {
  return languages.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1] ?? 'plaintext';
}
