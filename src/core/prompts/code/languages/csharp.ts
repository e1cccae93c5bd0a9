// C# as the code engine sees it. Node names are those of tree-sitter-c-sharp.

import { Captures, inField, namedBelow } from '../syntax/captures';
import type { Binding, CodeLanguage, Helper, NamedNode, Scope, Shape } from '../syntax/language';
import {
  binaryShape,
  children,
  choiceOf,
  inner,
  type PathStep,
  sourceOf,
  spreadOf,
  ternary,
  walkPath,
} from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { markedTests } from '../syntax/tests';
import { interpolated, literals, plain } from './csharpText';
import { givenEntry } from './givenEntry';

const scopes =
  'class_declaration struct_declaration record_declaration interface_declaration method_declaration constructor_declaration local_function_statement lambda_expression namespace_declaration';

const captures = new Captures([
  ['call', 'invocation_expression object_creation_expression implicit_object_creation_expression attribute'],
  ['binding', 'variable_declarator assignment_expression property_declaration argument'],
  ['object', 'anonymous_object_creation_expression'],
  ['scope', scopes],
  ['return', 'return_statement arrow_expression_clause'],
  ['unknown', 'foreach_statement', inField('left')],
  ['unknown', 'catch_declaration', inField('name')],
  ['import', 'using_directive', namedBelow('qualified_name', 'identifier')],
]);

const wrappers = new Map<string, Helper>([
  ['string.format', 'braces'],
  ['createtextpart', 'same'],
  ['textcontent', 'same'],
  ['chatmessagetextcontentitem', 'same'],
  ['binarydata.fromstring', 'same'],
]);
const methods = new Map<string, Helper>([['replacelineendings', 'same']]);

const types = new Set(['class_declaration', 'struct_declaration', 'record_declaration', 'interface_declaration']);
/** Wrappers around an expression that do not change its value; the expression is their first child. */
const transparent = new Set([
  'parenthesized_expression',
  'await_expression',
  'postfix_unary_expression',
  'arrow_expression_clause',
  'checked_expression',
]);

function step(node: Node, text: string): PathStep | undefined {
  if (transparent.has(node.type)) return { next: node.firstNamedChild };
  const field = (name: string) => node.childForFieldName(name);
  const nameOf = (each: Node | null): string | undefined => (each === null ? undefined : path(each, text).at(-1));
  switch (node.type) {
    case 'identifier':
    case 'predefined_type':
      return { head: sourceOf(node, text) };
    case 'this':
    case 'this_expression':
      return { head: 'this' };
    case 'generic_name':
      return { next: node.firstNamedChild };
    case 'qualified_name':
    case 'nullable_type':
      return { next: node.lastNamedChild };
    case 'member_access_expression': {
      // `this` is no named node in this grammar.
      const expression = field('expression') ?? node.child(0);
      return expression?.type === 'this'
        ? { name: nameOf(field('name')), next: expression }
        : { name: nameOf(field('name')), next: expression };
    }
    case 'conditional_access_expression': {
      const last = node.lastNamedChild;
      return { name: nameOf(last?.childForFieldName('name') ?? null), next: field('condition') };
    }
    case 'element_access_expression': {
      const key = field('subscript')?.firstNamedChild?.firstNamedChild ?? null;
      return { name: key !== null && literals.has(key.type) ? plain(key, text) : undefined, next: field('expression') };
    }
    case 'invocation_expression':
      return { next: field('function') };
    case 'object_creation_expression':
      return { next: field('type') };
    case 'implicit_object_creation_expression': {
      const type = declaredType(node);
      return type === undefined ? { head: 'new' } : { next: type };
    }
    default:
      return undefined;
  }
}

/** The type in `ChatHistory said = new("…")`, which is that of the object. */
function declaredType({ parent }: Node): Node | undefined {
  const declaration = parent?.type === 'variable_declarator' ? parent.parent : parent;
  if (declaration?.type !== 'variable_declaration' && declaration?.type !== 'property_declaration') return undefined;
  return declaration.childForFieldName('type') ?? undefined;
}

const path = (node: Node | null, text: string): string[] => walkPath(node, (at) => step(at, text));

function argument(node: Node, text: string): NamedNode {
  if (node.type !== 'argument' && node.type !== 'attribute_argument')
    return { name: undefined, value: node, spread: false };
  const name = node.childForFieldName('name');
  const parts = children(node).filter((child) => child.id !== name?.id);
  return { name: name === null ? undefined : sourceOf(name, text), value: parts[0], spread: false };
}

