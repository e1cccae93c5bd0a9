// Runs of ASCII letters, four bytes at a time. Text is mostly words, and a loop that leaves after an unforeseeable number of letters
// costs the processor a wrong guess each time; this has one test for four letters.

/** The highest bit of each byte of a word. */
const HIGH = 0x80808080 | 0;
const LOW_SEVEN = 0x7f7f7f7f;
/** Added to seven bits they carry into the eighth from 'a' on, and from the sign after 'z' on. */
const FROM_A = 0x1f1f1f1f;
const AFTER_Z = 0x05050505;
/** Makes capital letters small; no other sign becomes a letter by it. */
export const FOLD_CASE = 0x20202020;

/** How many bytes of `word`, from its lowest, are ASCII letters a-z before the first that is none; with `fold` FOLD_CASE A-Z too. */
export function lowerRun(word: number, fold: number): number {
  const seven = (word | fold) & LOW_SEVEN;
  const stops = (~(seven + FROM_A) | (seven + AFTER_Z) | word) & HIGH;
  return (32 - Math.clz32(~stops & (stops - 1))) >> 3;
}
