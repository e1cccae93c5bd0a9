// What the parts of a text before a cut leave to those after it, and what a part does to that.
// All counts are relative: a part tells by how many tokens it changes the count, with what precedes taken as a text that ends at the cut.
import type { Mode } from './innerCut';
import { PIECE_START, type PiecePart, type PieceState, type Step, sameState } from './pieceState';
import type { Tokenizer } from './tokenizer';

/**
 * A piece, or a run of which it is not known yet which pieces it makes. A run of white space, and a word in capitals mode, is
 * one piece up to its last mark (a newline; a character of both cases), and the rest is another one; but a mark may yet come, or a
 * lower-case letter that makes all of the word one piece. So two encodings are carried. For other pieces they are the same.
 */
export interface ForkState {
  readonly mode: Exclude<Mode, 'threes'>;
  /** The piece or run from its start. */
  readonly all: PieceState;
  /** What follows the last mark; all of it if there is none. */
  readonly rest: PieceState;
  /** Tokens of `all` less those of the pieces as they are now. */
  readonly lead: number;
}

/** A run of numbers in groups of three up to an inner cut. */
export interface NumberState {
  readonly mode: 'threes';
  /** None to two numbers that make no group yet, and their tokens as they are. */
  readonly left: string;
  readonly tokens: number;
}

/** Undefined where a piece begins at the cut. */
export type RunState = ForkState | NumberState | undefined;

/** Bytes of a run that may be one piece or two. */
export interface ForkParts {
  /** All of them. */
  readonly all: PiecePart;
  /** Up to the end of the last mark, and from there on. Undefined if there is no mark. */
  readonly split: { readonly toMark: PiecePart; readonly fromMark: PiecePart } | undefined;
}

/** Numbers, grouped by three from the start of their run: at the index k, for k numbers left over before them. */
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
}

/** The state of a run or piece of which nothing stands before the part. */
export function freshState(mode: ForkState['mode']): ForkState {
  return { mode, all: PIECE_START, rest: PIECE_START, lead: 0 };
}

/** The state of a piece that is not in doubt. */
export function pieceState(mode: ForkState['mode'], piece: PieceState): ForkState {
  return { mode, all: piece, rest: piece, lead: 0 };
}

/** What appending to both encodings of a run does: `all` and `rest` are the steps over the bytes. */
export function forkStep(
  before: ForkState,
  all: Step<PieceState>,
  rest: Step<PieceState>,
  tokens: number,
): Step<ForkState> {
  const lead = before.lead + all.tokens - tokens;
  const exact = all.exact && rest.exact;
  return { state: { mode: before.mode, all: all.state, rest: rest.state, lead }, tokens, exact };
}

/** What a part of a run does to it: a mark makes one piece of all before it, without one the rest goes on. */
export function forkPartsStep({ all, split }: ForkParts, before: ForkState, tokenizer: Tokenizer): Step<ForkState> {
  const { run } = tokenizer;
  const allStep = all.after(before.all, run);
  if (split === undefined) {
    const rest = before.rest === before.all ? allStep : all.after(before.rest, run);
    return forkStep(before, allStep, rest, rest.tokens);
  }
  const toMark = split.toMark.after(before.all, run);
  const rest = split.fromMark.after(PIECE_START, run);
  const step = forkStep(before, allStep, rest, before.lead + toMark.tokens + rest.tokens);
  return toMark.exact ? step : { ...step, exact: false };
}

const NO_NUMBERS: NumberState = { mode: 'threes', left: '', tokens: 0 };

/** The numbers left over make a group with the first of the part; those left over at its end are counted as they are. */
export function numberStep(parts: NumberParts, before: RunState, tokenizer: Tokenizer): Step<NumberState> {
  const { left, tokens: counted } = before?.mode === 'threes' ? before : NO_NUMBERS;
  const part = parts[countCharacters(left)] ?? parts[0];
  const group = left + part.completing;
  const now = part.completes ? part.left : group;
  const tokens = part.completes ? tokenizer.countGroup(group) + part.tokens : 0;
  const state: NumberState = { mode: 'threes', left: now, tokens: tokenizer.countGroup(now) };
  return { state, tokens: tokens + state.tokens - counted, exact: true };
}

/** Two parts of a run of numbers as one. */
export function joinNumbers(left: NumberParts, right: NumberParts, tokenizer: Tokenizer): NumberParts {
  const join = (first: NumberPart, before: number): NumberPart => {
    const open = first.completes ? first.left : first.completing;
    const second = right[(countCharacters(open) + (first.completes ? 0 : before)) % 3] ?? right[0];
    const group = open + second.completing;
    if (!first.completes) return { ...second, completing: group };
    if (!second.completes) return { ...first, left: group };
    return { ...first, tokens: first.tokens + tokenizer.countGroup(group) + second.tokens, left: second.left };
  };
  return [join(left[0], 0), join(left[1], 1), join(left[2], 2)];
}

/** Characters of none to two numbers. */
function countCharacters(left: string): number {
  return left.length < 2 ? left.length : [...left].length;
}

/** The same number for states that make what follows count alike; a whole number of 32 bits. */
export function hashOfRunState(state: RunState): number {
  if (state === undefined) return 0;
  if (state.mode === 'threes') return state.left.length;
  return (Math.imul(state.all.hash, 31) ^ state.rest.hash) | 0;
}

/** Do two states make what follows count alike? */
export function sameRunState(a: RunState, b: RunState): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (a.mode === 'threes') return b.mode === 'threes' && a.left === b.left;
  if (b.mode !== a.mode || a.lead !== b.lead || !sameState(a.all, b.all)) return false;
  return (a.rest === a.all && b.rest === b.all) || sameState(a.rest, b.rest);
}
