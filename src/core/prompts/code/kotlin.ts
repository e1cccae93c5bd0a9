// Kotlin as the code engine sees it. Node names are those of tree-sitter-kotlin (tree-sitter-grammars), which names few fields, so
// children are told apart by their type.

import { type Filling, filled, kindMade } from './filled';
import { addedItems, builderArguments, buildStringPieces, lambdaOf, lambdaResult, lines } from './kotlinLambda';
import { childOf, path, plain, strings } from './kotlinPath';
import { kotlinText } from './kotlinText';
import type { Binding, CodeLanguage, Expression, Helper, NamedNode, Scope, Shape } from './language';
import { binaryShape, children, inner, sourceOf, spreadOf } from './syntax';
import type { Node } from './syntaxNode';

const query = `
[(call_expression) (annotation)] @call
(delegation_specifier (constructor_invocation) @call)
[(property_declaration) (assignment) (value_argument) (class_parameter) (enum_entry)] @binding
((call_expression (identifier) @maker) @object (#match? @maker "^(mutable|hash|linked)?[mM]apOf$|^buildJsonObject$"))
((call_expression (navigation_expression (identifier) @putter .)) @object (#match? @putter "^(put|add|addProperty|apply)$"))
[(class_declaration) (object_declaration) (object_literal) (function_declaration) (secondary_constructor)
 (anonymous_function) (lambda_literal)] @scope
[(return_expression) (function_body)] @return
(for_statement [(variable_declaration) (multi_variable_declaration)] @unknown)
(catch_block (identifier) @unknown)
(multi_variable_declaration) @unknown
(import (qualified_identifier) @import)
`;

const wrappers = new Map<string, Helper>([
  ['modelid', 'same'],
  ['textcontent', 'same'],
  ['textcontent.from', 'same'],
  ['string.format', 'percent'],
  // Spring AI's `user { it.text("…").param("x", y) }`, under the names that such parameters have.
  ...'it u s us spec user system'.split(' ').map((name) => [`${name}.text`, 'same'] as const),
]);
const methods = new Map<string, Helper>([
  ['trimindent', 'trimIndent'],
  ['trimmargin', 'trimMargin'],
  ['format', 'percent'],
  ['param', 'same'],
  ['params', 'same'],
]);
const lists = /^((mutable|array|persistent)?ListOf|listOfNotNull|(array|set)Of|List\.of|Arrays\.asList)$/i;
const maps = /^(mutable|hash|linked)?mapOf$/i;

/** Wrappers around an expression that do not change its value. */
const transparent = new Set(['parenthesized_expression', 'as_expression', 'await_expression']);

/** `"key" to value` as key and value. */
function pair(node: Node | undefined, text: string): readonly [Node, Node] | undefined {
  if (node?.type !== 'infix_expression') return undefined;
  const [left, word, right] = children(node);
  if (left === undefined || word === undefined || right === undefined) return undefined;
  return sourceOf(word, text) === 'to' ? [left, right] : undefined;
}

function argument(node: Node, text: string): NamedNode {
  const [first, second] = children(node);
  const spread = first?.type === 'spread_expression';
  if (second === undefined) return { name: undefined, value: first, spread };
  return { name: first && sourceOf(first, text), value: second, spread: second.type === 'spread_expression' };
}

function entries(args: readonly NamedNode[], text: string): NamedNode[] {
  return args.map(({ value, spread }): NamedNode => {
    const both = value === undefined || 'shape' in value ? undefined : pair(value, text);
    if (both === undefined) return { name: undefined, value, spread };
    const [key, held] = both;
    return { name: strings.has(key.type) ? plain(key, text) : undefined, value: held, spread: false };
  });
}

/** The call's arguments; of `f(x) { … }` also those that the builder in braces sets. */
function argumentsOf(node: Node, text: string): NamedNode[] {
  const callee = node.firstNamedChild;
  const lambda = lambdaOf(node);
  const earlier = lambda !== undefined && callee?.type === 'call_expression' ? argumentsOf(callee, text) : [];
  const list = childOf(node, 'value_arguments');
  const listed = list === undefined ? [] : children(list).map((each) => argument(each, text));
  return [...earlier, ...listed, ...(lambda === undefined ? [] : builderArguments(lambda, text))];
}

/** `xs.joinToString("\n")` and `joinToString(separator = "\n")` as the `join` that all languages have. */
function joined(node: Node, args: readonly NamedNode[], receiver: Node): Shape {
  const separator = args.find(({ name, spread }) => !spread && (name === undefined || name === 'separator'))?.value;
  const span = { start: node.startIndex, end: node.endIndex };
  const value: Expression = separator ?? { span, shape: { kind: 'literal', pieces: [', '] } };
  const only: NamedNode = { name: undefined, value, spread: false };
  return { kind: 'call', start: node.startIndex, path: ['?', 'join'], receiver, args: [only] };
}

