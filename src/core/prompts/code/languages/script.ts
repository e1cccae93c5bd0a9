// JavaScript and TypeScript (with and without JSX) as the code engine sees them. Node names are those of tree-sitter-javascript
// and tree-sitter-typescript, which agree in all that is used here.

import { type CaptureRow, Captures, inField, namedOnly, where } from '../syntax/captures';
import type { Binding, CodeLanguage, NamedNode, Scope, Shape } from '../syntax/language';
import { boundNames, partsOf } from '../syntax/patterns';
import {
  binaryShape,
  children,
  dottedNames,
  inner,
  PATH_LIMIT,
  STEPS_LIMIT,
  sourceOf,
  spreadOf,
  ternary,
} from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { givenToTest, type Tests } from '../syntax/tests';
import { givenEntry } from './givenEntry';
import { elementPath, elementShape } from './jsx';
import { isString, pieces, plain } from './scriptText';

const scopes =
  'function_declaration function_expression generator_function generator_function_declaration arrow_function method_definition class_declaration statement_block';

const shared: readonly CaptureRow[] = [
  ['call', 'call_expression new_expression'],
  ['binding', 'variable_declarator assignment_expression augmented_assignment_expression pair'],
  ['object', 'object', namedOnly],
  ['scope', scopes],
  ['scope', 'class', namedOnly],
  ['return', 'return_statement'],
  ['unknown', 'for_in_statement', inField('left')],
  ['unknown', 'catch_clause', inField('parameter')],
  ['unknown', 'variable_declarator', inField('name', 'object_pattern', 'array_pattern')],
  ['import', 'import_statement', inField('source')],
];
const typed: readonly CaptureRow[] = [
  ['binding', 'public_field_definition enum_assignment'],
  ['scope', 'abstract_class_declaration internal_module enum_declaration'],
];
const untyped: readonly CaptureRow[] = [['binding', 'field_definition']];
const elements: readonly CaptureRow[] = [
  ['call', 'jsx_element'],
  // Components; `<input />` sends nothing.
  ['call', 'jsx_self_closing_element', where((node, text) => /[A-Z]/.test(text[node.startIndex + 1] ?? ''))],
];

/** Wrappers around an expression that do not change its value; the expression is their first child. */
const transparent = new Set([
  'parenthesized_expression',
  'await_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
]);

/** `a.b["c"](…).d` as names, head first; at most PATH_LIMIT of them, `?` where the head has no name. */
function path(node: Node | null, text: string): string[] {
  const names: string[] = [];
  let current = node;
  for (let steps = 0; current !== null && steps < STEPS_LIMIT && names.length < PATH_LIMIT; steps++) {
    const type = current.type;
    if (type === 'identifier' || type === 'this' || type === 'type_identifier') {
      return [sourceOf(current, text), ...names.reverse()];
    }
    if (type === 'member_expression') {
      const dotted = dottedNames(current, text);
      if (dotted !== undefined && dotted.length + names.length <= PATH_LIMIT) return [...dotted, ...names.reverse()];
      const name = current.childForFieldName('property');
      if (name !== null) names.push(sourceOf(name, text));
      current = current.childForFieldName('object');
    } else if (type === 'subscript_expression') {
      const key = current.childForFieldName('index');
      if (isString(key)) names.push(plain(key, text));
      current = current.childForFieldName('object');
    } else if (type === 'call_expression') current = current.childForFieldName('function');
    else if (type === 'new_expression') current = current.childForFieldName('constructor');
    else if (transparent.has(type)) current = current.firstNamedChild;
    else break;
  }
  return ['?', ...names.reverse()];
}

function keyName(key: Node | null, text: string): string | undefined {
  if (key === null) return undefined;
  if (key.type === 'computed_property_name') {
    // `{ [Kind.LETTER]: "…" }`, a member of an enumeration, is as good as its name.
    const member = key.firstNamedChild?.type === 'member_expression' ? key.firstNamedChild : null;
    const name = member?.childForFieldName('property') ?? null;
    return name === null ? undefined : sourceOf(name, text);
  }
  return isString(key) ? plain(key, text) : sourceOf(key, text);
}

function entry(node: Node, text: string): NamedNode {
  if (node.type === 'spread_element') {
    return { name: undefined, value: node.firstNamedChild ?? undefined, spread: true };
  }
  if (node.type === 'shorthand_property_identifier') return { name: sourceOf(node, text), value: node, spread: false };
  if (node.type === 'pair') {
    const value = node.childForFieldName('value') ?? undefined;
    return { name: keyName(node.childForFieldName('key'), text), value, spread: false };
  }
  if (node.type === 'method_definition') {
    return { name: keyName(node.childForFieldName('name'), text), value: undefined, spread: false };
  }
  return { name: undefined, value: node, spread: false };
}

const calleeOf = (node: Node): Node | null =>
  node.childForFieldName(node.type === 'new_expression' ? 'constructor' : 'function');

function argument(node: Node): NamedNode {
  return { name: undefined, value: node, spread: node.type === 'spread_element' };
}

