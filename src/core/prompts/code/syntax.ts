// Small walks over syntax nodes that every adapter needs.
import type { Node } from 'web-tree-sitter';

/** Names read of a path such as `client.chat.completions.create`, counted from its end; keeps long chains linear. */
export const PATH_LIMIT = 8;

/** Nodes gone through for one path: brackets, calls and `await` between the names have none of their own. */
export const STEPS_LIMIT = 4 * PATH_LIMIT;

export function sourceOf(node: Node, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
}

/** The named children without comments and without what the parser could not place. */
export function children(node: Node): Node[] {
  return node.namedChildren.filter((child) => !child.isExtra && !child.isError);
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
