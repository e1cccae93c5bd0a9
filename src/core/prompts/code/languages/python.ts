// Python as the code engine sees it. Node names are those of tree-sitter-python.

import { Captures, inField, namedOnly } from '../syntax/captures';
import type { Binding, CodeLanguage, NamedNode, Piece, Scope, Shape } from '../syntax/language';
import {
  binaryShape,
  children,
  dottedNames,
  flatten,
  PATH_LIMIT,
  percentShape,
  STEPS_LIMIT,
  sourceOf,
} from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { namedTests } from '../syntax/tests';
import { decodePython, lineFeed } from './escapes';
import { givenEntry } from './givenEntry';

const captures = new Captures([
  ['call', 'call'],
  ['binding', 'assignment augmented_assignment keyword_argument pair named_expression'],
  ['object', 'dictionary'],
  ['scope', 'function_definition class_definition'],
  ['scope', 'lambda', namedOnly],
  ['return', 'return_statement'],
  ['unknown', 'for_statement for_in_clause', inField('left')],
  ['unknown', 'as_pattern_target'],
  ['unknown', 'assignment', inField('left', 'pattern_list', 'tuple_pattern')],
  ['import', 'import_statement', inField('name')],
  ['import', 'import_from_statement', inField('module_name')],
]);

/** The inside of a literal without prefix or escapes, as most are: nothing of it has to be asked of the tree. */
function plainInside(node: Node, text: string): string | undefined {
  const source = sourceOf(node, text);
  const quote = source[0];
  if ((quote !== '"' && quote !== "'") || source.includes('\\')) return undefined;
  const length = source[1] === quote && source[2] === quote ? 3 : 1;
  const closed = source.length >= 2 * length && source.endsWith(quote.repeat(length));
  return closed ? lineFeed(source.slice(length, -length)) : undefined;
}