/** Constructions of an empty object or list, and the calls that fill it. */
const filling: Filling = {
  called(node, text) {
    const callee = node.type === 'call_expression' ? node.firstNamedChild : null;
    if (callee?.type !== 'navigation_expression') return undefined;
    const [name, list] = [callee.lastNamedChild, childOf(node, 'value_arguments')];
    const args = (list === undefined ? [] : children(list)).flatMap((each) => children(each).at(-1) ?? []);
    return { name: name === null ? '' : sourceOf(name, text), receiver: callee.firstNamedChild ?? undefined, args };
  },
  key: (node, text) => (strings.has(node.type) ? plain(node, text) : undefined),
  made(node, text) {
    const callee = node.type === 'call_expression' ? node.firstNamedChild : null;
    const list = childOf(node, 'value_arguments');
    const empty = list !== undefined && children(list).length === 0;
    return callee?.type === 'identifier' && empty ? sourceOf(callee, text) : undefined;
  },
  variable: (node, text) => (node.type === 'identifier' ? sourceOf(node, text) : undefined),
};

/** `JSONObject().apply { put("role", "user") }`, `JSONArray().apply { put(message) }`. */
function applied(lambda: Node, receiver: Node, text: string): Shape | undefined {
  const kind = kindMade(receiver, text, filling);
  if (kind === 'list') return { kind: 'list', items: addedItems(lambda, text) };
  return kind === 'object' ? { kind: 'object', entries: builderArguments(lambda, text) } : undefined;
}

function call(node: Node, text: string): Shape {
  const gathered = filled(node, text, filling);
  if (gathered !== undefined) return gathered;
  const names = path(node.firstNamedChild, text);
  const name = names.at(-1) ?? '';
  const lambda = lambdaOf(node);
  if (name === 'buildString' && lambda !== undefined) return { kind: 'concat', parts: buildStringPieces(lambda, text) };
  if (name === 'lazy' && lambda !== undefined) return inner(lambdaResult(lambda));
  const args = argumentsOf(node, text);
  if (lists.test(name) || lists.test(names.slice(-2).join('.'))) {
    return { kind: 'list', items: args.flatMap(({ value }) => value ?? []) };
  }
  if (maps.test(name)) return { kind: 'object', entries: entries(args, text) };
  if (name === 'buildJsonObject') return { kind: 'object', entries: args };
  const callee = node.firstNamedChild;
  const named = callee?.type === 'call_expression' && lambda !== undefined ? callee.firstNamedChild : callee;
  const receiver = named?.type === 'navigation_expression' ? named.firstNamedChild : null;
  const built =
    name === 'apply' && lambda !== undefined && receiver !== null ? applied(lambda, receiver, text) : undefined;
  if (built !== undefined) return built;
  if (name === 'joinToString' && receiver !== null) return joined(node, args, receiver);
  return { kind: 'call', start: node.startIndex, path: names, receiver: receiver ?? undefined, args };
}

/** Several texts of an annotation are one, a line each, as langchain4j joins them. */
function annotation(node: Node, text: string): Shape {
  const made = childOf(node, 'constructor_invocation');
  const list = made === undefined ? undefined : childOf(made, 'value_arguments');
  const args = (list === undefined ? [] : children(list))
    .map((each) => argument(each, text))
    .map((arg): NamedNode => {
      const { value } = arg;
      if (value === undefined || 'shape' in value || value.type !== 'collection_literal') return arg;
      return { ...arg, value: lines(children(value)) };
    });
  const bare = args.flatMap(({ name, value }) =>
    name !== undefined || value === undefined || 'shape' in value ? [] : value,
  );
  const value = bare.length > 1 ? lines(bare) : undefined;
  const rest = args.filter(({ name }) => name !== undefined);
  const start = node.startIndex;
  const listed = value === undefined ? args : [{ name: undefined, value, spread: false }, ...rest];
  return { kind: 'call', start, path: calleePath(node, text), receiver: undefined, args: listed };
}

/** What a branch of `if` or `when` gives: the last expression of its block. */
function branch(node: Node): Node | undefined {
  const last = node.type === 'when_entry' || node.type === 'block' ? children(node).at(-1) : node;
  return last?.type === 'block' ? branch(last) : last;
}

function choice(node: Node): Shape {
  const condition = node.childForFieldName('condition');
  const parts = children(node).filter(({ id, type }) => id !== condition?.id && type !== 'when_subject');
  const branches = parts.flatMap((part) => branch(part) ?? []);
  return branches.length > 1 ? { kind: 'choice', branches } : { kind: 'other' };
}

