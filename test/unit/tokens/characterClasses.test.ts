// The pinned table of character classes against the runtime's own, where both know the character.
import assert from 'node:assert/strict';
import {
  CODE_POINTS,
  LETTER,
  LOWER,
  NEWLINE,
  NUMBER,
  OTHER,
  SPACE,
  UPPER,
  unpackClasses,
} from '../../../src/core/tokens/characterClasses';

/** What Unicode's categories say, by the runtime. */
function runtimeClass(character: string): number {
  if (/\p{White_Space}/u.test(character)) return SPACE | (/[\r\n]/.test(character) ? NEWLINE : 0);
  if (/\p{N}/u.test(character)) return NUMBER;
  if (/\p{M}/u.test(character)) return UPPER | LOWER | OTHER;
  if (/[\p{Lu}\p{Lt}]/u.test(character)) return UPPER | LETTER;
  if (/\p{Ll}/u.test(character)) return LOWER | LETTER;
  return /\p{L}/u.test(character) ? UPPER | LOWER | LETTER : OTHER;
}

describe('character classes', () => {
  const classes = unpackClasses();

  it('agree with the runtime', () => {
    const differing: string[] = [];
    for (let codePoint = 0; codePoint < CODE_POINTS; codePoint += 1) {
      const character = String.fromCodePoint(codePoint);
      if (classes[codePoint] === runtimeClass(character)) continue;
      // Unicode 17 and later give meaning to code points that are unassigned in the table; the table keeps them as they were.
      // U+0295 became a letter without case in Unicode 17.
      if (classes[codePoint] !== OTHER && codePoint !== 0x295) differing.push(codePoint.toString(16));
    }
    assert.deepEqual(differing, []);
  });

  it('follow Rust in what is white space', () => {
    assert.equal(classes[0x85], SPACE);
    assert.equal(classes[0xfeff], OTHER);
    assert.equal(classes[0x0a], SPACE | NEWLINE);
    assert.equal(classes[0x2028], SPACE);
  });

  it('stay at Unicode 16', () => {
    assert.equal(classes[0x088f], OTHER); // A letter since Unicode 17.
    assert.equal(classes[0x1c89], UPPER | LETTER); // New in Unicode 16.
  });
});
