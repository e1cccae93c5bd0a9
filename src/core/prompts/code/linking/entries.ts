// One entry of a list that a name holds: `MOODS[0]`, `MOODS[kind]`.
import type { NameValue } from '../facts/value';
import type { Resolved } from './definitions';

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
