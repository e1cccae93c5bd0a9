import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges, shiftSpan, type TextChange } from '../../src/core/text';

const textAndChange = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).chain((text) =>
  fc.record({
    text: fc.constant(text),
    cut: fc.tuple(fc.nat(text.length), fc.nat(text.length)),
    span: fc.tuple(fc.nat(text.length), fc.nat(text.length)),
    inserted: fc.string({ maxLength: 8 }),
  }),
);

describe('shiftSpan', () => {
  it('keeps what lies outside the change, to the character', () => {
    fc.assert(
      fc.property(textAndChange, ({ text, cut, span, inserted }) => {
        const [start, end] = [Math.min(...cut), Math.max(...cut)];
        const before = { start: Math.min(...span), end: Math.max(...span) };
        fc.pre(before.end > before.start);
        const change: TextChange = { start, deleted: end - start, inserted };
        const after = applyChanges(text, [change]);
        const shifted = shiftSpan(before, change);
        if (start <= before.start && end >= before.end) {
          assert.equal(shifted, undefined);
          return;
        }
        assert.ok(shifted && shifted.start >= 0 && shifted.start <= shifted.end && shifted.end <= after.length);
        if (end <= before.start || start >= before.end) {
          assert.equal(after.slice(shifted.start, shifted.end), text.slice(before.start, before.end));
        }
      }),
    );
  });

  it('grows with text typed inside', () => {
    assert.deepEqual(shiftSpan({ start: 2, end: 6 }, { start: 4, deleted: 0, inserted: 'xy' }), { start: 2, end: 8 });
  });

  it('does not grow with text typed at its edges', () => {
    assert.deepEqual(shiftSpan({ start: 2, end: 6 }, { start: 2, deleted: 0, inserted: 'xy' }), { start: 4, end: 8 });
    assert.deepEqual(shiftSpan({ start: 2, end: 6 }, { start: 6, deleted: 0, inserted: 'xy' }), { start: 2, end: 6 });
  });
});

describe('applyChanges', () => {
  it('applies each change to the result of the one before', () => {
    const changes = [
      { start: 4, deleted: 1, inserted: '' },
      { start: 0, deleted: 0, inserted: '>' },
    ];
    assert.equal(applyChanges('abcdef', changes), '>abcdf');
  });
});
