// Loops over a list, whatever the language: `for q in questions`, `for (const q of questions)`, `for _, q := range questions`.
import type { Node } from '../syntax/syntaxNode';
import { normalName, type Value } from './value';

const loops =
  /^(for_statement|for_in_statement|for_in_clause|range_clause|enhanced_for_statement|foreach_statement|for_expression)$/;

/** The variable (or the pattern of an object) and the list of the loop that `names` are bound by; undefined for other nodes, and for loops that bind several names. */
export function loopOf(names: Node): { readonly variable: Node; readonly list: Node } | undefined {
  const loop = names.parent;
  if (loop === null || !loops.test(loop.type)) return undefined;
  const list = loop.childForFieldName('right') ?? loop.childForFieldName('value');
  // `for (const key in table)`
  if (list === null || loop.childForFieldName('operator')?.type === 'in') return undefined;
  const all = names.type === 'expression_list' ? names.namedChildren : [names];
  // Go counts: the item stands second.
  const variable = loop.type === 'range_clause' ? all[1] : all[0];
  return variable?.type === 'identifier' || variable?.type === 'object_pattern' ? { variable, list } : undefined;
}

/** What stands for one item of a list after the other, or for what each holds under the name `field`; undefined when it is no list. */
export function itemOf(list: Value, field?: string): Value | undefined {
  if (list.kind !== 'list' && list.kind !== 'name') return undefined;
  return { kind: 'each', span: list.span, list, ...(field === undefined ? {} : { field: normalName(field) }) };
}
