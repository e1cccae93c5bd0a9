// The prompts of a workspace as a list: files with their prompts, sorted and filtered, and what each model adds up to.
import type { TokenFigure } from '../costs/analyse';
import { formatCost, formatTokens, modelLabel, roleName } from '../hints/hints';
import { addUsd, type Usd, zeroUsd } from '../money';
import type { Translate } from '../words';
import type { ReadPrompt } from './textReading';

/** A file with at least one prompt. */
export interface ListedFile {
  /** Names it: its URI. */
  readonly key: string;
  /** As people know it, with forward slashes. */
  readonly path: string;
  readonly prompts: readonly ReadPrompt[];
}

export const promptOrders = ['cost', 'tokens', 'name'] as const;
export type PromptOrder = (typeof promptOrders)[number];

export interface ListSettings {
  readonly order: PromptOrder;
  /** Shown is what holds this in its path, text, role or model; case does not matter; empty: all. */
  readonly filter: string;
}

/** A sum over prompts. */
export interface ListSum {
  readonly prompts: number;
  readonly count: TokenFigure;
  /** Of those with a known price. */
  readonly cost: Usd;
  /** How many prompts have no known price. */
  readonly unpriced: number;
}

export interface PromptList {
  readonly files: readonly { readonly file: ListedFile; readonly sum: ListSum }[];
  /** Dearest first. */
  readonly models: readonly { readonly id: string; readonly sum: ListSum }[];
  readonly total: ListSum;
}

/** The list as it is shown. */
export function promptList(files: readonly ListedFile[], settings: ListSettings): PromptList {
  const shown = files.flatMap((file) => {
    const prompts = file.prompts.filter((prompt) => holds(file, prompt, settings.filter.toLowerCase()));
    const sorted = settings.order === 'name' ? prompts : [...prompts].sort(by(settings.order, (each) => each));
    return prompts.length > 0 ? [{ file: { ...file, prompts: sorted }, sum: sumOf(prompts) }] : [];
  });
  const byPath = shown.sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  const all = shown.flatMap(({ file }) => file.prompts);
  const ids = [...new Set(all.map(({ model }) => model.id))].sort();
  const models = ids.map((id) => ({ id, sum: sumOf(all.filter(({ model }) => model.id === id)) }));
  return {
    files: settings.order === 'name' ? byPath : byPath.sort(by(settings.order, ({ sum }) => sum)),
    models: models.sort(by('cost', ({ sum }) => sum)),
    total: sumOf(all),
  };
}

function holds({ path }: ListedFile, { preview, role, model }: ReadPrompt, wanted: string): boolean {
  return wanted === '' || [path, preview, role, model.id].some((text) => text.toLowerCase().includes(wanted));
}

/** Most first; what has no price comes last, by its tokens. */
function by<Item>(
  order: 'cost' | 'tokens',
  figureOf: (item: Item) => { readonly cost: Usd | undefined; readonly count: TokenFigure },
): (a: Item, b: Item) => number {
  return (a, b) => {
    const [one, other] = [figureOf(a), figureOf(b)];
    const [first, second] = [one.cost ?? -1n, other.cost ?? -1n];
    if (order === 'cost' && first !== second) return first > second ? -1 : 1;
    return other.count.tokens - one.count.tokens;
  };
}

function sumOf(prompts: readonly ReadPrompt[]): ListSum {
  return {
    prompts: prompts.length,
    count: {
      tokens: prompts.reduce((sum, { count }) => sum + count.tokens, 0),
      estimated: prompts.some(({ count }) => count.estimated),
      atLeast: prompts.some(({ count }) => count.atLeast),
      errorPercent: undefined,
    },
    cost: addUsd(...prompts.map(({ cost }) => cost ?? zeroUsd)),
    unpriced: prompts.filter(({ cost }) => cost === undefined).length,
  };
}

/** `1,234 tok · $0.0031`, with what has no price named. */
export function sumLabel({ count, cost, unpriced, prompts }: ListSum, t: Translate): string {
  const parts = [t('{0} tok', formatTokens(count))];
  if (unpriced < prompts) parts.push(formatCost(cost, count, t));
  if (unpriced > 0) parts.push(unpriced === prompts ? t('no price') : t('{0} without a price', unpriced));
  return parts.join(' · ');
}

/** `412 tok · $0.0010 · gpt-4o`. */
export function listedLabel({ count, cost, model }: ReadPrompt, t: Translate): string {
  const price = cost === undefined ? t('no price') : formatCost(cost, count, t);
  return [t('{0} tok', formatTokens(count)), price, modelLabel(model, t)].join(' · ');
}

/** What stands for a prompt: its beginning, or its role when it has no text of its own. */
export function listedName({ preview, role }: ReadPrompt, t: Translate): string {
  return preview === '' ? roleName(role, t) : preview;
}
