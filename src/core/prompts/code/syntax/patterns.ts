// Names that a pattern binds: `const { tone, prompt = "…" } = options`, `for a, b in pairs`, and the same where a parameter stands.
import type { Binding } from './language';
import { sourceOf } from './syntax';
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

/** A name that holds a part of what a pattern takes apart. */
export interface PatternPart {
  readonly name: Node;
  /** The places that lead to it: 1, 0 of `b` in `(a, (b, c))`; none when it holds the whole. */
  readonly at: readonly number[];
}

const sequences =
  /^(tuple_pattern|pattern_list|expression_list|left_assignment_list|array_pattern|list_literal|multi_variable_declaration|destructured_parameter|tuple_expression)$/;

/** How deep patterns lie in each other at most. */
const DEPTH_LIMIT = 8;

/** The names of a pattern that takes a list apart, in order; a plain name is its only part. */
export function partsOf(pattern: Node, at: readonly number[] = []): PatternPart[] {
  if (at.length > DEPTH_LIMIT) return [];
  if (!sequences.test(pattern.type)) {
    const name = plainName(pattern);
    return name === undefined ? [] : [{ name, at }];
  }
  const parts: PatternPart[] = [];
  let place = 0;
  for (const child of pattern.children) {
    if (child.type === ',') place++;
    else if (child.isNamed) parts.push(...partsOf(child, [...at, place]));
  }
  return parts;
}

/** What stands at each place of a list that is given to a pattern as it is: `label, order = "cold", "Be short."`; none of another value. */
export function givenAt(pattern: Node): readonly Node[] {
  const given = pattern.parent?.childForFieldName('right') ?? pattern.parent?.childForFieldName('value');
  return given !== null && given !== undefined && lists.test(given.type) ? given.namedChildren : [];
}

const lists = /^(expression_list|tuple|tuple_expression|array|right_assignment_list)$/;

/** The names of a parameter that takes apart what it is given, each with its place. */
export const partBindings = (pattern: Node, text: string): Binding[] =>
  partsOf(pattern).map(({ name, at }) => ({ path: [sourceOf(name, text)], value: undefined, kind: 'variable', at }));

/** The name alone, behind its type in C#, before it in Kotlin, behind the sign of a reference in Rust. */
function plainName(node: Node): Node | undefined {
  if (names.has(node.type)) return node;
  if (node.type === 'variable_declaration') return node.firstNamedChild ?? undefined;
  if (node.type === 'reference_pattern')
    return node.lastNamedChild?.type === 'identifier' ? node.lastNamedChild : undefined;
  return node.type === 'argument' ? (node.firstNamedChild?.childForFieldName('name') ?? undefined) : undefined;
}
