// What the change of a file does to its prompts, all of them together: one line of the list of changed files.
import { type Change, signedCost, signedTokens } from '../costs/changes';
import { addUsd, subtractUsd, type Usd } from '../money';
import type { Translate } from '../words';
import type { ReadPrompt, TextReading } from './textReading';

/** What the prompts of a file cost now less what they cost before (undefined: there was no file); undefined where that is nothing. */
export function fileChange(before: TextReading | undefined, now: TextReading | undefined): Change | undefined {
  const old = withoutEqual(before?.prompts ?? [], now?.prompts ?? []);
  const young = withoutEqual(now?.prompts ?? [], before?.prompts ?? []);
  const [was, is] = [costOf(old), costOf(young)];
  const tokens = tokensOf(young) - tokensOf(old);
  const cost = was === undefined || is === undefined ? undefined : subtractUsd(is, was);
  if (tokens === 0 && (cost ?? 0n) === 0n) return undefined;
  return { tokens, cost, estimated: [...old, ...young].some(({ count }) => count.estimated) };
}

/** All changes together; undefined for none. The cost is undefined when that of one of them is. */
export function sumOfChanges(changes: readonly Change[]): Change | undefined {
  if (changes.length === 0) return undefined;
  return {
    tokens: changes.reduce((sum, { tokens }) => sum + tokens, 0),
    cost: costOf(changes),
    estimated: changes.some(({ estimated }) => estimated),
  };
}

/** `+312 tok · +$0.0008`. */
export function fileChangeLabel(change: Change, t: Translate): string {
  const cost = signedCost(change, t);
  return cost === undefined ? signedTokens(change, t) : `${signedTokens(change, t)} · ${cost}`;
}

/** Without those that the others have as well: what has not changed cancels out, also where its price is not known. */
function withoutEqual(prompts: readonly ReadPrompt[], others: readonly ReadPrompt[]): ReadPrompt[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(nameOf(other), (left.get(nameOf(other)) ?? 0) + 1);
  return prompts.filter((prompt) => {
    const equal = left.get(nameOf(prompt)) ?? 0;
    left.set(nameOf(prompt), equal - 1);
    return equal <= 0;
  });
}

/** The same for prompts that cost the same. */
function nameOf({ model, count, cost, preview }: ReadPrompt): string {
  return JSON.stringify([model.id, count.tokens, count.estimated, String(cost), preview]);
}

function tokensOf(prompts: readonly ReadPrompt[]): number {
  return prompts.reduce((sum, { count }) => sum + count.tokens, 0);
}

/** Undefined when the cost of one of them is not known. */
function costOf(parts: readonly { readonly cost: Usd | undefined }[]): Usd | undefined {
  const costs = parts.flatMap(({ cost }) => cost ?? []);
  return costs.length < parts.length ? undefined : addUsd(...costs);
}
