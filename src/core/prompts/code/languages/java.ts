// Java as the code engine sees it. Node names are those of tree-sitter-java.

import { Captures, inField, namedBelow, where } from '../syntax/captures';
import type { Binding, CodeLanguage, Expression, Helper, NamedNode, Scope, Shape } from '../syntax/language';
import { binaryShape, children, choiceOf, inner, type PathStep, sourceOf, ternary, walkPath } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { markedTests } from '../syntax/tests';
import { type Filling, filled, setter } from './filled';
import { annotationName, configured } from './javaDefaults';
import { literal } from './javaText';

const scopes =
  'class_declaration interface_declaration enum_declaration record_declaration method_declaration constructor_declaration lambda_expression';

/** `Map.of(…)`, the `put("key", value)` of what is filled in steps, and the setters of a message. */
function fillsObject(node: Node, text: string): boolean {
  const written = (field: string) => {
    const child = node.childForFieldName(field);
    return child?.type === 'identifier' ? sourceOf(child, text) : '';
  };
  const name = written('name');
  if (name === 'of') return written('object') === 'Map';
  if (setter.test(name)) return true;
  if (!/^(put|add|set|addProperty)$/.test(name)) return false;
  const given = node.childForFieldName('arguments');
  const args = given === null ? [] : children(given);
  return args.length === 2 && args[0]?.type === 'string_literal';
}

const captures = new Captures([
  ['call', 'method_invocation object_creation_expression annotation'],
  ['binding', 'variable_declarator assignment_expression enum_constant'],
  ['object', 'method_invocation', where(fillsObject)],
  ['scope', scopes],
  ['return', 'return_statement'],
  ['unknown', 'enhanced_for_statement catch_formal_parameter', inField('name')],
  ['import', 'import_declaration', namedBelow()],
]);

const wrappers = new Map<string, Helper>([
  ['string.format', 'percent'],
  ['string.valueof', 'same'],
  ['textcontent.from', 'same'],
  ['optional.of', 'same'],
  // Spring AI's `user(u -> u.text("…").param("x", y))`, under the names that such parameters have.
  ...'s u sp us spec user system userspec systemspec promptuserspec promptsystemspec'
    .split(' ')
    .map((name) => [`${name}.text`, 'same'] as const),
]);
const methods = new Map<string, Helper>([
  ['formatted', 'percent'],
  ['stripindent', 'same'],
  ['strip', 'trim'],
  ['stripleading', 'trimStart'],
  ['striptrailing', 'trimEnd'],
  ['param', 'same'],
  ['params', 'same'],
]);
/** Calls that make a list of their arguments. */
const lists = new Set(['List.of', 'Arrays.asList', 'Set.of', 'ImmutableList.of', 'Stream.of']);

function step(node: Node, text: string): PathStep | undefined {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'this':
      return { head: sourceOf(node, text) };
    case 'field_access': {
      const name = node.childForFieldName('field');
      return { name: name === null ? undefined : sourceOf(name, text), next: node.childForFieldName('object') };
    }
    case 'method_invocation': {
      const name = node.childForFieldName('name');
      const object = node.childForFieldName('object');
      const written = name === null ? '?' : sourceOf(name, text);
      return object === null ? { head: written } : { name: written, next: object };
    }
    case 'object_creation_expression':
      return { next: node.childForFieldName('type') };
    case 'generic_type':
    case 'parenthesized_expression':
      return { next: node.firstNamedChild };
    case 'scoped_type_identifier': {
      const name = node.lastNamedChild;
      return name === null ? undefined : { head: sourceOf(name, text) };
    }
    case 'cast_expression':
      return { next: node.childForFieldName('value') };
    default:
      return undefined;
  }
}

const path = (node: Node | null, text: string): string[] => walkPath(node, (at) => step(at, text));

/** An array in an annotation is one text, its strings one line each, as langchain4j joins them. */
function annotationValue(node: Node): Expression {
  if (node.type !== 'element_value_array_initializer') return node;
  const parts = children(node);
  const span = { start: parts[0]?.startIndex ?? node.startIndex, end: parts.at(-1)?.endIndex ?? node.endIndex };
  return { span, shape: { kind: 'concat', parts, separator: '\n' } };
}

