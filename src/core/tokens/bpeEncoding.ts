// An encoding for texts of any length: cuts them at hard boundaries and lets the tokenizer count the parts.
import type { Count, Encoding, EncodingName } from './encoding';
import { lastBoundary, nextBoundary, type PatternFamily } from './hardBoundary';
import type { Tokenizer } from './tokenizer';

/** UTF-16 units counted at a time. */
const SLICE = 1 << 15;

export class BpeEncoding implements Encoding {
  constructor(
    readonly name: EncodingName,
    private readonly tokenizer: Tokenizer,
    readonly family: PatternFamily,
    readonly classes: Uint8Array,
  ) {}

  count(text: string): Count {
    return { tokens: this.countUpTo(text, Number.POSITIVE_INFINITY), exact: true };
  }

  countUpTo(text: string, limit: number): number {
    if (text.length <= SLICE * 2) return this.tokenizer.count(text);
    let tokens = 0;
    for (let start = 0; start < text.length && tokens <= limit; ) {
      const end = this.sliceEnd(text, start);
      tokens += this.tokenizer.count(text.slice(start, end));
      start = end;
    }
    return tokens;
  }

  encode(text: string): number[] {
    return this.tokenizer.encode(text);
  }

  /** The end of a slice that starts at `start`: a hard boundary or the end of the text. */
  private sliceEnd(text: string, start: number): number {
    const end = start + SLICE;
    if (end >= text.length) return text.length;
    const { family, classes } = this;
    const before = lastBoundary(text, start + SLICE / 2, end, family, classes);
    return before > 0 ? before : nextBoundary(text, end, family, classes);
  }
}
