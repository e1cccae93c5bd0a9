// Kotlin as the code engine sees it. Node names are those of tree-sitter-kotlin (tree-sitter-grammars), which names few fields, so
// children are told apart by their type.

import { Captures, namedBelow, namedOnly, where } from '../syntax/captures';
import type { Binding, CodeLanguage, Helper, Scope, Shape } from '../syntax/language';
import { partBindings } from '../syntax/patterns';
import { binaryShape, children, choiceOf, inner, sourceOf, spreadOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { markedTests } from '../syntax/tests';
import { givenEntry } from './givenEntry';
import { annotation, argument, argumentsOf, call, calleePath, generic, pair } from './kotlinCall';
import { lambdaResult } from './kotlinLambda';
import { childOf, genericCall, path, strings } from './kotlinPath';
import { kotlinText } from './kotlinText';

const scopes =
  'class_declaration object_declaration object_literal function_declaration secondary_constructor anonymous_function lambda_literal';

/** `mapOf(…)`, `buildJsonObject { … }`, and the `put("key", value)` of what is filled in steps. */
function fillsObject(node: Node, text: string): boolean {
  const callee = node.firstNamedChild;
  if (callee?.type === 'identifier')
    return /^((mutable|hash|linked)?[mM]apOf|buildJsonObject)$/.test(sourceOf(callee, text));
  const name = callee?.type === 'navigation_expression' ? callee.lastNamedChild : null;
  return name?.type === 'identifier' && /^(put|add|addProperty|apply|setRole|setContent)$/.test(sourceOf(name, text));
}

const captures = new Captures([
  ['call', 'call_expression'],
  ['call', 'binary_expression', where((node) => genericCall(node) !== undefined)],
  ['call', 'annotation', namedOnly],
  ['call', 'delegation_specifier', namedBelow('constructor_invocation')],
  ['binding', 'property_declaration assignment value_argument class_parameter enum_entry'],
  ['object', 'call_expression', where(fillsObject)],
  ['scope', scopes],
  ['return', 'return_expression function_body'],
  ['unknown', 'for_statement', namedBelow('variable_declaration')],
  ['unknown', 'catch_block', namedBelow('identifier')],
  ['unknown', 'multi_variable_declaration', where((node) => node.parent?.type !== 'lambda_parameters')],
  ['import', 'import', namedBelow('qualified_identifier')],
]);

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
/** Wrappers around an expression that do not change its value. */
const transparent = new Set(['parenthesized_expression', 'as_expression', 'await_expression']);

/** What a branch of `if` or `when` gives: the last expression of its block. */
function branch(node: Node): Node | undefined {
  const last = node.type === 'when_entry' || node.type === 'block' ? children(node).at(-1) : node;
  return last?.type === 'block' ? branch(last) : last;
}

function choice(node: Node): Shape {
  const condition = node.childForFieldName('condition');
  const parts = children(node).filter(({ id, type }) => id !== condition?.id && type !== 'when_subject');
  const branches = parts.flatMap((part) => branch(part) ?? []);
  return choiceOf(branches);
}

function shape(node: Node, text: string): Shape {
  if (transparent.has(node.type)) return inner(node.firstNamedChild);
  if (strings.has(node.type)) return { kind: 'literal', pieces: kotlinText(node, text) };
  switch (node.type) {
    case 'binary_expression':
      return generic(node, text) ?? binaryShape(node, ['+'], ['?:']);
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
      // `+"…".trimIndent()` of a builder: the sign stands before the text alone.
      return /^\+|!!$/.test(sourceOf(node, text)) ? inner(node.childForFieldName('argument')) : { kind: 'other' };
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
      if (target?.type !== 'identifier' && target?.type !== 'navigation_expression')
        return givenEntry(target, value, text);
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

/** The default in Spring's `@RequestParam(defaultValue = "…")`. */
function requested(modifiers: Node | undefined, text: string): Binding['value'] {
  for (const each of modifiers?.type === 'parameter_modifiers' ? children(modifiers) : []) {
    if (each.type !== 'annotation' || calleePath(each, text)[0] !== '@RequestParam') continue;
    const list = childOf(childOf(each, 'constructor_invocation') ?? each, 'value_arguments');
    const given = (list === undefined ? [] : children(list)).map((one) => argument(one, text));
    return given.find(({ name }) => name === 'defaultValue')?.value;
  }
  return undefined;
}

/** Parameters with their defaults and annotations, which stand beside them in this grammar. */
function parameters(list: Node, text: string): Binding[] {
  const all = children(list);
  return all.flatMap((each, index): Binding[] => {
    if (each.type === 'multi_variable_declaration') return partBindings(each, text);
    const isParameter = each.type === 'parameter' || each.type === 'variable_declaration';
    const name = isParameter ? childOf(each, 'identifier') : undefined;
    if (name === undefined) return [];
    const next = all[index + 1];
    const isGiven = next !== undefined && !/^parameter|^variable_|^multi_/.test(next.type);
    const value = isGiven ? next : requested(all[index - 1], text);
    return [{ path: [sourceOf(name, text)], value, kind: 'variable' }];
  });
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const written = name === null ? undefined : sourceOf(name, text);
  if (/^(class|object)_/.test(node.type)) {
    const given = childOf(childOf(node, 'primary_constructor') ?? node, 'class_parameters');
    const fields = (given === undefined ? [] : children(given)).flatMap((each) => childOf(each, 'identifier') ?? []);
    return { name: written, kind: 'class', bindings: [], fields: fields.map((each) => sourceOf(each, text)) };
  }
  const list = childOf(node, node.type === 'lambda_literal' ? 'lambda_parameters' : 'function_value_parameters');
  const bindings = list === undefined ? [] : parameters(list, text);
  return { name: written, kind: 'function', bindings, tests: markedTests(node, name, text) };
}

/** Kotlin 2. Members of a companion object count as members of the class around it, as they are visible there. */
export const kotlin: CodeLanguage = {
  grammar: 'kotlin',
  captures,
  definitions: new Set(['property_declaration', 'assignment']),
  dedentTrims: false,
  bareMembers: true,
  splitsItems: true,
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
