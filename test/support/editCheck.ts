// Checks a document against tiktoken after every one of many random edits.
import assert from 'node:assert/strict';
import type { Tiktoken } from 'tiktoken';
import type { Encoding } from '../../src/core/tokens/encoding';
import { applyEdit, type Edit, longText, randomEdit } from './editTexts';
import { below, denseText, type Random } from './fuzzText';

/** Edits of one text before a new one is taken. */
const EDITS = 12;

/** Makes `edits` random edits of documents with blocks of `blockSize`; after each the count, and that of a random range, must be right. */
export function checkEdits(
  ours: Encoding,
  reference: Tiktoken,
  random: Random,
  blockSize: number,
  edits: number,
): void {
  for (let done = 0; done < edits; done += EDITS) {
    const history: Edit[] = [];
    const original = random() < 0.7 ? longText(random, Math.min(blockSize * 30, 1500)) : denseText(random, 200);
    const document = ours.createDocument(original, blockSize);
    let text = original;
    const check = (found: number, part: string, what: string) => {
      const expected = reference.encode_ordinary(part).length;
      if (found === expected) return;
      assert.equal(found, expected, `${what}, block ${blockSize}, ${JSON.stringify({ original, history })}`);
    };
    for (let i = 0; i < EDITS; i += 1) {
      const edit = randomEdit(random, text.length);
      history.push(edit);
      text = applyEdit(text, edit);
      check(document.edit(edit.start, edit.deleted, edit.inserted), text, 'count');
      const start = below(random, text.length + 1);
      const end = start + below(random, text.length - start + 1);
      check(document.countRange(start, end), text.slice(start, end), `range ${start}-${end}`);
    }
    assert.equal(document.text(), text);
    assert.equal(document.length, text.length);
    assert.equal(document.exact, true);
  }
}
