// PHP as the code engine sees it. Node names are those of tree-sitter-php.

import { Captures } from '../syntax/captures';
import type { Binding, CodeLanguage, Helper, NamedNode, Scope, Shape } from '../syntax/language';
import { binaryShape, children, choiceOf, inner, type PathStep, sourceOf, spreadOf, walkPath } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { givenToTest, namedTests } from '../syntax/tests';
import { givenEntry } from './givenEntry';
import { stringPieces } from './phpText';

const calls =
  'function_call_expression member_call_expression nullsafe_member_call_expression scoped_call_expression object_creation_expression';
const bindings =
  'assignment_expression augmented_assignment_expression const_element property_element argument array_element_initializer enum_case';
const scopes =
  'class_declaration interface_declaration trait_declaration enum_declaration function_definition method_declaration anonymous_function arrow_function';

const captures = new Captures([
  ['call', calls],
  ['binding', bindings],
  ['object', 'array_creation_expression'],
  ['scope', scopes],
  ['return', 'return_statement'],
  // `foreach (… as $key => $value)`.
  [
    'unknown',
    'foreach_statement',
    ({ namedChildren: [, item] }) => (item?.type === 'pair' ? item.namedChildren : item === undefined ? [] : [item]),
  ],
  ['import', 'namespace_use_declaration'],
]);

const wrappers = new Map<string, Helper>([
  ['sprintf', 'percent'],
  ['trim', 'trim'],
  ['ltrim', 'trimStart'],
  ['rtrim', 'trimEnd'],
  ['nl2br', 'same'],
  ['vsprintf', 'percent'],
  ['strtr', 'same'],
]);

const strings = new Set(['string', 'encapsed_string', 'heredoc', 'nowdoc']);
const plain = (node: Node, text: string): string =>
  stringPieces(node, text)
    .map((piece) => (typeof piece === 'string' ? piece : ''))
    .join('');

function step(node: Node, text: string): PathStep | undefined {
  const field = (name: string) => node.childForFieldName(name);
  const written = (each: Node | null): string | undefined => (each === null ? undefined : sourceOf(each, text));
  switch (node.type) {
    case 'name':
    case 'relative_scope':
      return { head: sourceOf(node, text).replace(/^(static|parent)$/, 'self') };
    case 'variable_name':
      return { head: sourceOf(node, text).replace(/^\$/, '') };
    case 'qualified_name':
      return { head: sourceOf(node, text).split('\\').at(-1) ?? '?' };
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return { name: written(field('name')), next: field('object') };
    case 'scoped_call_expression':
    case 'scoped_property_access_expression':
      return { name: written(field('name'))?.replace(/^\$/, ''), next: field('scope') };
    case 'class_constant_access_expression':
      return { name: written(node.namedChildren[1] ?? null), next: node.firstNamedChild };
    case 'function_call_expression':
      return { next: field('function') };
    case 'object_creation_expression':
      return { next: node.firstNamedChild };
    case 'subscript_expression': {
      const key = node.namedChildren[1];
      return {
        name: key !== undefined && strings.has(key.type) ? plain(key, text) : undefined,
        next: node.firstNamedChild,
      };
    }
    case 'parenthesized_expression':
      return { next: node.firstNamedChild };
    default:
      return undefined;
  }
}

const path = (node: Node | null, text: string): string[] => walkPath(node, (at) => step(at, text));

function argument(node: Node, text: string): NamedNode {
  if (node.type !== 'argument') return { name: undefined, value: node, spread: false };
  const name = node.childForFieldName('name');
  const value = children(node).find((child) => child.id !== name?.id);
  const spread = value?.type === 'variadic_unpacking';
  return { name: name === null ? undefined : sourceOf(name, text), value, spread };
}

function element(node: Node, text: string): NamedNode {
  const [first, second] = children(node);
  if (second === undefined) return { name: undefined, value: first, spread: first?.type === 'variadic_unpacking' };
  return { name: first && keyName(first, text), value: second, spread: false };
}

/** A text, or a constant's name: `CURLOPT_POSTFIELDS`, `Kind::LETTER`, `Kind::Letter->value`. */
function keyName(key: Node, text: string): string | undefined {
  if (strings.has(key.type)) return plain(key, text);
  if (key.type === 'name') return sourceOf(key, text);
  const constant = key.type === 'member_access_expression' ? key.firstNamedChild : key;
  const name = constant?.type === 'class_constant_access_expression' ? constant.lastNamedChild : null;
  return name === null ? undefined : sourceOf(name, text);
}

/** An array with a key is a dictionary. */
function array(node: Node, text: string): Shape {
  const elements = children(node);
  const keyed = elements.some((each) => children(each).length > 1);
  if (keyed) return { kind: 'object', entries: elements.map((each) => element(each, text)) };
  return { kind: 'list', items: elements.flatMap((each) => element(each, text).value ?? []) };
}

