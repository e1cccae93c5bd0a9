// Lists among what is sent: texts that become one, a message as a pair of its role and its text.
import { joinTexts } from '../../holed';
import type { Role } from '../../prompt';
import type { ListValue, TextValue, Value } from '../facts/value';
import type { ListStyle } from '../rules/callRule';
import { roleOf } from './messageParts';

/** A list of texts as the one text that is made of it; undefined when something else is in it. One text stays as it is. */
export function listedText({ items }: ListValue, style: ListStyle): TextValue | undefined {
  const texts = items.flatMap((item) => (item.kind === 'text' && item.branches === 1 ? item : []));
  const [first, last] = [texts[0], texts.at(-1)];
  if (first === undefined || last === undefined || texts.length < items.length) return undefined;
  if (first === last) return first;
  const mark = { text: style === 'lines' ? '- ' : '', holes: [] };
  const lines = texts.map((text) => joinTexts([mark, text]));
  return { ...first, ...joinTexts(lines, '\n'), span: { start: first.span.start, end: last.span.end } };
}

/** `("system", "…")`: the role and what is said; undefined for other lists. */
export function pairIn({ items }: ListValue): { readonly role: Role; readonly said: Value } | undefined {
  const [first, said] = items;
  const role = roleOf(first);
  return items.length === 2 && role !== undefined && said !== undefined ? { role, said } : undefined;
}

/** `("placeholder", "{history}")`: messages that come from elsewhere. */
export function isPlaceholder({ items }: ListValue): boolean {
  const [first] = items;
  return items.length === 2 && first?.kind === 'text' && first.text === 'placeholder';
}