/** `Name = value` and `["key"] = value` of an initialiser. */
function field(node: Node, text: string): NamedNode {
  const left = node.childForFieldName('left');
  const value = node.childForFieldName('right') ?? undefined;
  if (left?.type === 'identifier') return { name: sourceOf(left, text), value, spread: false };
  const key = left?.firstNamedChild?.firstNamedChild ?? undefined;
  return { name: key !== undefined && literals.has(key.type) ? plain(key, text) : undefined, value, spread: false };
}

function initialiser(node: Node, text: string): Shape | undefined {
  const body =
    node.childForFieldName('initializer') ?? children(node).find(({ type }) => type === 'initializer_expression');
  if (body === undefined) return undefined;
  const elements = children(body);
  if (elements.length > 0 && elements.every(({ type }) => type === 'assignment_expression')) {
    return { kind: 'object', entries: elements.map((element) => field(element, text)) };
  }
  return { kind: 'list', items: elements };
}

function call(node: Node, text: string): Shape {
  const callee = calleeOf(node);
  const list = node.childForFieldName('arguments') ?? children(node).find(({ type }) => /argument_list$/.test(type));
  const args = (list === null || list === undefined ? [] : children(list)).map((arg) => argument(arg, text));
  const set = initialiser(node, text);
  if (set?.kind === 'list' && args.length === 0) return set;
  const fields = set?.kind === 'object' ? set.entries : [];
  const names = path(callee ?? node, text);
  if (/^(Dictionary|SortedDictionary)$/.test(names.at(-1) ?? '') && set?.kind === 'object') return set;
  const receiver = callee?.type === 'member_access_expression' ? callee.childForFieldName('expression') : null;
  return {
    kind: 'call',
    start: node.startIndex,
    path: names,
    receiver: receiver ?? undefined,
    args: [...args, ...fields],
    record: args.length === 0 && fields.length > 0,
  };
}

function calleeOf(node: Node): Node | null {
  if (node.type === 'attribute') return node.childForFieldName('name');
  return node.childForFieldName(node.type === 'object_creation_expression' ? 'type' : 'function');
}

/** `new { role = "user" }`: names and values alternate; a member alone names itself. */
function anonymous(node: Node, text: string): Shape {
  const entries: NamedNode[] = [];
  for (let index = 0; index < node.childCount; index++) {
    const child = node.child(index);
    if (child?.isNamed !== true || child.isExtra || node.child(index - 1)?.type === '=') continue;
    const value = node.child(index + 1)?.type === '=' ? node.child(index + 2) : child;
    entries.push({ name: path(child, text).at(-1), value: value ?? undefined, spread: false });
  }
  return { kind: 'object', entries };
}

/** What `"calm" => "…"` gives; nothing for one that throws. */
function armValue(arm: Node): Node[] {
  const value = arm.type === 'switch_expression_arm' ? arm.lastNamedChild : null;
  return value === null || value.type === 'throw_expression' ? [] : [value];
}

function shape(node: Node, text: string): Shape {
  if (transparent.has(node.type)) return inner(children(node)[0]);
  if (literals.has(node.type)) return { kind: 'literal', pieces: [plain(node, text)] };
  switch (node.type) {
    case 'interpolated_string_expression':
      return { kind: 'literal', pieces: interpolated(node, text) };
    case 'binary_expression':
      return binaryShape(node, ['+'], ['??']);
    case 'conditional_expression':
      return ternary(node);
    case 'switch_expression':
      return choiceOf(children(node).flatMap(armValue));
    case 'cast_expression':
      return inner(node.childForFieldName('value'));
    case 'argument':
      return inner(argument(node, text).value as Node | undefined);
    case 'collection_expression':
    case 'element_binding_expression':
    case 'initializer_expression':
      return { kind: 'list', items: children(node) };
    case 'array_creation_expression':
    case 'implicit_array_creation_expression': {
      const body = children(node).find(({ type }) => type === 'initializer_expression');
      return body === undefined ? { kind: 'other' } : { kind: 'list', items: children(body) };
    }
    case 'range_expression':
    case 'spread_element':
      return spreadOf(node);
    case 'invocation_expression':
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
    case 'attribute':
      return call(node, text);
    case 'anonymous_object_creation_expression':
      return anonymous(node, text);
    case 'identifier':
    case 'member_access_expression':
    case 'element_access_expression':
      return { kind: 'name', path: path(node, text) };
    case 'lambda_expression': {
      const body = node.childForFieldName('body');
      return body === null || body.type === 'block' ? { kind: 'other' } : { kind: 'function', result: body };
    }
    default:
      return { kind: 'other' };
  }
}

