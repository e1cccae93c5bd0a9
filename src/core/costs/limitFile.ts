// The project file `prompt-meter.json`: limits for the prompts of a project, kept beside its code. It can say how much is too much and
// nothing else: no address, no command, no path outside its folder.
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { type GlobProblem, type PathTest, readGlob } from '../glob';
import { type Usd, usd } from '../money';
import { isRecord } from '../prompts/statements';
import type { Span } from '../text';
import { type Sentence, sentence } from '../words';
import type { Limit } from './limits';

/** UTF-16 units. A larger file is refused. */
const SIZE_LIMIT = 256 * 1024;
const RULES_LIMIT = 1_000;
const DEPTH_LIMIT = 20;

/** One entry of `limits`. */
export interface LimitRule {
  readonly fits: PathTest;
  readonly limits: readonly Limit[];
  /** Counts where no model can be read. */
  readonly model: string | undefined;
}

/** Something in the file that is not used. `bad`: its value makes no sense; otherwise it is only not known. */
export interface LimitFileProblem {
  readonly bad: boolean;
  /** Where in the file, as one would write it: `limits[0].maxTokens`; empty for the whole file. */
  readonly key: string;
  readonly sentence: Sentence;
  readonly span: Span;
}

export interface LimitFile {
  readonly rules: readonly LimitRule[];
  readonly problems: readonly LimitFileProblem[];
}

/** Reads the file's text. What makes no sense is named and left out; the rest counts. `path` names the file in the limits' origins. */
export function readLimitFile(text: string, path: string): LimitFile {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const data = parsed(source);
  const whole = { start: 0, end: source.length };
  if (isFailure(data)) return { rules: [], problems: [{ bad: true, key: '', sentence: data.failure, span: whole }] };
  const reader = new LimitFileReader(path, spansOf(source));
  return reader.read(data);
}

interface Failure {
  readonly failure: Sentence;
}

function isFailure(value: unknown): value is Failure {
  return isRecord(value) && isRecord(value.failure);
}

function parsed(source: string): Readonly<Record<string, unknown>> | Failure {
  if (source.length > SIZE_LIMIT) return { failure: sentence('is over 256 KB and is not read') };
  if (tooDeep(source)) return { failure: sentence('is nested too deeply and is not read') };
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return { failure: sentence('is no JSON: {0}', error instanceof Error ? error.message.slice(0, 200) : '') };
  }
  return isRecord(value) ? value : { failure: sentence('must be an object with "limits"') };
}

/** Brackets in texts count as well, which only makes the check stricter. */
function tooDeep(source: string): boolean {
  let open = 0;
  for (const char of source) {
    if (char === '[' || char === '{') open++;
    else if (char === ']' || char === '}') open--;
    if (open > DEPTH_LIMIT) return true;
  }
  return false;
}

/** Where a value stands, or with `ofKey` its key. */
type SpanAt = (path: readonly (string | number)[], ofKey: boolean) => Span;