function shape(node: Node, text: string): Shape {
  if (transparent.has(node.type)) return inner(node.firstNamedChild);
  if (strings.has(node.type)) return { kind: 'literal', pieces: kotlinText(node, text) };
  switch (node.type) {
    case 'binary_expression':
      return binaryShape(node, ['+'], ['?:']);
    case 'if_expression':
    case 'when_expression':
      return choice(node);
    case 'collection_literal':
      return { kind: 'list', items: children(node) };
    case 'infix_expression': {
      const both = pair(node, text);
      return both === undefined ? { kind: 'other' } : { kind: 'list', items: both };
    }
    case 'unary_expression':
      return /!!$/.test(sourceOf(node, text)) ? inner(node.childForFieldName('argument')) : { kind: 'other' };
    case 'call_expression':
      return call(node, text);
    case 'constructor_invocation':
      return {
        kind: 'call',
        start: node.startIndex,
        path: path(node, text),
        receiver: undefined,
        args: argumentsOf(node, text),
      };
    case 'annotation':
      return annotation(node, text);
    case 'identifier':
    case 'navigation_expression':
    case 'index_expression':
      return { kind: 'name', path: path(node, text) };
    case 'lambda_literal': {
      const result = lambdaResult(node);
      return result === undefined ? { kind: 'other' } : { kind: 'function', result };
    }
    case 'spread_expression':
      return spreadOf(node);
    default:
      return { kind: 'other' };
  }
}

/** The expression behind `=`; where a property has none, what its getter or delegate gives. */
function valueGiven(node: Node): Node | undefined {
  for (let index = node.childCount - 1; index > 0; index--) {
    if (node.child(index - 1)?.type === '=') return node.child(index) ?? undefined;
  }
  const delegate = childOf(node, 'property_delegate') ?? childOf(childOf(node, 'getter') ?? node, 'function_body');
  const given = delegate?.firstNamedChild ?? undefined;
  return given?.type === 'block' ? undefined : given;
}

function binding(node: Node, text: string): Binding | undefined {
  switch (node.type) {
    case 'value_argument': {
      const { name, value } = argument(node, text);
      return name === undefined ? undefined : { path: [name], value, kind: 'key' };
    }
    case 'assignment': {
      const target = node.childForFieldName('left');
      const value = node.childForFieldName('right') ?? undefined;
      if (target?.type !== 'identifier' && target?.type !== 'navigation_expression') return undefined;
      const appended = node.childForFieldName('operator')?.type === '+=';
      return { path: path(target, text), value, kind: appended ? 'appended' : 'assigned' };
    }
    case 'enum_entry': {
      const value = childOf(childOf(node, 'value_arguments') ?? node, 'value_argument');
      const name = node.firstNamedChild;
      if (name === null || value === undefined) return undefined;
      return { path: [sourceOf(name, text)], value: argument(value, text).value, kind: 'field' };
    }
    default: {
      const declared = childOf(node, 'variable_declaration') ?? node;
      const name = childOf(declared, 'identifier');
      const value = valueGiven(node);
      if (name === undefined || value === undefined) return undefined;
      const field = node.type === 'class_parameter' || node.parent?.type === 'class_body';
      return { path: [sourceOf(name, text)], value, kind: field ? 'field' : 'variable' };
    }
  }
}

/** Parameters with their defaults, which stand beside them in this grammar. */
function parameters(list: Node, text: string): Binding[] {
  const all = children(list);
  return all.flatMap((each, index): Binding[] => {
    const isParameter = each.type === 'parameter' || each.type === 'variable_declaration';
    const name = isParameter ? childOf(each, 'identifier') : undefined;
    if (name === undefined) return [];
    const next = all[index + 1];
    const value = next === undefined || /^parameter|^variable_|^multi_/.test(next.type) ? undefined : next;
    return [{ path: [sourceOf(name, text)], value, kind: 'variable' }];
  });
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const written = name === null ? undefined : sourceOf(name, text);
  if (/^(class|object)_/.test(node.type)) return { name: written, kind: 'class', bindings: [] };
  const list = childOf(node, node.type === 'lambda_literal' ? 'lambda_parameters' : 'function_value_parameters');
  return { name: written, kind: 'function', bindings: list === undefined ? [] : parameters(list, text) };
}

function calleePath(node: Node, text: string): readonly string[] {
  if (node.type !== 'annotation') return path(node.firstNamedChild, text);
  const made = childOf(node, 'constructor_invocation') ?? node;
  return [`@${path(childOf(made, 'user_type') ?? null, text).at(-1) ?? ''}`];
}

/** Kotlin 2. Members of a companion object count as members of the class around it, as they are visible there. */
export const kotlin: CodeLanguage = {
  grammar: 'kotlin',
  query,
  definitions: new Set(['property_declaration', 'assignment']),
  dedentTrims: false,
  bareMembers: true,
  wrappers,
  methods,
  shape,
  binding,
  scope,
  calleePath,
  body(node) {
    if (!/^(class|object|function)_declaration$/.test(node.type)) return undefined;
    const body = children(node).find(({ type }) => /^(class|function)_body$/.test(type));
    return body?.type === 'function_body' && body.firstNamedChild?.type !== 'block' ? undefined : body;
  },
  statements: (body) => {
    const block = body.type === 'function_body' ? body.firstNamedChild : body;
    return (block?.namedChildren ?? []).flatMap((child) =>
      child.type === 'companion_object' ? (childOf(child, 'class_body')?.namedChildren ?? []) : child,
    );
  },
};
