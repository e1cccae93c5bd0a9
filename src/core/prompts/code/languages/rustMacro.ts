// Macros of Rust whose tokens the grammar leaves as they are: `format!`, `vec!`, `json!`, `concat!`, `indoc!`.

import { dedent, fillTemplate, type TemplateSyntax } from '../../holed';
import type { Expression, NamedNode, Piece, Shape, Written } from '../syntax/language';
import { PATH_LIMIT, sourceOf, sourcesOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { decodeRust, lineFeed } from './escapes';

/** How deep token trees are followed. */
const DEPTH_LIMIT = 12;

/** The inside of `"…"`, `r#"…"#`, `b"…"`. */
export function rustText(node: Node, text: string): string {
  const written = sourceOf(node, text);
  const opening = /^(?:b|c)?r?#*"/.exec(written)?.[0] ?? '"';
  const hashes = opening.split('#').length - 1;
  const closing = `"${'#'.repeat(hashes)}`;
  const closed = written.length >= opening.length + closing.length && written.endsWith(closing);
  const inside = written.slice(opening.length, closed ? -closing.length : undefined);
  return opening.includes('r') ? lineFeed(inside) : decodeRust(inside);
}

const isString = (node: Node): boolean => node.type === 'string_literal' || node.type === 'raw_string_literal';

/** The tokens between commas at the top of the tree. */
function segments(tree: Node): Node[][] {
  const result: Node[][] = [[]];
  for (const token of tree.children.slice(1, -1)) {
    if (token.type === ',' || token.type === ';') result.push([]);
    else if (!token.isExtra) result.at(-1)?.push(token);
  }
  return result.filter((segment) => segment.length > 0);
}

function written(tokens: readonly Node[], shape: Shape): Written | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { span: { start: first.startIndex, end: last.endIndex }, shape };
}

/** `ChatMessage::system("…")`, `PROMPT`, `"…".to_string()`, `{ … }`, `[ … ]`: one expression from its tokens. */
function expression(tokens: readonly Node[], text: string, depth: number): Expression | undefined {
  const first = tokens[0];
  if (first === undefined || depth > DEPTH_LIMIT) return undefined;
  if (isString(first)) return tokens.length === 1 ? first : written(tokens, { kind: 'inner', node: first });
  if (first.type === 'token_tree') return written(tokens, tree(first, text, depth + 1));
  if (tokens.length === 1) return first;
  return written(tokens, pathOrCall(tokens, text, depth));
}

/** Methods that return their receiver in another wrapping. */
export const itself = new Set([
  'into',
  'build',
  'unwrap',
  'expect',
  'clone',
  'to_vec',
  'await',
  'to_string',
  'to_owned',
]);

/** `UserMessageArgs::default().content("…").name("Ann")`: who speaks changes nothing of the text. */
const namesSpeaker = (names: readonly string[]): boolean =>
  names.at(-1) === 'name' && names.at(-2) === 'content' && names[0]?.endsWith('MessageArgs') === true;

const joints = new Set(['::', '.', '&', '!', '?', 'await']);

/** A path of names, a macro, or the last call of a chain that is no mere wrapping (`.build()?.into()`). */
function pathOrCall(tokens: readonly Node[], text: string, depth: number): Shape {
  const names: string[] = [];
  const start = tokens[0]?.startIndex ?? 0;
  let last: Shape | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'token_tree') {
      const macro = tokens[index - 1]?.type === '!';
      if (macro) return macroTree(names.at(-1) ?? '', token, text, depth + 1);
      if (last === undefined && text[token.startIndex] === '{' && index === tokens.length - 1)
        return {
          kind: 'call',
          start,
          path: names.slice(-PATH_LIMIT),
          receiver: undefined,
          args: fields(token, text, depth + 1),
          record: true,
        };
      if (text[token.startIndex] !== '(') return { kind: 'other' };
      const isReceived = last !== undefined || (names.length > 1 && token.namedChildCount === 0);
      if (isReceived && (itself.has(names.at(-1) ?? '') || namesSpeaker(names))) {
        names.pop();
        continue;
      }
      const args = segments(token).map((segment): NamedNode => {
        return { name: undefined, value: expression(segment, text, depth + 1), spread: false };
      });
      last = { kind: 'call', start, path: names.slice(-PATH_LIMIT), receiver: undefined, args };
    } else if (/identifier$|^(self|super|crate|default)$/.test(token.type))
      names.push(sourceOf(token, text).replace(/^Self$/, 'self'));
    else if (!joints.has(token.type)) return { kind: 'other' };
  }
  return last ?? { kind: 'name', path: names.slice(-PATH_LIMIT) };
}