function call(node: Node, text: string): Shape {
  const callee = calleeOf(node);
  const args = node.childForFieldName('arguments');
  const receiver = callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
  const tagged = args?.type === 'template_string';
  const listed = args === null ? [] : (tagged ? [args] : children(args)).map(argument);
  // `await f<T>(x)` has two readings in the grammar, and which one comes out depends on earlier edits: `await` is inside the callee or not.
  const awaited = callee?.type === 'await_expression' ? children(callee)[0] : undefined;
  const start = awaited?.startIndex ?? node.startIndex;
  return { kind: 'call', start, path: path(callee, text), receiver: receiver ?? undefined, args: listed };
}

/** `late && "…"`: the text or nothing; undefined for what does not put anything in. */
function conditional(node: Node): Shape | undefined {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left === null || right === null || node.childForFieldName('operator')?.type !== '&&') return undefined;
  if (right.type === 'object') return inner(right);
  if (!optional.has(right.type)) return undefined;
  const nothing = { span: { start: left.startIndex, end: left.endIndex }, shape: { kind: 'other' } as const };
  return { kind: 'choice', branches: [right, nothing] };
}

const optional = new Set(['string', 'template_string', 'array', 'identifier', 'member_expression']);

/** `new Map([["calm", "…"], ["loud", "…"]])`: entries by their keys; undefined for anything else. */
function mapOf(node: Node, text: string): Shape | undefined {
  const [list] = children(node.childForFieldName('arguments') ?? node);
  if (sourceOf(calleeOf(node) ?? node, text) !== 'Map' || list?.type !== 'array') return undefined;
  const pairs = children(list).map((pair) => (pair.type === 'array' ? children(pair) : []));
  if (pairs.some(({ length }) => length !== 2)) return undefined;
  return {
    kind: 'object',
    entries: pairs.map(([key, value]) => ({ name: keyName(key ?? null, text), value, spread: false })),
  };
}

const given = new Set(['pair', 'arguments']);

/** A function that is one expression, or that is given to somebody and ends with `return`. */
function functionShape(node: Node): Shape {
  const body = node.childForFieldName('body');
  if (body !== null && body.type !== 'statement_block') return { kind: 'function', result: body };
  const last = given.has(node.parent?.type ?? '') ? body?.lastNamedChild : undefined;
  const result = last?.type === 'return_statement' ? last.firstNamedChild : null;
  return result === null || result.type.startsWith('jsx') ? { kind: 'other' } : { kind: 'function', result };
}

function shape(node: Node, text: string): Shape {
  if (transparent.has(node.type)) return inner(children(node)[0]);
  switch (node.type) {
    case 'string':
    case 'template_string':
      return { kind: 'literal', pieces: pieces(node, text) };
    case 'binary_expression':
      return conditional(node) ?? binaryShape(node, ['+'], ['||', '??']);
    case 'ternary_expression':
      return ternary(node);
    case 'array':
      return { kind: 'list', items: children(node) };
    case 'object':
      return { kind: 'object', entries: children(node).map((child) => entry(child, text)) };
    case 'new_expression':
      return mapOf(node, text) ?? call(node, text);
    case 'call_expression':
      return call(node, text);
    case 'jsx_element':
    case 'jsx_self_closing_element':
      return elementShape(node, text, pieces);
    case 'identifier':
    case 'member_expression':
    case 'subscript_expression':
    case 'shorthand_property_identifier':
      return { kind: 'name', path: node.type.startsWith('short') ? [sourceOf(node, text)] : path(node, text) };
    case 'arrow_function':
    case 'function_expression':
      return functionShape(node);
    case 'spread_element':
      return spreadOf(node);
    default:
      return { kind: 'other' };
  }
}

const fields = new Set(['public_field_definition', 'field_definition', 'enum_assignment']);

/** `const [prompt, setPrompt] = useState("…")`: what React keeps under a name until it is set. */
function stateOf(target: Node, value: Node, text: string): Binding | undefined {
  const [name] = target.namedChildren;
  const callee = path(value.childForFieldName('function'), text).at(-1);
  const [first] = value.childForFieldName('arguments')?.namedChildren ?? [];
  if (name?.type !== 'identifier' || callee !== 'useState' || first === undefined) return undefined;
  return { path: path(name, text), value: first, kind: 'variable' };
}

/** Assignments that give a name its value, of those also to what has none. */
const gives = new Set(['=', '||=', '??=']);

function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'pair') {
    const { name, value } = entry(node, text);
    return name === undefined ? undefined : { path: [name], value, kind: 'key' };
  }
  if (fields.has(node.type)) {
    const name = keyName(node.childForFieldName('name') ?? node.childForFieldName('property'), text);
    const value = node.childForFieldName('value') ?? undefined;
    return name === undefined || value === undefined ? undefined : { path: [name], value, kind: 'field' };
  }
  const declared = node.type === 'variable_declarator';
  const target = node.childForFieldName(declared ? 'name' : 'left');
  const value = node.childForFieldName(declared ? 'value' : 'right') ?? undefined;
  if (target?.type === 'array_pattern' && value !== undefined) return stateOf(target, value, text);
  if (target?.type !== 'identifier' && target?.type !== 'member_expression') return givenEntry(target, value, text);
  const names = path(target, text);
  if (declared) return { path: names, value, kind: value === undefined ? 'declared' : 'variable' };
  const operator = node.type.startsWith('augmented') ? node.childForFieldName('operator')?.type : '=';
  return { path: names, value, kind: gives.has(operator ?? '') ? 'assigned' : 'appended' };
}

