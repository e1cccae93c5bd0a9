// What counts where a program chooses between texts: the shortest, so that a total marked as a lower bound is one. The others are told beside it.
import type { TextValue, Value } from '../facts/value';

/** What is surely sent of things one of which is: the shortest where all are texts, else the first. */
export function least<T>(things: readonly T[], textIn: (thing: T) => Value): T | undefined {
  let [best] = things;
  let length = Number.POSITIVE_INFINITY;
  for (const thing of things) {
    const value = textIn(thing);
    if (value.kind !== 'text') return things[0];
    if (value.text.length < length) {
      best = thing;
      ({ length } = value.text);
    }
  }
  return best;
}

/** The shortest of the alternatives of a text, where the source shows all of them, and the others; else the text itself counts. */
export function shortest(value: TextValue): { readonly text: TextValue; readonly others: readonly Value[] } {
  const { others = [], ...own } = value;
  const all: readonly Value[] = [own, ...others];
  const texts = all.filter((each) => each.kind === 'text');
  const isWhole = texts.length === all.length && all.length === value.branches;
  const text = (isWhole ? least(texts, (each) => each) : undefined) ?? own;
  return { text, others: all.filter((each) => each !== text) };
}

/** True for a choice in which nothing may be taken at all: `strict ? [RULES] : []`, `strict ? [RULES] : undefined`. */
export function isOptional(others: readonly Value[]): boolean {
  return others.length === 0 || others.some((each) => each.kind === 'list' && each.items.length === 0);
}
