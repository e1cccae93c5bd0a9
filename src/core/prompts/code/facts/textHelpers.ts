// What programs do to a text before they send it, by the names of the functions and methods that all languages share.
import type { Span } from '../../../text';
import {
  dedent,
  fillTemplate,
  type Holed,
  holeName,
  joinTexts,
  oneLine,
  stripIndents,
  trim,
  trimBlankEnds,
  trimMargin,
} from '../../holed';
import type { Helper, Piece } from '../syntax/language';
import { asSpread, type TextValue, type Value } from './value';

/** Functions that return their argument as a text of the same kind. Names as `normalName` gives them. */
export const wrappers: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  ['dedent', 'dedent'],
  ['outdent', 'dedent'],
  ['endent', 'dedent'],
  // Tags that only mark a text as safe: Cody's `ps`.
  ['ps', 'same'],
  ['stripindent', 'dedent'],
  ['cleandoc', 'cleandoc'],
  ['stripindents', 'stripIndents'],
  ['codeblock', 'dedent'],
  ['oneline', 'oneLine'],
  ['raw', 'same'],
  ['str', 'same'],
  ['string', 'same'],
]);

/** Functions of programs' own that put texts together. Normalised. */
export const joiningFunctions: ReadonlySet<string> = new Set(['joinstrings', 'concatstrings']);

/** Functions and methods that make something of each item of a list. Normalised. */
export const mappings: ReadonlySet<string> = new Set([
  'map',
  'flatmap',
  'mapindexed',
  'mapnotnull',
  'filtermap',
  'select',
  'arraymap',
]);

/** Functions and methods that take one item of a list by chance. Normalised. */
export const picks: ReadonlySet<string> = new Set([
  'choice',
  'sample',
  'random',
  'randomelement',
  'randomitem',
  'pick',
  'find',
  'next',
]);

/** Methods and functions that put something in for a part of a text. Normalised. */
export const replacing = /^(replace(all|first)?|gsub|sub|strreplace|stringsreplace(all)?)$/;

/** Methods of a list that return a list of the same items, or some of them. Normalised. */
export const listMethods: ReadonlySet<string> = new Set([
  'filter',
  'compact',
  'collect',
  'tolist',
  'toarray',
  'toa',
  'toseq',
  'all',
  'stream',
  'iter',
  'assequence',
]);

/** Those of them that give every item, in order. */
export const views: ReadonlySet<string> = new Set(['stream', 'iter', 'assequence', 'tolist', 'toarray', 'toa']);

/** What is made of each item of a list that the source does not show: a message or a text. */
export const asItems = (made: Value, span: Span): Value | undefined =>
  made.kind === 'object' || made.kind === 'text' ? { kind: 'list', span, items: [asSpread(made)] } : undefined;

/** Functions that write an object as JSON. Normalised. */
export const serialisers: ReadonlySet<string> = new Set(['stringify', 'dumps', 'tojson', 'jsonencode']);

/** Methods of a text that return a text of the same kind. */
export const methods: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  ['strip', 'trim'],
  ['trim', 'trim'],
  ['lstrip', 'trimStart'],
  ['trimstart', 'trimStart'],
  ['rstrip', 'trimEnd'],
  ['trimend', 'trimEnd'],
  ['format', 'braces'],
  ['formatmap', 'braces'],
  ['replace', 'same'],
  ['replaceall', 'same'],
  ['tostring', 'same'],
]);

/** The text as the helper leaves it. `dedentTrims`: see `CodeLanguage`. `given`, `named`: see `fillTemplate`. */
export function applyHelper(
  text: Holed,
  helper: Helper,
  dedentTrims: boolean,
  given: readonly string[],
  named: ReadonlyMap<string, string>,
): Holed {
  switch (helper) {
    case 'dedent':
      return dedentTrims ? trim(dedent(text, true)) : dedent(text, false);
    case 'cleandoc':
      return trim(dedent(text, true));
    case 'stripIndents':
      return trim(stripIndents(text));
    case 'oneLine':
      return oneLine(text);
    case 'trimIndent':
      return trimBlankEnds(dedent(text, false));
    case 'trimMargin':
      return trimBlankEnds(trimMargin(text));
    case 'trim':
      return trim(text);
    case 'trimStart':
      return trim(text, 'start');
    case 'trimEnd':
      return trim(text, 'end');
    case 'braces':
    case 'percent':
      return fillTemplate(text, helper, given, named);
    case 'same':
      return text;
  }
}

/** A text at this place; alternatives are counted as in `from`. */
export function asText(span: Span, { text, holes }: Holed, from?: TextValue): TextValue {
  return { kind: 'text', span, text, holes, branches: from?.branches ?? 1, literals: from?.literals ?? 1 };
}

/** The pieces of a literal as one text with holes. */
export function literal(pieces: readonly Piece[]): Holed {
  const parts = pieces.map((piece) =>
    typeof piece === 'string'
      ? { text: piece, holes: [] }
      : {
          text: '',
          holes: [
            { ...(piece.written === undefined ? {} : { written: piece.written }), name: holeName(piece.hole), at: 0 },
          ],
        },
  );
  return joinTexts(parts);
}

/** A text that stands behind the expression that names it (a heredoc) keeps its own place. */
export const place = (outer: Span, inner: Span): Span => (inner.start >= outer.end ? inner : outer);

/** A text as `change` leaves it, where its literal stands; with `keep` what is no text stays as it is; anything else cannot be read. */
export function mapText(value: Value, span: Span, change: (text: Holed) => Holed, keep = false): Value {
  if (value.kind === 'text') return asText(value.span, change(value), value);
  return keep ? value : { kind: 'other', span };
}

/** How much of an expression is looked at for the name of its hole. */
const SOURCE_LENGTH = 300;

/** A text as it is, anything else as a hole named by its source. `text`: the document's text. */
export function textOrHole(value: Value, text: string): Holed {
  if (value.kind === 'text') return value;
  const { start, end } = value.span;
  return { text: '', holes: [{ name: holeName(text.slice(start, Math.min(end, start + SOURCE_LENGTH))), at: 0 }] };
}
