// Entries of a list: one that an index takes (`MOODS[0]`, `MOODS[kind]`), or each that a loop takes.
import { type EachValue, entryOf, type NameValue, partsAt } from '../facts/value';
import type { Definitions, Resolved } from './definitions';
import type { Placed } from './placed';

/** What `found` holds at the index: that entry, or all as alternatives where the place is not shown; `found` itself when it is no list. */
export function entryAt(found: Resolved | undefined, index: NameValue['index']): Resolved | undefined {
  if (found === undefined || index === undefined || found.placed.value.kind !== 'list') return found;
  const { placed, changed, added } = found;
  const { items } = found.placed.value;
  const isKnown = typeof index === 'number' && !changed && added.length === 0 && found.others.length === 0;
  const only = isKnown ? items.at(index) : undefined;
  if (only !== undefined) return { ...found, placed: { ...placed, value: only } };
  const [first, ...others] = items.map((value) => ({ ...placed, value }));
  return first === undefined
    ? found
    : { ...found, placed: first, others: [...others, ...added, ...found.others], unseen: true, added: [] };
}

/** Names and functions followed from one to the next: `for task in all_tasks`, `all_tasks = tasks()`, `return listed`. */
const HOPS = 3;

/** What a loop may take of its list one after the other. `hops`: no name is followed when there are none left. */
export function eachOf(
  { value: { list: value, field, at: places = [] }, ...at }: Placed<EachValue>,
  definitions: Definitions,
  hops: number,
): readonly Placed[] {
  const list = behind({ ...at, value }, definitions, hops > 0 ? HOPS : 0);
  const items = partsAt(list.value, places);
  const held = field === undefined ? items : items.flatMap((item) => entryOf(item, field) ?? []);
  return held.flatMap((item) => (item.kind === 'text' || item.kind === 'name' ? { ...list, value: item } : []));
}

/** What a name holds, or a function of the file returns; the value itself where that is not one. */
function behind(placed: Placed, definitions: Definitions, hops: number): Placed {
  const { value, scopes } = placed;
  if (hops <= 0 || (value.kind !== 'name' && value.kind !== 'call')) return placed;
  const found =
    value.kind === 'name' ? definitions.resolve(value.path, scopes) : definitions.returned(value.path, scopes);
  return found === undefined || found.others.length > 0 ? placed : behind(found.placed, definitions, hops - 1);
}
