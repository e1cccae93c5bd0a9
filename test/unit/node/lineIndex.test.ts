import assert from 'node:assert/strict';
import { LineIndex } from '../../../src/node/lineIndex';

describe('LineIndex', () => {
  const text = 'a😀\r\nb\rc\n\nd';
  const index = new LineIndex(text);

  for (const [part, line, column] of [
    ['a', 1, 1],
    ['\r\n', 1, 4],
    ['b', 2, 1],
    ['c', 3, 1],
    ['d', 5, 1],
  ] as const) {
    it(`puts ${JSON.stringify(part)} at ${line}:${column}`, () => {
      assert.deepEqual(index.positionAt(text.indexOf(part)), { line, column });
    });
  }

  it('puts the end behind the last character', () => {
    assert.deepEqual(index.positionAt(text.length), { line: 5, column: 2 });
  });
});
