// Go as the code engine sees it. Node names are those of tree-sitter-go.

import { Captures, inField, namedBelow, where } from '../syntax/captures';
import type { Binding, CodeLanguage, Expression, Helper, NamedNode, Scope, Shape } from '../syntax/language';
import { binaryShape, children, inner, type PathStep, sourceOf, spreadOf, walkPath } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { namedTests } from '../syntax/tests';
import { decodeGo } from './escapes';
import { givenEntry } from './givenEntry';

/** `a, b := "…", "…"`: what stands on the left, where each name is given a value of its own. */
function isParallel(names: Node): boolean {
  const statement = names.parent;
  if (statement?.type !== 'short_var_declaration' && statement?.type !== 'assignment_statement') return false;
  if (statement.childForFieldName('left')?.id !== names.id) return false;
  return names.namedChildCount > 1 && statement.childForFieldName('right')?.namedChildCount === names.namedChildCount;
}

const captures = new Captures([
  ['call', 'call_expression composite_literal'],
  ['object', 'literal_element', namedBelow('literal_value')],
  ['binding', 'const_spec var_spec short_var_declaration assignment_statement keyed_element'],
  ['scope', 'function_declaration method_declaration func_literal'],
  ['scope', 'type_spec', where((node) => node.childForFieldName('type')?.type === 'struct_type')],
  ['return', 'return_statement'],
  ['unknown', 'range_clause', inField('left')],
  ['unknown', 'expression_list', where(isParallel)],
  ['import', 'import_spec', inField('path')],
]);

/** Of `strings.Builder` and `bytes.Buffer`: all that was written. */
const methods = new Map<string, Helper>([['string', 'same']]);
const builders = /^(strings\.Builder|bytes\.Buffer)$/;

/** `fmt.Sprintf("…", x)`, and what SDKs wrap texts in. */
const wrappers = new Map<string, Helper>([
  ['text', 'same'],
  ['sprintf', 'percent'],
  ['strings.trimspace', 'trim'],
  ['strings.replace', 'same'],
  ['strings.replaceall', 'same'],
  ['heredoc.doc', 'dedent'],
  ['dedent.dedent', 'dedent'],
  ['openai.f', 'same'],
  ['anthropic.f', 'same'],
  ['newopt', 'same'],
  ['newtextblock', 'same'],
  ['newtextcontent', 'same'],
  ['newbetatextblock', 'same'],
  ['newcontentfromtext', 'same'],
  ['newpartfromtext', 'same'],
  ['newusercontent', 'same'],
  ['genai.text', 'same'],
  ['llms.textpart', 'same'],
  ['textcontent', 'same'],
  ['ptr', 'same'],
]);

function literal(node: Node, text: string): string {
  const written = sourceOf(node, text);
  const quote = written[0] ?? '';
  const inside = written.slice(1, written.length > 1 && written.endsWith(quote) ? -1 : undefined);
  return quote === '`' ? inside.replaceAll('\r', '') : decodeGo(inside);
}

const isString = (node: Node | null | undefined): node is Node =>
  node?.type === 'interpreted_string_literal' || node?.type === 'raw_string_literal';

function step(node: Node, text: string): PathStep | undefined {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
    case 'field_identifier':
      return { head: sourceOf(node, text) };
    case 'selector_expression': {
      const name = node.childForFieldName('field');
      return { name: name === null ? undefined : sourceOf(name, text), next: node.childForFieldName('operand') };
    }
    case 'qualified_type': {
      const name = node.childForFieldName('name');
      return { name: name === null ? undefined : sourceOf(name, text), next: node.childForFieldName('package') };
    }
    case 'index_expression': {
      const key = node.childForFieldName('index');
      return { name: isString(key) ? literal(key, text) : undefined, next: node.childForFieldName('operand') };
    }
    case 'call_expression':
      return { next: node.childForFieldName('function') };
    case 'composite_literal':
    case 'generic_type':
      return { next: node.childForFieldName('type') };
    case 'type_instantiation_expression':
      return { next: node.childForFieldName('type') };
    case 'pointer_type':
    case 'unary_expression':
    case 'parenthesized_expression':
      return { next: node.firstNamedChild };
    default:
      return undefined;
  }
}

const path = (node: Node | null, text: string): string[] => walkPath(node, (at) => step(at, text));

const unwrapped = (node: Node | null): Node | undefined =>
  (node?.type === 'literal_element' ? node.firstNamedChild : node) ?? undefined;

function entry(node: Node, text: string): NamedNode {
  if (node.type !== 'keyed_element') return { name: undefined, value: unwrapped(node), spread: false };
  const key = unwrapped(node.childForFieldName('key'));
  const value = unwrapped(node.childForFieldName('value'));
  if (key === undefined) return { name: undefined, value, spread: false };
  return { name: isString(key) ? literal(key, text) : path(key, text).at(-1), value, spread: false };
}

