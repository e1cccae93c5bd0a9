// Prompt files whose messages are tags: `<system>…</system>` (PromptL, Continue, Humanloop), `<message role="system">…</message>`
// (Semantic Kernel). One pass; a tag that is not closed reaches to the end of the text.
import type { Span } from '../../text';
import type { Role } from '../prompt';
import { roleWord } from '../roles';

/** A message by its tags: the text between them. */
export interface TaggedMessage {
  readonly role: Role;
  readonly inside: Span;
  /** The tags too. */
  readonly whole: Span;
}

const opening = /<(system|user|assistant|developer|tool|message)(\s[^<>]{0,300})?>/gi;

function roleOf(name: string, attributes: string): Role | undefined {
  if (name.toLowerCase() !== 'message') return roleWord(name);
  const stated = /\brole\s*=\s*["']([A-Za-z]+)["']/.exec(attributes)?.[1];
  return stated === undefined ? undefined : (roleWord(stated) ?? 'unknown');
}

/** The outermost message tags from `from` on, in order. */
export function messageTags(text: string, from: number): TaggedMessage[] {
  const found: TaggedMessage[] = [];
  const unclosed = new Set<string>();
  opening.lastIndex = from;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const [tag, name = '', attributes = ''] = match;
    const role = roleOf(name, attributes);
    if (role === undefined || unclosed.has(name)) continue;
    const start = match.index + tag.length;
    const close = text.indexOf(`</${name}>`, start);
    if (close === -1) {
      unclosed.add(name);
      continue;
    }
    const end = close + name.length + 3;
    found.push({ role, inside: { start, end: close }, whole: { start: match.index, end } });
    opening.lastIndex = end;
  }
  return found;
}

/** What stands between, before and behind the messages. */
export function outsideOf(messages: readonly TaggedMessage[], from: number, to: number): Span[] {
  const spans: Span[] = [];
  let start = from;
  for (const { whole } of messages) {
    spans.push({ start, end: whole.start });
    start = whole.end;
  }
  return [...spans, { start, end: to }];
}
