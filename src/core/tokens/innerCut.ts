// Where a text without hard boundaries may be cut, inside of a piece: long runs of letters, signs, blanks or newlines.
// The scanner of the right part then needs one word about the left part, the mode: what the piece at the cut is made of.
//
// A cut between the characters a and b is allowed in these modes. In each, the piece that holds a starts at the same place
// whether the scanner sees b or the end of the text, b belongs to that piece, and its end is found from b on alone.
//   letters    cl100k, GPT-2: a, b letters, and the two before a too, so that none is part of a contraction ('re, 's).
//   lower      o200k, the same three letters; a, or a letter before it in the piece, is lower-case only, b may be in LOWER:
//              the piece is in its [LOWER]+ and takes b.
//   upper      o200k, the same; before the cut stand only upper-case letters, back to where no UPPER stands: the pattern
//              takes b whether or not it finds a lower-case letter later.
//   caseless   o200k, the same; a and b are of both cases (as in Chinese) or b is lower-case: [UPPER]* may have to give back
//              characters, but never further than to b. (After a caseless letter an upper-case run has no cut: how far the
//              pattern gives back is decided only at the run's end.)
//   numbers    GPT-2: a, b numbers.
//   other      a, b signs ([^\s\p{L}\p{N}]; in o200k no marks, which may belong to a word), no newline in the piece so far.
//   newlines   cl100k, o200k: the piece is one of signs that has come to its [\r\n]* or [\r\n/]*, and b continues it.
//   spaces     a, b white space, not in such a piece. Which pieces a run of white space makes depends on its last newline
//              and on what follows, so the run as a whole is put together from its parts: see SpaceState.
//   threes     cl100k, o200k: a, b numbers. They are grouped by three from the start of their run, so a part of the run is
//              counted for each of the three ways in which groups can fall on it: see NumberPart.
//   start      o200k: a is a mark that ends a word, b a sign but no apostrophe. A piece ends here and another starts, but
//              only so long as a belongs to a word and not to a run of signs, which the left part decides.

/** What the piece at an inner cut is made of. */
export type Mode =
  | 'letters'
  | 'lower'
  | 'upper'
  | 'caseless'
  | 'numbers'
  | 'other'
  | 'newlines'
  | 'spaces'
  | 'threes'
  | 'start';

/** Units on each side of a cut, inner or hard, that decide whether it is allowed (apart from the mode). */
export const CUT_REACH = 8;
