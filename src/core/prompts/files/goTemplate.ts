// Go's templates that define others: `{{ define "system" }} … {{ end }}` is a text of its own, which is sent where its name is asked for.
// Source: https://pkg.go.dev/text/template#hdr-Nested_template_definitions (background knowledge).
import type { Span } from '../../text';
import { isProse } from '../code/rules/prose';
import { lineFeeds } from '../holed';
import type { Detection, Role } from '../prompt';
import { roleWord } from '../roles';
import { type Section, trimSpan } from './fileDetection';
import { requestsDetection } from './fileRequests';
import { doubleBraces, fill } from './variables';

/** Actions that open a block or close one. */
const actions = /\{\{-?\s{0,20}(define|if|range|with|block|end)\b[^{}\n]{0,300}\}\}/g;
/** A name that says who speaks: `system`, `user_prompt`. */
const speaker = /(?:^|[^a-z])(system|user|assistant)(?:[^a-z]|$)/i;

interface Defined {
  readonly name: string;
  readonly inside: Span;
  /** With the actions around it. */
  readonly whole: Span;
}

/** The outermost definitions; one that is never closed is none. */
function definitions(text: string): Defined[] {
  const found: Defined[] = [];
  let depth = 0;
  let open: { readonly name: string; readonly start: number; readonly from: number } | undefined;
  for (const { 0: action, 1: word, index } of text.matchAll(actions)) {
    const end = index + action.length;
    if (word !== 'end') {
      if (depth++ === 0 && word === 'define')
        open = { name: /["`]([^"`]*)/.exec(action)?.[1] ?? '', start: index, from: end };
    } else if (depth > 0 && --depth === 0 && open !== undefined) {
      found.push({ name: open.name, inside: { start: open.from, end: index }, whole: { start: open.start, end } });
      open = undefined;
    }
  }
  return found;
}

/**
 * Each definition of running text, and what stands outside of all; undefined when the file defines none. One for the system and one for the
 * user are sent together. Linear.
 */
export function readGoTemplate(text: string, from: number, role: Role): Detection | undefined {
  const defined = definitions(text);
  if (defined.length === 0) return undefined;
  const sections: Section[] = [];
  const add = (inside: Span, role: Role) => {
    const span = trimSpan(text, inside);
    const body = text.slice(span.start, span.end);
    if (isProse(body)) sections.push({ span, role, ...lineFeeds(fill({ text: body, holes: [] }, doubleBraces)) });
  };
  let at = from;
  for (const { name, inside, whole } of defined) {
    add({ start: at, end: whole.start }, role);
    add(inside, roleWord(speaker.exec(name)?.[1] ?? '') ?? role);
    at = whole.end;
  }
  add({ start: at, end: text.length }, role);
  const roles = sections.map((section) => section.role).join(' ');
  const isChat = /^(system user|user system)$/.test(roles);
  const request = (span: Span) => ({ span, model: undefined, partial: true });
  return requestsDetection(
    isChat
      ? [{ sections, request: request({ start: from, end: text.length }) }]
      : sections.map((section) => ({ sections: [section], request: request(section.span) })),
  );
}
