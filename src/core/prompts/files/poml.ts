// POML (`*.poml`): a prompt as markup. Elements of messages separate it: what stands before the first is the system's. Without any, all of
// it is the user's message.
// Source: https://microsoft.github.io/poml/stable/language/components/ (read 2026-11 for the notes).
import type { Span } from '../../text';
import { cut, type Holed, stripIndents, trim } from '../holed';
import type { Detection, Role } from '../prompt';
import { roleWord } from '../roles';
import { fileDetection, type Section, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { doubleBraces, fill } from './variables';

/** Without case and hyphens: `system-msg`, `HumanMessage`. */
const speakers: ReadonlyMap<string, Role> = new Map<string, Role>(
  (['system', 'human', 'user', 'ai', 'assistant'] as const).flatMap((word) => {
    const role = roleWord(word) ?? 'unknown';
    return [`${word}msg`, `${word}message`].map((name) => [name, role] as const);
  }),
);

/** Elements whose text is not sent, and elements that put something else in. */
const silent = new Set(['stylesheet', 'let', 'meta', 'output-schema']);
const puttingIn = /<(document|img|table|folder|webpage|include|obj|audio|input)\b/i;

interface Element {
  readonly name: string;
  readonly start: number;
  /** Behind its `>`. */
  readonly end: number;
  readonly closes: boolean;
  readonly alone: boolean;
}

const tag = /<(\/?)([a-z][\w-]{0,40})((?:"[^"<]{0,2000}"|'[^'<]{0,2000}'|[^<>"']){0,200})>/giy;

/** Elements and comments, in order. Linear: a place is looked at once as the beginning of one. */
function elements(text: string): Element[] {
  const found: Element[] = [];
  let comments = true;
  for (let at = text.indexOf('<'); at !== -1; ) {
    if (comments && text.startsWith('<!--', at)) {
      const close = text.indexOf('-->', at + 4);
      if (close === -1) comments = false;
      else found.push({ name: '!', start: at, end: close + 3, closes: false, alone: true });
      at = text.indexOf('<', close === -1 ? at + 1 : close + 3);
      continue;
    }
    tag.lastIndex = at;
    const match = tag.exec(text);
    const [whole = '<', slash = '', name = '', attributes = ''] = match ?? [];
    if (match !== null)
      found.push({
        name: name.toLowerCase(),
        start: at,
        end: at + whole.length,
        closes: slash !== '',
        alone: attributes.trimEnd().endsWith('/'),
      });
    at = text.indexOf('<', at + whole.length);
  }
  return found;
}

/** What is sent of a span: its text without tags, comments and silent elements. */
function sent(text: string, span: Span, inside: readonly Element[]): Holed {
  const cuts: [number, number][] = [];
  let silentSince: number | undefined;
  for (const { name, start, end, closes, alone } of inside) {
    if (start < span.start || end > span.end) continue;
    if (silentSince !== undefined) {
      if (!closes || !silent.has(name)) continue;
      cuts.push([silentSince - span.start, end - span.start]);
      silentSince = undefined;
    } else if (silent.has(name) && !closes && !alone) silentSince = start;
    else cuts.push([start - span.start, end - span.start]);
  }
  const plain = cut({ text: text.slice(span.start, span.end), holes: [] }, cuts);
  return trim(stripIndents(fill(plain, doubleBraces)));
}

/** `span` without white space and comments at its ends. */
function trimComments(text: string, span: Span, inside: readonly Element[]): Span {
  let trimmed = trimSpan(text, span);
  const comments = inside.filter(({ name, start, end }) => name === '!' && start >= span.start && end <= span.end);
  for (const { start, end } of comments)
    if (start === trimmed.start) trimmed = trimSpan(text, { start: end, end: Math.max(end, trimmed.end) });
  for (const { start, end } of comments.reverse())
    if (end === trimmed.end && start >= trimmed.start) trimmed = trimSpan(text, { start: trimmed.start, end: start });
  return trimmed;
}

/** Figures are lower bounds: the markup becomes headings and lists when it is sent. */
export function readPoml(text: string): Detection {
  const all = elements(text);
  const sections: Section[] = [];
  let from = 0;
  /** Elements up to here are done with. */
  let done = 0;
  let open: { readonly name: string; readonly role: Role } | undefined;
  /** What stands up to here is one message. */
  const close = (end: number, index: number, next: number) => {
    const span = { start: from, end };
    const role = open?.role ?? (sections.length === 0 && end < text.length ? 'system' : 'user');
    const inside = all.slice(done, index);
    sections.push({ span: trimComments(text, span, inside), role, ...sent(text, span, inside) });
    from = next;
    done = index + 1;
  };
  for (const [index, { name, start, end, closes, alone }] of all.entries()) {
    const role = speakers.get(name.replaceAll('-', ''));
    if (role === undefined || alone || (open === undefined ? closes : !closes || open.name !== name)) continue;
    close(start, index, end);
    open = closes ? undefined : { name, role };
  }
  close(text.length, all.length, text.length);
  return fileDetection(text, sections, readFrontMatter(''), {
    model: undefined,
    partial: puttingIn.test(text) || sections.length > 0,
  });
}
