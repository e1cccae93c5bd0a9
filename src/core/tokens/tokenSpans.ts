// Tokens as they can be shown: pieces of text, each with the ids of the tokens in it.
import type { EncodedPart } from './encoding';

/** A piece of the text, `[start, end)` in UTF-16 units, and the ids of its tokens: several where one character has several tokens. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly number[];
  /** The how manyth piece of its part of the text: 0 for the first. */
  readonly index: number;
}

/** The tokens that touch `[from, to)` of the text, in order, without gaps. */
export function tokenSpans({ ids, ends, start: partStart }: EncodedPart, from: number, to: number): TokenSpan[] {
  const spans: TokenSpan[] = [];
  let start = partStart;
  let waiting: number[] = [];
  for (let index = 0, pieces = 0; index < ids.length && start < to; index++) {
    const end = partStart + (ends[index] ?? 0);
    waiting.push(ids[index] ?? 0);
    if (end === start) continue;
    if (end > from) spans.push({ start, end, ids: waiting, index: pieces });
    waiting = [];
    start = end;
    pieces++;
  }
  return spans;
}