/** The fields of `Message { role: "user".into(), content }`. */
function fields(node: Node, text: string, depth: number): NamedNode[] {
  return segments(node).map((part): NamedNode => {
    const [key, colon, ...value] = part;
    if (key?.type !== 'identifier') return { name: undefined, value: undefined, spread: false };
    const given = colon?.type === ':' ? expression(value, text, depth) : part.length === 1 ? key : undefined;
    return { name: sourceOf(key, text), value: given, spread: false };
  });
}

/** `[a, b]` is a list, `{"k": v}` a dictionary, as `json!` writes them, and `{"k" => v}`. */
function tree(node: Node, text: string, depth: number): Shape {
  const open = text[node.startIndex];
  const parts = segments(node);
  if (open === '[') return { kind: 'list', items: parts.flatMap((part) => expression(part, text, depth) ?? []) };
  if (open !== '{') return { kind: 'other' };
  const entries = parts.map((part): NamedNode => {
    const [key, colon, ...value] = part;
    const isEntry = key !== undefined && isString(key) && (colon?.type === ':' || colon?.type === '=>');
    const name = isEntry ? rustText(key, text) : undefined;
    return { name, value: name === undefined ? undefined : expression(value, text, depth), spread: false };
  });
  return { kind: 'object', entries };
}

/** llm-chain's `prompt!(system: "…", user: "…")`: a message for each. */
function spoken([role, colon, ...content]: readonly Node[], text: string, depth: number): Expression | undefined {
  if (role?.type !== 'identifier' || colon?.type !== ':') return undefined;
  const said = expression(content, text, depth + 1);
  const speaker = written([role], { kind: 'literal', pieces: [sourceOf(role, text)] });
  const entries: NamedNode[] = [
    { name: 'role', value: speaker, spread: false },
    { name: 'content', value: said, spread: false },
  ];
  return written([role, colon, ...content], { kind: 'object', entries });
}

/** The pieces of a text with its holes, which are `{x}` unless said otherwise. */
function filled(source: string, syntax: TemplateSyntax = 'braces', given: readonly string[] = []): Piece[] {
  const { text, holes } = fillTemplate({ text: source, holes: [] }, syntax, given);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { name, at, written } of holes) {
    pieces.push(text.slice(from, at), written === undefined ? { hole: name } : { hole: name, written });
    from = at;
  }
  return [...pieces, text.slice(from)];
}

/** Macros that make a list; langchain-rust's is one of messages. */
const lists: ReadonlySet<string> = new Set(['vec', 'message_formatter']);

function shapeOf(found: Expression | undefined): Shape {
  if (found === undefined) return { kind: 'other' };
  return 'shape' in found ? found.shape : { kind: 'inner', node: found };
}

