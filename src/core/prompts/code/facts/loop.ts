// Loops over a list, whatever the language: `for q in questions`, `for (const q of questions)`, `for _, q := range questions`,
// `foreach ($questions as $q)`, `questions.map(q => …)`.
import type { Expression, Scope, Shape } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import type { Open } from './openNodes';
import { normalName } from './value';

const loops =
  /^(for_statement|for_in_statement|for_in_clause|range_clause|enhanced_for_statement|foreach_statement|for_expression)$/;

interface Loop {
  /** What holds one item after the other, or the pattern of an object whose names hold parts of it. */
  readonly variable: Node;
  readonly list: Node;
  /** Where the variable begins to hold the list's items. */
  readonly start: number;
}

/** A name that holds one item of a list after the other. */
export interface Item {
  readonly name: string;
  readonly list: Expression;
  /** Where it begins to hold them. */
  readonly start: number;
  /** What it holds of each item, when that is not the whole. */
  readonly field?: string | undefined;
}

/** The loop that `names` are bound by; undefined for other nodes, and for loops that bind several names. */
export function loopOf(names: Node, text: string): Loop | undefined {
  const loop = names.parent;
  if (names.type === 'variable_name') return phpLoop(names);
  if (loop === null || !loops.test(loop.type)) return undefined;
  // Kotlin's grammar names no fields of a loop.
  const declared = names.type === 'variable_declaration' ? names.firstNamedChild : null;
  const list =
    declared === null ? (loop.childForFieldName('right') ?? loop.childForFieldName('value')) : names.nextNamedSibling;
  // `for (const key in table)`
  if (list === null || loop.childForFieldName('operator')?.type === 'in') return undefined;
  const all = /^(expression|pattern)_list$/.test(names.type) ? names.namedChildren : [declared ?? names];
  // Go counts: the item stands second.
  const counted = loop.type === 'range_clause' ? list : secondOf(list, text);
  const variable = counted === undefined ? all[0] : all[1];
  if (all.length > (counted === undefined ? 1 : 2)) return undefined;
  if (variable?.type !== 'identifier' && variable?.type !== 'object_pattern') return undefined;
  // What is done for each item of `[ask(q) for q in questions]` stands ahead of the list.
  const start = (isInExpression(names) ? loop.parent : loop)?.startIndex ?? loop.startIndex;
  return { variable, list: counted ?? list, start };
}

/** PHP's grammar names no fields of `foreach ($list as $item)` and `foreach ($list as $key => $item)`. */
function phpLoop(variable: Node): Loop | undefined {
  const pair = variable.parent?.type === 'pair' ? variable.parent : undefined;
  const loop = pair === undefined ? variable.parent : pair.parent;
  const list = loop?.type === 'foreach_statement' ? loop.firstNamedChild : null;
  const isKey = pair !== undefined && pair.lastNamedChild?.id !== variable.id;
  return loop === null || list === null || isKey ? undefined : { variable, list, start: loop.startIndex };
}

/** The list in Python's `enumerate(list, 1)`, the table in `table.items()`: the item stands second. */
function secondOf(call: Node, text: string): Node | undefined {
  const callee = call.type === 'call' ? call.childForFieldName('function') : null;
  if (callee?.type === 'identifier' && sourceOf(callee, text) === 'enumerate')
    return call.childForFieldName('arguments')?.firstNamedChild ?? undefined;
  const method = callee?.type === 'attribute' ? callee.childForFieldName('attribute') : undefined;
  return method && sourceOf(method, text) === 'items' ? (callee?.childForFieldName('object') ?? undefined) : undefined;
}

/** True for names that only hold inside of one expression: `[ask(q) for q in questions]`. */
export const isInExpression = (names: Node): boolean => names.parent?.type === 'for_in_clause';

/** Methods of lists that give a function one item after the other. Normalised. */
const iterators: ReadonlySet<string> = new Set('map foreach flatmap each mapnotnull select eachwithindex'.split(' '));

/** Calls that walk through a list, or stand for all of it. Normalised. */
const walks: ReadonlySet<string> = new Set(
  'iter intoiter itermut stream parallelstream assequence asparallel cloned copied lazy values'.split(' '),
);

/** The list that is walked through: `questions` in `questions.iter()`. */
export function walked(list: Expression, shapeOf: (node: Expression) => Shape): Expression {
  const shape = shapeOf(list);
  const isWalk = shape.kind === 'call' && shape.args.length === 0 && walks.has(normalName(shape.path.at(-1) ?? ''));
  return isWalk && shape.receiver !== undefined ? walked(shape.receiver, shapeOf) : list;
}

/**
 * The name for which the call around a function (`outer`) gives it one item of a list after the other, where the language does not say it
 * itself; the function's body begins at `start`.
 */
export function itemOf(
  outer: Open | undefined,
  { kind, bindings }: Scope,
  start: number,
  shapeOf: (call: Node) => Shape,
): Item | undefined {
  const [first] = bindings;
  if (kind === 'class' || outer?.kind !== 'call' || !iterators.has(outer.callee ?? '') || first?.items !== undefined)
    return undefined;
  const call = shapeOf(outer.node);
  // Kotlin's functions of one parameter need not name it.
  const name = first === undefined ? 'it' : first.path.length === 1 ? first.path[0] : undefined;
  return call.kind !== 'call' || call.receiver === undefined || name === undefined
    ? undefined
    : { name, list: call.receiver, start };
}