function annotation(node: Node, text: string): Shape {
  const args = node.childForFieldName('arguments');
  const listed = (args === null ? [] : children(args)).map((arg): NamedNode => {
    const key = arg.type === 'element_value_pair' ? arg.childForFieldName('key') : null;
    const value = key === null ? arg : arg.childForFieldName('value');
    return {
      name: key === null ? undefined : sourceOf(key, text),
      value: value === null ? undefined : annotationValue(value),
      spread: false,
    };
  });
  const start = node.startIndex;
  return { kind: 'call', start, path: calleePath(node, text), receiver: undefined, args: listed };
}

/** `Map.of("role", "user", "content", q)`: names and values take turns. */
function pairs(args: readonly Node[], text: string): NamedNode[] {
  return args.flatMap((key, index): NamedNode[] => {
    if (index % 2 === 1) return [];
    const name = key.type === 'string_literal' ? literal(key, text) : undefined;
    return [{ name, value: args[index + 1], spread: false }];
  });
}

/** Constructions of an empty object or list, and the calls that fill it. */
const filling: Filling = {
  called(node, text) {
    if (node.type !== 'method_invocation') return undefined;
    const name = node.childForFieldName('name');
    const args = node.childForFieldName('arguments');
    const receiver = node.childForFieldName('object') ?? undefined;
    return { name: name === null ? '' : sourceOf(name, text), receiver, args: args === null ? [] : children(args) };
  },
  key: (node, text) => (node.type === 'string_literal' ? literal(node, text) : undefined),
  made(node, text) {
    const args = node.type === 'object_creation_expression' ? node.childForFieldName('arguments') : null;
    return args === null || children(args).length > 0 ? undefined : path(node, text).at(-1);
  },
  variable: (node, text) => (node.type === 'identifier' ? sourceOf(node, text) : undefined),
};

/** What `Optional.ofNullable(given).orElse("…")` may give. */
function orElse(
  callee: readonly string[],
  optional: Node | null,
  given: readonly Node[],
  text: string,
): Node[] | undefined {
  if (callee.at(-1) !== 'orElse' || optional?.type !== 'method_invocation') return undefined;
  const isMade = /^of(Nullable)?$/.test(path(optional, text).at(-1) ?? '');
  return isMade ? [...children(optional.childForFieldName('arguments') ?? optional), ...given] : undefined;
}

function call(node: Node, text: string): Shape {
  const gathered = node.type === 'method_invocation' ? filled(node, text, filling) : undefined;
  if (gathered !== undefined) return gathered;
  const callee = path(node, text);
  const args = node.childForFieldName('arguments');
  const listed = args === null ? [] : children(args);
  if (lists.has(callee.slice(-2).join('.'))) return { kind: 'list', items: listed };
  if (callee.join('.') === 'Map.of') return { kind: 'object', entries: pairs(listed, text) };
  const object = node.type === 'method_invocation' ? node.childForFieldName('object') : null;
  const instead = callee.at(-1) === 'requireNonNullElse' ? listed : orElse(callee, object, listed, text);
  if (instead?.length === 2) return { kind: 'choice', branches: instead };
  return {
    kind: 'call',
    start: node.startIndex,
    path: callee,
    receiver: object ?? undefined,
    args: listed.map((value) => ({ name: undefined, value, spread: false })),
  };
}

/** What `case "calm" -> "…";` gives; nothing for one that throws or has a block. */
function ruleValue(rule: Node): Node[] {
  const value = rule.type === 'switch_rule' ? rule.lastNamedChild : null;
  return value?.type === 'expression_statement' ? children(value).slice(0, 1) : [];
}

