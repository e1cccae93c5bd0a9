// Texts in backticks, which newer BAML has in place of Jinja: where they end, and what `${…}` in them puts in. As many backticks as open
// a text close it. Source: https://github.com/BoundaryML/baml/pull/3797, https://github.com/BoundaryML/baml/pull/4367 (read 2026-11).
import type { Span } from '../../text';
import type { Tag } from './template';

export interface BacktickText extends Span {
  /** What stands between the backticks. */
  readonly inside: Span;
  readonly tags: readonly Tag[];
}

const TICKS_LIMIT = 20;
/** A longer hole is text. */
const HOLE_LIMIT = 2_000;

/** `\${` and `` \` `` stand for what follows the backslash. */
const escapes: ReadonlyMap<string, string> = new Map([
  ...['`', '$', '\\'].map((char) => [char, char] as const),
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);

const untrimmed = { trimBefore: false, trimAfter: false };

function escapeAt(text: string, at: number): Tag | undefined {
  const content = escapes.get(text.charAt(at + 1));
  return content === undefined ? undefined : { start: at, end: at + 2, kind: 'literal', content, ...untrimmed };
}

/** `${name}`, `${for (let m in log)}`; braces inside are in pairs. */
function holeAt(text: string, at: number): Tag | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let next = at + 1; next < Math.min(text.length, at + HOLE_LIMIT); next++) {
    const char = text[next];
    if (char === '\\') next++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === '{' && !isQuoted) depth++;
    else if (char === '}' && !isQuoted && --depth === 0) {
      const content = text.slice(at + 2, next).trim();
      const isControl = /^(for|if|else|endfor|endif)\b/.test(content) && !content.includes('{');
      return { start: at, end: next + 1, kind: isControl ? 'block' : 'value', content, ...untrimmed };
    }
  }
  return undefined;
}

/** The text whose first backtick stands at `at`; undefined when it never ends. */
export function backtickText(text: string, at: number): BacktickText | undefined {
  let start = at;
  while (text[start] === '`' && start - at < TICKS_LIMIT) start++;
  const ticks = text.slice(at, start);
  const tags: Tag[] = [];
  for (let next = start; next < text.length; ) {
    if (text.startsWith(ticks, next))
      return { start: at, end: next + ticks.length, inside: { start, end: next }, tags };
    const tag =
      text[next] === '\\' ? escapeAt(text, next) : text.startsWith('${', next) ? holeAt(text, next) : undefined;
    if (tag !== undefined) tags.push(tag);
    next = tag?.end ?? next + 1;
  }
  return undefined;
}
