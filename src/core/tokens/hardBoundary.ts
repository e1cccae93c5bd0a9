// Where a text may be cut so that the two parts count separately: the hard-boundary rule.
//
// Let a be the character before a position and b the one after it. The position is a hard boundary of a pattern family if
// a rule below says so. Then, whatever stands to the left of a and to the right of b:
//   (1) no piece contains both a and b;   (2) count(left + right) = count(left) + count(right).
// Proof of (2) from (1): a scanner carries nothing from piece to piece but its position. By (1) a piece ends at the cut, so the
// right part is scanned alike either way; the left part is, too, if no match that starts in it depends on what follows the
// cut. A match looks past its own end in three ways only: \s+(?!\S), a contraction, and a run that goes on.
//   R1   a no space, b a space but no newline. A space can only be the first character of a piece that goes on with others,
//        and what ends before a space (a run, a contraction) ends there at the end of a text too.
//   R1n  a no space, b a newline. In cl100k and o200k punctuation takes newlines that follow it: there a must be a letter or
//        a number. The GPT-2 family has no such alternative.
//   R2   exactly one of a, b is a number, a no space. Numbers make pieces of their own but for a blank before them in GPT-2's.
//   R3   a a newline, b no space; cl100k and o200k. `\s*[\r\n]+` comes before `\s+(?!\S)` and ends after the last newline with
//        or without b. A piece goes on after a newline only as o200k's [\r\n/]*: there b must not be a slash. In the GPT-2
//        family `\s+(?!\S)` leaves the newline out if b follows, so there is no such rule.
//   R4   a a letter, b no letter, number or space. A word ends at b, but for o200k's contraction (b must be no apostrophe)
//        and for marks, which go on with an o200k word (b must be none).
//   R5   o200k: a a lower-case letter, b an upper-case one. Within an o200k word nothing upper-case follows a lower-case
//        letter, but in a contraction: ll, re and ve, in any case, might be one, so a b must not spell these.
// Half of a surrogate pair is no character: a position between the halves is no boundary. A lone half counts as U+FFFD.
// The tests leave out each restriction in turn and see wrong counts.
import { LETTER, LOWER, NEWLINE, NUMBER, OTHER, SPACE, UPPER } from './characterClasses';
import { isDeepseekBoundary } from './deepseekScanner';
import { APOSTROPHE, SLASH } from './pieceScanner';

/** Encodings with the same pattern: r50k also stands for p50k. qwen and tekken: see openScanners.ts; deepseek: deepseekScanner.ts. */
export type PatternFamily = 'o200k' | 'cl100k' | 'r50k' | 'qwen' | 'tekken' | 'deepseek';

const REPLACEMENT = 0xfffd;

/** Is the code point at unit `at` the second half of a pair? */
function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

/** The code point that starts at unit `at` of `text`; U+FFFD for a lone surrogate. */
export function codePointFrom(text: string, at: number): number {
  const codePoint = text.codePointAt(at) ?? REPLACEMENT;
  return (codePoint & 0x1ff800) === 0xd800 ? REPLACEMENT : codePoint;
}

/** The code point that ends before unit `at` of `text`, which is not between the halves of a pair. */
function codePointBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  const paired = isLowSurrogate(unit) && at >= 2 && isHighSurrogate(text.charCodeAt(at - 2));
  return codePointFrom(text, paired ? at - 2 : at - 1);
}

/** Does position `at` (1 to length - 1) lie between the halves of a surrogate pair? */
export function splitsPair(text: string, at: number): boolean {
  return isLowSurrogate(text.charCodeAt(at)) && isHighSurrogate(text.charCodeAt(at - 1));
}

/**
 * The family whose rules hold for a family, which then has one more (R2s): between two numbers, where each is a piece of its own.
 * Tekken has no contractions: what is forbidden because of them may be left so.
 */
export const rulesOf = { o200k: 'o200k', cl100k: 'cl100k', r50k: 'r50k', qwen: 'cl100k', tekken: 'o200k' } as const;

/** Is position `at` (1 to length - 1, in UTF-16 units) a hard boundary? `classes` is the family's table: see classesOf. */
export function isHardBoundary(text: string, at: number, pattern: PatternFamily, classes: Uint8Array): boolean {
  if (splitsPair(text, at)) return false;
  const before = codePointBefore(text, at);
  const after = codePointFrom(text, at);
  const a = classes[before] ?? OTHER;
  const b = classes[after] ?? OTHER;
  if (pattern === 'deepseek') return isDeepseekBoundary(a, b);
  const family = rulesOf[pattern];
  if ((a & SPACE) !== 0) return isAfterNewline(a, b, after, family);
  if ((b & NEWLINE) !== 0) return family === 'r50k' || (a & (LETTER | NUMBER)) !== 0;
  if ((b & SPACE) !== 0) return true;
  if ((a & NUMBER) !== (b & NUMBER)) return true;
  if ((a & NUMBER) !== 0) return family !== pattern;
  if ((a & LETTER) === 0) return false;
  if ((b & OTHER) !== 0) return family !== 'o200k' || ((b & UPPER) === 0 && after !== APOSTROPHE);
  return family === 'o200k' && isCaseChange(a, b, before, after);
}

/** R3. */
function isAfterNewline(a: number, b: number, after: number, family: PatternFamily): boolean {
  if (family === 'r50k' || (a & NEWLINE) === 0 || (b & SPACE) !== 0) return false;
  return family === 'cl100k' || after !== SLASH;
}

/** R5. */
function isCaseChange(a: number, b: number, before: number, after: number): boolean {
  if ((a & UPPER) !== 0 || (b & LETTER) === 0 || (b & LOWER) !== 0) return false;
  const spelt = String.fromCodePoint(before, after);
  return spelt !== 'lL' && spelt !== 'rE' && spelt !== 'vE';
}

/** The last hard boundary in (from, to], or -1. */
export function lastBoundary(
  text: string,
  from: number,
  to: number,
  family: PatternFamily,
  classes: Uint8Array,
): number {
  for (let at = Math.min(to, text.length - 1); at > from; at -= 1)
    if (isHardBoundary(text, at, family, classes)) return at;
  return -1;
}

/** The first hard boundary in (from, to], or -1. */
export function firstBoundary(
  text: string,
  from: number,
  to: number,
  family: PatternFamily,
  classes: Uint8Array,
): number {
  const end = Math.min(to, text.length - 1);
  for (let at = from + 1; at <= end; at += 1) if (isHardBoundary(text, at, family, classes)) return at;
  return -1;
}

/** Class bits of the character at unit `at` of `text`. */
export function classFrom(text: string, at: number, classes: Uint8Array): number {
  return classes[codePointFrom(text, at)] ?? OTHER;
}
