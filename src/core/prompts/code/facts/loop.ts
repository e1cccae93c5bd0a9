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
  /** What holds one item after the other: a name, or a pattern whose names hold parts of it. */
  readonly pattern: Node;
  readonly list: Node;
  /** Where the pattern begins to hold the list's items. */
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
  /** The places that lead to it in each item. */
  readonly at?: readonly number[] | undefined;
}

/** The loop that `names` are bound by; undefined for other nodes. */
export function loopOf(names: Node, text: string): Loop | undefined {
  const loop = names.parent;
  if (names.type === 'variable_name' || names.type === 'list_literal') return phpLoop(names);
  if (loop === null || !loops.test(loop.type)) return undefined;
  // Kotlin's grammar names no fields of a loop.
  const isKotlin = names.type.endsWith('variable_declaration');
  const list = isKotlin ? names.nextNamedSibling : (loop.childForFieldName('right') ?? loop.childForFieldName('value'));
  // `for (const key in table)`
  if (list === null || loop.childForFieldName('operator')?.type === 'in') return undefined;
  // Go and `enumerate` count: the item stands second.
  const counted = loop.type === 'range_clause' ? list : enumerated(list, text);
  const pattern = counted === undefined ? names : itemBehind(names);
  if (pattern === undefined) return undefined;
  // What is done for each item of `[ask(q) for q in questions]` stands ahead of the list.
  const start = (isInExpression(names) ? loop.parent : loop)?.startIndex ?? loop.startIndex;
  return { pattern, list: counted ?? list, start };
}

/** What stands behind the count in `i, item`. */
function itemBehind(names: Node): Node | undefined {
  const isPair = /^((expression|pattern)_list|(tuple|array)_pattern|multi_variable_declaration)$/.test(names.type);
  const both = isPair ? names.namedChildren : [];
  return both.length === 2 ? both[1] : undefined;
}

/** PHP's grammar names no fields of `foreach ($list as $item)` and `foreach ($list as $key => $item)`. */
function phpLoop(variable: Node): Loop | undefined {
  const pair = variable.parent?.type === 'pair' ? variable.parent : undefined;
  const loop = pair === undefined ? variable.parent : pair.parent;
  const list = loop?.type === 'foreach_statement' ? loop.firstNamedChild : null;
  const isKey = pair !== undefined && pair.lastNamedChild?.id !== variable.id;
  return loop === null || list === null || isKey ? undefined : { pattern: variable, list, start: loop.startIndex };
}

/** The list in Python's `enumerate(list, 1)`, Rust's `list.iter().enumerate()`, `list.entries()`, `list.withIndex()`. */
function enumerated(call: Node, text: string): Node | undefined {
  if (!/^call(_expression)?$/.test(call.type)) return undefined;
  const callee = call.childForFieldName('function') ?? call.firstNamedChild;
  if (callee?.type === 'identifier')
    return sourceOf(callee, text) === 'enumerate'
      ? (call.childForFieldName('arguments')?.firstNamedChild ?? undefined)
      : undefined;
  const [list, method] = callee?.namedChildren ?? [];
  // `Object.entries(table)` counts nothing.
  const counts = method !== undefined && counters.has(sourceOf(method, text));
  return counts && list !== undefined && sourceOf(list, text) !== 'Object' ? list : undefined;
}

/** Methods of a list that put the count before each item. */
const counters: ReadonlySet<string> = new Set(['enumerate', 'entries', 'withIndex']);

/** True for names that only hold inside of one expression: `[ask(q) for q in questions]`. */
export const isInExpression = (names: Node): boolean => names.parent?.type === 'for_in_clause';

/** Methods of lists that give a function one item after the other. Normalised. */
const iterators: ReadonlySet<string> = new Set('map foreach flatmap each mapnotnull select eachwithindex'.split(' '));

/** Calls that walk through a list or a table, or stand for all of it. Normalised. */
const walks: ReadonlySet<string> = new Set(
  'iter intoiter itermut stream parallelstream assequence asparallel cloned copied lazy values items entries entryset'.split(
    ' ',
  ),
);

/** The list that is walked through: `questions` in `questions.iter()`, `TABLE` in `Object.entries(TABLE)`. */
export function walked(list: Expression, shapeOf: (node: Expression) => Shape): Expression {
  const shape = shapeOf(list);
  if (shape.kind !== 'call' || !walks.has(normalName(shape.path.at(-1) ?? ''))) return list;
  const [only, ...others] = shape.args;
  if (only?.value !== undefined && others.length === 0 && shape.path[0] === 'Object') return only.value;
  return only === undefined && shape.receiver !== undefined ? walked(shape.receiver, shapeOf) : list;
}

/**
 * The names for which the call around a function (`outer`) gives it one item of a list after the other, where the language does not say it
 * itself; the function's body begins at `start`. `splits`: see `CodeLanguage`.
 */
export function itemsGiven(
  outer: Open | undefined,
  { kind, bindings }: Scope,
  start: number,
  shapeOf: (call: Node) => Shape,
  splits: boolean,
): readonly Item[] {
  const [first] = bindings;
  if (kind === 'class' || outer?.kind !== 'call' || !iterators.has(outer.callee ?? '') || first?.items !== undefined)
    return [];
  const call = shapeOf(outer.node);
  if (call.kind !== 'call' || call.receiver === undefined) return [];
  const list = call.receiver;
  // Kotlin's functions of one parameter need not name it.
  if (first === undefined) return [{ name: 'it', list, start }];
  const isSplit = splits && bindings.length === 2 && first.at === undefined && outer.callee !== 'eachwithindex';
  const counted = bindings.findIndex(({ at }) => at === undefined);
  const parts = isSplit ? bindings : bindings.slice(0, first.at === undefined ? 1 : counted < 0 ? undefined : counted);
  return parts.flatMap(({ path: [name, ...more], at }, place) =>
    name === undefined || more.length > 0 ? [] : [{ name, list, start, at: isSplit ? [place] : at }],
  );
}
