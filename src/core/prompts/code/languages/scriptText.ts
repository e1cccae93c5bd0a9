// Texts of JavaScript and TypeScript as pieces, with their escapes decoded.
import type { Piece } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { decodeScript } from './escapes';

/** The text of a string or template, with a hole for each value that is put in. */
export function pieces(node: Node, text: string): Piece[] {
  const quote = text[node.startIndex] ?? '';
  const closed = node.endIndex - node.startIndex > 1 && text[node.endIndex - 1] === quote;
  const end = closed ? node.endIndex - 1 : node.endIndex;
  const result: Piece[] = [];
  let from = Math.min(node.startIndex + 1, end);
  const parts = node.type === 'template_string' ? node.namedChildren : [];
  for (const part of parts) {
    if (part.type !== 'template_substitution') continue;
    const value = part.firstNamedChild;
    const hole = value === null ? sourceOf(part, text) : text.slice(value.startIndex, part.endIndex - 1);
    result.push(decodeScript(text.slice(from, part.startIndex)), ...(written(value, text) ?? [{ hole }]));
    from = part.endIndex;
  }
  result.push(decodeScript(text.slice(from, Math.max(from, end))));
  return result;
}

/** A text that stands in another one: `${oneLine`…`}`; undefined for everything else. */
function written(value: Node | null, text: string): Piece[] | undefined {
  const inside = value?.type === 'call_expression' ? value.childForFieldName('arguments') : value;
  if (!isString(inside)) return undefined;
  if (inside === value) return pieces(inside, text);
  const tag = value?.childForFieldName('function');
  const name = tag?.type === 'identifier' ? sourceOf(tag, text) : '';
  if (!/^(oneLine|dedent|outdent|codeBlock|stripIndents?)$/.test(name)) return undefined;
  const parts = pieces(inside, text);
  const folded = (part: Piece) => (typeof part === 'string' ? part.replace(/\n\s*/g, ' ') : part);
  return name === 'oneLine' ? parts.map(folded) : parts;
}

export function isString(node: Node | null): node is Node {
  return node?.type === 'string' || node?.type === 'template_string';
}

/** The text without what is put in. */
export const plain = (node: Node, text: string): string =>
  pieces(node, text)
    .map((piece) => (typeof piece === 'string' ? piece : ''))
    .join('');
