// What JSON and YAML files hold, with the place of each value: the common ground of the readers of prompts kept as data.
import type { Span } from '../../text';
import type { HeadValue } from '../statements';

/** A value and where it is written, quotes included. `other` is null, a boolean, or something that is not followed (a YAML alias). */
export type Data =
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Data[]; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Data>; readonly span: Span }
  | { readonly kind: 'other'; readonly span: Span };

export type TextData = Extract<Data, { kind: 'text' }>;
export type ListData = Extract<Data, { kind: 'list' }>;
export type MapData = Extract<Data, { kind: 'map' }>;

/** Deepest nesting that is read. */
export const DATA_DEPTH = 100;

/** The value at this path of keys; undefined when there is none. */
export function at(data: Data | undefined, ...path: readonly string[]): Data | undefined {
  let current = data;
  for (const key of path) current = current?.kind === 'map' ? current.entries.get(key) : undefined;
  return current;
}

/** The text at this path; undefined when there is none, or something else. */
export function textAt(data: Data | undefined, ...path: readonly string[]): TextData | undefined {
  const found = at(data, ...path);
  return found?.kind === 'text' ? found : undefined;
}

/** The whole number above 0 at this path. */
export function wholeNumberAt(data: Data | undefined, ...path: readonly string[]): number | undefined {
  const found = at(data, ...path);
  return found?.kind === 'number' && Number.isSafeInteger(found.value) && found.value > 0 ? found.value : undefined;
}

/** The items of a list at this path; empty when there is none. */
export function itemsAt(data: Data | undefined, ...path: readonly string[]): readonly Data[] {
  const found = at(data, ...path);
  return found?.kind === 'list' ? found.items : [];
}

/** What stands at this path as plain values; what is not followed is undefined. */
export function plainAt(data: Data | undefined, ...path: readonly string[]): HeadValue | undefined {
  const found = at(data, ...path);
  return found && { value: plain(found), span: found.span };
}

function plain(data: Data): unknown {
  switch (data.kind) {
    case 'list':
      return data.items.map(plain);
    case 'map':
      return Object.fromEntries([...data.entries].map(([key, value]) => [key, plain(value)]));
    case 'other':
      return undefined;
    default:
      return data.value;
  }
}