const lists = new Set(['slice_type', 'array_type', 'implicit_length_array_type']);

/** An item that gives the fields of its list's type in order: `[]Step{{"a", "…"}}`, `[]struct{ name, order string }{{"a", "…"}}`. */
function placedItem(item: Node, type: Node | null, text: string): Expression | undefined {
  const args = item.type === 'literal_value' ? children(item).map((each) => entry(each, text)) : [];
  if (type === null || args.length === 0 || args.some(({ name }) => name !== undefined)) return undefined;
  const span = { start: item.startIndex, end: item.endIndex };
  if (type.type === 'type_identifier')
    return {
      span,
      shape: { kind: 'call', start: span.start, path: [sourceOf(type, text)], receiver: undefined, args },
    };
  const names = type.type === 'struct_type' ? fieldsOf(type, text) : [];
  if (names.length < args.length) return undefined;
  return { span, shape: { kind: 'object', entries: args.map((arg, at) => ({ ...arg, name: names[at] })) } };
}

/** The fields of a struct, in order. */
function fieldsOf(struct: Node, text: string): readonly string[] {
  const list = struct.namedChildren.find(({ type }) => type === 'field_declaration_list');
  return (list === undefined ? [] : children(list)).flatMap((field) =>
    field.childrenForFieldName('name').flatMap((name) => (name === null ? [] : [sourceOf(name, text)])),
  );
}

/** `T{…}` names fields or gives them in order, `[]T{…}` lists, `map[K]V{…}` is a dictionary. */
function composite(node: Node, text: string): Shape {
  const type = node.childForFieldName('type');
  const body = node.childForFieldName('body');
  const elements = body === null ? [] : children(body);
  if (type !== null && lists.has(type.type)) {
    const of = type.childForFieldName('element');
    const items = elements.flatMap((element) => entry(element, text).value ?? []);
    return {
      kind: 'list',
      items: items.map((item) => ('shape' in item ? item : (placedItem(item, of, text) ?? item))),
    };
  }
  const entries = elements.map((element) => entry(element, text));
  if (type?.type === 'map_type') return { kind: 'object', entries };
  const record = entries.every(({ name }) => name !== undefined);
  return { kind: 'call', start: node.startIndex, path: path(type, text), receiver: undefined, args: entries, record };
}

/** An argument; a functional option such as `llms.WithModel("…")` is one named `model`. */
function option(node: Node, text: string): NamedNode {
  // `model.GenerateContent(ctx, parts...)`: the list stands where its items would.
  if (node.type === 'variadic_argument')
    return { name: undefined, value: node.firstNamedChild ?? undefined, spread: false };
  const name = node.type === 'call_expression' ? path(node.childForFieldName('function'), text).at(-1) : undefined;
  const option = name === undefined ? undefined : /^With([A-Z]\w*)$/.exec(name)?.[1];
  const [value, second] = option === undefined ? [] : children(node.childForFieldName('arguments') ?? node);
  // Texts with values for their verbs: `ai.WithPrompt("… %s", x)`.
  const filled = option === 'Prompt' || option === 'System';
  if (value === undefined || (second !== undefined && !filled)) return { name: undefined, value: node, spread: false };
  return { name: option, value, spread: false };
}

function call(node: Node, text: string): Shape {
  const callee = node.childForFieldName('function');
  const args = node.childForFieldName('arguments');
  const receiver = callee?.type === 'selector_expression' ? callee.childForFieldName('operand') : null;
  const listed = args === null ? [] : children(args);
  const names = path(callee, text);
  // An option of the command line is its default where it is not given.
  if (names.at(-1) === 'String' && names.at(-2) === 'flag' && listed[1] !== undefined) return inner(listed[1]);
  // `template.Must(template.New("x").Parse("…"))` is its text.
  const [head, made] = [names[0], names.at(-1)];
  if (head === 'template' && (made === 'Must' || made === 'Parse') && listed[0] !== undefined) return inner(listed[0]);
  if (callee?.type === 'identifier' && listed[0]?.type === 'slice_type') return { kind: 'list', items: [] };
  return {
    kind: 'call',
    start: node.startIndex,
    path: names,
    receiver: receiver ?? undefined,
    args: listed.map((value) => option(value, text)),
  };
}

function shape(node: Node, text: string): Shape {
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', pieces: [literal(node, text)] };
    case 'binary_expression':
      return binaryShape(node, ['+']);
    case 'parenthesized_expression':
    case 'expression_list':
    case 'literal_element':
      return inner(children(node)[0]);
    case 'unary_expression':
      return inner(node.childForFieldName('operand'));
    case 'type_conversion_expression':
      return inner(node.childForFieldName('operand'));
    case 'composite_literal':
      return composite(node, text);
    case 'literal_value': {
      const entries = children(node).map((element) => entry(element, text));
      const named = entries.length > 0 && entries.every(({ name }) => name !== undefined);
      return named ? { kind: 'object', entries } : { kind: 'list', items: entries.flatMap(({ value }) => value ?? []) };
    }
    case 'call_expression':
      return call(node, text);
    case 'identifier':
    case 'selector_expression':
    case 'index_expression':
      return { kind: 'name', path: path(node, text) };
    case 'variadic_argument':
      return spreadOf(node);
    default:
      return { kind: 'other' };
  }
}