function shape(node: Node, text: string): Shape {
  switch (node.type) {
    case 'string_literal':
      return { kind: 'literal', pieces: [literal(node, text)] };
    case 'binary_expression':
      return binaryShape(node, ['+']);
    case 'parenthesized_expression':
      return inner(children(node)[0]);
    case 'cast_expression':
      return inner(node.childForFieldName('value'));
    case 'ternary_expression':
      return ternary(node);
    case 'switch_expression':
      return choiceOf(children(node.childForFieldName('body') ?? node).flatMap(ruleValue));
    case 'array_creation_expression': {
      const items = node.childForFieldName('value');
      return items === null ? { kind: 'list', items: [] } : inner(items);
    }
    case 'array_initializer':
    case 'element_value_array_initializer':
      return { kind: 'list', items: children(node) };
    case 'method_invocation':
    case 'object_creation_expression':
      return call(node, text);
    case 'annotation':
      return annotation(node, text);
    case 'identifier':
    case 'field_access':
      return { kind: 'name', path: path(node, text) };
    case 'lambda_expression': {
      const body = node.childForFieldName('body');
      if (body === null || body.type === 'block') return { kind: 'other' };
      return { kind: 'function', result: body };
    }
    default:
      return { kind: 'other' };
  }
}

function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'enum_constant') {
    const name = node.childForFieldName('name');
    const [value] = children(node.childForFieldName('arguments') ?? node).filter(({ type }) => type !== 'identifier');
    if (name === null || node.childForFieldName('arguments') === null) return undefined;
    return value === undefined ? undefined : { path: [sourceOf(name, text)], value, kind: 'field' };
  }
  const declared = node.type === 'variable_declarator';
  const target = node.childForFieldName(declared ? 'name' : 'left');
  const written = node.childForFieldName(declared ? 'value' : 'right') ?? undefined;
  const value = written ?? (declared && node.parent !== null ? configured(node.parent, text) : undefined);
  // `tones[0] = "…"` puts a text into a list.
  const holder = target?.type === 'array_access' ? target.childForFieldName('array') : null;
  if (holder?.type === 'identifier' && value !== undefined)
    return { path: [sourceOf(holder, text)], value, kind: 'appended' };
  if (value === undefined || (target?.type !== 'identifier' && target?.type !== 'field_access')) return undefined;
  const field = declared && node.parent?.type === 'field_declaration';
  const operator = declared ? '=' : (node.childForFieldName('operator')?.type ?? '=');
  const assigned = declared ? 'variable' : 'assigned';
  return { path: path(target, text), value, kind: field ? 'field' : operator === '=' ? assigned : 'appended' };
}

function parameterNames(list: Node): Node[] {
  if (list.type === 'identifier') return [list];
  return children(list).flatMap((child) =>
    child.type === 'identifier' ? child : (child.childForFieldName('name') ?? []),
  );
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const written = name === null ? undefined : sourceOf(name, text);
  const method = /^(method|constructor)_declaration$|^lambda/.test(node.type);
  if (!method) {
    const given = node.type === 'record_declaration' ? node.childForFieldName('parameters') : null;
    const fields = given === null ? [] : parameterNames(given);
    return { name: written, kind: 'class', bindings: [], fields: fields.map((each) => sourceOf(each, text)) };
  }
  const parameters = node.childForFieldName('parameters');
  const names = parameters === null ? [] : parameterNames(parameters);
  const bindings = names.map((each): Binding => {
    const value = each.parent?.type === 'formal_parameter' ? configured(each.parent, text) : undefined;
    return { path: [sourceOf(each, text)], value, kind: 'variable' };
  });
  return { name: written, kind: 'function', bindings, tests: markedTests(node, name, text) };
}

function calleePath(node: Node, text: string): readonly string[] {
  return node.type === 'annotation' ? [`@${annotationName(node, text)}`] : path(node, text);
}

/** Java 21: text blocks, records, `var`. */
export const java: CodeLanguage = {
  grammar: 'java',
  captures,
  definitions: new Set(['field_declaration', 'local_variable_declaration', 'expression_statement']),
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
    const found = /_declaration$/.test(node.type) ? node.childForFieldName('body') : null;
    return found !== null && /^(class_body|interface_body|block|constructor_body)$/.test(found.type)
      ? found
      : undefined;
  },
};
