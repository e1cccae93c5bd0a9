// A text that is edited, with its count always known: blocks with their counts, of which an edit scans only those it touches.
import { type CountedBlock, countBlock, type RunState, recountBlock, sameRunState } from './blockRun';
import type { Encoding, TokenDocument } from './encoding';
import { codePointFrom } from './hardBoundary';
import { CUT_REACH, type Mode } from './innerCut';
import { reentered, type TextBlock } from './textBlock';
import type { TextCutter } from './textCutter';
import type { Tokenizer } from './tokenizer';

/** Makes a document of `text`, whose count costs a fraction of a millisecond for an edit. */
export function createTokenDocument(encoding: Encoding, text: string): TokenDocument {
  return encoding.createDocument(text);
}

/** What a document needs of its encoding. */
export interface DocumentParts {
  readonly cutter: TextCutter;
  readonly tokenizer: Tokenizer;
}

/** A block and where it starts. */
interface Place {
  readonly index: number;
  readonly start: number;
}

export class BlockDocument implements TokenDocument {
  tokens = 0;
  length = 0;
  private inexact = 0;
  /** Where the search for a block starts: edits are mostly near the one before. */
  private near: Place = { index: 0, start: 0 };

  constructor(
    private readonly parts: DocumentParts,
    private counted: CountedBlock[] = [],
  ) {
    for (const block of counted) this.account(block, 1);
  }

  get exact(): boolean {
    return this.inexact === 0;
  }

  text(): string {
    return this.counted.map(({ block }) => block.text).join('');
  }

  edit(start: number, deleted: number, inserted: string): number {
    const from = clamp(start, 0, this.length);
    const to = clamp(start + deleted, from, this.length);
    const first = this.blockAt(from - CUT_REACH);
    let last = first;
    let end = first.start;
    while (last.index < this.counted.length && end < to + CUT_REACH) {
      end += this.textOf(last.index).length;
      last = { index: last.index + 1, start: end };
    }
    let touched = '';
    for (let i = first.index; i < last.index; i += 1) touched += this.textOf(i);
    const changed = touched.slice(0, from - first.start) + inserted + touched.slice(to - first.start);
    this.replace(first.index, last.index, changed);
    return this.tokens;
  }

  countRange(start: number, end: number): number {
    const from = clamp(start, 0, this.length);
    const to = clamp(end, from, this.length);
    if (to === from) return 0;
    const first = this.blockAt(from);
    const last = this.blockAt(to - 1);
    const part = new BlockDocument(this.parts, this.counted.slice(first.index, last.index + 1));
    part.edit(to - first.start, part.length, '');
    return part.edit(0, from - first.start, '');
  }

  /** The block that holds the unit `offset`, and where that block starts; the first for offsets below 0. */
  private blockAt(offset: number): Place {
    let { index, start } = this.near;
    for (; index > 0 && start > offset; index -= 1) start -= this.textOf(index - 1).length;
    for (; index + 1 < this.counted.length; index += 1) {
      const next = start + this.textOf(index).length;
      if (next > offset) break;
      start = next;
    }
    this.near = { index, start };
    return this.near;
  }

  private textOf(index: number): string {
    return this.counted[index]?.block.text ?? '';
  }

  /** Cuts and counts `text` in the place of the blocks [from, to), and counts on as far as anything changes. */
  private replace(from: number, to: number, text: string): void {
    const { blocks, end } = this.cut(text, this.counted[from - 1]?.block.exit, to);
    const fresh: CountedBlock[] = [];
    let state: RunState = this.counted[from - 1]?.after;
    for (const block of blocks) {
      const counted = countBlock(block, state, this.parts.tokenizer);
      fresh.push(counted);
      state = counted.after;
    }
    const old = this.counted[end - 1]?.after;
    for (let i = from; i < end; i += 1) this.account(this.counted[i], -1);
    for (const counted of fresh) this.account(counted, 1);
    this.put(from, end, fresh);
    this.recountFrom(from + fresh.length, state, old);
  }

  /** Counts the blocks from `first` on anew, which follow `after` and no longer `before`, until that makes no difference. */
  private recountFrom(first: number, after: RunState, before: RunState): void {
    const { counted, parts } = this;
    let state = after;
    let old = before;
    let last: CountedBlock | undefined;
    for (let i = first; i < counted.length && !sameRunState(state, old); i += 1) {
      const previous = counted[i];
      if (previous === undefined) return;
      last = recountBlock(previous, state, last, parts.tokenizer);
      counted[i] = last;
      this.tokens += last.tokens - previous.tokens;
      this.inexact += Number(previous.exact) - Number(last.exact);
      state = last.after;
      old = previous.after;
    }
  }

  /** Puts blocks in the place of [from, to). Mostly there are as many as before, and the array need not be copied. */
  private put(from: number, to: number, fresh: readonly CountedBlock[]): void {
    if (fresh.length !== to - from) {
      this.counted = this.counted.slice(0, from).concat(fresh, this.counted.slice(to));
      return;
    }
    fresh.forEach((block, i) => {
      this.counted[from + i] = block;
    });
  }

  /**
   * Cuts `text`, which begins in the mode `entry` and stands before the block `to`. Takes in the blocks that follow as long as the
   * cut before them is not allowed any more, or they begin in another mode: first one, then twice as many each time, for a cut that
   * fails scans all again. Gives the block where it stopped.
   */
  private cut(text: string, entry: Mode | undefined, to: number): { blocks: TextBlock[]; end: number } {
    const blocks: TextBlock[] = [];
    let mode = entry;
    let rest = text;
    let end = to;
    for (let more = 1; ; more *= 2) {
      let done = 0;
      for (const block of this.parts.cutter.blocks(rest, mode, this.nextAt(end))) {
        blocks.push(block);
        done += block.text.length;
        mode = block.exit;
      }
      rest = rest.slice(done);
      if (rest === '') {
        more = 1;
        for (let block = this.reenteredAt(end, mode); block !== undefined; block = this.reenteredAt(end, mode)) {
          blocks.push(block);
          mode = block.exit;
          end += 1;
        }
      }
      if (end === this.counted.length || (rest === '' && this.counted[end]?.block.entry === mode))
        return { blocks, end };
      for (const stop = Math.min(end + more, this.counted.length); end < stop; end += 1) rest += this.textOf(end);
    }
  }

  /** The block at `index` for the mode that it now begins in, if that is another one and makes no other difference. */
  private reenteredAt(index: number, mode: Mode | undefined): TextBlock | undefined {
    const block = this.counted[index]?.block;
    return block === undefined || block.entry === mode ? undefined : reentered(block, mode);
  }

  /** The first code point of a block, if the cut before it is an inner one. */
  private nextAt(index: number): number | undefined {
    const block = this.counted[index]?.block;
    return block?.entry === undefined ? undefined : codePointFrom(block.text, 0);
  }

  private account(counted: CountedBlock | undefined, sign: 1 | -1): void {
    if (counted === undefined) return;
    this.tokens += sign * counted.tokens;
    this.length += sign * counted.block.text.length;
    if (!counted.exact) this.inexact += sign;
  }
}

function clamp(value: number, least: number, greatest: number): number {
  return Math.min(Math.max(Math.trunc(value) || 0, least), greatest);
}
