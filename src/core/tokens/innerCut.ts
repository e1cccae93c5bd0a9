// Where a text without hard boundaries may be cut, inside of a piece: long runs of letters, signs, blanks or newlines.
//
// Whether a cut is allowed depends on the characters beside it alone, so an edit never makes a cut far away impossible. What
// the scanner of the right part has to know of the left part is one word, the mode: what the piece at the cut is made of.
// Left of a cut the scanner works as at the end of a text. That gives the same pieces but for the last, which may go on after the
// cut, because of what a cut is not allowed to part:
//   - a sign and a letter or mark: the sign may be the prefix of a word, or the apostrophe of a contraction;
//   - two letters after an apostrophe: they may be a contraction ('re, 've, 'll);
//   - white space and what is none: the last space of a run goes with what follows. (Not a newline and o200k's slash.)
// What the right part begins with may go on with that last piece, or not: then it takes nothing of the right part.
//   letters    cl100k, GPT-2: in \p{L}+.
//   lower      o200k: in [LOWER]+, after a letter that is lower-case only. An upper-case one ends the word.
//   capitals   o200k: in [UPPER]*, which holds no letter that is lower-case only. If one follows, all is one word. If not, the
//              pattern gives back what it took up to the last character of both cases (as Chinese letters and marks are): the word
//              ends there, and what follows is another one. So both are carried, see ForkState.
//   numbers    GPT-2: in \p{N}+.
//   other      in [^\s\p{L}\p{N}]+, or at its first sign.
//   newlines   cl100k, o200k: in the [\r\n]* or [\r\n/]* after signs.
//   spaces     in white space. Which pieces a run of it makes depends on its last newline, as words do on the last
//              character of both cases: up to there it is one piece (`\s*[\r\n]+`), and the rest another one.
//   threes     cl100k, o200k: in numbers. They are grouped by three from the start of their run, so a part of the run is counted
//              for each of the three ways in which groups can fall on it: see NumberPart.
// Where a piece ends exactly at the cut, whatever follows (after a contraction), there is no mode, as at a hard boundary.
import { LETTER, LOWER, NEWLINE, NUMBER, OTHER, SPACE, UPPER } from './characterClasses';
import { isDeepseekCut } from './deepseekScanner';
import { classFrom, codePointFrom, type PatternFamily, rulesOf, splitsPair } from './hardBoundary';
import { APOSTROPHE, SLASH } from './pieceScanner';

/** What the piece at an inner cut is made of. */
export type Mode = 'letters' | 'lower' | 'capitals' | 'numbers' | 'other' | 'newlines' | 'spaces' | 'threes';

/** Units on each side of a cut, inner or hard, that decide whether it is allowed. */
export const CUT_REACH = 8;

/** May position `at` of `text` be an inner cut? The character before the one before it must be in the text too. */
export function isInnerCut(text: string, at: number, pattern: PatternFamily, classes: Uint8Array): boolean {
  if (splitsPair(text, at)) return false;
  const before = startBefore(text, at);
  if (before === 0) return false;
  const a = classFrom(text, before, classes);
  const b = classFrom(text, at, classes);
  if (pattern === 'deepseek') return isDeepseekCut(a, b);
  const family = rulesOf[pattern];
  if ((a & SPACE) !== 0)
    return (b & SPACE) !== 0 || ((a & NEWLINE) !== 0 && family === 'o200k' && codePointFrom(text, at) === SLASH);
  if ((b & SPACE) !== 0) return false;
  if ((a & b & NUMBER) !== 0) return true;
  const wordBits = family === 'o200k' ? UPPER | LOWER : LETTER;
  if ((b & wordBits) !== 0)
    return (a & wordBits) !== 0 && codePointFrom(text, startBefore(text, before)) !== APOSTROPHE;
  return (b & OTHER) !== 0 && (a & NUMBER) === 0;
}

/** Where the character starts that ends before unit `at`, 1 or more, of `text`. */
function startBefore(text: string, at: number): number {
  return at >= 2 && splitsPair(text, at - 1) ? at - 2 : at - 1;
}
