// Rust as the code engine sees it. Node names are those of tree-sitter-rust.

import { Captures, inField } from '../syntax/captures';
import type { Binding, CodeLanguage, Helper, NamedNode, Scope, Shape } from '../syntax/language';
import { partBindings } from '../syntax/patterns';
import { binaryShape, children, choiceOf, inner, type PathStep, sourceOf, walkPath } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { itself, macroShape, rustText, tokensShape } from './rustMacro';

const captures = new Captures([
  ['call', 'call_expression struct_expression'],
  [
    'binding',
    'let_declaration const_item static_item assignment_expression compound_assignment_expr field_initializer shorthand_field_initializer',
  ],
  ['object', 'macro_invocation'],
  ['scope', 'function_item closure_expression impl_item trait_item mod_item'],
  ['return', 'return_expression'],
  ['unknown', 'for_expression', inField('pattern')],
  ['import', 'use_declaration', inField('argument')],
]);

const wrappers = new Map<string, Helper>([
  ['string.from', 'same'],
  ['cow.from', 'same'],
  ['some', 'same'],
  ['ok', 'same'],
  ['content.text', 'same'],
  ['easyinputcontent.text', 'same'],
]);
const methods = new Map<string, Helper>([
  ['tostring', 'same'],
  ['toowned', 'same'],
  ['clone', 'same'],
  ['asstr', 'same'],
  ['trimstart', 'trimStart'],
  ['trimend', 'trimEnd'],
]);
/** Methods that give their argument where there is no other value: `system.unwrap_or(DEFAULT)`. */
const fallbacks = new Set(['unwrap_or', 'unwrap_or_else', 'or_else']);
const transparent = new Set(['try_expression', 'await_expression', 'parenthesized_expression', 'reference_expression']);

function step(node: Node, text: string): PathStep | undefined {
  if (transparent.has(node.type)) return { next: node.firstNamedChild };
  const field = (name: string) => node.childForFieldName(name);
  const written = (each: Node | null): string | undefined => (each === null ? undefined : sourceOf(each, text));
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
    case 'crate':
      return { head: sourceOf(node, text) };
    case 'self':
      return { head: 'self' };
    case 'field_expression':
      return { name: written(field('field')), next: field('value') };
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const before = field('path');
      const name = written(field('name'));
      return before === null ? { head: name ?? '?' } : { name, next: before };
    }
    case 'generic_type':
    case 'generic_type_with_turbofish':
      return { next: field('type') };
    case 'generic_function':
      return { next: field('function') };
    case 'call_expression':
      return { next: field('function') };
    case 'struct_expression':
      return { next: field('name') };
    default:
      return undefined;
  }
}

/** `Self::X` is a member of the type, `self.x` of the value; both are members here. */
const path = (node: Node | null, text: string): string[] =>
  walkPath(node, (at) => step(at, text)).map((name, index) => (index === 0 && name === 'Self' ? 'self' : name));

function fields(node: Node, text: string): NamedNode[] {
  const list = node.childForFieldName('body');
  return (list === null ? [] : children(list)).map((each): NamedNode => {
    if (each.type === 'base_field_initializer') return { name: undefined, value: undefined, spread: false };
    const name = each.childForFieldName('field') ?? each.firstNamedChild;
    const value =
      each.childForFieldName('value') ?? (each.type === 'shorthand_field_initializer' ? each.firstNamedChild : null);
    return { name: name === null ? undefined : sourceOf(name, text), value: value ?? undefined, spread: false };
  });
}

function call(node: Node, text: string): Shape {
  const callee = node.childForFieldName('function');
  const args = node.childForFieldName('arguments');
  const listed = args === null ? [] : children(args);
  const named = path(callee, text);
  // `rows.collect::<Vec<_>>()`
  const method = callee?.type === 'generic_function' ? callee.childForFieldName('function') : callee;
  const receiver = method?.type === 'field_expression' ? method.childForFieldName('value') : null;
  if (receiver !== null && listed.length <= 1 && itself.has(named.at(-1) ?? '')) return inner(receiver);
  const [fallback] = listed;
  const maker = named.slice(-2).join('.');
  if (fallback?.type === 'closure_expression' && lazies.has(maker))
    return inner(blockValue(fallback.childForFieldName('body')));
  if (fallback?.type === 'array_expression' && tables.has(maker)) return table(fallback, text) ?? inner(fallback);
  if (receiver !== null && fallback !== undefined && fallbacks.has(named.at(-1) ?? ''))
    return choiceOf([receiver, fallback]);
  return {
    kind: 'call',
    start: node.startIndex,
    path: named,
    receiver: receiver ?? undefined,
    args: listed.map((value) => ({ name: undefined, value, spread: false })),
  };
}

/** What makes its value when that is first asked for. */
const lazies: ReadonlySet<string> = new Set(['Lazy.new', 'LazyLock.new', 'LazyCell.new']);

const tables: ReadonlySet<string> = new Set(['HashMap.from', 'BTreeMap.from', 'IndexMap.from', 'FxHashMap.from']);

/** `[("calm", "…"), ("loud", "…")]`: entries by their keys. */
function table(list: Node, text: string): Shape | undefined {
  const pairs = children(list).map((pair) => (pair.type === 'tuple_expression' ? children(pair) : []));
  if (pairs.some(({ length }) => length !== 2)) return undefined;
  const entries = pairs.map(([key, value]): NamedNode => {
    const name = key === undefined ? undefined : /string/.test(key.type) ? rustText(key, text) : sourceOf(key, text);
    return { name, value, spread: false };
  });
  return { kind: 'object', entries };
}

/** The value of a block: its last expression. */
function blockValue(node: Node | null): Node | undefined {
  const last =
    node?.type === 'block' ? children(node).at(-1) : node?.type === 'else_clause' ? node.firstNamedChild : node;
  if (last?.type === 'block') return blockValue(last);
  return last ?? undefined;
}

