// The messages of a template, between marks that say who speaks: what each one sends and where. What was said before, put in by a loop, is
// no prompt of the file.
import type { Span } from '../../text';
import type { Role } from '../prompt';
import type { Section } from './fileDetection';
import { render, type Tag, type TemplateLanguage, trimTags } from './template';

/** What stands between two marks. */
export interface MessagePart extends Span {
  /** Undefined where a loop over what was said before tells it. */
  readonly role: Role | undefined;
}

/** The parts of `span` between the tags that are marks; `role` is that of what stands before the first. */
export function partsOf(
  span: Span,
  role: Role,
  tags: readonly Tag[],
  switchesTo: (tag: Tag) => Role | undefined,
): MessagePart[] {
  const parts: MessagePart[] = [];
  let last = { role, start: span.start };
  for (const tag of tags) {
    const next = switchesTo(tag);
    if (next === undefined) continue;
    parts.push({ ...last, end: tag.start });
    last = { role: next, start: tag.end };
  }
  return [...parts, { ...last, end: Math.max(last.start, span.end) }];
}

/** A part with the tags in it. */
interface Message extends MessagePart {
  readonly tags: readonly Tag[];
  /** It begins in a loop. */
  readonly inLoop: boolean;
  /** Where that loop ends, if it does so in the part. */
  readonly loopEnd: number | undefined;
}

/** 1 for a tag that opens a loop, -1 for one that closes it. */
function loopStep({ kind, content }: Tag): number {
  if (kind !== 'block') return 0;
  if (/^(for|#each)\b/.test(content)) return 1;
  return /^(endfor|\/each)\b/.test(content) ? -1 : 0;
}

function messagesOf(parts: readonly MessagePart[], tags: readonly Tag[]): Message[] {
  let tagAt = 0;
  /** Loops that are open. */
  let loops = 0;
  return parts.map((part) => {
    const inLoop = part.role === undefined || loops > 0;
    const inside: Tag[] = [];
    let loopEnd: number | undefined;
    for (let tag = tags[tagAt]; tag !== undefined && tag.start < part.end; tag = tags[++tagAt]) {
      const isInside = tag.start >= part.start && tag.end <= part.end;
      if (isInside) inside.push(tag);
      const step = loopStep(tag);
      loops = Math.max(0, loops + step);
      if (isInside && inLoop && step < 0 && loops === 0) loopEnd ??= tag.end;
    }
    return { ...part, tags: inside, inLoop, loopEnd };
  });
}

/** What is said behind the loop, of a message that is nothing but variables in it; otherwise the message as it is. */
function withoutLoop(text: string, message: Message, language: TemplateLanguage): Message {
  const { start, end, tags, loopEnd } = message;
  if (loopEnd === undefined) return message;
  const looped = tags.filter((tag) => tag.end <= loopEnd);
  const behind = tags.filter((tag) => tag.start >= loopEnd);
  const says = (span: Span, inside: readonly Tag[]) => render(text, span, inside, language).text.trim() !== '';
  if (says({ start, end: loopEnd }, looped) || !says({ start: loopEnd, end }, behind)) return message;
  return { ...message, start: loopEnd, tags: behind, inLoop: false };
}

/** `parts` and `tags` are in order, and the marks stand outside of the parts. */
export function templateMessages(
  text: string,
  parts: readonly MessagePart[],
  tags: readonly Tag[],
  language: TemplateLanguage,
): { readonly sections: readonly Section[]; readonly partial: boolean } {
  const sections: Section[] = [];
  let partial = false;
  for (const message of messagesOf(parts, tags)) {
    const { role, tags: inside, inLoop, ...rest } = withoutLoop(text, message, language);
    const span = { start: rest.start, end: rest.end };
    const { partial: unsure, ...sent } = render(text, span, inside, language);
    const isHistory = inLoop && sent.text.trim() === '';
    partial ||= unsure || isHistory;
    if (!isHistory) sections.push({ span: trimTags(text, span, inside), role: role ?? 'unknown', ...sent });
  }
  return { sections, partial };
}