/** The decoded inside of one literal with its interpolations. */
function pieces(node: Node, text: string): Piece[] {
  const plain = plainInside(node, text);
  if (plain !== undefined) return [plain];
  const parts = node.children.filter((child) => child.type !== 'string_content');
  const open = parts[0]?.type === 'string_start' ? parts[0] : undefined;
  const close = parts.at(-1)?.type === 'string_end' ? parts.at(-1) : undefined;
  const prefix = (open === undefined ? '' : sourceOf(open, text)).replace(/['"]+$/, '').toLowerCase();
  const formatted = prefix.includes('f') || prefix.includes('t');
  const inside = (start: number, end: number): string => {
    const raw = text.slice(start, end);
    const plain = prefix.includes('r') ? lineFeed(raw) : decodePython(raw, prefix.includes('b'));
    return formatted ? plain.replaceAll('{{', '{').replaceAll('}}', '}') : plain;
  };
  const result: Piece[] = [];
  let from = open?.endIndex ?? node.startIndex;
  for (const part of parts) {
    if (part.type !== 'interpolation') continue;
    const value = part.childForFieldName('expression');
    const name = value === null ? sourceOf(part, text) : sourceOf(value, text);
    const written = sourceOf(part, text);
    const shown = /^\{([^{}]*=)\s*[!:}]/.exec(written.slice(0, 300))?.[1];
    const showsItself = shown !== undefined && shown.slice(0, -1).trim() === name;
    result.push(inside(from, part.startIndex) + (showsItself ? shown : ''), { hole: name });
    from = part.endIndex;
  }
  result.push(inside(from, Math.max(from, close?.startIndex ?? node.endIndex)));
  return result;
}

/** `a.b["c"](…).d` as names, head first; at most PATH_LIMIT of them, `?` where the head has no name. */
function path(node: Node | null, text: string): string[] {
  const names: string[] = [];
  let current = node;
  for (let steps = 0; current !== null && steps < STEPS_LIMIT && names.length < PATH_LIMIT; steps++) {
    if (current.type === 'identifier') return [sourceOf(current, text), ...names.reverse()];
    if (current.type === 'attribute') {
      const dotted = dottedNames(current, text);
      if (dotted !== undefined && dotted.length + names.length <= PATH_LIMIT) return [...dotted, ...names.reverse()];
      const name = current.childForFieldName('attribute');
      if (name !== null) names.push(sourceOf(name, text));
      current = current.childForFieldName('object');
    } else if (current.type === 'subscript') {
      const key = current.childForFieldName('subscript');
      if (key?.type === 'string') names.push(pieces(key, text).join(''));
      current = current.childForFieldName('value');
    } else if (current.type === 'call') current = current.childForFieldName('function');
    else if (current.type === 'parenthesized_expression' || current.type === 'await') current = current.firstNamedChild;
    else break;
  }
  return ['?', ...names.reverse()];
}

function entry(node: Node, text: string): NamedNode {
  if (node.type === 'dictionary_splat' || node.type === 'list_splat') {
    return { name: undefined, value: node.firstNamedChild ?? undefined, spread: true };
  }
  const value = node.childForFieldName('value') ?? undefined;
  if (node.type === 'keyword_argument') {
    const name = node.childForFieldName('name');
    return { name: name === null ? undefined : sourceOf(name, text), value, spread: false };
  }
  if (node.type === 'pair') {
    const key = node.childForFieldName('key');
    // `{Kind.LETTER: "…"}`, a member of an enumeration, is as good as its name.
    const member = key?.type === 'attribute' ? sourceOf(key.childForFieldName('attribute') ?? key, text) : undefined;
    return { name: key?.type === 'string' ? pieces(key, text).join('') : member, value, spread: false };
  }
  return { name: undefined, value: node, spread: false };
}

function call(node: Node, text: string): Shape {
  const callee = node.childForFieldName('function');
  const args = node.childForFieldName('arguments');
  const receiver = callee?.type === 'attribute' ? callee.childForFieldName('object') : null;
  const given = args?.type === 'argument_list' ? children(args) : args === null ? [] : [args];
  const names = path(callee, text);
  // A member of a data class is its default.
  const standing = /^[fF]ield$/.test(names.at(-1) ?? '') ? given.map((arg) => entry(arg, text)) : [];
  const value = standing.find(({ name }) => name === 'default')?.value;
  if (value !== undefined && !('shape' in value)) return { kind: 'inner', node: value };
  return {
    kind: 'call',
    start: node.startIndex,
    path: names,
    receiver: receiver ?? undefined,
    args: given.map((arg) => entry(arg, text)),
  };
}

/** `[f"Row {row}." for row in rows]` as the mapping that all languages have. */
function ofEach(node: Node, text: string): Shape {
  const body = node.childForFieldName('body');
  const list = node.namedChildren.find(({ type }) => type === 'for_in_clause')?.childForFieldName('right');
  if (body === null || list === null || list === undefined) return { kind: 'other' };
  if (!made.has(body.type) && !isItself(body, node, text)) return { kind: 'other' };
  const span = { start: body.startIndex, end: body.endIndex };
  const args: NamedNode[] = [
    { name: undefined, value: { span, shape: { kind: 'function', result: body } }, spread: false },
    { name: undefined, value: list, spread: false },
  ];
  return { kind: 'call', start: node.startIndex, path: ['map'], receiver: undefined, args };
}

/** `part for part in parts if part`, `line.strip() for line in lines` */
function isItself(body: Node, node: Node, text: string): boolean {
  const each = node.namedChildren.find(({ type }) => type === 'for_in_clause')?.childForFieldName('left');
  if (each?.type !== 'identifier') return false;
  return sourceOf(body, text).replace(/\.[lr]?strip\(\)$/, '') === sourceOf(each, text);
}

const made = new Set(['string', 'concatenated_string', 'dictionary']);

function shape(node: Node, text: string): Shape {
  switch (node.type) {
    case 'string':
      return { kind: 'literal', pieces: pieces(node, text) };
    case 'concatenated_string':
      return { kind: 'concat', parts: children(node) };
    case 'binary_operator':
      return percentShape(node) ?? binaryShape(node, ['+']);
    case 'parenthesized_expression':
    case 'await': {
      const inner = children(node)[0];
      return inner === undefined ? { kind: 'other' } : { kind: 'inner', node: inner };
    }
    case 'named_expression': {
      const value = node.childForFieldName('value');
      return value === null ? { kind: 'other' } : { kind: 'inner', node: value };
    }
    case 'conditional_expression': {
      const [yes, , no] = children(node);
      return yes === undefined || no === undefined ? { kind: 'other' } : { kind: 'choice', branches: [yes, no] };
    }
    case 'boolean_operator':
      return node.childForFieldName('operator')?.type === 'or'
        ? { kind: 'choice', branches: flatten(node, 'boolean_operator', 'or') }
        : { kind: 'other' };
    case 'list':
    case 'tuple':
      return { kind: 'list', items: children(node) };
    case 'dictionary':
      return { kind: 'object', entries: children(node).map((child) => entry(child, text)) };
    case 'call':
      return call(node, text);
    case 'identifier':
    case 'attribute':
    case 'subscript':
      return { kind: 'name', path: path(node, text) };
    case 'lambda': {
      const body = node.childForFieldName('body');
      return body === null ? { kind: 'other' } : { kind: 'function', result: body };
    }
    case 'list_comprehension':
    case 'generator_expression':
      return ofEach(node, text);
    case 'list_splat':
    case 'dictionary_splat': {
      const first = node.firstNamedChild;
      return first === null ? { kind: 'other' } : { kind: 'spread', node: first };
    }
    default:
      return { kind: 'other' };
  }
}

function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'keyword_argument' || node.type === 'pair') {
    const { name, value } = entry(node, text);
    return name === undefined ? undefined : { path: [name], value, kind: 'key' };
  }
  const target = node.childForFieldName(node.type === 'named_expression' ? 'name' : 'left');
  const value = node.childForFieldName(node.type === 'named_expression' ? 'value' : 'right') ?? undefined;
  if (target?.type !== 'identifier' && target?.type !== 'attribute') return givenEntry(target, value, text);
  if (node.type === 'assignment' && value === undefined) return undefined;
  return { path: path(target, text), value, kind: node.type === 'augmented_assignment' ? 'appended' : 'variable' };
}