function armValues(node: Node): Node[] {
  const arms = children(node.childForFieldName('body') ?? node).filter(({ type }) => type === 'match_arm');
  return arms.flatMap((arm) => blockValue(arm.childForFieldName('value')) ?? []);
}

function shape(node: Node, text: string): Shape {
  if (transparent.has(node.type)) {
    const value = node.childForFieldName('value') ?? children(node).find(({ type }) => type !== 'mutable_specifier');
    return inner(value);
  }
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', pieces: [rustText(node, text)] };
    case 'binary_expression':
      return binaryShape(node, ['+']);
    case 'if_expression': {
      const [yes, no] = [node.childForFieldName('consequence'), node.childForFieldName('alternative')].map(blockValue);
      return yes === undefined || no === undefined ? { kind: 'other' } : choiceOf([yes, no]);
    }
    case 'expression_statement':
      return inner(node.firstNamedChild);
    case 'unary_expression':
      return text[node.startIndex] === '*' ? inner(node.firstNamedChild) : { kind: 'other' };
    case 'match_expression':
      return choiceOf(armValues(node));
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'list', items: children(node) };
    case 'call_expression':
      return call(node, text);
    case 'struct_expression': {
      const args = fields(node, text).filter(({ name }) => name !== undefined);
      return { kind: 'call', start: node.startIndex, path: path(node, text), receiver: undefined, args, record: true };
    }
    case 'macro_invocation':
      return macroShape(node, text);
    case 'token_tree':
      return tokensShape(node, text);
    case 'identifier':
    case 'field_expression':
    case 'scoped_identifier':
      return { kind: 'name', path: path(node, text) };
    case 'closure_expression': {
      const body = blockValue(node.childForFieldName('body'));
      return body === undefined ? { kind: 'other' } : { kind: 'function', result: body };
    }
    default:
      return { kind: 'other' };
  }
}

/** `name: value` or `name` in a struct; what `Self` is made of are members of the type. */
function fieldBinding(node: Node, text: string): Binding | undefined {
  const name = node.childForFieldName('field') ?? node.firstNamedChild;
  const value = node.childForFieldName('value') ?? node.firstNamedChild ?? undefined;
  const type = node.parent?.parent?.childForFieldName('name');
  const member = type !== null && type !== undefined && sourceOf(type, text) === 'Self';
  return name === null ? undefined : { path: [sourceOf(name, text)], value, kind: 'key', member };
}

function binding(node: Node, text: string): Binding | undefined {
  if (node.type.endsWith('field_initializer')) return fieldBinding(node, text);
  const written = node.childForFieldName('pattern') ?? node.childForFieldName('name') ?? node.childForFieldName('left');
  const target = written?.type === 'mut_pattern' ? written.lastNamedChild : written;
  const value = node.childForFieldName('value') ?? node.childForFieldName('right') ?? undefined;
  if (value === undefined || (target?.type !== 'identifier' && target?.type !== 'field_expression')) return undefined;
  // `request = request.append(…)` adds to what is there.
  const names = path(target, text);
  const adds =
    node.type === 'assignment_expression' && path(value, text).slice(0, names.length).join() === names.join();
  return { path: names, value, kind: adds || node.type.startsWith('compound') ? 'appended' : 'variable' };
}

function scope(node: Node, text: string): Scope {
  const named = node.childForFieldName('name') ?? node.childForFieldName('type');
  const written = named === null ? undefined : sourceOf(named, text);
  if (node.type === 'impl_item' || node.type === 'trait_item') return { name: written, kind: 'class', bindings: [] };
  if (node.type === 'mod_item')
    return {
      name: undefined,
      kind: 'block',
      bindings: [],
      tests: /^tests?$/.test(written ?? '') ? 'compares' : undefined,
    };
  const list = node.childForFieldName('parameters');
  const bindings = (list === null ? [] : children(list)).flatMap((parameter): Binding[] => {
    if (parameter.type === 'tuple_pattern') return partBindings(parameter, text);
    const pattern = parameter.type === 'identifier' ? parameter : parameter.childForFieldName('pattern');
    const own = pattern?.type === 'mut_pattern' ? pattern.lastNamedChild : pattern;
    return own?.type === 'identifier' ? [{ path: [sourceOf(own, text)], value: undefined, kind: 'variable' }] : [];
  });
  const isAsync =
    node.type === 'function_item' &&
    /^(pub(\([^)]*\))?\s+)?async\s/.test(text.slice(node.startIndex, node.startIndex + 40));
  const name = node.type === 'function_item' ? written : undefined;
  return { name, kind: 'function', bindings, tests: isAsync ? 'waits' : undefined };
}

/** Rust 2024. */
export const rust: CodeLanguage = {
  grammar: 'rust',
  captures,
  definitions: new Set(['let_declaration', 'const_item', 'static_item', 'expression_statement']),
  imports: new Set(['use_declaration']),
  dedentTrims: false,
  wrappers,
  methods,
  shape,
  binding,
  scope,
  calleePath: (node, text) => path(node.childForFieldName('macro') ?? node, text),
  body(node) {
    const named = /^(function|impl|trait|mod)_item$/.test(node.type) ? node.childForFieldName('body') : null;
    return named?.type === 'block' || named?.type === 'declaration_list' ? named : undefined;
  },
  result(body) {
    const last = body.type === 'block' ? children(body).at(-1) : undefined;
    // A `match` or `if` at the end is a statement without a semicolon.
    if (last?.type === 'expression_statement' && last.childCount === 1) return last;
    return last !== undefined && !/_statement$|_declaration$|_item$/.test(last.type) ? last : undefined;
  },
};
