// An encoding for texts of any length: cuts a long text into blocks and counts one after the other.
import { BlockReader } from './blockReader';
import { countBlock, type RunState } from './blockRun';
import type { Count, Encoding, EncodingName, TokenDocument } from './encoding';
import type { PatternFamily } from './hardBoundary';
import { TextCutter } from './textCutter';
import { BlockDocument } from './tokenDocument';
import type { Tokenizer } from './tokenizer';

/** UTF-16 units counted at a time: what the tokenizer's buffer holds, and no more memory. */
const SLICE = 1 << 15;
/** UTF-16 units of a document's block: the smaller, the less a keystroke scans; the larger, the fewer blocks to look through. */
const BLOCK = 2048;

export class BpeEncoding implements Encoding {
  private readonly reader: BlockReader;
  private readonly cutter: TextCutter;

  constructor(
    readonly name: EncodingName,
    private readonly tokenizer: Tokenizer,
    private readonly family: PatternFamily,
    private readonly classes: Uint8Array,
  ) {
    this.reader = new BlockReader(tokenizer);
    this.cutter = this.cutterOf(SLICE);
  }

  count(text: string): Count {
    return this.countUpTo(text, Number.POSITIVE_INFINITY);
  }

  countUpTo(text: string, limit: number): Count {
    if (text.length <= SLICE) return this.tokenizer.count(text);
    let tokens = 0;
    let exact = true;
    let state: RunState;
    for (const block of this.cutter.blocks(text, undefined, undefined)) {
      const counted = countBlock(block, state, this.tokenizer);
      tokens += counted.tokens;
      exact &&= counted.exact;
      state = counted.after;
      if (tokens > limit) break;
    }
    return { tokens, exact };
  }

  encode(text: string): number[] {
    return this.tokenizer.encode(text);
  }

  createDocument(text: string, blockSize = BLOCK): TokenDocument {
    const document = new BlockDocument({ cutter: this.cutterOf(blockSize), tokenizer: this.tokenizer });
    document.edit(0, 0, text);
    return document;
  }

  private cutterOf(size: number): TextCutter {
    return new TextCutter(this.reader, this.family, this.classes, size);
  }
}