/** What `x = append(x, …)` puts at the end of `x`; undefined for what gives a new list. */
function appendedTo(target: string, value: Node, text: string): Expression | undefined {
  if (value.type !== 'call_expression' || path(value, text).join() !== 'append') return undefined;
  const [list, ...items] = children(value.childForFieldName('arguments') ?? value);
  if (list === undefined || sourceOf(list, text) !== target) return undefined;
  return { span: { start: value.startIndex, end: value.endIndex }, shape: { kind: 'list', items } };
}

const emptyText = ({ endIndex }: Node): Expression => ({
  span: { start: endIndex, end: endIndex },
  shape: { kind: 'literal', pieces: [] },
});

const emptyList = ({ startIndex, endIndex }: Node): Expression => ({
  span: { start: startIndex, end: endIndex },
  shape: { kind: 'list', items: [] },
});

/** Only the first name of a list gets a value that can be read: `r, err := f()`. */
function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'keyed_element') {
    const { name, value } = entry(node, text);
    if (name === undefined) return undefined;
    // `&Desk{rules: "…"}`: what only the package sees is a member that its methods use.
    const own = /^[a-z]/.test(name) && node.parent?.parent?.childForFieldName('type')?.type === 'type_identifier';
    return { path: [name], value, kind: 'key', ...(own ? { member: true } : {}) };
  }
  const declared = node.type === 'const_spec' || node.type === 'var_spec';
  const left = node.childForFieldName(declared ? 'name' : 'left');
  if (left?.type === 'expression_list' && isParallel(left)) return undefined;
  const target = left?.type === 'expression_list' ? left.firstNamedChild : left;
  const right = node.childForFieldName(declared ? 'value' : 'right');
  const value = (right === null ? undefined : children(right)[0]) ?? undefined;
  if (target?.type !== 'identifier' && target?.type !== 'selector_expression') return givenEntry(target, value, text);
  if (value === undefined) {
    const type = declared ? node.childForFieldName('type') : null;
    if (type === null) return undefined;
    // `var messages []Message`, `var text strings.Builder`: nothing yet, which is filled later.
    const empty =
      type.type === 'slice_type' ? emptyList(node) : builders.test(sourceOf(type, text)) ? emptyText(node) : undefined;
    return empty && { path: path(target, text), value: empty, kind: 'variable' };
  }
  const operator = node.childForFieldName('operator')?.type ?? '=';
  const added = appendedTo(sourceOf(target, text), value, text) ?? (operator === '+=' ? value : undefined);
  return { path: path(target, text), value: added ?? value, kind: added === undefined ? 'variable' : 'appended' };
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const struct = node.type === 'type_spec' ? node.childForFieldName('type') : null;
  if (struct !== null)
    return {
      name: name === null ? undefined : sourceOf(name, text),
      kind: 'class',
      bindings: [],
      fields: fieldsOf(struct, text),
    };
  const namesIn = (list: Node | null): string[] =>
    (list === null ? [] : children(list))
      .flatMap((parameter) => parameter.childrenForFieldName('name'))
      .flatMap((each) => (each === null ? [] : [sourceOf(each, text)]));
  const [receiver] = namesIn(node.childForFieldName('receiver'));
  const names = [...(receiver === undefined ? [] : [receiver]), ...namesIn(node.childForFieldName('parameters'))];
  const written = name === null ? undefined : sourceOf(name, text);
  return {
    name: written,
    tests: namedTests(written),
    kind: 'function',
    receiver,
    bindings: names.map((each) => ({ path: [each], value: undefined, kind: 'variable' as const })),
  };
}

/** Go 1.x with generics. */
export const go: CodeLanguage = {
  grammar: 'go',
  captures,
  definitions: new Set(['const_declaration', 'var_declaration', 'short_var_declaration', 'assignment_statement']),
  dedentTrims: false,
  wrappers,
  methods,
  shape,
  binding,
  scope,
  calleePath: (node, text) => {
    const type =
      node.type === 'composite_literal' ? node.childForFieldName('type') : node.childForFieldName('function');
    return path(type, text);
  },
  body(node) {
    const block = node.type.endsWith('_declaration') ? node.childForFieldName('body') : null;
    return block?.type === 'block' ? block : undefined;
  },
  statements: (body) =>
    body.namedChildren.flatMap((child) => (child.type === 'statement_list' ? child.namedChildren : child)),
};
