// A text that is edited, with its count always known: a tree of blocks with their counts, of which an edit scans only those it touches.
import type { Encoding, TokenDocument } from './encoding';
import { CUT_REACH } from './innerCut';
import type { TextCutter } from './textCutter';
import { joined, split, type TextTree, textOf, treeOf } from './textTree';

/** Makes a document of `text`, whose count costs a fraction of a millisecond for an edit. */
export function createTokenDocument(encoding: Encoding, text: string): TokenDocument {
  return encoding.createDocument(text);
}

export class BlockDocument implements TokenDocument {
  constructor(
    private readonly cutter: TextCutter,
    private tree: TextTree | undefined = undefined,
  ) {}

  get tokens(): number {
    return this.tree?.step(undefined).tokens ?? 0;
  }

  get exact(): boolean {
    return this.tree?.step(undefined).exact ?? true;
  }

  get length(): number {
    return this.tree?.length ?? 0;
  }

  text(): string {
    return textOf(this.tree);
  }

  edit(start: number, deleted: number, inserted: string): number {
    const from = clamp(start, 0, this.length);
    const to = clamp(start + deleted, from, this.length);
    this.tree = this.edited(this.tree, from, to, inserted);
    return this.tokens;
  }

  countRange(start: number, end: number): number {
    const from = clamp(start, 0, this.length);
    const to = clamp(end, from, this.length);
    const [toBlock] = split(this.tree, to, 'left');
    const upTo = this.edited(toBlock, to, toBlock?.length ?? 0, '');
    const [before, fromBlock] = split(upTo, from, 'right');
    const part = this.edited(fromBlock, 0, from - (before?.length ?? 0), '');
    return part?.step(undefined).tokens ?? 0;
  }

  /** The tree with [from, to) replaced. The blocks are cut anew as far as the characters that decide about a cut may have changed. */
  private edited(tree: TextTree | undefined, from: number, to: number, inserted: string): TextTree | undefined {
    const [before, rest] = split(tree, from - CUT_REACH, 'right');
    const start = before?.length ?? 0;
    const [touched, after] = split(rest, to + CUT_REACH - start, 'left');
    const text = textOf(touched);
    const changed = text.slice(0, from - start) + inserted + text.slice(to - start);
    const blocks = treeOf([...this.cutter.blocks(changed, touched?.isOpen ?? false)]);
    return joined(joined(before, blocks), after);
  }
}

function clamp(value: number, least: number, greatest: number): number {
  return Math.min(Math.max(Math.trunc(value) || 0, least), greatest);
}