/** JSON is YAML as well, and that library keeps places. */
function spansOf(source: string): SpanAt {
  const root = parseDocument(source, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' }).contents;
  return (path, ofKey) => {
    let node: Node | null | undefined = root;
    for (const [at, key] of path.entries()) {
      const next: unknown =
        ofKey && at === path.length - 1
          ? keyIn(node, key)
          : isMap(node) || isSeq(node)
            ? node.get(key, true)
            : undefined;
      if (!isScalar(next) && !isMap(next) && !isSeq(next)) break;
      node = next;
    }
    const [start = 0, end = start] = node?.range ?? [];
    return { start, end };
  };
}

function keyIn(node: Node | null | undefined, key: string | number): unknown {
  return isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key : undefined;
}

const rowKeys = ['files', 'maxTokens', 'maxCostUsd', 'model'];
const globProblems: Readonly<Record<GlobProblem, Sentence>> = {
  empty: sentence('must name files, such as "prompts/**"'),
  tooLong: sentence('is too long'),
  outside: sentence('must stay below the folder of this file'),
  address: sentence('must be a pattern of files, not an address'),
};

class LimitFileReader {
  private readonly problems: LimitFileProblem[] = [];

  constructor(
    private readonly path: string,
    private readonly spanAt: SpanAt,
  ) {}

  read(data: Readonly<Record<string, unknown>>): LimitFile {
    for (const key of Object.keys(data)) if (key !== 'limits' && key !== '$schema') this.unknown([key]);
    const rows = data.limits ?? [];
    if (!Array.isArray(rows)) {
      this.refuse(['limits'], sentence('must be a list'));
      return { rules: [], problems: this.problems };
    }
    if (rows.length > RULES_LIMIT) this.refuse(['limits'], sentence('has more than {0} entries', RULES_LIMIT));
    const rules = rows.slice(0, RULES_LIMIT).flatMap((row, index) => this.rule(row, index) ?? []);
    return { rules, problems: this.problems };
  }

  private rule(row: unknown, index: number): LimitRule | undefined {
    if (!isRecord(row)) {
      this.refuse(['limits', index], sentence('must be an object'));
      return undefined;
    }
    for (const key of Object.keys(row)) if (!rowKeys.includes(key)) this.unknown(['limits', index, key]);
    const fits = this.files(row.files, index);
    const tokens = this.tokens(row.maxTokens, index);
    const cost = this.cost(row.maxCostUsd, index);
    const model = this.model(row.model, index);
    if (fits === undefined) return undefined;
    const origin = (key: string) => ({
      kind: 'project' as const,
      path: this.path,
      rule: index,
      span: this.spanAt(['limits', index, key], false),
    });
    const limits: Limit[] = [];
    if (tokens !== undefined) limits.push({ kind: 'tokens', most: tokens, origin: origin('maxTokens') });
    if (cost !== undefined) limits.push({ kind: 'cost', most: cost, origin: origin('maxCostUsd') });
    return { fits, limits, model };
  }

  private files(value: unknown, index: number): PathTest | undefined {
    const written = Array.isArray(value) ? value : [value];
    const tests = written.flatMap((each, at): PathTest[] => {
      const path = Array.isArray(value) ? ['limits', index, 'files', at] : ['limits', index, 'files'];
      const test = typeof each === 'string' ? readGlob(each) : 'empty';
      if (typeof test === 'function') return [test];
      this.refuse(path, globProblems[test]);
      return [];
    });
    return tests.length === 0 ? undefined : (path) => tests.some((test) => test(path));
  }

  private tokens(value: unknown, index: number): number | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
    this.refuse(['limits', index, 'maxTokens'], sentence('must be a whole number above 0'));
    return undefined;
  }

  private cost(value: unknown, index: number): Usd | undefined {
    if (value === undefined) return undefined;
    const amount = typeof value === 'string' || typeof value === 'number' ? usd(value) : undefined;
    if (amount !== undefined && amount >= 0n) return amount;
    this.refuse(['limits', index, 'maxCostUsd'], sentence('must be a number of dollars such as "0.01"'));
    return undefined;
  }

  private model(value: unknown, index: number): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && /^[\w.:/@+-]{2,100}$/.test(value)) return value;
    this.refuse(['limits', index, 'model'], sentence('must be the id of a model'));
    return undefined;
  }

  private unknown(path: readonly (string | number)[]): void {
    this.add(false, path, sentence('is not known and is ignored'));
  }

  private refuse(path: readonly (string | number)[], said: Sentence): void {
    this.add(true, path, said);
  }

  private add(bad: boolean, path: readonly (string | number)[], said: Sentence): void {
    const key = path
      .map((each, at) => (typeof each === 'number' ? `[${each}]` : at === 0 ? each : `.${each}`))
      .join('');
    this.problems.push({ bad, key: key.slice(0, 200), sentence: said, span: this.spanAt(path, !bad) });
  }
}

/** What the file says about one document. `path` is relative to the file's folder, with forward slashes. */
export function limitsFor(
  file: LimitFile,
  path: string,
): { readonly limits: Limit[]; readonly model: string | undefined } {
  const rules = file.rules.filter((rule) => rule.fits(path));
  return { limits: rules.flatMap((rule) => rule.limits), model: rules.find((rule) => rule.model !== undefined)?.model };
}
