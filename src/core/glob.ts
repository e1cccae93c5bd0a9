// Patterns as people write them: for paths in project files (`prompts/**`, `*.prompt`, `src/{bot,shop}/*.py`), and for paths and names in
// settings. Own matching, because a pattern turned into a regular expression can take exponential time. Work is bounded by pattern length
// times text length.

/** Longest pattern that is read, in UTF-16 units. */
const LENGTH_LIMIT = 500;
/** Alternatives that the braces of one pattern may multiply to. */
const ALTERNATIVES_LIMIT = 64;

/** Answers for a path with forward slashes, relative to the folder of the file that holds the pattern. */
export type PathTest = (path: string) => boolean;

/** Why a pattern is refused. */
export type GlobProblem = 'empty' | 'tooLong' | 'outside' | 'address';

/**
 * Reads a pattern: `*` and `?` stand for characters other than `/`, `**` for any folders, `{a,b}` for one of the texts. Without a
 * slash a pattern fits the name of a file in any folder; one that ends in a slash fits everything below. Patterns that leave the
 * folder (`..`, an absolute path) or are addresses are refused.
 */
export function readGlob(written: string): PathTest | GlobProblem {
  const pattern = written.trim().replaceAll('\\', '/').replace(/^\.\//, '');
  if (pattern === '') return 'empty';
  if (pattern.length > LENGTH_LIMIT) return 'tooLong';
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(pattern)) return 'address';
  const alternatives = expand(pattern);
  if (alternatives === undefined) return 'tooLong';
  if (alternatives.some(leavesFolder)) return 'outside';
  const compiled = alternatives.map(segmentsOf);
  return (path) => {
    const segments = path.split('/');
    return compiled.some((each) => matchSegments(each, segments));
  };
}

function leavesFolder(pattern: string): boolean {
  return (
    pattern.startsWith('/') || pattern.startsWith('~') || /^[a-z]:/i.test(pattern) || pattern.split('/').includes('..')
  );
}

/** Longest pattern of a setting, in UTF-16 units. */
export const PATTERN_LIMIT = 200;
/** Longest text that such a pattern is tried on; a longer one matches nothing. */
const TEXT_LIMIT = 4_000;

/** True when the whole text fits. */
export type Matcher = (text: string) => boolean;

/**
 * A pattern of the user's settings: `*` and `?` stand for characters other than `separator` (empty: any), `**` and what follows for any
 * folders. Undefined when it is empty or too long.
 */
export function compileGlob(pattern: string, separator: '' | '/'): Matcher | undefined {
  if (pattern.length === 0 || pattern.length > PATTERN_LIMIT) return undefined;
  const split = (text: string) => (separator === '' ? [text] : text.split(separator));
  const segments = split(separator === '' ? pattern : pattern.replace(/(^|\/)\*\*(?=[^/])/g, '$1**/*'));
  return (text) => text.length <= TEXT_LIMIT && matchSegments(segments, split(text));
}

/** Replaces the first innermost braces by their texts until none are left; undefined when there are too many. */
function expand(pattern: string): string[] | undefined {
  let open: string[] = [pattern];
  for (;;) {
    const next: string[] = [];
    let changed = false;
    for (const each of open) {
      const end = each.indexOf('}');
      const start = end === -1 ? -1 : each.lastIndexOf('{', end);
      if (start === -1) next.push(each);
      else {
        changed = true;
        for (const text of each.slice(start + 1, end).split(','))
          next.push(each.slice(0, start) + text + each.slice(end + 1));
      }
      if (next.length > ALTERNATIVES_LIMIT) return undefined;
    }
    open = next;
    if (!changed) return open;
  }
}

function segmentsOf(pattern: string): string[] {
  const whole = pattern.endsWith('/') ? `${pattern}**` : pattern;
  return (whole.includes('/') ? whole : `**/${whole}`).split('/');
}

/** `reachable[i]`: the pattern's segments so far fit the first `i` segments of the path. */
function matchSegments(pattern: readonly string[], path: readonly string[]): boolean {
  let reachable = path.map(() => false);
  reachable.unshift(true);
  for (const segment of pattern) {
    const next = reachable.map(() => false);
    let any = false;
    for (const [at, here] of reachable.entries()) {
      if (segment === '**') {
        any ||= here;
        next[at] = any;
      } else if (here && at < path.length && matchName(segment, path[at] ?? '')) next[at + 1] = true;
    }
    reachable = next;
  }
  return reachable.at(-1) === true;
}

/** Wildcards in one name: after a mismatch the last `*` takes one character more. */
function matchName(pattern: string, name: string): boolean {
  let at = 0;
  let read = 0;
  let star = -1;
  let starRead = 0;
  while (read < name.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at++;
      starRead = read;
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[read])) {
      at++;
      read++;
    } else if (star !== -1) {
      at = star + 1;
      read = ++starRead;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
