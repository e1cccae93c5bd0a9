// Kotlin's strings as pieces of text and holes.

import type { Piece } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { decodeKotlin, lineFeed } from './escapes';

/** A dollar sign and a name, or a backslash and what it protects (in strings that have escapes). */
const simple = /\\[\s\S]|\$([A-Za-z_]\w*|`[^`\n]{1,100}`)/g;
const simpleRaw = /\$([A-Za-z_]\w*|`[^`\n]{1,100}`)/g;

/** Text between two `${…}`. The grammar does not see every `$name`, so they are looked for here. */
function between(source: string, raw: boolean): Piece[] {
  const decode = raw ? lineFeed : decodeKotlin;
  const result: Piece[] = [];
  let from = 0;
  for (const match of source.matchAll(raw ? simpleRaw : simple)) {
    const [, name] = match;
    if (name === undefined) continue;
    result.push(decode(source.slice(from, match.index)), { hole: name });
    from = match.index + match[0].length;
  }
  result.push(decode(source.slice(from)));
  return result;
}

/** `"…"` or `"""…"""`; `${'$'}` is the dollar sign that it stands for. */
export function kotlinText(node: Node, text: string): Piece[] {
  const raw = node.type === 'multiline_string_literal';
  const quotes = raw ? '"""' : '"';
  const closed =
    node.endIndex - node.startIndex >= 2 * quotes.length && text.startsWith(quotes, node.endIndex - quotes.length);
  const end = closed ? node.endIndex - quotes.length : node.endIndex;
  const result: Piece[] = [];
  let from = Math.min(node.startIndex + quotes.length, end);
  for (const part of node.namedChildren) {
    // `$name` is left to `between`, so that both kinds of strings are read alike.
    if (part.type !== 'interpolation' || !text.startsWith('${', part.startIndex)) continue;
    const value = part.firstNamedChild;
    const source = value === null ? '' : sourceOf(value, text);
    result.push(...between(text.slice(from, part.startIndex), raw));
    const character = /^'(\\?.)'$/.exec(source)?.[1];
    result.push(character === undefined ? { hole: source } : decodeKotlin(character));
    from = part.endIndex;
  }
  result.push(...between(text.slice(from, Math.max(from, end)), raw));
  return result;
}
