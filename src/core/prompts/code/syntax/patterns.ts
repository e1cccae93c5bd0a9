// Names that a pattern binds: `const { tone, prompt = "…" } = options`, `for a, b in pairs`, and the same where a parameter stands.
import type { Node } from './syntaxNode';

/** A name and what it holds where nothing is given for it. */
interface BoundName {
  readonly name: Node;
  readonly given?: Node | undefined;
}

const names: ReadonlySet<string> = new Set(['identifier', 'shorthand_property_identifier_pattern', 'variable_name']);
const defaulted: ReadonlySet<string> = new Set(['object_assignment_pattern', 'assignment_pattern']);

/** The names in order; names in the defaults and keys of an object's pattern are none of them. */
export function boundNames(node: Node): BoundName[] {
  if (names.has(node.type)) return [{ name: node }];
  // Only JavaScript has defaults in patterns.
  if (!/^(object|array|pair|rest)_pattern$/.test(node.type) && !defaulted.has(node.type))
    return node.descendantsOfType(['identifier', 'variable_name']).map((name) => ({ name }));
  if (!defaulted.has(node.type)) return inside(node).flatMap(boundNames);
  const left = node.childForFieldName('left');
  if (left === null) return [];
  const given = node.childForFieldName('right') ?? undefined;
  return names.has(left.type) ? [{ name: left, given }] : boundNames(left);
}

function inside(node: Node): readonly Node[] {
  const value = node.type === 'pair_pattern' ? node.childForFieldName('value') : null;
  return value === null ? node.namedChildren : [value];
}
