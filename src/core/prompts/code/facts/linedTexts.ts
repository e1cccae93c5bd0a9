// Lists of lines, each list one text, under names that do not say so: told by the persona that the first line is.
import { beginsAsPersona } from '../rules/personas';
import type { ListValue, Value } from './value';

const isList = (value: Value): value is ListValue => value.kind === 'list';

/** True for lines of which the first alone says who the model is. */
function isOneText({ items }: ListValue): boolean {
  const [first, ...others] = items.map((item) => item.kind === 'text' && beginsAsPersona(item.text));
  return first === true && others.length > 0 && !others.includes(true);
}

/**
 * The lists in a value each of which is one text: `["You are a strict tutor.", "Never give hints."]`, or those of a table where one of them
 * shows it.
 */
export function linedTexts(value: Value): readonly ListValue[] {
  const held = value.kind === 'object' ? [...value.entries.values()] : [value];
  const lists = held.filter(isList);
  if (lists.length < held.length || !lists.some(isOneText)) return [];
  return lists.filter(({ items }) => items.length > 1);
}
