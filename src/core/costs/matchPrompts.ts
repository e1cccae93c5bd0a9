// Which prompt of the old state is which of the new one: by what they say, then by how alike they are, then by their order.
import { grouped } from '../grouped';

/** What a prompt is told apart by. */
export interface Matchable {
  readonly path: string;
  readonly role: string;
  readonly text: string;
}

export interface Match<Item> {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Texts less alike than this are two prompts, unless they stand alone at the same place. */
const ALIKE = 0.5;
/** Texts with more words than this are compared by their first ones. */
const WORDS_LIMIT = 2_000;
/** Pairs compared for likeness; in larger sets only equal texts and the order count. */
const PAIRS_LIMIT = 40_000;

/** Pairs what belongs together; what is left on either side was removed or added. In the order of the new state, removed ones last. */
export function matchPrompts<Item extends Matchable>(before: readonly Item[], after: readonly Item[]): Match<Item>[] {
  const pairs = new Map<Item, Item>();
  const left = () => before.filter((item) => !used.has(item));
  const open = () => after.filter((item) => !pairs.has(item));
  const used = new Set<Item>();
  const pair = (old: Item, now: Item) => {
    pairs.set(now, old);
    used.add(old);
  };
  const samePlace = (item: Item) => `${item.path}\0${item.role}\0${item.text}`;
  pairEqual(left(), open(), samePlace, pair);
  pairEqual(left(), open(), ({ path, text }) => `${path}\0${text}`, pair);
  pairAlike(left(), open(), true, pair);
  pairInOrder(left(), open(), pair);
  pairEqual(left(), open(), ({ text }) => text, pair);
  pairAlike(left(), open(), false, pair);
  return [
    ...after.map((item) => ({ before: pairs.get(item), after: item })),
    ...left().map((item) => ({ before: item, after: undefined })),
  ];
}

type Pair<Item> = (old: Item, now: Item) => void;

function pairEqual<Item>(old: readonly Item[], now: readonly Item[], keyOf: (item: Item) => string, pair: Pair<Item>) {
  const waiting = grouped(old, keyOf);
  for (const item of now) {
    const found = waiting.get(keyOf(item))?.shift();
    if (found) pair(found, item);
  }
}

/** The most alike first. */
function pairAlike<Item extends Matchable>(
  old: readonly Item[],
  now: readonly Item[],
  sameFile: boolean,
  pair: Pair<Item>,
) {
  if (old.length * now.length > PAIRS_LIMIT) return;
  const words = new Map([...old, ...now].map((item) => [item, wordsOf(item.text)] as const));
  const candidates = now.flatMap((item) =>
    old.flatMap((other) => {
      if (sameFile && other.path !== item.path) return [];
      const likeness = likenessOf(words.get(other), words.get(item));
      return likeness >= ALIKE ? [{ item, other, likeness }] : [];
    }),
  );
  const taken = new Set<Item>();
  for (const { item, other } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (taken.has(item) || taken.has(other)) continue;
    taken.add(item).add(other);
    pair(other, item);
  }
}

/** What is left of a file and role, when as many were there before: rewritten in place. */
function pairInOrder<Item extends Matchable>(old: readonly Item[], now: readonly Item[], pair: Pair<Item>) {
  const place = (item: Item) => `${item.path}\0${item.role}`;
  const groups = grouped(old, place);
  for (const [key, items] of grouped(now, place)) {
    const others = groups.get(key) ?? [];
    if (others.length !== items.length) continue;
    for (const [index, item] of items.entries()) {
      const other = others[index];
      if (other) pair(other, item);
    }
  }
}

function wordsOf(text: string): Map<string, number> {
  const words = new Map<string, number>();
  let count = 0;
  for (const [word] of text.matchAll(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)) {
    words.set(word, (words.get(word) ?? 0) + 1);
    if (++count >= WORDS_LIMIT) break;
  }
  return words;
}

/** Shared words in both, 0 to 1; 1 for two texts without words. */
function likenessOf(a: ReadonlyMap<string, number> | undefined, b: ReadonlyMap<string, number> | undefined): number {
  if (!a || !b) return 0;
  const size = (words: ReadonlyMap<string, number>) => [...words.values()].reduce((sum, count) => sum + count, 0);
  let shared = 0;
  for (const [word, count] of a) shared += Math.min(count, b.get(word) ?? 0);
  const all = size(a) + size(b);
  return all === 0 ? 1 : (2 * shared) / all;
}
