import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedPart } from '../../../src/core/prompts/code/syntax/changedPart';
import { Gate, LINE_LIMIT, refuse } from '../../../src/core/prompts/code/syntax/gate';
import { applyChanges } from '../../../src/core/text';

/** Texts near the limits of nesting and of lines, so that small edits cross them. */
const near = fc.constantFrom(
  `${'('.repeat(998)}x${')'.repeat(500)}`,
  `${'a<'.repeat(500)};${'a<'.repeat(499)}`,
  `${'a=b;'.repeat(LINE_LIMIT / 4 - 1)}\n${'a=b;'.repeat(20)}`,
  'const x = [1];\n'.repeat(40),
);
const piece = fc.constantFrom('(', ')', '{', '}', ';', 'a<', '<', '>', '\n', 'a=b;', '((', 'x', '');
const edit = fc.record({
  at: fc.integer({ min: 0, max: 9 }),
  place: fc.constantFrom('start', 'middle', 'end', 'newline', 'semicolon'),
  deleted: fc.nat(3),
  inserted: piece,
});

function placeOf(text: string, place: string, at: number): number {
  if (place === 'start') return Math.min(at, text.length);
  if (place === 'end') return Math.max(0, text.length - at);
  const sign = place === 'newline' ? text.indexOf('\n') : place === 'semicolon' ? text.lastIndexOf(';') : -1;
  return sign >= 0 ? sign : text.length >> 1;
}

describe('the gate of a document that is edited', () => {
  it('refuses what it refuses of the text alone', () => {
    fc.assert(
      fc.property(
        near,
        fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
        (first, versions) => {
          const gate = new Gate();
          let text = first;
          assert.deepEqual(gate.refuse(text), refuse(text));
          for (const edits of versions) {
            let after = text;
            const changes = edits.map(({ at, place, deleted, inserted }) => {
              const start = placeOf(after, place, at);
              const change = { start, deleted: Math.min(deleted, after.length - start), inserted };
              after = applyChanges(after, [change]);
              return change;
            });
            assert.deepEqual(gate.refuse(after, text, changedPart(changes)), refuse(after));
            text = after;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
