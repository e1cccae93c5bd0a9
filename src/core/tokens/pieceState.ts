// A piece that goes over several parts of a text: what must be known at a cut to go on encoding it, and to do so from memory.
// Everything here is relative: a part tells by how many tokens it changes the count, so that the parts after an edit
// whose beginning looks as before keep their numbers.
import { REACH, type TokenRun } from './tokenRun';
import { NO_TOKEN } from './vocabulary';

/** The end of the encoding of a piece up to a cut. */
export interface PieceState {
  readonly kind: 'piece';
  /** The last tokens, at most REACH. */
  readonly last: Int32Array;
  /** Are these all tokens of the piece so far? */
  readonly whole: boolean;
  /** The same whole number of 32 bits for states that continue alike. */
  readonly hash: number;
}

/** `last`: the tokens that are known again; `whole`: are these all? */
export function pieceStateOf(last: Int32Array, whole: boolean): PieceState {
  let hash = whole ? 1 : 0;
  for (let i = 0; i < last.length; i += 1) hash = (Math.imul(hash, 0x01000193) ^ (last[i] ?? 0)) | 0;
  return { kind: 'piece', last, whole, hash };
}

/** Before the first byte of a piece. */
export const PIECE_START: PieceState = pieceStateOf(new Int32Array(0), true);

/** What a part of a text does to the piece or run before it. */
export interface Step<State> {
  readonly state: State;
  /** Tokens added by the part; can be below 0. */
  readonly tokens: number;
  /** False if a repair was stopped: the number may be off by a few. */
  readonly exact: boolean;
}

/** A remembered step: it holds for every state that ends in `needed`. */
interface Transition {
  /** The tokens that were looked at, but for deeper ones none of which changed. */
  readonly needed: Int32Array;
  /** True if the step looked at the very start of the piece: then `needed` must be all of it. */
  readonly neededWhole: boolean;
  /** How many of `needed` were taken off. */
  readonly popped: number;
  /** Tokens put on in their place. */
  readonly pushed: number;
  /** The last of those. */
  readonly last: Int32Array;
  readonly exact: boolean;
  /** What comes out of any state, if `last` is enough to go on from: one object, so that equal states are mostly the same. */
  readonly settled: Step<PieceState> | undefined;
  /** The state it was last applied to, and what came out: in a run of one repeated thing these are the same again and again. */
  from: PieceState | undefined;
  step: Step<PieceState> | undefined;
}

/**
 * Transitions remembered for one run of bytes; then all are forgotten. A run of one repeated character needs as many as its
 * longest token is long, 128 for blanks.
 */
const REMEMBERED = 256;

/** A run of bytes inside of a piece, with a memory of what it did to the pieces it was appended to. */
export class PiecePart {
  /** By the last token of the state: in a run of one repeated character that tells most of them apart. */
  private readonly transitions = new Map<number, Transition[]>();
  private remembered = 0;

  /** `append` appends the bytes to a run. Called only when the memory does not help. */
  constructor(private readonly append: (run: TokenRun) => void) {}

  /** The step from `state` over these bytes. `run` is used as a scratch pad. */
  after(state: PieceState, run: TokenRun): Step<PieceState> {
    const last = state.last[state.last.length - 1] ?? NO_TOKEN;
    for (const known of this.transitions.get(last) ?? []) if (holdsFor(known, state)) return applied(known, state);
    const transition = this.transitionFrom(state, run);
    this.remember(last, transition);
    return applied(transition, state);
  }

  private remember(last: number, transition: Transition): void {
    if (this.remembered === REMEMBERED) {
      this.transitions.clear();
      this.remembered = 0;
    }
    const known = this.transitions.get(last);
    if (known === undefined) this.transitions.set(last, [transition]);
    else known.push(transition);
    this.remembered += 1;
  }

  private transitionFrom(state: PieceState, run: TokenRun): Transition {
    run.start(state.last);
    this.append(run);
    const kept = Math.max(0, run.lowest - 1);
    const { enoughFrom } = run;
    const last = run.tokens.slice(Math.max(run.lowest, enoughFrom), run.count);
    const exact = run.exact && (run.lowest > 0 || state.whole);
    const tokens = run.count - state.last.length;
    const isEnough = enoughFrom > 0 && enoughFrom >= run.lowest;
    return {
      needed: state.last.slice(kept),
      neededWhole: run.lowest === 0,
      popped: state.last.length - run.lowest,
      pushed: run.count - run.lowest,
      last,
      exact,
      settled: isEnough ? { state: pieceStateOf(last, false), tokens, exact } : undefined,
      from: undefined,
      step: undefined,
    };
  }
}

function holdsFor(transition: Transition, state: PieceState): boolean {
  if (transition.from === state) return true;
  const { needed } = transition;
  const offset = state.last.length - needed.length;
  if (offset < 0 || (transition.neededWhole && (offset > 0 || !state.whole))) return false;
  // In a run of one repeated thing the states differ at an end.
  if (needed.length > 0 && needed[0] !== state.last[offset]) return false;
  for (let i = needed.length - 1; i >= 0; i -= 1) if (needed[i] !== state.last[offset + i]) return false;
  return true;
}

function applied(transition: Transition, state: PieceState): Step<PieceState> {
  if (transition.settled !== undefined) return transition.settled;
  if (transition.from !== state || transition.step === undefined) {
    const { pushed, popped, exact } = transition;
    transition.step = { state: stateAfter(transition, state), tokens: pushed - popped, exact };
    transition.from = state;
  }
  return transition.step;
}

/** The state after a transition; the very same one if nothing has changed. */
function stateAfter({ last, popped }: Transition, state: PieceState): PieceState {
  const kept = state.last.length - popped;
  const all = kept + last.length;
  const from = Math.max(0, all - REACH);
  const joined = new Int32Array(all - from);
  // Loops: for so few numbers, views and copies of arrays take longer.
  for (let i = from; i < kept; i += 1) joined[i - from] = state.last[i] ?? 0;
  for (let i = Math.max(from, kept); i < all; i += 1) joined[i - from] = last[i - kept] ?? 0;
  return keptIfSame(state, pieceStateOf(joined, state.whole && all <= REACH));
}

function keptIfSame(before: PieceState, after: PieceState): PieceState {
  return sameState(before, after) ? before : after;
}

/** Do two states continue alike? */
export function sameState(a: PieceState, b: PieceState): boolean {
  if (a === b) return true;
  if (a.hash !== b.hash || a.whole !== b.whole || a.last.length !== b.last.length) return false;
  for (let i = a.last.length - 1; i >= 0; i -= 1) if (a.last[i] !== b.last[i]) return false;
  return true;
}
