// String literals of a syntax tree on request: the one at a place, those of a statement, and what holds them.
import type { Span } from '../../../text';
import type { Holed } from '../../holed';
import { beginsAsPersona, isPersona } from '../rules/personas';
import { isLikelyTold } from '../rules/textClassifier';
import type { CodeLanguage } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { ValueReader } from './readValue';
import type { TextValue, Value } from './value';

/** A piece of source and its tree: that of the document, or of one of its statements. */
export interface Tree {
  readonly root: Node;
  readonly text: string;
  readonly language: CodeLanguage;
}

/** A text in the source, with its place. */
export interface Literal extends Holed {
  readonly span: Span;
}

/** A literal and what it could be known by. */
export interface HeldLiteral extends Literal {
  readonly name: string | undefined;
  readonly callee: string | undefined;
  readonly statementStart: number;
}

/** Nodes gone through for the literals of one statement. */
const NODES_LIMIT = 3_000;
/** How far up a literal's concatenation or helper may be. */
const CLIMB_LIMIT = 10;

/** Nodes that hold statements: a comment above a statement does not speak of what is around it. */
const holders =
  /^(program|module|source_file|compilation_unit|translation_unit|chunk)$|block|body|statements|declaration_list|suite|ERROR/;

function text(value: Value): Literal | undefined {
  return value.kind === 'text' && value.text.length + value.holes.length > 0 ? value : undefined;
}

/** The text that begins at this node, or the bigger one that it is a part of. */
function widest(
  { language, text: source }: Tree,
  reader: ValueReader,
  node: Node,
): { readonly literal: Literal; readonly node: Node } | undefined {
  let literal = text(reader.read(node));
  if (literal === undefined) return undefined;
  let owner = node;
  let current = node.parent;
  for (let steps = 0; current !== null && steps < CLIMB_LIMIT; steps++, current = current.parent) {
    // `lines << "…"` adds a text to others; of two branches each is a text.
    if (language.binding(current, source)?.kind === 'appended' || reader.shape(current).kind === 'choice') break;
    const bigger = text(reader.read(current));
    if (bigger === undefined || bigger.span.end < literal.span.start) continue;
    // `format!("… {name} …")`: what is a hole there is none in the literal.
    const isLess = bigger.text.length < literal.text.length && bigger.holes.length <= literal.holes.length;
    if (isLess) continue;
    literal = bigger;
    owner = current;
  }
  return { literal, node: owner };
}

/** What begins at the first character that is not blank: the biggest node that begins there, with the rest of its line. */
export function statementAt({ root, text: source }: Tree, from: number): Span {
  const blank = /^\s*/.exec(source.slice(from, from + 10_000))?.[0].length ?? 0;
  const start = Math.min(from + blank, source.length);
  let node = root.descendantForIndex(start, Math.min(start + 1, source.length));
  let end = start;
  while (node !== null && node.parent !== null && node.startIndex >= start && !holders.test(node.type)) {
    end = Math.max(end, node.endIndex);
    node = node.parent;
  }
  const newline = source.indexOf('\n', start);
  return { start, end: Math.max(end, newline === -1 ? source.length : newline) };
}

/** The texts that begin in a span, biggest ones only, in order. */
export function literalsIn({ root, text: source, language }: Tree, span: Span): Literal[] {
  const reader = new ValueReader(language, source);
  const found: Literal[] = [];
  let visited = 0;
  const visit = (node: Node): void => {
    if (++visited > NODES_LIMIT || node.endIndex <= span.start || node.startIndex >= span.end) return;
    const value = node.startIndex >= span.start ? text(reader.read(node)) : undefined;
    if (value !== undefined) found.push(value);
    else for (const child of node.namedChildren) visit(child);
  };
  visit(root.descendantForIndex(span.start, Math.max(span.start, span.end - 1)) ?? root);
  return found;
}

/** The literal around an offset with the biggest text that it is a part of, and the node of that. */
function literalAt(tree: Tree, reader: ValueReader, at: number) {
  const { root, text: source, language } = tree;
  let node: Node | null = root.descendantForIndex(at, at);
  for (let steps = 0; node !== null && steps < CLIMB_LIMIT; steps++, node = node.parent) {
    const found = language.shape(node, source).kind === 'literal' ? widest(tree, reader, node) : undefined;
    if (found === undefined) continue;
    const { span } = found.literal;
    return at < Math.min(span.start, node.startIndex) || at > span.end ? undefined : found;
  }
  return undefined;
}

/** Where the expression begins that names the text which a node stands in. */
function openerAt({ root, language, text: source }: Tree, at: number): number | undefined {
  let node = language.opener === undefined ? null : root.descendantForIndex(at, at);
  for (let steps = 0; node !== null && steps < CLIMB_LIMIT; steps++, node = node.parent) {
    const opener = language.opener?.(node, source);
    if (opener !== undefined) return opener;
  }
  return undefined;
}

