// Loops over a list, whatever the language: `for q in questions`, `for (const q of questions)`, `for _, q := range questions`.
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { normalName, type Value } from './value';

const loops =
  /^(for_statement|for_in_statement|for_in_clause|range_clause|enhanced_for_statement|foreach_statement|for_expression)$/;

/** The variable (or the pattern of an object) and the list of the loop that `names` are bound by; undefined for other nodes, and for loops that bind several names. */
export function loopOf(names: Node, text: string): { readonly variable: Node; readonly list: Node } | undefined {
  const loop = names.parent;
  if (loop === null || !loops.test(loop.type)) return undefined;
  const list = loop.childForFieldName('right') ?? loop.childForFieldName('value');
  // `for (const key in table)`
  if (list === null || loop.childForFieldName('operator')?.type === 'in') return undefined;
  const all = names.type === 'expression_list' ? names.namedChildren : [names];
  if (names.type === 'pattern_list') return counted(names, list, text);
  // Go counts: the item stands second.
  const variable = loop.type === 'range_clause' ? all[1] : all[0];
  return variable?.type === 'identifier' || variable?.type === 'object_pattern' ? { variable, list } : undefined;
}

/** `for at, item in enumerate(items)`, `for name, text in table.items()`: the item stands second. */
function counted(names: Node, list: Node, text: string): { readonly variable: Node; readonly list: Node } | undefined {
  const [, variable] = names.namedChildren;
  const callee = list.type === 'call' ? list.childForFieldName('function') : null;
  const name = callee?.type === 'attribute' ? callee.childForFieldName('attribute') : callee;
  const called = name === null || name === undefined ? '' : sourceOf(name, text);
  const inside =
    called === 'enumerate'
      ? list.childForFieldName('arguments')?.firstNamedChild
      : called === 'items'
        ? callee?.childForFieldName('object')
        : undefined;
  return inside && variable?.type === 'identifier' ? { variable, list: inside } : undefined;
}

/** What stands for one item of a list after the other, or for what each holds under the name `field`; undefined when it is no list. */
export function itemOf(list: Value, field?: string): Value | undefined {
  if (list.kind !== 'list' && list.kind !== 'name') return undefined;
  return { kind: 'each', span: list.span, list, ...(field === undefined ? {} : { field: normalName(field) }) };
}