/** `writeln!(text, "…", name)`: what is put at the end of which text. */
function writtenTo(parts: readonly Node[][], text: string, depth: number, isLine: boolean): Shape {
  const [target = [], said = [], ...given] = parts;
  const [first] = target;
  const to = expression(
    target.filter(({ type }) => type !== '&' && type !== 'mutable_specifier' && type !== 'mut'),
    text,
    depth,
  );
  const [literal] = said;
  if (first === undefined || to === undefined || literal === undefined || !isString(literal)) return { kind: 'other' };
  const source = rustText(literal, text) + (isLine ? '\n' : '');
  const pieces = filled(source, 'braces', givenIn([said, ...given], text));
  const args = [to, written(said, { kind: 'literal', pieces })];
  return {
    kind: 'call',
    start: first.startIndex,
    path: ['writeln'],
    receiver: undefined,
    args: args.map((value) => ({ name: undefined, value, spread: false })),
  };
}

function macroTree(name: string, node: Node, text: string, depth: number): Shape {
  const parts = segments(node);
  const first = parts[0]?.[0];
  const literal = first !== undefined && isString(first) && parts[0]?.length === 1 ? rustText(first, text) : undefined;
  const dedented = (source: string): string => {
    // `indoc!` leaves out the first line end.
    return dedent({ text: source.startsWith('\n') ? source.slice(1) : source, holes: [] }, !source.startsWith('\n'))
      .text;
  };
  if (lists.has(name)) return { kind: 'list', items: parts.flatMap((part) => expression(part, text, depth) ?? []) };
  if (name === 'json') {
    const [value] = node.namedChildren;
    return text[node.startIndex] === '{'
      ? tree(node, text, depth)
      : value?.type === 'token_tree'
        ? tree(value, text, depth)
        : { kind: 'other' };
  }
  if (name === 'fmt_message' || name === 'fmt_template') return shapeOf(expression(parts[0] ?? [], text, depth));
  if (name === 'prompt_args') return tree(node, text, depth);
  if (name === 'prompt') return { kind: 'list', items: parts.flatMap((part) => spoken(part, text, depth) ?? []) };
  if (name === 'concat') return { kind: 'concat', parts: parts.flatMap((part) => expression(part, text, depth) ?? []) };
  if (name === 'write' || name === 'writeln') return writtenTo(parts, text, depth, name === 'writeln');
  if (literal === undefined || first === undefined) return { kind: 'other' };
  // Neither the macro's name nor what fills the text in is part of it; they may take more lines than it does.
  const span = { start: first.startIndex, end: first.endIndex };
  if (name === 'format') return { kind: 'literal', pieces: filled(literal, 'braces', givenIn(parts, text)), span };
  if (name === 'template_jinja2') return { kind: 'literal', pieces: filled(literal, 'mustache'), span };
  if (name === 'template_fstring') return { kind: 'literal', pieces: filled(literal), span };
  if (name === 'indoc') return { kind: 'literal', pieces: [dedented(literal)], span };
  return name === 'formatdoc'
    ? { kind: 'literal', pieces: filled(dedented(literal), 'braces', givenIn(parts, text)), span }
    : { kind: 'other' };
}

/** The sources of what stands after the text, by place; `name = value` has none. */
function givenIn([, ...parts]: readonly Node[][], text: string): readonly string[] {
  const unnamed = parts.filter((part) => part[1]?.type !== '=');
  return sourcesOf(
    unnamed.map((part) => written(part, { kind: 'other' })),
    text,
  );
}

/** A macro's name, with its sign, in front of its tokens. */
const NAME_LENGTH = 42;

/** What a macro call is, when its name is known. */
export function macroShape(node: Node, text: string): Shape {
  const name = node.childForFieldName('macro');
  const tokens = node.namedChildren.find(({ type }) => type === 'token_tree');
  if (name === null || tokens === undefined) return { kind: 'other' };
  return macroTree(sourceOf(name, text).split('::').at(-1) ?? '', tokens, text, 0);
}

/** What the tokens of a macro are that stands among those of another one: `vec![format!("…")]`. */
export function tokensShape(node: Node, text: string): Shape {
  const name = /(\w{1,40})!\s?$/.exec(text.slice(Math.max(0, node.startIndex - NAME_LENGTH), node.startIndex))?.[1];
  return name === undefined ? { kind: 'other' } : macroTree(name, node, text, 0);
}
