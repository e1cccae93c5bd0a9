// Counts blocks one after the other: carries the piece that goes over a cut from block to block.
import { PIECE_START, type PieceState, type Step, sameState } from './pieceState';
import type { SpaceParts, TextBlock } from './textBlock';
import type { TokenRun } from './tokenRun';

/**
 * A run of white space up to an inner cut. Its pieces are: all up to its last newline, and the rest. So two encodings are
 * carried, for a newline may yet come: of all of it, and of what follows the last newline so far.
 */
interface SpaceState {
  readonly all: PieceState;
  readonly rest: PieceState;
  /** Tokens of `all` less those of the pieces as they are now. */
  readonly lead: number;
}

/** What the blocks before a cut leave to those after it. */
export type RunState = { readonly piece: PieceState } | { readonly spaces: SpaceState } | undefined;

/** A block counted in its place. */
export interface CountedBlock {
  readonly block: TextBlock;
  /** By how much this block raises the count of the text; can be below 0, when it joins what stands before it. */
  readonly tokens: number;
  readonly exact: boolean;
  /** State at its end; undefined at a hard cut. */
  readonly after: RunState;
}

const SPACES_START: SpaceState = { all: PIECE_START, rest: PIECE_START, lead: 0 };

/** Counts `block` after `before`, which is undefined if and only if the block has no entry. */
export function countBlock(block: TextBlock, before: RunState, run: TokenRun): CountedBlock {
  let tokens = block.bodyTokens;
  let exact = block.bodyExact;
  let after = before;
  for (const part of [block.head, block.tail]) {
    if (part === undefined) continue;
    const from = part === block.head ? before : undefined;
    if ('piece' in part) {
      const step = part.piece.after(from && 'piece' in from ? from.piece : PIECE_START, run);
      after = { piece: step.state };
      tokens += step.tokens;
      exact &&= step.exact;
    } else {
      const step = spaceStep(part.spaces, from && 'spaces' in from ? from.spaces : SPACES_START, run);
      after = { spaces: step.state };
      tokens += step.tokens;
      exact &&= step.exact;
    }
  }
  return { block, tokens, exact, after: block.exit === undefined ? undefined : after };
}

/** A newline in these parts makes one piece of all before it; without one the rest goes on. */
function spaceStep(parts: SpaceParts, before: SpaceState, run: TokenRun): Omit<Step, 'state'> & { state: SpaceState } {
  const all = parts.all.after(before.all, run);
  let exact = all.exact;
  let rest: Step;
  let tokens: number;
  if (parts.split === undefined) {
    rest = parts.all.after(before.rest, run);
    tokens = rest.tokens;
  } else {
    const toNewline = parts.split.toNewline.after(before.all, run);
    rest = parts.split.fromNewline.after(PIECE_START, run);
    tokens = before.lead + toNewline.tokens + rest.tokens;
    exact &&= toNewline.exact;
  }
  const lead = before.lead + all.tokens - tokens;
  return { state: { all: all.state, rest: rest.state, lead }, tokens, exact: exact && rest.exact };
}

/** Do two states make the blocks that follow count alike? */
export function sameRunState(a: RunState, b: RunState): boolean {
  if (a === undefined || b === undefined) return a === b;
  if ('piece' in a) return 'piece' in b && sameState(a.piece, b.piece);
  if (!('spaces' in b)) return false;
  return (
    a.spaces.lead === b.spaces.lead && sameState(a.spaces.all, b.spaces.all) && sameState(a.spaces.rest, b.spaces.rest)
  );
}
