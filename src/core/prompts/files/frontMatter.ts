// The YAML head between two `---` lines at the top of a prompt file: where it ends, and what its scalars are. It is not sent.
import { type Document, isAlias, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Span } from '../../text';
import { sentence } from '../../words';
import type { Problem } from '../prompt';
import type { HeadValue } from '../statements';

/** A longer head is not parsed; its body still counts. */
export const HEAD_LIMIT = 64 * 1024;

/**
 * Deepest nesting that is parsed. The YAML library grows its call stack, and patterns made from the indentation, with the depth:
 * 30,000 nested `- ` end the whole process (seen with yaml 2.9.1), so deep heads must not reach it.
 */
const DEPTH_LIMIT = 100;

/** One value of the head and where it is written, quotes included. */
export interface HeadScalar {
  readonly value: string;
  readonly span: Span;
}

export interface FrontMatter {
  /** Where the body starts; 0 when there is no head. */
  readonly body: number;
  readonly problems: readonly Problem[];
  /** The text at this path of keys; undefined when it is missing, no text, or the head could not be read. */
  scalar(...path: string[]): HeadScalar | undefined;
  /** The whole number at this path, above 0; undefined when there is none. */
  wholeNumber(...path: string[]): number | undefined;
  /** Whatever stands at this path, as plain data; undefined when nothing does, or when it cannot be had (too many aliases). */
  value(...path: string[]): HeadValue | undefined;
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Start of the next line. */
  readonly next: number;
}

function lineAt(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  if (newline === -1) return { start, end: text.length, next: text.length };
  return { start, end: newline, next: newline + 1 };
}

/** `---` and white space. Looks at few characters of long lines. */
function isFence(text: string, { start, end }: Line): boolean {
  return text.startsWith('---', start) && text.slice(start + 3, end).trim() === '';
}

/** The opening fence; with `preamble`, comment and blank lines may stand before it. */
function opening(text: string, preamble: boolean): Line | undefined {
  let line = lineAt(text, text.startsWith('\uFEFF') ? 1 : 0);
  while (preamble && line.next < text.length) {
    const blank = text.slice(line.start, line.end).trim() === '';
    if (text[line.start] !== '#' && !blank) break;
    line = lineAt(text, line.next);
  }
  return isFence(text, line) && line.next > line.end ? line : undefined;
}

function closing(text: string, from: number): Line | undefined {
  for (let line = lineAt(text, from); ; line = lineAt(text, line.next)) {
    if (isFence(text, line)) return line;
    if (line.next >= text.length) return undefined;
  }
}

/** True for YAML that must not reach the library (see DEPTH_LIMIT). */
export function tooDeep(source: string): boolean {
  let open = 0;
  let markers = 0;
  for (const char of source) {
    if (char === '\n') markers = 0;
    else if ('-?:'.includes(char)) markers++;
    else if (char === '[' || char === '{') open++;
    else if (char === ']' || char === '}') open = Math.max(0, open - 1);
    else if (char !== ' ') markers = 0;
    if (open > DEPTH_LIMIT || markers > DEPTH_LIMIT) return true;
  }
  return false;
}

const nothing = (body: number, problems: readonly Problem[] = []): FrontMatter => ({
  body,
  problems,
  scalar: () => undefined,
  wholeNumber: () => undefined,
  value: () => undefined,
});

/** Splits the head off. `preamble`: comment and blank lines may come before it, as dotprompt files allow. Linear. */
export function readFrontMatter(text: string, preamble = false): FrontMatter {
  const open = opening(text, preamble);
  if (open === undefined) return nothing(0);
  const close = closing(text, open.next);
  const fence = { start: open.start, end: open.end };
  if (close === undefined)
    return nothing(0, [{ span: fence, sentence: sentence('The front matter is not closed by a line "---".') }]);
  const source = text.slice(open.next, close.start);
  if (source.length > HEAD_LIMIT)
    return nothing(close.next, [
      { span: fence, sentence: sentence('The front matter is over 64 KB and is not read.') },
    ]);
  if (tooDeep(source))
    return nothing(close.next, [
      { span: fence, sentence: sentence('The front matter is nested too deeply and is not read.') },
    ]);
  return parse(text, source, open.next, close.next);
}

/** Where the YAML ends of a file that is nothing but a head, closed or not; undefined when a body follows, or when there is no head. */
export function headAlone(text: string): number | undefined {
  const open = opening(text, true);
  if (open === undefined) return undefined;
  const close = closing(text, open.next);
  if (close === undefined) return text.length;
  return text.slice(close.next).trim() === '' ? close.start : undefined;
}

/** Keys and nothing else: what a head without its opening fence looks like. */
const preambleLine = /^(\s*#.*|\s*|[A-Za-z][\w -]{0,40}:.*|\s+.*|-\s.*)$/;

/** A head that only ends at a line `---` (Continue); undefined when the text does not begin so. */
export function splitPreamble(text: string): FrontMatter | undefined {
  if (!/^\uFEFF?[A-Za-z][\w-]{0,40}:/.test(text.slice(0, 60))) return undefined;
  const close = closing(text, 0);
  if (close === undefined) return undefined;
  const source = text.slice(0, close.start);
  if (source.length > HEAD_LIMIT || tooDeep(source)) return undefined;
  if (!source.split('\n').every((line) => preambleLine.test(line.slice(0, 200)))) return undefined;
  return parse(text, source, 0, close.next);
}

function parse(text: string, source: string, offset: number, body: number): FrontMatter {
  const lineCounter = new LineCounter();
  let document: Document;
  try {
    document = parseDocument(source, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', lineCounter });
  } catch {
    return nothing(body, [
      { span: { start: offset, end: offset }, sentence: sentence('The front matter is no YAML that can be read.') },
    ]);
  }
  const [error] = document.errors;
  if (error === undefined) {
    return {
      body,
      problems: [],
      scalar: (...path) => scalar(document, path, offset),
      wholeNumber: (...path) => {
        const value: unknown = document.getIn(path);
        return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
      },
      value: (...path) => valueAt(document, path, offset),
    };
  }
  const start = offset + Math.min(error.pos[0], source.length);
  // Lines are named as the editor numbers them.
  const line = text.slice(0, offset).split('\n').length - 1 + lineCounter.linePos(error.pos[0]).line;
  const said = sentence('Front matter, line {0}: {1}', line, error.message.split('\n')[0] ?? '');
  return nothing(body, [
    { span: { start, end: Math.max(start, offset + Math.min(error.pos[1], source.length)) }, sentence: said },
  ]);
}

function scalar(document: Document, path: readonly string[], offset: number): HeadScalar | undefined {
  let node: unknown = document.getIn(path, true);
  if (isAlias(node)) node = node.resolve(document);
  // A list with one entry says the same as the entry.
  if (isSeq(node) && node.items.length === 1) node = node.items[0];
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
  return { value: node.value, span: { start: offset + node.range[0], end: offset + node.range[1] } };
}

/** The value at a path of keys of a YAML document that begins at `offset` of its file. */
export function valueAt(document: Document, path: readonly string[], offset: number): HeadValue | undefined {
  const named: unknown = document.getIn(path, true);
  if (!isNode(named)) return undefined;
  const [start = 0, end = start] = named.range ?? [];
  try {
    return { value: named.toJS(document), span: { start: offset + start, end: offset + end } };
  } catch {
    return undefined; // aliases that multiply beyond the library's limit, or that lead nowhere
  }
}
