// Ruby's heredocs, read from the text: their lines stand behind the statement that opens them, outside its syntax node.
import type { Span } from '../../../text';
import { lineFeed } from './escapes';

/** A heredoc's lines as written (with LF), without indentation being removed or escapes decoded. */
export interface Heredoc {
  /** The lines and the closing word, in the document. */
  readonly span: Span;
  readonly body: string;
  /** `<<~`: the common indentation is removed. */
  readonly squiggly: boolean;
  /** `<<~'X'`: no escapes, no interpolations. */
  readonly plain: boolean;
  /** Interpolations, taken out of `body`; `at` is an offset in it. */
  readonly holes: readonly { readonly name: string; readonly at: number }[];
}

const opener = /<<([~-]?)(?:(['"`])([^'"`\n]{1,100})\2|([A-Za-z_]\w{0,100}))/g;
/** Openers in one line that are counted; more are no source. */
const OPENERS_LIMIT = 8;
/** How far back openers of the same line are looked for. */
const LINE_LIMIT = 500;
/** Places where the closing word is looked for; keeps words that stand everywhere linear. */
const HITS_LIMIT = 1_000;
const INDENT_LIMIT = 200;

interface Lines {
  readonly start: number;
  /** Behind the last line of text. */
  readonly end: number;
  /** Behind the closing word. */
  readonly next: number;
}

/** The lines from `start` to the line that holds only the word; undefined when there is none. */
function linesUntil(text: string, start: number, word: string, indented: boolean): Lines | undefined {
  let at = text.indexOf(word, start);
  for (let hits = 0; at !== -1 && hits < HITS_LIMIT; hits++) {
    const line = text.lastIndexOf('\n', at) + 1;
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const before = at - line <= INDENT_LIMIT ? text.slice(line, at) : 'too far in';
    const alone = text.slice(at + word.length, Math.min(end, at + word.length + 2)).replace(/\r$/, '') === '';
    if (alone && (indented ? before.trim() === '' : before === '')) {
      return { start, end: Math.max(start, line), next: Math.min(end + 1, text.length) };
    }
    at = text.indexOf(word, at + word.length);
  }
  return undefined;
}

/** Where the interpolation that starts at `at` ends; strings inside may hold braces. */
function interpolationEnd(text: string, at: number): number {
  let open = 0;
  let quote = '';
  for (let i = at; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '{') open++;
    else if (char === '}' && --open === 0) return i + 1;
  }
  return text.length;
}

function takeHoles(body: string): Pick<Heredoc, 'body' | 'holes'> {
  const kept: string[] = [];
  const holes: { name: string; at: number }[] = [];
  let length = 0;
  let from = 0;
  for (let at = body.indexOf('#{'); at !== -1; at = body.indexOf('#{', Math.max(at + 2, from))) {
    if (body[at - 1] === '\\') continue;
    const piece = body.slice(from, at);
    kept.push(piece);
    length += piece.length;
    from = interpolationEnd(body, at);
    holes.push({ name: body.slice(at + 2, from - 1), at: length });
  }
  kept.push(body.slice(from));
  return { body: kept.join(''), holes };
}

/** The heredoc that the opener from `start` to `end` begins. Cost: its own length, and those before it in its line. */
export function heredocAt(text: string, start: number, end: number): Heredoc | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - LINE_LIMIT);
  const newline = text.indexOf('\n', end);
  if (newline === -1) return undefined;
  let from = newline + 1;
  const openers = [...text.slice(lineStart, end).matchAll(opener)].slice(-OPENERS_LIMIT);
  for (const match of openers) {
    const word = match[3] ?? match[4] ?? '';
    const found = linesUntil(text, from, word, match[1] !== '');
    if (found === undefined) return undefined;
    if (lineStart + match.index >= start) {
      const plain = match[2] === "'";
      const body = lineFeed(text.slice(found.start, found.end));
      const taken = plain ? { body, holes: [] } : takeHoles(body);
      // The closing line's end is not part of it, so that what follows starts a line of its own.
      const close = text.slice(found.end, found.next).trimEnd().length;
      return { span: { start: found.start, end: found.end + close }, squiggly: match[1] === '~', plain, ...taken };
    }
    from = found.next;
  }
  return undefined;
}

/** Where the opener begins of the heredoc whose lines follow the line that ends at `end`; undefined for all but the first of a line. */
export function heredocOpener(text: string, end: number): number | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', end - 1) + 1, end - LINE_LIMIT);
  const [first] = text.slice(lineStart, end).matchAll(opener);
  return first && lineStart + first.index;
}
