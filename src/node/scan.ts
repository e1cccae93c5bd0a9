// `prompt-meter scan`: the estimate line over files, as a report for people and programs.
import { addUsd, type Usd, usdToDecimal } from '../core/money';
import { isReadFor, type UserSay, usualSay } from '../core/prompts/userSay';
import type { Exactness } from '../core/tokens/encoding';
import { findFiles } from './files';
import type { ScannedFile } from './scanFile';
import { scanAll } from './scanPool';

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
  const found = await findFiles(paths);
  const read = found.files.filter((file) => isReadFor({ path: file.replaceAll('\\', '/'), languageId: '' }, say));
  const scanned = await scanAll(read, { model, assets, say });
  const files = scanned.flatMap(({ file }) => file ?? []);
  const costs = scanned.flatMap((each) => each.costs);
  const problems = [...found.problems, ...scanned.flatMap((each) => each.problems)];
  return { report: { files, totals: totalsOf(files, costs) }, problems: [...new Set(problems)] };
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