/** What a parameter binds, with defaults. `items`: the list that it takes its values from. */
function parameter(node: Node, text: string, items?: Node): Binding[] {
  const pattern = node.childForFieldName('pattern') ?? node.childForFieldName('left') ?? node;
  const whole = node.childForFieldName('value') ?? node.childForFieldName('right') ?? undefined;
  const isName = pattern.type === 'identifier';
  const parts = pattern.type === 'array_pattern' ? partsOf(pattern) : undefined;
  return boundNames(pattern).map(({ name: node, given }) => {
    const name = sourceOf(node, text);
    const value = isName ? whole : given;
    const at = parts?.find((part) => part.name.id === node.id)?.at;
    const ofItems = items === undefined ? {} : { items, at, field: isName || parts !== undefined ? undefined : name };
    return { path: [name], value, kind: 'variable', ...ofItems };
  });
}

const iterators = new Set(['map', 'forEach', 'flatMap', 'filter']);

/** `questions.map((question) => …)`: the list that the first parameter of this function takes its values from. */
function iterated(node: Node, text: string): Node | undefined {
  const call = node.parent?.type === 'arguments' ? node.parent.parent : null;
  const callee = call?.childForFieldName('function');
  const name = callee?.type === 'member_expression' ? callee.childForFieldName('property') : null;
  if (name === null || name === undefined || !iterators.has(sourceOf(name, text))) return undefined;
  return callee?.childForFieldName('object') ?? undefined;
}

function scope(node: Node, text: string): Scope {
  const { type } = node;
  if (type === 'statement_block' || type === 'internal_module') return { name: undefined, kind: 'block', bindings: [] };
  const name = keyName(node.childForFieldName('name'), text);
  if (type.includes('class') || type === 'enum_declaration') return { name, kind: 'class', bindings: [] };
  const list = node.childForFieldName('parameters');
  const one = node.childForFieldName('parameter');
  const parameters = list === null ? (one === null ? [] : [one]) : children(list);
  const items = iterated(node, text);
  const bindings = parameters.flatMap((child, index) => parameter(child, text, index === 0 ? items : undefined));
  return { name, kind: 'function', bindings, tests: testsOf(node, text) };
}

/** What a test runs; at once, when it does not wait for an answer: then it sends nothing. */
function testsOf({ startIndex, endIndex }: Node, text: string): Tests | undefined {
  if (!givenToTest(text, startIndex)) return undefined;
  const source = text.slice(startIndex, endIndex);
  const isAtOnce = /^(\(\)|function ?\(\))/.test(source) && !/\breturn\b|\.(then|subscribe)\(/.test(source);
  return isAtOnce ? 'compares' : 'sends';
}

/** The body of a declaration, or of the last callback of a call statement (`describe("…", () => { … })`). */
function body(node: Node): Node | undefined {
  let current: Node | null = node;
  for (let steps = 0; current !== null && steps < 8; steps++) {
    const type: string = current.type;
    if (type === 'export_statement') current = current.childForFieldName('declaration');
    else if (type === 'expression_statement' || transparent.has(type)) current = current.firstNamedChild;
    else if (type === 'lexical_declaration') current = current.namedChildCount === 1 ? current.firstNamedChild : null;
    else if (type === 'variable_declarator') current = current.childForFieldName('value');
    else if (type === 'call_expression') current = current.childForFieldName('arguments')?.lastNamedChild ?? null;
    else break;
  }
  // Behind the block of a `try` stand others.
  const found = current?.type === 'try_statement' ? null : current?.childForFieldName('body');
  return found?.type === 'statement_block' || found?.type === 'class_body' ? found : undefined;
}

const definitions: ReadonlySet<string> = new Set([
  'lexical_declaration',
  'variable_declaration',
  'export_statement',
  'public_field_definition',
  'field_definition',
]);

function language(grammar: string, ...rows: readonly CaptureRow[]): CodeLanguage {
  return {
    grammar,
    captures: new Captures([...shared, ...rows]),
    definitions,
    dedentTrims: true,
    shape,
    binding,
    scope,
    calleePath: (node, text) => (node.type.startsWith('jsx') ? elementPath(node, text) : path(calleeOf(node), text)),
    body,
  };
}

/** TypeScript without JSX. */
export const typescript = language('typescript', ...typed);
/** TypeScript with JSX. */
export const tsx = language('tsx', ...typed, ...elements);
/** JavaScript with JSX. */
export const javascript = language('javascript', ...untyped, ...elements);
