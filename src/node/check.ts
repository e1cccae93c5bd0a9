// `prompt-meter check`: whether every prompt keeps the limits that its head, its comments and the project file set.
import type { LimitOrigin, LimitVerdict } from '../core/costs/limits';
import { type Usd, usdToDecimal } from '../core/money';
import type { Exactness } from '../core/tokens/encoding';
import { english, translated } from '../core/words';
import { type AnalysedFile, analyseFiles } from './analyseFiles';
import { nameOf, ProjectFiles } from './projectFiles';

/** One limit on one prompt or request. Lines and columns are 1-based, columns in UTF-16 units, the end exclusive. */
export interface CheckedLimit {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly subject: 'prompt' | 'request';
  readonly status: 'kept' | 'broken' | 'unknown';
  readonly limit: 'maxTokens' | 'maxCostUsd';
  /** A whole number of tokens, or dollars as a decimal string. */
  readonly allowed: number | string;
  /** As `allowed`; null when the model has no known price. */
  readonly actual: number | string | null;
  /** `atLeast`: holes or parts that cannot be seen add to it. */
  readonly exactness: Exactness;
  /** True when the figure has sample values in every hole. */
  readonly withSamples: boolean;
  /** Null when none could be read and none was given. */
  readonly model: string | null;
  readonly setBy: {
    readonly kind: LimitOrigin['kind'];
    readonly path: string;
    readonly line: number | null;
    readonly rule: number | null;
  };
}

export interface CheckReport {
  readonly checks: readonly CheckedLimit[];
  readonly totals: {
    /** Files with prompts. */
    readonly files: number;
    readonly checks: number;
    readonly broken: number;
    readonly kept: number;
    readonly unknown: number;
  };
  /** What does not change the exit code: unknown keys of a project file. */
  readonly warnings: readonly string[];
  /** What makes the check incomplete: exit code 2. */
  readonly problems: readonly string[];
}

export interface CheckOptions {
  readonly model: string | undefined;
  /** The project file to use instead of the nearest one. */
  readonly project: string | undefined;
  readonly assets: string;
}

/** Checks files and folders. */
export async function check(paths: readonly string[], { model, project, assets }: CheckOptions): Promise<CheckReport> {
  const projects = new ProjectFiles(project);
  const checks: CheckedLimit[] = [];
  const warnings: string[] = [];
  let files = 0;
  for (const each of paths) await projects.look(each);
  const { problems } = await analyseFiles(paths, { model, assets, projects }, (file) => {
    files++;
    for (const verdict of file.hints.limits ?? []) checks.push(checked(file, verdict, model));
    for (const { span, sentence } of file.hints.problems) {
      const { line } = file.lines.positionAt(span.start);
      warnings.push(`${file.path}:${line}: ${translated(sentence, english)}`);
    }
  });
  const told = (bad: boolean) => projects.problems.filter((each) => each.bad === bad).map(({ message }) => message);
  const count = (status: CheckedLimit['status']) => checks.filter((each) => each.status === status).length;
  return {
    checks,
    totals: {
      ...{ files, checks: checks.length },
      ...{ broken: count('broken'), kept: count('kept'), unknown: count('unknown') },
    },
    warnings: [...told(false), ...warnings],
    problems: [...problems, ...told(true)],
  };
}

function checked({ path, lines }: AnalysedFile, verdict: LimitVerdict, model: string | undefined): CheckedLimit {
  const start = lines.positionAt(verdict.span.start);
  const end = lines.positionAt(verdict.span.end);
  const { limit } = verdict;
  const { origin } = limit;
  const unnamed = verdict.model.source === 'default' && model === undefined;
  const unpriced = unnamed && limit.kind === 'cost';
  const inFile = origin.kind !== 'project';
  return {
    path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    subject: verdict.subject,
    status: unpriced ? 'unknown' : verdict.status,
    limit: limit.kind === 'tokens' ? 'maxTokens' : 'maxCostUsd',
    allowed: plain(limit.most),
    actual: verdict.actual === undefined || unpriced ? null : plain(verdict.actual),
    exactness: verdict.atLeast ? 'atLeast' : verdict.estimated || verdict.withSamples ? 'estimate' : 'exact',
    withSamples: verdict.withSamples,
    model: unnamed ? null : verdict.model.id,
    setBy: {
      kind: origin.kind,
      path: inFile ? path : nameOf(origin.path),
      line: inFile ? lines.positionAt(origin.span.start).line : null,
      rule: inFile ? null : origin.rule,
    },
  };
}

function plain(amount: number | Usd): number | string {
  return typeof amount === 'bigint' ? usdToDecimal(amount) : amount;
}
