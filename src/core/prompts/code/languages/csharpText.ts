// The texts of C# literals: plain, verbatim, raw and interpolated.

import { dedent, type Holed } from '../../holed';
import type { Piece } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { decodeCsharp, lineFeed } from './escapes';

/** Node types of literals without interpolations. */
export const literals = new Set(['string_literal', 'verbatim_string_literal', 'raw_string_literal']);

/** A plain, verbatim (`@""`) or raw (`"""`) literal without interpolations. */
export function plain(node: Node, text: string): string {
  const written = sourceOf(node, text);
  if (node.type === 'verbatim_string_literal') {
    return lineFeed(written.slice(2, written.endsWith('"') ? -1 : undefined)).replaceAll('""', '"');
  }
  if (node.type === 'raw_string_literal') {
    const quotes = /^"{3,}/.exec(written)?.[0].length ?? 3;
    return raw({ text: lineFeed(written.slice(quotes, written.endsWith('"""') ? -quotes : undefined)), holes: [] })
      .text;
  }
  const suffix = /"u8$/i.test(written) ? -3 : -1;
  return decodeCsharp(written.slice(1, written.length > 1 && /"(u8)?$/i.test(written) ? suffix : undefined));
}

/** The lines between the quotes of a raw literal, without the indentation of the closing quotes. */
function raw(inside: Holed): Holed {
  const { text } = inside;
  const end = text.lastIndexOf('\n');
  if (end === -1 || text.slice(end + 1).trim() !== '' || text.slice(0, text.indexOf('\n')).trim() !== '') return inside;
  const from = text.indexOf('\n') + 1;
  const width = text.length - end - 1;
  const lines = {
    text: text.slice(from, Math.max(from, end)),
    holes: inside.holes.map(({ name, at }) => ({ name, at: at - from })),
  };
  // A line of the width of the indentation keeps `dedent` from taking more than the closing quotes have.
  const marked = dedent(
    {
      text: `${' '.repeat(width)}|\n${lines.text}`,
      holes: lines.holes.map(({ name, at }) => ({ name, at: at + width + 2 })),
    },
    false,
  );
  const cutOff = marked.text.indexOf('\n') + 1;
  return {
    text: marked.text.slice(cutOff),
    holes: marked.holes.map(({ name, at }) => ({ name, at: Math.max(0, at - cutOff) })),
  };
}

/** `$"…{x}…"`, `$@"…"`, `$"""…"""`, `$$"""…{{x}}…"""`. */
export function interpolated(node: Node, text: string): Piece[] {
  const start = node.firstNamedChild;
  const sigils = start?.type === 'interpolation_start' ? sourceOf(start, text) : '$';
  const written = sourceOf(node, text);
  const opening = /^[$@]+("{3,}|")/.exec(written)?.[0] ?? '$"';
  const quotes = opening.length - opening.search('"');
  const isRaw = quotes >= 3;
  const closed = written.length >= opening.length + quotes && written.endsWith('"'.repeat(quotes));
  const end = closed ? node.endIndex - quotes : node.endIndex;
  const decodeInside = (from: number, to: number): string => {
    const source = text.slice(from, Math.max(from, to));
    if (isRaw) return lineFeed(source);
    const unescaped = sigils.includes('@') ? lineFeed(source).replaceAll('""', '"') : decodeCsharp(source);
    return unescaped.replaceAll('{{', '{').replaceAll('}}', '}');
  };
  const result: Piece[] = [];
  let from = node.startIndex + opening.length;
  for (const part of node.namedChildren) {
    if (part.type !== 'interpolation') continue;
    const value = part.namedChildren.find((child) => child.type !== 'interpolation_brace');
    result.push(decodeInside(from, part.startIndex), { hole: sourceOf(value ?? part, text) });
    from = part.endIndex;
  }
  result.push(decodeInside(from, end));
  return isRaw ? rawPieces(result) : result;
}

/** The pieces of a raw literal without the indentation of its closing quotes. */
function rawPieces(pieces: readonly Piece[]): Piece[] {
  let joined = '';
  const holes: { name: string; at: number }[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') joined += piece;
    else holes.push({ name: piece.hole, at: joined.length });
  }
  const bare = raw({ text: joined, holes });
  const result: Piece[] = [];
  let from = 0;
  for (const { name, at } of bare.holes) {
    result.push(bare.text.slice(from, at), { hole: name });
    from = at;
  }
  result.push(bare.text.slice(from));
  return result;
}
