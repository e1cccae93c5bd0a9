// Texts of Java: escapes, and the indentation that text blocks leave out.

import { dedent, trim } from '../../holed';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { decodeJava, lineFeed } from './escapes';

/** The lines of a text block: no first line, no common indentation (the closing quotes count), no white space at line ends. */
function textBlock(inside: string): string {
  const text = lineFeed(inside);
  const from = text.indexOf('\n') + 1;
  const lines = text.slice(from);
  const last = lines.slice(lines.lastIndexOf('\n') + 1);
  // The line of the closing quotes takes part in finding the indentation, though it is blank.
  const marked = last.trim() === '' ? `${lines}|` : lines;
  const stripped = dedent({ text: marked, holes: [] }, false).text;
  const kept = last.trim() === '' ? stripped.slice(0, -1) : stripped;
  return kept
    .split('\n')
    .map((line) => trim({ text: line, holes: [] }, 'end').text)
    .join('\n');
}

/** The text of a string literal or text block. */
export function literal(node: Node, text: string): string {
  const written = sourceOf(node, text);
  const quotes = written.startsWith('"""') ? '"""' : '"';
  const closed = written.length >= 2 * quotes.length && written.endsWith(quotes);
  const inside = written.slice(quotes.length, closed ? -quotes.length : undefined);
  return decodeJava(quotes === '"""' ? textBlock(inside) : inside);
}
