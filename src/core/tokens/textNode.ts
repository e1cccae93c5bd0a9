// A part of a text as its neighbours see it: one block, or several as one. It takes what stands before it as a state, and says how
// many tokens it adds and which state it leaves.
import { LETTER, LOWER, NUMBER, OTHER, SPACE, UPPER } from './characterClasses';
import type { Mode } from './innerCut';
import { PIECE_START, type PieceState, type Step } from './pieceState';
import { forkStep, type NumberParts, numberStep, type RunState } from './runState';
import type { Tokenizer } from './tokenizer';

export interface TextNode {
  /** UTF-16 units. */
  readonly length: number;
  /** Does it end at an inner cut? Else it ends at a hard boundary, or at the end of the text. */
  readonly isOpen: boolean;
  readonly tokenizer: Tokenizer;
  /** Class bits (and AFTER_SIGNS) that all its characters have, and that any has. */
  readonly allBits: number;
  readonly anyBits: number;
  /** The character that all of it consists of, if there is only one. */
  readonly repeated: string | undefined;
  /** Asked for only if all its characters are numbers. */
  readonly numbers: NumberParts;
  /** Tokens added, and the state left, where `before` is the state at its beginning. */
  step(before: RunState): Step<RunState>;
  /** The step of a piece that goes all through it. */
  pieceStep(before: PieceState): Step<PieceState>;
}

/** A bit beside the class bits: the character may follow the signs of a piece in it, as newlines do. */
export const AFTER_SIGNS = 128;

/** Characters with this bit go on with a piece or run in that mode, as many as there are. */
const goesOn: Readonly<Record<Mode, number>> = {
  letters: LETTER,
  lower: LOWER,
  capitals: UPPER,
  numbers: NUMBER,
  other: OTHER,
  newlines: AFTER_SIGNS,
  spaces: SPACE,
  threes: NUMBER,
};

/**
 * The step over a part that is of one kind of characters, so that the piece before it goes all through it in the same mode. Then it
 * need not be scanned, and an edit before a long run that changes the mode of all of it costs no more than another. Undefined if
 * the part is not so.
 */
export function uniformStep(node: TextNode, before: Exclude<RunState, undefined>): Step<RunState> | undefined {
  const { mode } = before;
  if ((node.allBits & goesOn[mode]) === 0) return undefined;
  if (before.mode === 'threes') return leaving(node, numberStep(node.numbers, before, node.tokenizer));
  const marks = node.tokenizer.scanner.marksOf(mode);
  const isMarked = (node.allBits & marks) !== 0;
  if (!isMarked && (node.anyBits & marks) !== 0) return undefined;
  const all = node.pieceStep(before.all);
  if (isMarked) {
    const state = { mode: before.mode, all: all.state, rest: PIECE_START, lead: 0 };
    return leaving(node, { state, tokens: before.lead + all.tokens, exact: all.exact });
  }
  const rest = before.rest === before.all ? all : node.pieceStep(before.rest);
  return leaving(node, forkStep(before, all, rest, rest.tokens));
}

/** At a hard boundary nothing is left to what follows. */
export function leaving(node: TextNode, step: Step<RunState>): Step<RunState> {
  return node.isOpen ? step : { ...step, state: undefined };
}
