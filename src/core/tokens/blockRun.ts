// Counts blocks one after the other: carries the piece that goes over a cut from block to block.
import { PIECE_START, type PieceState, type Step, sameState } from './pieceState';
import type { BlockPart, NumberParts, SpaceParts, TextBlock } from './textBlock';
import type { Tokenizer } from './tokenizer';
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

/** A run of numbers in groups of three up to an inner cut. */
interface NumberState {
  /** None to two numbers that make no group yet, and their tokens as they are. */
  readonly left: string;
  readonly tokens: number;
}

/** What the blocks before a cut leave to those after it. */
export type RunState =
  | { readonly piece: PieceState }
  | { readonly spaces: SpaceState }
  | { readonly numbers: NumberState }
  | undefined;

/** A block counted in its place. */
export interface CountedBlock {
  readonly block: TextBlock;
  /** By how much this block raises the count of the text; can be below 0, when it joins what stands before it. */
  readonly tokens: number;
  readonly exact: boolean;
  /** State at its end; undefined at a hard cut. */
  readonly after: RunState;
}

const NO_NUMBERS: NumberState = { left: '', tokens: 0 };
const SPACES_START: SpaceState = { all: PIECE_START, rest: PIECE_START, lead: 0 };

/** Counts `block` after `before`, the state at the end of the block before it (undefined at the start of a text). */
export function countBlock(block: TextBlock, before: RunState, tokenizer: Tokenizer): CountedBlock {
  const head = block.head && partStep(block.head, before, tokenizer);
  const tail = block.tail && partStep(block.tail, undefined, tokenizer);
  const goesOn = block.exit !== undefined && block.exit !== 'start';
  return {
    block,
    tokens: (head?.tokens ?? 0) + block.bodyTokens + (tail?.tokens ?? 0),
    exact: (head?.exact ?? true) && block.bodyExact && (tail?.exact ?? true),
    after: goesOn ? (tail ?? head)?.state : undefined,
  };
}

/** What a part does to the piece or run that `before` stands for; to a new one if that is undefined. */
function partStep(part: BlockPart, before: RunState, tokenizer: Tokenizer): Omit<Step, 'state'> & { state: RunState } {
  if ('piece' in part) {
    const step = part.piece.after(before && 'piece' in before ? before.piece : PIECE_START, tokenizer.run);
    return { ...step, state: { piece: step.state } };
  }
  if ('numbers' in part)
    return numberStep(part.numbers, before && 'numbers' in before ? before.numbers : NO_NUMBERS, tokenizer);
  const step = spaceStep(part.spaces, before && 'spaces' in before ? before.spaces : SPACES_START, tokenizer.run);
  return { ...step, state: { spaces: step.state } };
}

/** The numbers left over make a group with the first of the part; those left over at its end are counted as they are. */
function numberStep(
  parts: NumberParts,
  before: NumberState,
  tokenizer: Tokenizer,
): Omit<Step, 'state'> & { state: RunState } {
  const part = parts[[...before.left].length] ?? parts[0];
  const group = before.left + part.completing;
  const groupTokens = tokenizer.count(group).tokens;
  const left = part.completes ? part.left : group;
  const leftTokens = part.completes ? tokenizer.count(left).tokens : groupTokens;
  const whole = part.completes ? groupTokens + part.tokens : 0;
  return { state: { numbers: { left, tokens: leftTokens } }, tokens: whole + leftTokens - before.tokens, exact: true };
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
  if ('numbers' in a) return 'numbers' in b && a.numbers.left === b.numbers.left;
  if (!('spaces' in b)) return false;
  if (a.spaces === b.spaces) return true;
  return (
    a.spaces.lead === b.spaces.lead && sameState(a.spaces.all, b.spaces.all) && sameState(a.spaces.rest, b.spaces.rest)
  );
}
