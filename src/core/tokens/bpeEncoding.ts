// An encoding for texts of any length: cuts a long text into blocks and counts one after the other.
import { BlockReader } from './blockReader';
import type { Count, EncodedPart, EncodedText, Encoding, RunningCount, TokenDocument } from './encoding';
import { firstBoundary, lastBoundary, type PatternFamily } from './hardBoundary';
import { BlockCount, SpecialsSeen } from './runningCount';
import type { RunState } from './runState';
import { specialsIn } from './specialTokens';
import type { BlockTools } from './textBlock';
import { TextCutter } from './textCutter';
import { BlockDocument } from './tokenDocument';
import { tokenEnds } from './tokenEnds';
import type { Tally, Tokenizer } from './tokenizer';

/** UTF-16 units counted at a time: what the tokenizer's buffer holds, and no more memory. */
const SLICE = 1 << 15;
/** UTF-16 units of the longest text that is given back as tokens. */
const LONGEST_ENCODED = 1 << 24;
/** UTF-16 units that a part to be shown begins at: the same part is given while one scrolls in it. */
const PART = 1 << 16;
/** UTF-16 units of a document's block: a keystroke scans one or two of them. */
const BLOCK = 512;

export class BpeEncoding implements Encoding {
  private readonly tools: BlockTools;

  constructor(
    readonly name: string,
    private readonly tokenizer: Tokenizer,
    private readonly family: PatternFamily,
    classes: Uint8Array,
    private readonly literals: readonly string[],
  ) {
    this.tools = { reader: new BlockReader(tokenizer), tokenizer, classes };
  }

  count(text: string): Count {
    const tally = this.tally(text, Number.POSITIVE_INFINITY);
    const specials = this.specialsIn(text);
    return specials === undefined ? tally : { ...tally, specials };
  }

  countUpTo(text: string, limit: number): Count {
    return this.tally(text, limit);
  }

  specialsIn(text: string): readonly string[] | undefined {
    return specialsIn(this.literals, text);
  }

  encode(text: string): EncodedText | undefined {
    if (text.length > LONGEST_ENCODED) return undefined;
    const ids = this.tokenizer.encode(text);
    return { ids, ends: tokenEnds(text, ids, (id) => this.tokenizer.tokenLength(id)) };
  }

  encodeAround(text: string, from: number, to: number): EncodedPart | undefined {
    const wanted = Math.max(0, from - (from % PART));
    const { family } = this;
    const { classes } = this.tools;
    const start = wanted === 0 ? 0 : Math.max(0, lastBoundary(text, 0, wanted, family, classes));
    const end = to >= text.length ? -1 : firstBoundary(text, Math.max(start, to), text.length, family, classes);
    const encoded = this.encode(text.slice(start, end < 0 ? text.length : end));
    return encoded && { ...encoded, start };
  }

  startCount(blockSize = SLICE): RunningCount {
    const specials = new SpecialsSeen(this, this.literals);
    return new BlockCount(this.cutterOf(blockSize), 2 * blockSize, specials);
  }

  createDocument(text: string, blockSize = BLOCK): TokenDocument {
    const document = new BlockDocument(this.cutterOf(blockSize));
    document.edit(0, 0, text);
    return document;
  }

  private tally(text: string, limit: number): Tally {
    if (text.length <= SLICE) return this.tokenizer.count(text);
    let tokens = 0;
    let exact = true;
    let state: RunState;
    for (const block of this.cutterOf(SLICE).blocks(text, false)) {
      const step = block.step(state);
      tokens += step.tokens;
      exact &&= step.exact;
      state = step.state;
      if (tokens > limit) break;
    }
    return { tokens, exact };
  }

  private cutterOf(size: number): TextCutter {
    return new TextCutter(this.tools, this.family, size);
  }
}
