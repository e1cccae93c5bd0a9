// Patterns of the user: `*` and `?` within a name or folder, `**` over folders. Compiled with a length cap and matched without
// backtracking, so that no pattern can hang anything.

/** Longest pattern that is taken, in UTF-16 units. */
export const PATTERN_LIMIT = 200;
/** Longest text that is matched; a longer one matches nothing. */
const TEXT_LIMIT = 4_000;

/** True when the whole text fits. Cost: pattern length × text length. */
export type Matcher = (text: string) => boolean;

/** One step: a character, `?`, or a star. `separator` may a star or `?` not pass. */
type Step = { readonly kind: 'char'; readonly char: string } | { readonly kind: 'one' | 'star' | 'folders' };

/** Without a separator `**` is two stars. */
function steps(pattern: string, separator: string): Step[] {
  const found: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (separator !== '' && pattern.startsWith(`**${separator}`, at)) {
      found.push({ kind: 'folders' });
      at += 2;
    } else if (separator !== '' && pattern.startsWith('**', at)) {
      found.push({ kind: 'folders' }, { kind: 'star' });
      at++;
    } else if (char === '*') found.push({ kind: 'star' });
    else found.push(char === '?' ? { kind: 'one' } : { kind: 'char', char });
  }
  return found;
}

/**
 * `separator` is what `*` and `?` stop at (`/` of paths, `.` of callees). Undefined when the pattern is empty or too long.
 * `folders` (`**` with its separator) matches nothing, or any text that ends in a separator.
 */
export function compileGlob(pattern: string, separator: string): Matcher | undefined {
  if (pattern.length === 0 || pattern.length > PATTERN_LIMIT) return undefined;
  const all = steps(pattern, separator);
  return (text) => text.length <= TEXT_LIMIT && fits(all, text, separator);
}

/** Keeps for each place of the pattern whether the text so far may have led there: a set moves along, nothing is tried twice. */
function fits(all: readonly Step[], text: string, separator: string): boolean {
  let now = closure(all, [0], true);
  for (const char of text.split('')) {
    const next: number[] = [];
    for (const place of now) {
      const step = all[place];
      if (step === undefined) continue;
      if (step.kind === 'folders' || (step.kind === 'star' && char !== separator)) next.push(place);
      else if (step.kind === 'one' ? char !== separator : step.kind === 'char' && step.char === char)
        next.push(place + 1);
    }
    now = closure(all, next, char === separator);
    if (now.length === 0) return false;
  }
  return now.includes(all.length);
}

/** Adds the places behind stars, which may match nothing. `folders` is only left at its beginning or behind a separator. */
function closure(all: readonly Step[], places: readonly number[], atSeparator: boolean): number[] {
  const found = new Set<number>();
  for (const start of places) {
    for (let place = start; !found.has(place); place++) {
      found.add(place);
      const kind = all[place]?.kind;
      if (kind !== 'star' && !(kind === 'folders' && atSeparator)) break;
    }
  }
  return [...found];
}