/** The literal around an offset, and the name or call that it belongs to. */
export function literalAround(tree: Tree, at: number): HeldLiteral | undefined {
  const reader = new ValueReader(tree.language, tree.text);
  const found = literalAt(tree, reader, at) ?? literalAt(tree, reader, openerAt(tree, at) ?? at);
  if (found === undefined) return undefined;
  return { ...found.literal, ...holderOf(tree, found.node), statementStart: statementStart(found.node) };
}

/** The text around an offset; not one that is a statement of its own, a comment on the program (Python's docstrings). */
export function textAround(tree: Tree, reader: ValueReader, at: number): TextValue | undefined {
  const found = literalAt(tree, reader, at);
  if (found === undefined || found.node.parent?.type === 'expression_statement') return undefined;
  const { span, text, holes } = found.literal;
  if (isFallback(found.node) || (!isPersona(text) && isOdd(found.node, tree.text))) return undefined;
  return { kind: 'text', span, text, holes, branches: 1, literals: 1 };
}

/** True for what is returned when something went wrong: people read it in the place of an answer. */
function isFallback(node: Node): boolean {
  let isReturned = false;
  for (let each = node.parent, steps = 0; each !== null && steps < CLIMB_LIMIT; each = each.parent, steps++) {
    if (/^(return|jump)_/.test(each.type)) isReturned = true;
    else if (/^(catch|except|rescue)/.test(each.type)) return isReturned;
    else if (!isReturned && /call|argument|assign|declar/.test(each.type)) return false;
  }
  return false;
}

/** Shorter lists say nothing of what is in them. */
const LISTED_LEAST = 4;
/** Items of a list that are looked at. */
const LISTED_MOST = 30;

/** `List.of(`, `listOf(` in front of what they hold. */
const makesList = /\b((List|Set)\.of|(list|set|array|mutableList)Of|asList)\s?$/;

function isList(node: Node, source: string): boolean {
  if (node.namedChildCount < LISTED_LEAST) return false;
  if (/argument/.test(node.type))
    return makesList.test(source.slice(Math.max(0, node.startIndex - 20), node.startIndex));
  return /list|array|collection|vector/.test(node.type) && !node.type.includes('param');
}

/** True for an item of a list most of whose other items are for people by their words: one of many topics, examples, answers. */
function isOdd(node: Node, source: string): boolean {
  const list = [node.parent, node.parent?.parent].find((each) => each && isList(each, source));
  if (!list) return false;
  const items = list.namedChildren.slice(0, LISTED_MOST).map((item) => sourceOf(item, source));
  const told = items.filter((item) => isLikelyTold(item.slice(1, -1), 0));
  return told.length * 3 < items.length;
}

/** Fewer personas beside each other may as well be lines to people. */
const PERSONAS_LEAST = 3;
/** A text, its entry, the table. */
const ENTRY_LEVELS = 3;

/** True for one of the texts of a list or table all of which tell a model who it is: `{ hotel: "You are a clerk.", shop: "You are …" }`. */
export function isAmongPersonas({ root, text: source }: Tree, { span }: TextValue): boolean {
  let node = root.descendantForIndex(span.start, span.end)?.parent ?? null;
  for (let level = 0; node !== null && level < ENTRY_LEVELS; level++, node = node.parent) {
    const items = node.namedChildren.filter(({ type }) => !type.includes('comment')).slice(0, LISTED_MOST);
    if (items.length < PERSONAS_LEAST || /argument|param|block|body/.test(node.type)) continue;
    return items.every((item) => sourceOf(item, source).split(/["'`]/).some(beginsAsPersona));
  }
  return false;
}

/** Where the statement of a node begins. */
function statementStart(node: Node): number {
  let current = node;
  while (current.parent !== null && !holders.test(current.parent.type)) current = current.parent;
  return current.startIndex;
}

/** The innermost name and call around a node, before the next function or class. */
function holderOf({ text: source, language, root }: Tree, node: Node): Pick<HeldLiteral, 'name' | 'callee'> {
  const around = language.captures
    .in(root, source, { start: node.startPosition, end: node.endPosition })
    .filter(({ node: each }) => each.startIndex <= node.startIndex && each.endIndex >= node.endIndex)
    .sort((a, b) => a.node.endIndex - a.node.startIndex - (b.node.endIndex - b.node.startIndex));
  for (const { name: kind, node: each } of around) {
    if (kind === 'scope') break;
    if (kind === 'binding') {
      const name = language.binding(each, source)?.path.at(-1);
      if (name !== undefined) return { name, callee: undefined };
    }
    if (kind === 'call') {
      const callee = language.calleePath(each, source).filter((part) => part !== '?');
      if (callee.length > 0) return { name: undefined, callee: callee.slice(-3).join('.') };
    }
  }
  return { name: undefined, callee: undefined };
}

/** `assert sent == [` in front of what a test holds against it. */
const compared = /\bassert\s[^\n]{1,100}==\s{0,20}[[({\s]{0,30}$/;
/** So far in front it is looked for. */
const COMPARED = 160;

/** True for what begins at `start` and is held against what a test got. */
export const isAsserted = (text: string, start: number): boolean =>
  compared.test(text.slice(Math.max(0, start - COMPARED), start));
