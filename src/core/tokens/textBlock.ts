// A part of a text between two cuts, scanned once: the end of a piece that began before it, whole pieces, and the beginning of a
// piece that goes on after it. Blocks follow each other in runs (blockRun.ts) and make up documents (tokenDocument.ts).
import type { Mode } from './innerCut';
import type { PiecePart } from './pieceState';

/** White space at an inner cut: which pieces it makes depends on where the whole run has its last newline. */
export interface SpaceParts {
  /** All of it. */
  readonly all: PiecePart;
  /** Up to the end of its last newline, and from there on. Undefined if it holds no newline that ends a piece. */
  readonly split: { readonly toNewline: PiecePart; readonly fromNewline: PiecePart } | undefined;
}

/** Numbers at an inner cut, grouped by three from the start of their run: at the index k, for k numbers left over before them. */
export type NumberParts = readonly [NumberPart, NumberPart, NumberPart];

export interface NumberPart {
  /** The first numbers of the part, as many as make a group with the k left over; all of the part if it has fewer. */
  readonly completing: string;
  /** Do they make a whole group? Then come the other two. */
  readonly completes: boolean;
  /** Tokens of the whole groups that follow. */
  readonly tokens: number;
  /** What is left over: none to two numbers. */
  readonly left: string;
  /** The state that it leaves if it completes a group; made when it is asked for. */
  after?: NumberState;
}

/** A run of numbers in groups of three up to an inner cut. */
export interface NumberState {
  readonly kind: 'numbers';
  /** None to two numbers that make no group yet, and their tokens as they are. */
  readonly left: string;
  readonly tokens: number;
}

/** A beginning or an end of a block that belongs to a piece, or to a run of white space or numbers, which goes over the cut. */
export type BlockPart =
  | { readonly piece: PiecePart }
  | { readonly spaces: SpaceParts }
  | { readonly numbers: NumberParts };

export interface TextBlock {
  readonly text: string;
  /** How the block begins: the mode of the inner cut before it, or undefined after a hard one. */
  readonly entry: Mode | undefined;
  /** How it ends. */
  readonly exit: Mode | undefined;
  /** The end of the piece that began before; present if there is an entry other than start. */
  readonly head: BlockPart | undefined;
  /** Does an o200k word go all through it, of caseless letters only? Then all that differs by mode is entry and exit. */
  readonly caseless: boolean;
  /** Tokens of the pieces that lie in the block. */
  readonly bodyTokens: number;
  /** False if these are not sure, after a repair had to be stopped. */
  readonly bodyExact: boolean;
  /** The beginning of the piece that goes on; present if there is an exit other than start, unless the head goes through all of it. */
  readonly tail: BlockPart | undefined;
}

/** The block with another entry, if that can be had without scanning it again. */
export function reentered(block: TextBlock, entry: Mode | undefined): TextBlock | undefined {
  if (!block.caseless || (entry !== 'lower' && entry !== 'caseless' && entry !== 'upper')) return undefined;
  return { ...block, entry, exit: entry === 'lower' ? 'lower' : 'caseless' };
}
