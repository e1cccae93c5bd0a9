// Cuts a text into blocks of about the same size: at hard boundaries, and where there is none, inside of a piece.

import type { BlockReader } from './blockReader';
import { LETTER, NUMBER, OTHER, SPACE } from './characterClasses';
import { classFrom, codePointFrom, firstBoundary, lastBoundary, type PatternFamily, splitsPair } from './hardBoundary';
import type { Mode } from './innerCut';
import type { TextBlock } from './textBlock';

/**
 * A block that ends inside of a piece is this many times as long. For it is not only scanned when it is edited: all blocks
 * of the piece after it may have to be asked.
 */
const INNER_FACTOR = 4;
/** What is left of a text may be longer than a block by this: a block of a few characters would be hard to cut again. */
const SLACK = 1.25;
/** How many positions are looked at, and how many of them scanned for, to find one inner cut. */
const TRIED = 64;
const SCANNED = 4;
/**
 * Units of the longest block. Only a text made to have no cut comes so far (such as a Chinese letter and a million capitals);
 * it is cut there all the same, to keep memory small, and its count is then not exact.
 */
const LONGEST = 1 << 21;
/** Blocks kept to be used again: of a run of one repeated thing all are alike, and then so is what they remember. */
const SHARED = 256;

interface Shared {
  readonly block: TextBlock;
  readonly next: number;
}

/** How far a text is cut. */
interface Search {
  readonly text: string;
  /** Where the next block starts. */
  start: number;
  /** No hard boundary lies between the half of the block that is looked for and this position. */
  barren: number;
}

export class TextCutter {
  private readonly shared = new Map<string, Shared>();

  /** `size`: UTF-16 units of a block, if it can be cut there. */
  constructor(
    private readonly reader: BlockReader,
    private readonly family: PatternFamily,
    private readonly classes: Uint8Array,
    private readonly size: number,
  ) {}

  /**
   * The blocks of `text`, which begins in the mode `entry` (undefined after a hard cut). `next`: the code point that stands
   * after the text at an inner cut, else undefined. If no inner cut is allowed there the last block is missing: it has to go
   * on beyond the end of the text.
   */
  *blocks(text: string, entry: Mode | undefined, next: number | undefined): Generator<TextBlock, void, void> {
    const search: Search = { text, start: 0, barren: 0 };
    for (let mode = entry; search.start < text.length; ) {
      const block = this.cutBlock(search, mode) ?? this.readShared(text.slice(search.start), mode, next);
      if (block === undefined) return;
      yield block;
      search.start += block.text.length;
      mode = block.exit;
    }
  }

  /** The block from the start of the search, if it is not the last of the text. */
  private cutBlock(search: Search, entry: Mode | undefined): TextBlock | undefined {
    const { text, start } = search;
    if (text.length - start <= this.size * SLACK) return undefined;
    for (let length = this.size; start + length < text.length; length *= 2) {
      if (length >= LONGEST) return this.forcedBlock(text, start, entry);
      const boundary = this.boundary(search, length);
      if (boundary > 0) return this.reader.read(text.slice(start, boundary), entry, undefined);
      if (length < this.size * INNER_FACTOR) continue;
      if (text.length - start <= length * SLACK) return undefined;
      const block = this.innerBlock(text, start, start + length, entry);
      if (block !== undefined) return block;
    }
    return undefined;
  }

  private forcedBlock(text: string, start: number, entry: Mode | undefined): TextBlock | undefined {
    const end = start + LONGEST - (splitsPair(text, start + LONGEST) ? 1 : 0);
    const block = this.reader.read(text.slice(start, end), entry, undefined);
    return block && { ...block, bodyExact: false };
  }

  /** A hard boundary in the half before start + length, or else up to as much again after it; or -1. */
  private boundary(search: Search, length: number): number {
    const family = this.family;
    const classes = this.classes;
    const { text, start, barren } = search;
    const middle = start + length;
    const before = lastBoundary(text, Math.max(barren, start + length / 2), middle, family, classes);
    if (before > 0) return before;
    const after = firstBoundary(text, Math.max(barren, middle), middle + length, family, classes);
    if (after < 0) search.barren = Math.max(barren, middle + length);
    return after;
  }

  /** A block that ends at an inner cut at `target` or a little before. */
  private innerBlock(text: string, start: number, target: number, entry: Mode | undefined): TextBlock | undefined {
    let scanned = 0;
    for (let end = target; end > target - TRIED && end > start + 1 && scanned < SCANNED; end -= 1) {
      if (!this.mayCut(text, end)) continue;
      scanned += 1;
      const next = codePointFrom(text, end);
      const block = this.readShared(text.slice(start, end), entry, next);
      if (block !== undefined) return block;
    }
    return undefined;
  }

  /** Do both characters at a position have a class that an inner cut can be in? */
  private mayCut(text: string, at: number): boolean {
    if (splitsPair(text, at)) return false;
    const before = at >= 2 && splitsPair(text, at - 1) ? at - 2 : at - 1;
    const both = classFrom(text, before, this.classes) & classFrom(text, at, this.classes);
    return (both & (LETTER | NUMBER | OTHER | SPACE)) !== 0;
  }

  /** Reads a block, or takes one read before if the text is the same and one piece goes all through it. */
  private readShared(text: string, entry: Mode | undefined, next: number | undefined): TextBlock | undefined {
    if (entry === undefined || next === undefined) return this.reader.read(text, entry, next);
    const known = this.shared.get(text);
    if (known?.next === next && known.block.entry === entry) return known.block;
    const block = this.reader.read(text, entry, next);
    if (block?.exit === entry && block.tail === undefined) {
      if (this.shared.size >= SHARED) this.shared.clear();
      this.shared.set(text, { block, next });
    }
    return block;
  }
}
