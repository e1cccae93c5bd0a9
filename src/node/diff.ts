// `prompt-meter diff`: the prompts of two checkouts, matched and subtracted.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Match, type Matchable, matchPrompts } from '../core/costs/matchPrompts';
import { addUsd, subtractUsd, type Usd, usdToDecimal } from '../core/money';
import type { Exactness } from '../core/tokens/encoding';
import { analyseFiles, knownCost } from './analyseFiles';
import { InputError, readProblem } from './inputError';
import { exactnessOf } from './scanFile';

/** One side of a change. */
export interface DiffSide {
  readonly path: string;
  readonly line: number;
  readonly model: string | null;
  readonly tokens: number;
  readonly exactness: Exactness;
  /** Dollars as a decimal string, for the input of one call; null when the model or its price is not known. */
  readonly inputCostUsd: string | null;
}

export interface DiffRow {
  readonly status: 'added' | 'removed' | 'changed';
  readonly role: string;
  readonly before: DiffSide | null;
  readonly after: DiffSide | null;
  readonly deltaTokens: number;
  /** Null when the cost of a side is not known. */
  readonly deltaCostUsd: string | null;
}

export interface DiffReport {
  /** Prompts whose text, model, tokens or cost changed, by place. */
  readonly rows: readonly DiffRow[];
  readonly unchanged: number;
  /** Over all prompts of both checkouts, unchanged ones too. */
  readonly totals: {
    readonly tokensBefore: number;
    readonly tokensAfter: number;
    readonly deltaTokens: number;
    /** Sums of what is known. */
    readonly costBeforeUsd: string;
    readonly costAfterUsd: string;
    readonly deltaCostUsd: string;
    /** Prompts without a known price, on either side: they are in no sum of money. */
    readonly unpriced: number;
    readonly exactness: Exactness;
  };
}

interface FoundPrompt extends Matchable {
  readonly side: DiffSide;
  readonly cost: Usd | undefined;
}

/** Compares two folders. Throws InputError when one is not there. */
export async function diffFolders(
  base: string,
  head: string,
  model: string | undefined,
  assets: string,
): Promise<{ readonly report: DiffReport; readonly problems: readonly string[] }> {
  const before = await promptsOf(base, model, assets);
  const after = await promptsOf(head, model, assets);
  const matches = matchPrompts(before.prompts, after.prompts);
  return { report: reportOf(matches), problems: [...before.problems, ...after.problems] };
}

async function promptsOf(folder: string, model: string | undefined, assets: string) {
  const found = await stat(folder).catch((error) => {
    throw new InputError(readProblem(folder, error));
  });
  if (!found.isDirectory()) throw new InputError(`${folder}: is no folder`);
  const prompts: FoundPrompt[] = [];
  const { problems } = await analyseFiles([folder], { model, assets }, (file) => {
    const relative = path.relative(folder, file.path).split(path.sep).join('/');
    for (const [index, hint] of file.hints.prompts.entries()) {
      const prompt = file.detection.prompts[index];
      if (!prompt) continue;
      const cost = knownCost(hint, model);
      const unnamed = hint.model.source === 'default' && model === undefined;
      prompts.push({
        path: relative,
        role: prompt.role,
        text: prompt.text,
        cost,
        side: {
          path: relative,
          line: file.lines.positionAt(prompt.span.start).line,
          model: unnamed ? null : hint.model.id,
          tokens: hint.count.tokens,
          exactness: exactnessOf(hint.count),
          inputCostUsd: cost === undefined ? null : usdToDecimal(cost),
        },
      });
    }
  });
  return { prompts, problems };
}

function reportOf(matches: readonly Match<FoundPrompt>[]): DiffReport {
  const rows = matches.flatMap((match) => (isUnchanged(match) ? [] : [rowOf(match)]));
  const place = ({ before, after }: DiffRow) => [(after ?? before)?.path ?? '', (after ?? before)?.line ?? 0] as const;
  rows.sort((a, b) => (place(a)[0] < place(b)[0] ? -1 : place(a)[0] > place(b)[0] ? 1 : place(a)[1] - place(b)[1]));
  return { rows, unchanged: matches.length - rows.length, totals: totalsOf(matches) };
}

/** A prompt that only moved costs what it did. */
function isUnchanged({ before, after }: Match<FoundPrompt>): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    before.text === after.text &&
    before.side.model === after.side.model &&
    before.side.tokens === after.side.tokens &&
    before.cost === after.cost
  );
}

function rowOf({ before, after }: Match<FoundPrompt>): DiffRow {
  const unknown = (before && before.cost === undefined) || (after && after.cost === undefined);
  const zero = addUsd();
  return {
    status: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    role: (after ?? before)?.role ?? 'unknown',
    before: before?.side ?? null,
    after: after?.side ?? null,
    deltaTokens: (after?.side.tokens ?? 0) - (before?.side.tokens ?? 0),
    deltaCostUsd: unknown ? null : usdToDecimal(subtractUsd(after?.cost ?? zero, before?.cost ?? zero)),
  };
}

function totalsOf(matches: readonly Match<FoundPrompt>[]): DiffReport['totals'] {
  const before = matches.flatMap((match) => match.before ?? []);
  const after = matches.flatMap((match) => match.after ?? []);
  const tokens = (all: readonly FoundPrompt[]) => all.reduce((sum, { side }) => sum + side.tokens, 0);
  const cost = (all: readonly FoundPrompt[]) => addUsd(...all.flatMap((each) => each.cost ?? []));
  const grades = [...before, ...after].map(({ side }) => side.exactness);
  return {
    tokensBefore: tokens(before),
    tokensAfter: tokens(after),
    deltaTokens: tokens(after) - tokens(before),
    costBeforeUsd: usdToDecimal(cost(before)),
    costAfterUsd: usdToDecimal(cost(after)),
    deltaCostUsd: usdToDecimal(subtractUsd(cost(after), cost(before))),
    unpriced: [...before, ...after].filter((each) => each.cost === undefined).length,
    exactness: grades.includes('atLeast') ? 'atLeast' : grades.includes('estimate') ? 'estimate' : 'exact',
  };
}