function parameter(node: Node, text: string): Binding[] {
  const named = node.type === 'identifier' ? node : (node.childForFieldName('name') ?? node.firstNamedChild);
  if (named?.type !== 'identifier') return [];
  return [{ path: [sourceOf(named, text)], value: node.childForFieldName('value') ?? undefined, kind: 'variable' }];
}

/** The last two names of each of a definition's decorators. */
function decorators(node: Node, text: string): string[] {
  const decorated = node.parent;
  if (decorated?.type !== 'decorated_definition') return [];
  const found = decorated.namedChildren.filter(({ type }) => type === 'decorator');
  return found.map((decorator) => path(decorator.firstNamedChild, text).slice(-2).join('.'));
}

/** The docstring of a class that is made of `dspy.Signature`: it is the instruction that is sent. */
function signature(node: Node, text: string): Node | undefined {
  const bases = node.childForFieldName('superclasses');
  if (bases === null || !children(bases).some((base) => path(base, text).at(-1) === 'Signature')) return undefined;
  const first = node.childForFieldName('body')?.firstNamedChild;
  let docstring = first?.type === 'expression_statement' ? first.firstNamedChild : undefined;
  if (docstring?.type === 'parenthesized_expression') docstring = docstring.firstNamedChild;
  return docstring?.type === 'string' || docstring?.type === 'concatenated_string' ? docstring : undefined;
}

/** The members of a data class or named tuple, in the order in which its making gives them. */
function fieldsOf(node: Node, marks: readonly string[], text: string): readonly string[] | undefined {
  const bases = node.childForFieldName('superclasses');
  const isTuple = bases !== null && children(bases).some((base) => path(base, text).at(-1) === 'NamedTuple');
  if (!isTuple && !marks.some((mark) => /(^|\.)(dataclass|define|attrs|s)$/.test(mark))) return undefined;
  const body = node.childForFieldName('body');
  return (body === null ? [] : children(body)).flatMap((each) => {
    const assigned = each.type === 'expression_statement' ? each.firstNamedChild : null;
    const name =
      assigned?.type === 'assignment' && assigned.childForFieldName('type') !== null
        ? assigned.childForFieldName('left')
        : null;
    return name?.type === 'identifier' ? [sourceOf(name, text)] : [];
  });
}

function scope(node: Node, text: string): Scope {
  const name = node.childForFieldName('name');
  const written = name === null ? undefined : sourceOf(name, text);
  const parameters = node.childForFieldName('parameters');
  const sent = node.type === 'class_definition' ? signature(node, text) : undefined;
  const marks = decorators(node, text);
  const fields = node.type === 'class_definition' ? fieldsOf(node, marks, text) : undefined;
  return {
    decorators: marks,
    ...(fields === undefined ? {} : { fields }),
    ...(sent === undefined ? {} : { sent }),
    name: written,
    tests: namedTests(written),
    kind: node.type === 'class_definition' ? 'class' : 'function',
    bindings: parameters === null ? [] : children(parameters).flatMap((child) => parameter(child, text)),
  };
}

/** Python 3, with the f-strings of 3.12 and the template strings of 3.14. */
export const python: CodeLanguage = {
  grammar: 'python',
  captures,
  definitions: new Set(['expression_statement']),
  dedentTrims: false,
  shape,
  binding,
  scope,
  calleePath: (node, text) => path(node.childForFieldName('function'), text),
  body(node) {
    const inner = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node;
    const named = inner?.type === 'class_definition' || inner?.type === 'function_definition';
    return (named ? inner?.childForFieldName('body') : undefined) ?? undefined;
  },
};
