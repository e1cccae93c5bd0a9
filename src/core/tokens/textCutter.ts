// Cuts a text into blocks of about the same size: at hard boundaries, and where there is none, inside of a piece.
import { firstBoundary, isHardBoundary, lastBoundary, type PatternFamily } from './hardBoundary';
import { isInnerCut } from './innerCut';
import { type BlockTools, TextBlock } from './textBlock';

/** How many times as long a block may become to end at a hard boundary. */
const STRETCH = 2;
/** What is left of a text may be longer than a block by this: a block of a few characters would be no use. */
const SLACK = 1.25;
/** UTF-16 units of blocks kept to be used again: of a run of one repeated thing all are alike, and then so is what they remember. */
const SHARED = 1 << 17;

/** Where a block ends, and whether at an inner cut. */
interface Cut {
  readonly at: number;
  readonly isOpen: boolean;
}

export class TextCutter {
  private readonly shared = new Map<string, TextBlock>();

  /** `size`: UTF-16 units of a block, if it can be cut there. */
  constructor(
    private readonly tools: BlockTools,
    private readonly family: PatternFamily,
    private readonly size: number,
  ) {}

  /** The blocks of `text`; the last one ends at an inner cut if `isOpen`. */
  *blocks(text: string, isOpen: boolean): Generator<TextBlock, void, void> {
    for (let start = 0; start < text.length; ) {
      const cut = this.cutAfter(text, start) ?? { at: text.length, isOpen };
      yield this.block(text.slice(start, cut.at), cut.isOpen);
      start = cut.at;
    }
  }

  /** Where the block that starts at `start` ends; undefined if it is the last. */
  private cutAfter(text: string, start: number): Cut | undefined {
    const { size, family } = this;
    const { classes } = this.tools;
    if (text.length - start <= size * SLACK) return undefined;
    const target = start + size;
    const before = lastBoundary(text, start + (size >> 1), target, family, classes);
    const at = before > 0 ? before : firstBoundary(text, target, start + size * STRETCH, family, classes);
    return at > 0 ? { at, isOpen: false } : this.innerCut(text, start, target);
  }

  /** An inner cut before `target`, where there is no hard boundary, or else the first cut of either kind after it. */
  private innerCut(text: string, start: number, target: number): Cut | undefined {
    const { family } = this;
    const { classes } = this.tools;
    for (let at = target; at > start + (this.size >> 1); at -= 1)
      if (isInnerCut(text, at, family, classes)) return { at, isOpen: true };
    for (let at = target + 1; at < text.length; at += 1) {
      if (isHardBoundary(text, at, family, classes)) return { at, isOpen: false };
      if (isInnerCut(text, at, family, classes)) return { at, isOpen: true };
    }
    return undefined;
  }

  private block(text: string, isOpen: boolean): TextBlock {
    if (!isOpen) return new TextBlock(this.tools, text, isOpen);
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    const block = new TextBlock(this.tools, text, isOpen);
    if (this.shared.size * this.size >= SHARED) this.shared.clear();
    this.shared.set(text, block);
    return block;
  }
}
