// The text of JSX elements, for prompts that are written as components: `<SystemMessage>You are …<br /></SystemMessage>`.
// Source: https://github.com/microsoft/vscode-prompt-tsx (read 2026-11).
import type { Piece, Shape } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';

/** Elements inside of elements are followed this far. */
const DEPTH_LIMIT = 8;

const references: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&nbsp;', '\u00a0'],
]);

/** The name of an element as that of a call: `<SystemMessage>`; `<>` for a fragment. */
export function elementName(node: Node, text: string): string {
  const name = node.childForFieldName('open_tag')?.childForFieldName('name');
  return `<${name === null || name === undefined ? '' : sourceOf(name, text)}>`;
}

/** JSX drops the indentation and the ends of lines, and blank lines. */
function withoutLines(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines
    .map((line, index) => (index === 0 ? line : line.trimStart()))
    .map((line, index) => (index === last ? line : line.trimEnd()))
    .filter((line) => line !== '')
    .join(' ');
}

function pieces(node: Node, text: string, depth: number): Piece[] {
  return node.namedChildren.flatMap((child): Piece[] => {
    const source = sourceOf(child, text);
    switch (child.type) {
      case 'jsx_text':
        return [withoutLines(source)];
      case 'html_character_reference':
        return [references.get(source) ?? source];
      case 'jsx_self_closing_element':
        return [/^<br\b/.test(source) ? '\n' : { hole: source }];
      case 'jsx_element':
        return depth > 0 ? pieces(child, text, depth - 1) : [{ hole: source }];
      case 'jsx_expression': {
        const inside = child.firstNamedChild;
        return inside === null || inside.type === 'comment' ? [] : [{ hole: sourceOf(inside, text) }];
      }
      default:
        return [];
    }
  });
}

/** The element as a call of its name with one argument, the text between its tags. */
export function elementShape(node: Node, text: string): Shape {
  const first = node.childForFieldName('open_tag')?.endIndex ?? node.startIndex;
  const last = node.childForFieldName('close_tag')?.startIndex ?? node.endIndex;
  const inside = text.slice(first, last);
  const start = first + inside.length - inside.trimStart().length;
  const span = { start, end: Math.max(start, first + inside.trimEnd().length) };
  const value = { span, shape: { kind: 'literal', pieces: pieces(node, text, DEPTH_LIMIT) } } as const;
  const argument = { name: undefined, value, spread: false };
  return {
    kind: 'call',
    start: node.startIndex,
    path: [elementName(node, text)],
    receiver: undefined,
    args: [argument],
  };
}
