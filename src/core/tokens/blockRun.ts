// Counts blocks one after the other: carries the piece that goes over a cut from block to block.
import { PIECE_START, type PieceState, type Step, sameState } from './pieceState';
import type { BlockPart, NumberPart, NumberParts, NumberState, SpaceParts, TextBlock } from './textBlock';
import type { Tokenizer } from './tokenizer';
import type { TokenRun } from './tokenRun';

/**
 * A run of white space up to an inner cut. Its pieces are: all up to its last newline, and the rest. So two encodings are
 * carried, for a newline may yet come: of all of it, and of what follows the last newline so far.
 */
interface SpaceState {
  readonly kind: 'spaces';
  readonly all: PieceState;
  readonly rest: PieceState;
  /** Tokens of `all` less those of the pieces as they are now. */
  readonly lead: number;
}

/** What the blocks before a cut leave to those after it. */
export type RunState = PieceState | SpaceState | NumberState | undefined;

/** A block counted in its place. */
export interface CountedBlock {
  readonly block: TextBlock;
  /** State at its beginning, and at its end; undefined at a hard cut. */
  readonly before: RunState;
  readonly after: RunState;
  /** By how much this block raises the count of the text; can be below 0, when it joins what stands before it. */
  readonly tokens: number;
  readonly exact: boolean;
  /** How the block counted after this state and the last others: taking an edit of what precedes it back needs no work then. */
  readonly known: CountedBlock[];
}

const NO_NUMBERS = numbersLeft('', 0);
const SPACES_START: SpaceState = { kind: 'spaces', all: PIECE_START, rest: PIECE_START, lead: 0 };

/** States for which a block remembers its count: three, as numbers have, and one more. */
const KNOWN = 4;

/**
 * Counts `block` after `before`, the state at the end of the block before it (undefined at the start of a text). `known`: how it
 * counted so far.
 */
export function countBlock(
  block: TextBlock,
  before: RunState,
  tokenizer: Tokenizer,
  known: CountedBlock[] = [],
): CountedBlock {
  const head = block.head && partStep(block.head, before, tokenizer);
  const tail = block.tail && partStep(block.tail, undefined, tokenizer);
  const goesOn = block.exit !== undefined && block.exit !== 'start';
  const counted: CountedBlock = {
    block,
    before,
    after: goesOn ? (tail ?? head)?.state : undefined,
    tokens: (head?.tokens ?? 0) + block.bodyTokens + (tail?.tokens ?? 0),
    exact: (head?.exact ?? true) && block.bodyExact && (tail?.exact ?? true),
    known,
  };
  if (known.length === KNOWN) known.length = 0;
  known.push(counted);
  return counted;
}

/**
 * Counts a block anew after `before`. `last`: the block before it, just counted so; of a run of one repeated thing all blocks
 * are the same.
 */
export function recountBlock(
  counted: CountedBlock,
  before: RunState,
  last: CountedBlock | undefined,
  tokenizer: Tokenizer,
): CountedBlock {
  if (last !== undefined && last.block === counted.block && last.before === before) return last;
  for (const known of counted.known) if (known.before === before) return known;
  return countBlock(counted.block, before, tokenizer, counted.known);
}

/** What a part does to the piece or run that `before` stands for; to a new one if that is undefined. */
function partStep(part: BlockPart, before: RunState, tokenizer: Tokenizer): Step<RunState> {
  if ('piece' in part) return part.piece.after(before?.kind === 'piece' ? before : PIECE_START, tokenizer.run);
  if ('numbers' in part) return numberStep(part.numbers, before?.kind === 'numbers' ? before : NO_NUMBERS, tokenizer);
  return spaceStep(part.spaces, before?.kind === 'spaces' ? before : SPACES_START, tokenizer.run);
}

/** The numbers left over make a group with the first of the part; those left over at its end are counted as they are. */
function numberStep(parts: NumberParts, before: NumberState, tokenizer: Tokenizer): Step<RunState> {
  const part = parts[countCharacters(before.left)] ?? parts[0];
  const group = before.left + part.completing;
  const groupTokens = tokenizer.countGroup(group);
  const tokens = part.completes ? groupTokens + part.tokens : 0;
  const state = part.completes ? stateAfter(part, tokenizer) : numbersLeft(group, groupTokens);
  return { state, tokens: tokens + state.tokens - before.tokens, exact: true };
}

/** One object for each part, so that equal states are mostly the same. */
function stateAfter(part: NumberPart, tokenizer: Tokenizer): NumberState {
  part.after ??= numbersLeft(part.left, tokenizer.countGroup(part.left));
  return part.after;
}

function numbersLeft(left: string, tokens: number): NumberState {
  return { kind: 'numbers', left, tokens };
}

/** Characters of none to two numbers. */
function countCharacters(left: string): number {
  return left.length < 2 ? left.length : [...left].length;
}

/** A newline in these parts makes one piece of all before it; without one the rest goes on. */
function spaceStep(parts: SpaceParts, before: SpaceState, run: TokenRun): Step<RunState> {
  const all = parts.all.after(before.all, run);
  let exact = all.exact;
  let rest: Step<PieceState>;
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
  const unchanged = all.state === before.all && rest.state === before.rest && lead === before.lead;
  const state: SpaceState = unchanged ? before : { kind: 'spaces', all: all.state, rest: rest.state, lead };
  return { state, tokens, exact: exact && rest.exact };
}

/** Do two states make the blocks that follow count alike? */
export function sameRunState(a: RunState, b: RunState): boolean {
  if (a === b) return true;
  if (a?.kind === 'piece') return b?.kind === 'piece' && sameState(a, b);
  if (a?.kind === 'numbers') return b?.kind === 'numbers' && a.left === b.left;
  if (a === undefined || b?.kind !== 'spaces') return false;
  return a.lead === b.lead && sameState(a.all, b.all) && sameState(a.rest, b.rest);
}