function call(node: Node, text: string): Shape {
  const args = node.childForFieldName('arguments') ?? children(node).find(({ type }) => type === 'arguments') ?? null;
  const names = path(node, text);
  const listed = args === null ? [] : children(args).map((arg) => argument(arg, text));
  if (names.length === 1 && names[0] === 'MessageBag')
    return { kind: 'list', items: listed.flatMap(({ value }) => value ?? []) };
  const subject = names.length === 1 && names[0] === 'str_replace' ? listed[2]?.value : undefined;
  const list = names.length === 1 && names[0] === 'collect' && listed.length === 1 ? listed[0]?.value : undefined;
  if (subject !== undefined || list !== undefined) return inner((subject ?? list) as Node);
  const receiver = node.childForFieldName('object') ?? node.childForFieldName('scope');
  return {
    kind: 'call',
    start: node.startIndex,
    path: names,
    receiver: receiver ?? undefined,
    args: listed,
  };
}

function shape(node: Node, text: string): Shape {
  if (strings.has(node.type)) return { kind: 'literal', pieces: stringPieces(node, text) };
  switch (node.type) {
    case 'binary_expression':
      return binaryShape(node, ['.'], ['??']);
    case 'parenthesized_expression':
      return inner(children(node)[0]);
    case 'cast_expression':
      return inner(node.childForFieldName('value'));
    case 'conditional_expression': {
      const yes = node.childForFieldName('body') ?? node.childForFieldName('condition');
      const no = node.childForFieldName('alternative');
      return yes === null || no === null ? { kind: 'other' } : { kind: 'choice', branches: [yes, no] };
    }
    case 'match_expression':
      return choiceOf(
        children(node.childForFieldName('body') ?? node).flatMap(({ lastNamedChild }) => lastNamedChild ?? []),
      );
    case 'array_creation_expression':
      return array(node, text);
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression':
    case 'object_creation_expression':
      return call(node, text);
    case 'name':
    case 'variable_name':
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
    case 'class_constant_access_expression':
    case 'scoped_property_access_expression':
    case 'subscript_expression':
      return { kind: 'name', path: path(node, text) };
    case 'variadic_unpacking':
      return spreadOf(node);
    case 'arrow_function': {
      const body = node.childForFieldName('body');
      return body === null ? { kind: 'other' } : { kind: 'function', result: body };
    }
    default:
      return { kind: 'other' };
  }
}

const fields = new Set(['const_element', 'property_element', 'enum_case']);

function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'argument' || node.type === 'array_element_initializer') {
    const { name, value } = node.type === 'argument' ? argument(node, text) : element(node, text);
    return name === undefined ? undefined : { path: [name], value, kind: 'key' };
  }
  if (fields.has(node.type)) {
    const name = node.childForFieldName('name') ?? node.firstNamedChild;
    const value = node.childForFieldName('default_value') ?? node.childForFieldName('value') ?? node.namedChildren[1];
    if (name === null || value === undefined) return undefined;
    return { path: [sourceOf(name, text).replace(/^\$/, '')], value, kind: 'field' };
  }
  const left = node.childForFieldName('left');
  const value = node.childForFieldName('right') ?? undefined;
  const entry = givenEntry(left, value, text);
  if (entry !== undefined) return entry;
  if (left?.type === 'subscript_expression') {
    // `$messages[] = …` adds to the list; what `$messages['key'] = …` changes is not seen.
    return {
      path: path(left.firstNamedChild, text),
      value: left.namedChildCount === 1 ? value : undefined,
      kind: 'appended',
    };
  }
  if (left?.type !== 'variable_name' && left?.type !== 'member_access_expression') return undefined;
  const operator = node.type === 'assignment_expression' ? '=' : node.childForFieldName('operator')?.type;
  return { path: path(left, text), value, kind: operator === '=' || operator === '??=' ? 'variable' : 'appended' };
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const written = name === null ? undefined : sourceOf(name, text);
  if (/^(class|interface|trait|enum)_declaration$/.test(node.type))
    return { name: written, kind: 'class', bindings: [] };
  const list = node.childForFieldName('parameters');
  const bindings = (list === null ? [] : children(list)).flatMap((parameter): Binding[] => {
    const own = parameter.childForFieldName('name');
    if (own === null) return [];
    const value = parameter.childForFieldName('default_value') ?? undefined;
    const plainName = sourceOf(own, text).replace(/^\$/, '');
    // `private string $model = "x"` among the parameters of a constructor is a member, too.
    const member: Binding[] =
      parameter.type === 'property_promotion_parameter' ? [{ path: ['self', plainName], value, kind: 'variable' }] : [];
    return [{ path: [plainName], value, kind: 'variable' }, ...member];
  });
  return {
    name: written,
    kind: 'function',
    bindings,
    tests: namedTests(written) ?? (written === undefined && givenToTest(text, node.startIndex) ? 'sends' : undefined),
  };
}

/** PHP 8 with its HTML parts. */
export const php: CodeLanguage = {
  grammar: 'php',
  captures,
  definitions: new Set(['expression_statement', 'const_declaration', 'property_declaration']),
  imports: new Set(['namespace_use_declaration']),
  dedentTrims: false,
  wrappers,
  shape,
  binding,
  scope,
  calleePath: path,
  body(node) {
    const named = /^(class|interface|trait|enum|method)_declaration$|^function_definition$/.test(node.type);
    const found = named ? node.childForFieldName('body') : null;
    return found?.type === 'declaration_list' || found?.type === 'compound_statement' ? found : undefined;
  },
};
