// Messages as data: `{"role": "user", "content": "…"}`, in JSON, YAML and the lines of data sets.
import type { Role } from '../prompt';
import { roleWord } from '../roles';
import { at, type Data, itemsAt, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';

export interface ReadMessages {
  readonly sections: readonly Section[];
  /** True when something is sent that is no text here: images, tool calls, content of another kind. */
  readonly partial: boolean;
}

/** Makes holes in a text; texts without variables stay. */
export type FillIn = (section: Section) => Section;

/** The texts of a content: one text, or a list of parts. */
function contentTexts(content: Data | undefined): {
  readonly texts: readonly Extract<Data, { kind: 'text' }>[];
  readonly whole: boolean;
} {
  if (content?.kind === 'text') return { texts: [content], whole: true };
  if (content?.kind !== 'list') return { texts: [], whole: false };
  const texts = content.items.flatMap((part) => (part.kind === 'text' ? part : (textAt(part, 'text') ?? [])));
  return { texts, whole: texts.length === content.items.length };
}

/** True when the data is a list of messages: each item has a role that is known. */
export function isMessages(data: Data | undefined): boolean {
  const items = data?.kind === 'list' ? data.items : [];
  const known = (item: Data) => roleWord(textAt(item, 'role')?.value ?? '') !== undefined;
  const speaks = (item: Data) => at(item, 'content') !== undefined || at(item, 'parts') !== undefined;
  return items.length > 0 && items.every(known) && items.some(speaks);
}

/** The messages of a list; what is no message makes it partial. */
export function readMessages(
  text: string,
  list: Data | undefined,
  fillIn: FillIn = (section) => section,
): ReadMessages {
  const sections: Section[] = [];
  let partial = false;
  for (const item of list?.kind === 'list' ? list.items : []) {
    const role: Role = roleWord(textAt(item, 'role')?.value ?? '') ?? 'unknown';
    const { texts, whole } = contentTexts(at(item, 'content') ?? at(item, 'parts'));
    partial ||= !whole || itemsAt(item, 'tool_calls').length > 0;
    for (const { value, span } of texts)
      sections.push(fillIn({ span: trimSpan(text, span), role, text: value, holes: [] }));
  }
  return { sections, partial };
}
