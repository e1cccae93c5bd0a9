// POML (`*.poml`): a prompt as markup. Elements of messages separate it; without any, all of it is the user's message.
// Source: https://microsoft.github.io/poml/stable/language/components/ (read 2026-11 for the notes).
import type { Span } from '../../text';
import { cut, type Holed, stripIndents, trim } from '../holed';
import type { Detection, Role } from '../prompt';
import { fileDetection, type Section, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { doubleBraces, fill } from './variables';

const speakers: Readonly<Record<string, Role>> = {
  'system-msg': 'system',
  'human-msg': 'user',
  'user-msg': 'user',
  'ai-msg': 'assistant',
};

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

/** Figures are lower bounds: the markup becomes headings and lists when it is sent. */
export function readPoml(text: string): Detection {
  const all = elements(text);
  const sections: Section[] = [];
  let from = 0;
  let open: { readonly name: string; readonly end: number; readonly first: number } | undefined;
  const add = (span: Span, role: Role, inside: readonly Element[]) => {
    sections.push({ span: trimSpan(text, span), role, ...sent(text, span, inside) });
  };
  for (const [index, { name, start, end, closes, alone }] of all.entries()) {
    const role = speakers[name];
    if (role === undefined || alone) continue;
    if (!closes && open === undefined) open = { name, end, first: index };
    else if (closes && open?.name === name) {
      add({ start: open.end, end: start }, role, all.slice(open.first + 1, index));
      [open, from] = [undefined, end];
    }
  }
  if (from === 0) add({ start: 0, end: text.length }, 'user', all);
  return fileDetection(text, sections, readFrontMatter(''), {
    model: undefined,
    partial: puttingIn.test(text) || sections.length > 0,
  });
}
