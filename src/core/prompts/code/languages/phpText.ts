// PHP's strings as texts: quotes, heredocs and nowdocs, with what stands in them.
import { dedent } from '../../holed';
import type { Piece } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { decodePhp, decodeSingleQuoted, lineFeed } from './escapes';

/** The lines of a heredoc or nowdoc without the indentation of the closing word. */
function heredoc(node: Node, text: string): Piece[] {
  const body = node.childForFieldName('value');
  const end = node.childForFieldName('end_tag');
  const written = sourceOf(node, text);
  const opened = written.indexOf('\n') + 1;
  if (body === null || end === null || opened === 0) return [''];
  const lineStart = text.lastIndexOf('\n', end.startIndex - 1);
  const from = node.startIndex + opened;
  const to = Math.max(from, lineStart > from && text[lineStart - 1] === '\r' ? lineStart - 1 : lineStart);
  const pieces = node.type === 'nowdoc' ? [lineFeed(text.slice(from, to))] : variables(body, text, from, to, lineFeed);
  return indented(pieces, end.startIndex - lineStart - 1).map((piece) =>
    typeof piece === 'string' && node.type === 'heredoc' ? decodePhp(piece) : piece,
  );
}

/** Takes at most `width` columns from the start of each line. */
function indented(pieces: readonly Piece[], width: number): Piece[] {
  let text = `${' '.repeat(width)}|\n`;
  const holes: { name: string; at: number }[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else holes.push({ name: piece.hole, at: text.length });
  }
  // The line added first has the width of the closing word, so that no more is taken than it has.
  const bare = dedent({ text, holes }, false);
  const result: Piece[] = [];
  let from = bare.text.indexOf('\n') + 1;
  for (const { name, at } of bare.holes) {
    result.push(bare.text.slice(from, Math.max(from, at)), { hole: name });
    from = Math.max(from, at);
  }
  result.push(bare.text.slice(from));
  return result;
}

const variableTypes = new Set([
  'variable_name',
  'member_access_expression',
  'nullsafe_member_access_expression',
  'subscript_expression',
  'dynamic_variable_name',
  'member_call_expression',
  'scoped_property_access_expression',
  'function_call_expression',
]);

/** `$x`, `$x->y`, `{$x['y']}`, `${x}` inside double quotes or a heredoc. */
function variables(node: Node, text: string, start: number, end: number, decode: (raw: string) => string): Piece[] {
  const result: Piece[] = [];
  let from = start;
  for (const part of node.namedChildren) {
    if (!variableTypes.has(part.type) || part.startIndex < from) continue;
    const braced =
      text[part.startIndex - 1] === '{' || (text[part.startIndex - 1] === '{' && text[part.startIndex - 2] === '$');
    const open = braced ? part.startIndex - 1 : part.startIndex;
    const close = braced && text[part.endIndex] === '}' ? part.endIndex + 1 : part.endIndex;
    result.push(decode(text.slice(from, Math.max(from, open))), { hole: sourceOf(part, text) });
    from = close;
  }
  result.push(decode(text.slice(from, Math.max(from, end))));
  return result;
}

/** The decoded inside of a string of any kind, with its interpolations. */
export function stringPieces(node: Node, text: string): Piece[] {
  if (node.type === 'heredoc' || node.type === 'nowdoc') return heredoc(node, text);
  const quoteAt = node.startIndex + Math.max(0, sourceOf(node, text).slice(0, 2).search(/["']/));
  const quote = text[quoteAt] ?? '';
  const closed = node.endIndex > quoteAt + 1 && text[node.endIndex - 1] === quote;
  const end = closed ? node.endIndex - 1 : node.endIndex;
  if (quote === "'") return [decodeSingleQuoted(text.slice(quoteAt + 1, end))];
  return variables(node, text, quoteAt + 1, end, decodePhp);
}
