// Small walks over syntax nodes that every adapter needs.

import type { Span } from '../../../text';
import type { Expression, Shape } from './language';
import type { Node } from './syntaxNode';

/** Names read of a path such as `client.chat.completions.create`, counted from its end; keeps long chains linear. */
export const PATH_LIMIT = 8;

/** Nodes gone through for one path: brackets, calls and `await` between the names have none of their own. */
export const STEPS_LIMIT = 4 * PATH_LIMIT;

export function sourceOf(node: Node, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
}

/** One step from the end of a path to its head: the head's name, or the name passed and where to go on. */
export type PathStep = { readonly head: string } | { readonly name?: string | undefined; readonly next: Node | null };

/** The names of a path, head first; at most PATH_LIMIT of them, `?` where the head has no name. */
export function walkPath(node: Node | null, step: (node: Node) => PathStep | undefined): string[] {
  const names: string[] = [];
  let current = node;
  for (let steps = 0; current !== null && steps < STEPS_LIMIT && names.length < PATH_LIMIT; steps++) {
    const taken = step(current);
    if (taken === undefined) break;
    if ('head' in taken) return [taken.head, ...names.reverse()];
    if (taken.name !== undefined) names.push(taken.name);
    current = taken.next;
  }
  return ['?', ...names.reverse()];
}

/** Longer ones are walked, so that no source is gone through again and again. */
const DOTTED_LENGTH = 120;
/** Words that grammars take for no name where a path begins. */
const headWords = /^(super|import|new|undefined|null|true|false|True|False|None)\./;

/** The names of `client.chat.completions`, of which nothing has to be asked of the tree; undefined for what is not just names with dots. */
export function dottedNames({ startIndex, endIndex }: Node, text: string): string[] | undefined {
  if (endIndex - startIndex > DOTTED_LENGTH) return undefined;
  const source = text.slice(startIndex, endIndex);
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(source) && !headWords.test(source) ? source.split('.') : undefined;
}

/** The value inside, or nothing that can be read. */
export function inner(node: Node | null | undefined): Shape {
  return node === null || node === undefined ? { kind: 'other' } : { kind: 'inner', node };
}

/** The named children without comments and without what the parser could not place. */
export function children(node: Node): Node[] {
  return node.namedChildren.filter((child) => !child.isExtra && !child.isError);
}

/** `a ? b : c`, where the grammar names its parts as most do. */
export function ternary(node: Node): Shape {
  const yes = node.childForFieldName('consequence');
  const no = node.childForFieldName('alternative');
  return yes === null || no === null ? { kind: 'other' } : { kind: 'choice', branches: [yes, no] };
}

/** One of several values: the arms of `switch` and `match`. */
export const choiceOf = (branches: readonly Expression[]): Shape =>
  branches.length > 1 ? { kind: 'choice', branches } : { kind: 'other' };

/** `...a`, `*a`, `..a`: what is spread is the only child. */
export function spreadOf(node: Node): Shape {
  const [spread] = children(node);
  return spread === undefined ? { kind: 'other' } : { kind: 'spread', node: spread };
}

/** An expression of two operands: put together by one of `joins`, or either of them by one of `chooses`. */
export function binaryShape(node: Node, joins: readonly string[], chooses: readonly string[] = []): Shape {
  const operator = node.childForFieldName('operator')?.type ?? '';
  if (joins.includes(operator)) return { kind: 'concat', parts: flatten(node, node.type, operator) };
  return chooses.includes(operator)
    ? { kind: 'choice', branches: flatten(node, node.type, operator) }
    : { kind: 'other' };
}

/** `"…" % values`; undefined for another operator. What is filled in are the items of a list or tuple, or the one value. */
export function percentShape(node: Node): Shape | undefined {
  const template = node.childForFieldName('left');
  const values = node.childForFieldName('right');
  if (node.childForFieldName('operator')?.type !== '%' || template === null || values === null) return undefined;
  const given = values.type === 'tuple' || values.type === 'array' ? children(values) : [values];
  return { kind: 'percent', template, given };
}

/** The operands of `a op b op c`, whose tree leans to the left, in order. A loop, so that thousands of operands are no recursion. */
export function flatten(node: Node, type: string, operator: string): Node[] {
  const operands: Node[] = [];
  let current: Node | null = node;
  while (current !== null && current.type === type && current.childForFieldName('operator')?.type === operator) {
    const right = current.childForFieldName('right');
    if (right !== null) operands.push(right);
    current = current.childForFieldName('left');
  }
  if (current !== null) operands.push(current);
  return operands.reverse();
}

/** How much of an expression is told. */
const SOURCE_LENGTH = 300;

/** Where an expression stands. */
export const spanOf = (node: Expression): Span =>
  'shape' in node ? node.span : { start: node.startIndex, end: node.endIndex };

/** The sources of what fills a text in, by place; none for what says nothing of itself, as a text does. `text`: the document's text. */
export function sourcesOf(nodes: readonly (Expression | undefined)[], text: string): readonly string[] {
  return nodes.map((node) => {
    if (node === undefined) return '';
    const { start, end } = spanOf(node);
    const source = text.slice(start, Math.min(end, start + SOURCE_LENGTH));
    return /^[&*]*([A-Za-z_$@].*)/s.exec(source)?.[1] ?? '';
  });
}
