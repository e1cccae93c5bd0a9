// Small walks over Kotlin's nodes: children by their type, the names of a path, the text of a key.

import { children, type PathStep, sourceOf, walkPath } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { kotlinText } from './kotlinText';

export const strings = new Set(['string_literal', 'multiline_string_literal']);

/** The first child of this type. */
export const childOf = (node: Node, type: string): Node | undefined =>
  children(node).find((child) => child.type === type);

function step(node: Node, text: string): PathStep | undefined {
  switch (node.type) {
    case 'identifier':
      return { head: sourceOf(node, text) };
    case 'this_expression':
      return { head: 'this' };
    case 'user_type':
      return { next: children(node).findLast(({ type }) => type === 'identifier') ?? null };
    case 'navigation_expression': {
      const name = node.lastNamedChild;
      return { name: name?.type === 'identifier' ? sourceOf(name, text) : undefined, next: node.firstNamedChild };
    }
    case 'index_expression': {
      const key = node.lastNamedChild;
      const name = key !== null && strings.has(key.type) ? plain(key, text) : undefined;
      return { name, next: node.firstNamedChild };
    }
    case 'unary_expression':
      return { next: node.childForFieldName('argument') };
    case 'call_expression':
    case 'constructor_invocation':
    case 'as_expression':
    case 'parenthesized_expression':
      return { next: node.firstNamedChild };
    default:
      return undefined;
  }
}

/** The names of `client.chat(…).choices`, head first. */
export const path = (node: Node | null, text: string): string[] => walkPath(node, (at) => step(at, text));

/** A string's text without its holes. */
export const plain = (node: Node, text: string): string =>
  kotlinText(node, text)
    .map((piece) => (typeof piece === 'string' ? piece : ''))
    .join('');

/** `create<Plan>("…")`, which are comparisons to the grammar: the callee, and what it is given. */
export function genericCall(node: Node): { readonly callee: Node; readonly given: Node } | undefined {
  const left = node.childForFieldName('left');
  const given = node.childForFieldName('right');
  if (node.childForFieldName('operator')?.type !== '>' || given?.type !== 'parenthesized_expression') return undefined;
  const callee = left?.childForFieldName('operator')?.type === '<' ? left.childForFieldName('left') : null;
  const isType = left?.childForFieldName('right')?.type === 'identifier';
  return isType && (callee?.type === 'navigation_expression' || callee?.type === 'identifier')
    ? { callee, given }
    : undefined;
}
