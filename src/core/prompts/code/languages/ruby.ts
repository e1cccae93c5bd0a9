// Ruby as the code engine sees it. Node names are those of tree-sitter-ruby.

import { dedent } from '../../holed';
import { Captures, inField, namedOnly } from '../syntax/captures';
import type { Binding, CodeLanguage, Helper, NamedNode, Piece, Scope, Shape } from '../syntax/language';
import { partBindings } from '../syntax/patterns';
import {
  binaryShape,
  children,
  inner,
  type PathStep,
  percentShape,
  sourceOf,
  spreadOf,
  ternary,
  walkPath,
} from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { calledTests, namedTests } from '../syntax/tests';
import { decodeRuby, decodeSingleQuoted } from './escapes';
import { givenEntry } from './givenEntry';
import { type Heredoc, heredocAt, heredocOpener } from './rubyHeredoc';

const captures = new Captures([
  ['call', 'call'],
  ['binding', 'assignment operator_assignment pair binary'],
  ['object', 'hash'],
  ['scope', 'method singleton_method lambda do_block block'],
  ['scope', 'class module', namedOnly],
  ['return', 'return', namedOnly],
  ['unknown', 'left_assignment_list'],
  ['unknown', 'for', inField('pattern')],
]);

const wrappers = new Map<string, Helper>([
  ['format', 'percent'],
  ['sprintf', 'percent'],
]);
const methods = new Map<string, Helper>([
  ['chomp', 'trimEnd'],
  ['squish', 'trim'],
  ['stripheredoc', 'dedent'],
  ['freeze', 'same'],
  ['dup', 'same'],
  ['tos', 'same'],
  ['htmlsafe', 'same'],
  ['gsub', 'same'],
  ['sub', 'same'],
]);
/** Methods without arguments that return their receiver as it is. */
const itself = new Set(['freeze', 'dup', 'compact', 'to_s', 'to_sym']);