function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'argument') {
    const { name, value } = argument(node, text);
    return name === undefined ? undefined : { path: [name], value, kind: 'key' };
  }
  if (node.type === 'assignment_expression') return assignment(node, text);
  const name = node.childForFieldName('name');
  const value = node.childForFieldName('value') ?? children(node).find((child) => child.id !== name?.id);
  if (name === null || value === undefined || value.type === 'bracketed_argument_list') return undefined;
  if (node.type === 'property_declaration') {
    const given = node.childForFieldName('value');
    return given === null ? undefined : { path: [sourceOf(name, text)], value: given, kind: 'field' };
  }
  const isField = node.parent?.parent?.type === 'field_declaration';
  return { path: [sourceOf(name, text)], value, kind: isField ? 'field' : 'variable' };
}

function assignment(node: Node, text: string): Binding | undefined {
  // Asking for the parent costs the depth, so it is not asked along `a = b = c`.
  const last = node.childForFieldName('right')?.type !== 'assignment_expression';
  if (last && node.parent?.type === 'initializer_expression') {
    const { name, value } = field(node, text);
    return name === undefined ? undefined : { path: [name], value, kind: 'key' };
  }
  const left = node.childForFieldName('left');
  const value = node.childForFieldName('right') ?? undefined;
  if (left?.type !== 'identifier' && left?.type !== 'member_access_expression') return givenEntry(left, value, text);
  // `[Display(Prompt = "…")]`
  if (last && node.parent?.type === 'attribute_argument') return { path: path(left, text), value, kind: 'key' };
  const appended = sourceOf(node, text)
    .slice(left.endIndex - node.startIndex)
    .trimStart()
    .startsWith('+=');
  return { path: path(left, text), value, kind: appended ? 'appended' : 'assigned' };
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const written = name === null ? undefined : sourceOf(name, text);
  if (node.type === 'namespace_declaration') return { name: undefined, kind: 'block', bindings: [] };
  if (types.has(node.type)) {
    const isRecord = node.type === 'record_declaration';
    const given = isRecord ? children(node).find(({ type }) => type === 'parameter_list') : undefined;
    const fields = (given === undefined ? [] : children(given)).flatMap((each) => each.childForFieldName('name') ?? []);
    return { name: written, kind: 'class', bindings: [], fields: fields.map((each) => sourceOf(each, text)) };
  }
  const list = node.childForFieldName('parameters');
  const parameters = list === null ? [] : list.type === 'identifier' ? [list] : children(list);
  const bindings = parameters.map((parameter): Binding => {
    const own = parameter.childForFieldName('name') ?? parameter;
    const value = children(parameter).find(({ type }) => literals.has(type));
    return { path: [sourceOf(own, text)], value, kind: 'variable' };
  });
  return { name: written, kind: 'function', bindings, tests: markedTests(node, name, text) };
}

/** Names of types by which a file without a `using` of its own shows its packages. */
const impliedImports: ReadonlyMap<string, RegExp> = new Map([
  [
    'Microsoft.SemanticKernel',
    /\b(?:ChatHistory|I?ChatCompletionService|KernelFunction|IKernelBuilder|Kernel\.CreateBuilder|PromptExecutionSettings)\b/,
  ],
  ['Microsoft.Extensions.AI', /\b(?:IChatClient|ChatClientBuilder|AIFunctionFactory)\b/],
]);

/** C# 13: raw and interpolated literals, collection expressions, target-typed `new`. */
export const csharp: CodeLanguage = {
  grammar: 'c-sharp',
  captures,
  definitions: new Set([
    'field_declaration',
    'property_declaration',
    'local_declaration_statement',
    'expression_statement',
    'global_statement',
  ]),
  imports: new Set(['using_directive']),
  impliedImports,
  dedentTrims: false,
  bareMembers: true,
  wrappers,
  methods,
  shape,
  binding,
  scope,
  calleePath: (node, text) => path(calleeOf(node) ?? node, text),
  body(node) {
    const found = /_declaration$|^local_function/.test(node.type) ? node.childForFieldName('body') : null;
    return found?.type === 'declaration_list' || found?.type === 'block' ? found : undefined;
  },
};
