// Source maps of prompts: what always holds of them, and a way to write one down.
import assert from 'node:assert/strict';
import type { Prompt } from '../../src/core/prompts/prompt';
import { sourceMap } from '../../src/core/prompts/sourceMap';
import { formsAt } from '../../src/core/prompts/writtenForms';

type Mapped = Pick<Prompt, 'span' | 'text' | 'holes'>;

/** Checks the laws of the map of a prompt. Gives how many units nothing in the source says, and how many holes have no place there. */
export function checkMap(document: string, prompt: Mapped): { added: number; unplaced: number } {
  const map = sourceMap(document, prompt) ?? assert.fail('no map');
  let at = 0;
  let from = prompt.span.start;
  let added = 0;
  for (const { kind, at: start, length, span } of map.segments) {
    assert.equal(start, at, 'segments follow each other in the text');
    assert.ok(length > 0 && span.start >= from && span.end >= span.start, 'and in the source');
    const [said, text] = [document.slice(span.start, span.end), prompt.text.slice(at, at + length)];
    if (kind === 'same') assert.equal(said, text);
    else if (kind === 'added') added += length;
    else assert.ok(formsAt(document, span.start).some((form) => form.length === said.length && form.text === text));
    at += length;
    from = span.end;
  }
  assert.equal(at, prompt.text.length, 'they are the whole text');
  return { added, unplaced: prompt.holes.length - map.holes.length };
}

/**
 * The source with what the map says of it: `⟨…⟩` is not sent, `~…~` stands for something else, `[…]` is a hole, `+…+` stands where
 * something is sent that nothing says.
 */
export function markMap(document: string, prompt: Mapped): string {
  const map = sourceMap(document, prompt) ?? assert.fail('no map');
  const marks = { same: ['', ''], written: ['~', '~'], added: ['+', '+'], hole: ['[', ']'] } as const;
  const parts = [...map.segments, ...map.holes.map(({ span }) => ({ kind: 'hole' as const, span }))];
  let result = '';
  let from = prompt.span.start;
  const skip = (to: number) => (to > from ? `⟨${document.slice(from, to)}⟩` : '');
  for (const { kind, span } of parts.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const [open, close] = marks[kind];
    result += `${skip(span.start)}${open}${document.slice(span.start, span.end)}${close}`;
    from = span.end;
  }
  return result + skip(prompt.span.end);
}