/** `"…"`, `'…'`, `%q(…)`, `%(…)`, `:"…"`. */
function stringPieces(node: Node, text: string): Piece[] {
  const written = sourceOf(node, text);
  const opening = /^(?::?["']|%[qQwWiI]?.|["'`])/.exec(written)?.[0] ?? '';
  const closed = written.length > opening.length;
  const end = closed ? node.endIndex - 1 : node.endIndex;
  const plain = opening.endsWith("'") || opening.startsWith('%q');
  const result: Piece[] = [];
  let from = Math.min(node.startIndex + opening.length, end);
  for (const part of plain ? [] : node.namedChildren) {
    if (part.type !== 'interpolation') continue;
    const value = part.firstNamedChild;
    result.push(decodeRuby(text.slice(from, part.startIndex)), { hole: sourceOf(value ?? part, text) });
    from = part.endIndex;
  }
  const rest = text.slice(from, Math.max(from, end));
  result.push(plain ? decodeSingleQuoted(rest) : decodeRuby(rest));
  return result;
}

/** Common indentation is taken away before escapes and interpolations are looked at. */
function heredocPieces({ body, squiggly, plain, holes }: Heredoc): Piece[] {
  const marked = { text: body, holes: holes.map(({ name, at }) => ({ name, at })) };
  const bare = squiggly ? dedent(marked, false) : marked;
  const result: Piece[] = [];
  let from = 0;
  const piece = (to: number | undefined): string => {
    const source = bare.text.slice(from, to);
    return plain ? source : decodeRuby(source);
  };
  for (const { name, at } of bare.holes) {
    result.push(piece(at), { hole: name });
    from = at;
  }
  result.push(piece(undefined));
  return result;
}

const strings = new Set(['string', 'bare_string', 'delimited_symbol', 'character']);
const plainText = (node: Node, text: string): string =>
  stringPieces(node, text)
    .map((piece) => (typeof piece === 'string' ? piece : ''))
    .join('');

function step(node: Node, text: string): PathStep | undefined {
  switch (node.type) {
    case 'identifier':
    case 'constant':
    case 'self':
      return { head: sourceOf(node, text) };
    case 'instance_variable':
    case 'class_variable':
      return { name: sourceOf(node, text).replace(/^@+/, ''), next: null };
    case 'scope_resolution': {
      const name = node.childForFieldName('name');
      const scope = node.childForFieldName('scope');
      const written = name === null ? '?' : sourceOf(name, text);
      return scope === null ? { head: written } : { name: written, next: scope };
    }
    case 'call': {
      const name = node.childForFieldName('method');
      const receiver = node.childForFieldName('receiver');
      const written = name === null ? undefined : sourceOf(name, text);
      return receiver === null ? { head: written ?? '?' } : { name: written, next: receiver };
    }
    case 'element_reference': {
      const key = node.namedChildren[1];
      return { name: key === undefined ? undefined : keyName(key, text), next: node.childForFieldName('object') };
    }
    case 'parenthesized_statements':
      return { next: node.firstNamedChild };
    default:
      return undefined;
  }
}

/** A member of the object itself has `self` for its head: `@prompt`. */
function path(node: Node | null, text: string): string[] {
  const names = walkPath(node, (at) => step(at, text));
  let head = node;
  for (let steps = 0; head !== null && steps < 40; steps++) {
    if (head.type === 'instance_variable' || head.type === 'class_variable') return ['self', ...names.slice(1)];
    head = head.childForFieldName('receiver') ?? head.childForFieldName('object');
  }
  return names;
}

function keyName(key: Node, text: string): string | undefined {
  if (strings.has(key.type)) return plainText(key, text);
  if (key.type === 'hash_key_symbol') return sourceOf(key, text);
  return key.type === 'simple_symbol' ? sourceOf(key, text).slice(1) : undefined;
}

function entry(node: Node, text: string): NamedNode {
  if (/_splat(_argument)?$/.test(node.type)) return { name: undefined, value: node, spread: true };
  if (node.type !== 'pair') return { name: undefined, value: node, spread: node.type === 'block_argument' };
  const key = node.childForFieldName('key');
  const name = key === null ? undefined : keyName(key, text);
  const value = node.childForFieldName('value');
  if (value !== null || key === null || name === undefined) return { name, value: value ?? undefined, spread: false };
  // `messages:` alone is `messages: messages`.
  const span = { start: key.startIndex, end: key.endIndex };
  return { name, value: { span, shape: { kind: 'name', path: [name] } }, spread: false };
}

function call(node: Node, text: string): Shape {
  const args = node.childForFieldName('arguments');
  const receiver = node.childForFieldName('receiver');
  const method = node.childForFieldName('method');
  if (receiver !== null && args === null && method !== null && itself.has(sourceOf(method, text)))
    return inner(receiver);
  const names = path(node, text);
  const template = names[0] === 'ERB' && /^result/.test(names.at(-1) ?? '') ? templateOf(receiver) : undefined;
  if (template !== undefined) return inner(template);
  return {
    kind: 'call',
    start: node.startIndex,
    path: names,
    receiver: receiver ?? undefined,
    args: [...(args === null ? [] : children(args)).map((arg) => entry(arg, text)), ...blockOf(node, method, text)],
  };
}

/** What `ERB.new(TEMPLATE, trim_mode: "-")` is made of. */
const templateOf = (made: Node | null): Node | undefined =>
  made?.childForFieldName('arguments')?.firstNamedChild ?? undefined;

/** `rows.map { |row| "Row #{row}." }`: what is made of each; other blocks are no argument. */
function blockOf(node: Node, method: Node | null, text: string): NamedNode[] {
  const block = method !== null && makesEach.test(sourceOf(method, text)) ? node.childForFieldName('block') : null;
  return block === null ? [] : [{ name: undefined, value: block, spread: false }];
}

const makesEach = /^(flat_|filter_)?map$/;

/** What a block returns: its last expression. */
function functionOf(block: Node | null): Shape {
  const last = block?.childForFieldName('body')?.lastNamedChild ?? block?.lastNamedChild;
  return last === null || last === undefined ? { kind: 'other' } : { kind: 'function', result: last };
}

/** The last values of the branches of `case` and `if`. */
function arms(node: Node): Shape {
  const bodies = children(node).flatMap((child): Node[] => {
    if (child.type === 'when') return [child.childForFieldName('body') ?? []].flat();
    return child.type === 'then' || child.type === 'else' || child.type === 'elsif' ? [child] : [];
  });
  const last = bodies.flatMap(
    (body) =>
      children(body)
        .filter(({ type }) => type !== 'heredoc_body')
        .at(-1) ?? [],
  );
  return last.length === 0 ? { kind: 'other' } : { kind: 'choice', branches: last };
}

function shape(node: Node, text: string): Shape {
  if (strings.has(node.type)) return { kind: 'literal', pieces: stringPieces(node, text) };
  switch (node.type) {
    case 'heredoc_beginning': {
      const found = heredocAt(text, node.startIndex, node.endIndex);
      return found === undefined
        ? { kind: 'other' }
        : { kind: 'literal', pieces: heredocPieces(found), span: found.span };
    }
    case 'chained_string':
      return { kind: 'concat', parts: children(node) };
    case 'simple_symbol':
      // A word of the program, and none of a text.
      return { kind: 'name', path: ['Symbol', sourceOf(node, text).slice(1)] };
    case 'binary':
      return percentShape(node) ?? binaryShape(node, ['+', '<<'], ['||', 'or']);
    case 'parenthesized_statements':
    case 'argument_list':
      return inner(children(node)[0]);
    case 'case':
    case 'if':
    case 'unless':
      return arms(node);
    case 'lambda':
      return functionOf(node.childForFieldName('body'));
    case 'block':
    case 'do_block':
      return functionOf(node);
    case 'unary':
      // `+"…"` is a text that may be changed, `-"…"` one that may not.
      return /^[+-]["']/.test(sourceOf(node, text)) ? inner(node.lastNamedChild) : { kind: 'other' };
    case 'conditional':
      return ternary(node);
    case 'array':
    case 'string_array':
    case 'symbol_array':
      return { kind: 'list', items: children(node) };
    case 'hash':
      return { kind: 'object', entries: children(node).map((child) => entry(child, text)) };
    case 'call':
      return call(node, text);
    case 'identifier':
    case 'constant':
    case 'instance_variable':
    case 'class_variable':
    case 'global_variable':
    case 'scope_resolution':
    case 'element_reference':
      return { kind: 'name', path: path(node, text) };
    case 'splat_argument':
    case 'hash_splat_argument':
      return spreadOf(node);
    default:
      return { kind: 'other' };
  }
}

const targets = new Set(['identifier', 'constant', 'instance_variable', 'class_variable', 'global_variable', 'call']);

function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'pair') {
    const { name, value } = entry(node, text);
    return name === undefined ? undefined : { path: [name], value, kind: 'key' };
  }
  if (node.type === 'binary' && node.childForFieldName('operator')?.type !== '<<') return undefined;
  const target = node.childForFieldName('left');
  const value = node.childForFieldName('right') ?? undefined;
  if (target === null || !targets.has(target.type))
    return node.type === 'binary' ? undefined : givenEntry(target, value, text);
  const names = path(target, text);
  if (node.type === 'binary') return { path: names, value, kind: 'appended' };
  // `x ||= "…"` gives what is otherwise missing: the value that the source states.
  const operator = node.type === 'operator_assignment' ? node.childForFieldName('operator')?.type : '=';
  return { path: names, value, kind: operator === '=' || operator === '||=' ? 'variable' : 'appended' };
}

function parameter(node: Node, text: string): Binding[] {
  if (node.type === 'destructured_parameter') return partBindings(node, text);
  const name = node.type === 'identifier' ? node : node.childForFieldName('name');
  if (name === null) return [];
  return [{ path: [sourceOf(name, text)], value: node.childForFieldName('value') ?? undefined, kind: 'variable' }];
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const written = name === null ? undefined : sourceOf(name, text);
  if (node.type === 'class' || node.type === 'module') return { name: written, kind: 'class', bindings: [] };
  const list = node.childForFieldName('parameters');
  const bindings = list === null ? [] : children(list).flatMap((child) => parameter(child, text));
  if (node.type.endsWith('method')) return { name: written, kind: 'function', bindings, tests: namedTests(written) };
  const called = node.parent?.childForFieldName('method') ?? null;
  const tests = called === null ? undefined : calledTests(sourceOf(called, text));
  return { name: written, kind: 'block', bindings, tests };
}

/** Constants by which a file shows its libraries; Rails loads them without a `require`. */
const impliedImports: ReadonlyMap<string, RegExp> = new Map([
  ['ruby_llm', /\bRubyLLM\b/],
  ['active_agent', /\bActiveAgent\b|<\s?ApplicationAgent\b/],
  ['langchain', /\bLangchain::/],
  ['raix', /\bRaix::/],
  ['dspy', /\bDSPy::/],
]);

/** Ruby 3: keyword arguments, squiggly heredocs, endless methods. */
export const ruby: CodeLanguage = {
  grammar: 'ruby',
  captures,
  impliedImports,
  definitions: new Set(['assignment', 'operator_assignment']),
  dedentTrims: false,
  bareMembers: true,
  splitsItems: true,
  wrappers,
  methods,
  shape,
  binding,
  scope,
  calleePath: path,
  opener: (node, text) => (node.type === 'heredoc_body' ? heredocOpener(text, node.startIndex) : undefined),
  body(node) {
    const found = /^(class|module|method|singleton_method)$/.test(node.type) ? node.childForFieldName('body') : null;
    return found?.type === 'body_statement' ? found : undefined;
  },
  result(body) {
    if (body.type !== 'body_statement') return body;
    const last = children(body)
      .filter(({ type }) => type !== 'heredoc_body')
      .at(-1);
    return last?.type === 'return' ? undefined : last;
  },
};
