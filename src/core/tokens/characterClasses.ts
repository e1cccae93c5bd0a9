// The character classes that the token patterns speak of, pinned to Unicode 16.0. Used by the pre-tokenizers and the cut rules.
import { unicode16Runs } from './unicode16';

/** May stand in the first, upper-case part of an o200k word: Lu Lt Lm Lo and marks. */
export const UPPER = 1;
/** May stand in the second, lower-case part of an o200k word: Ll Lm Lo and marks. */
export const LOWER = 2;
/** \p{L}: any letter. */
export const LETTER = 4;
/** \p{N}: any number. */
export const NUMBER = 8;
/** \s as Rust reads it: Unicode White_Space. U+0085 is in, U+FEFF is not (JavaScript's \s has it the other way round). */
export const SPACE = 16;
/** Carriage return and line feed; they are SPACE as well. */
export const NEWLINE = 32;
/** [^\s\p{L}\p{N}]: punctuation, symbols, controls, unassigned, and marks. */
export const OTHER = 64;
/** Only in a lead table: the byte starts a character of several bytes, so that one byte does not tell the class. */
export const MULTIBYTE = 128;

/** Number of code points of Unicode, U+0000 to U+10FFFF. */
export const CODE_POINTS = 0x110000;

const bitsOfLetter: ReadonlyMap<string, number> = new Map([
  ['U', UPPER | LETTER],
  ['L', LOWER | LETTER],
  ['A', UPPER | LOWER | LETTER],
  ['M', UPPER | LOWER | OTHER],
  ['N', NUMBER],
  ['S', SPACE],
  ['E', SPACE | NEWLINE],
  ['O', OTHER],
]);

/** The class bits of every code point, indexed by code point (1.1 MB). Takes about a millisecond. */
export function unpackClasses(): Uint8Array {
  const classes = new Uint8Array(CODE_POINTS);
  let codePoint = 0;
  for (const run of unicode16Runs.matchAll(/([0-9a-z]+)([A-Z])/g)) {
    const end = codePoint + Number.parseInt(run[1] ?? '', 36);
    classes.fill(bitsOfLetter.get(run[2] ?? '') ?? OTHER, codePoint, end);
    codePoint = end;
  }
  return classes;
}

/** The class by first UTF-8 byte: exact for ASCII, MULTIBYTE for lead bytes, 0 for bytes that start no character. */
export function leadClasses(classes: Uint8Array): Uint8Array {
  const lead = new Uint8Array(256);
  lead.set(classes.subarray(0, 128));
  lead.fill(MULTIBYTE, 0xc2, 0xf5);
  return lead;
}
