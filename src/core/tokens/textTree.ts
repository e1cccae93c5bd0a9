// The blocks of a text as a balanced tree, of which every node remembers what it does as a whole. An edit makes new nodes on the way from
// its place to the root; all others, with what they remember, are used again. So the count after an edit takes time with the
// logarithm of the length, and of what follows the edit only as much is asked again as looks different from there.
import { type PieceState, type Step, sameState } from './pieceState';
import { hashOfRunState, joinNumbers, type NumberParts, type RunState, sameRunState } from './runState';
import type { TextBlock } from './textBlock';
import { type TextNode, uniformStep } from './textNode';
import type { Tokenizer } from './tokenizer';

/** A tree of blocks; undefined for an empty text. Never changed, but for what it remembers. */
export type TextTree = TextBlock | Branch;

/** States for which a node remembers its step. In a run of one repeated character every edit may make a new one. */
const REMEMBERED = 128;
/** Every so many levels of the tree nodes remember; those between ask the few below them. It saves most of the memory. */
const REMEMBERING_LEVEL = 3;

/** Steps from the states that were asked for. */
class Memory<State> {
  private readonly known = new Map<number, { readonly before: State; readonly step: Step<State> }>();

  /** Of two states with one hash the later is remembered. */
  constructor(
    private readonly hashOf: (state: State) => number,
    private readonly isSame: (a: State, b: State) => boolean,
  ) {}

  find(state: State): Step<State> | undefined {
    const found = this.known.get(this.hashOf(state));
    return found !== undefined && this.isSame(found.before, state) ? found.step : undefined;
  }

  keep(before: State, step: Step<State>): Step<State> {
    if (this.known.size === REMEMBERED) this.known.clear();
    this.known.set(this.hashOf(before), { before, step });
    return step;
  }
}

/** Two neighbours as one. */
class Branch implements TextNode {
  readonly length: number;
  readonly height: number;
  private fromStart: Step<RunState> | undefined;
  private runs: Memory<RunState> | undefined;
  private pieces: Memory<PieceState> | undefined;
  private joinedNumbers: NumberParts | undefined;
  private knownAllBits = -1;
  private knownAnyBits = -1;
  /** Null if not known yet. */
  private onlyCharacter: string | undefined | null = null;

  constructor(
    readonly left: TextTree,
    readonly right: TextTree,
  ) {
    this.length = left.length + right.length;
    this.height = 1 + Math.max(left.height, right.height);
  }

  get isOpen(): boolean {
    return this.right.isOpen;
  }

  get tokenizer(): Tokenizer {
    return this.right.tokenizer;
  }

  /** Mostly 0 after a look at the leftmost block. */
  get allBits(): number {
    if (this.knownAllBits < 0) this.knownAllBits = this.left.allBits && this.left.allBits & this.right.allBits;
    return this.knownAllBits;
  }

  get anyBits(): number {
    if (this.knownAnyBits < 0) this.knownAnyBits = this.left.anyBits | this.right.anyBits;
    return this.knownAnyBits;
  }

  get repeated(): string | undefined {
    if (this.onlyCharacter === null) {
      const { repeated } = this.left;
      this.onlyCharacter = repeated !== undefined && repeated === this.right.repeated ? repeated : undefined;
    }
    return this.onlyCharacter;
  }

  get numbers(): NumberParts {
    this.joinedNumbers ??= joinNumbers(this.left.numbers, this.right.numbers, this.tokenizer);
    return this.joinedNumbers;
  }

  step(before: RunState): Step<RunState> {
    if (before === undefined) {
      this.fromStart ??= this.stepThrough(before);
      return this.fromStart;
    }
    const uniform = uniformStep(this, before);
    if (uniform !== undefined) return uniform;
    if (this.height % REMEMBERING_LEVEL !== 0) return this.stepThrough(before);
    this.runs ??= new Memory(hashOfRunState, sameRunState);
    return this.runs.find(before) ?? this.runs.keep(before, this.stepThrough(before));
  }

  pieceStep(before: PieceState): Step<PieceState> {
    const { repeated } = this;
    const reckoned =
      repeated === undefined ? undefined : this.tokenizer.repeats.step(before, repeated, this.length / repeated.length);
    if (reckoned !== undefined) return reckoned;
    if (this.height % REMEMBERING_LEVEL !== 0) return this.pieceStepThrough(before);
    this.pieces ??= new Memory(({ hash }) => hash, sameState);
    return this.pieces.find(before) ?? this.pieces.keep(before, this.pieceStepThrough(before));
  }

  private pieceStepThrough(before: PieceState): Step<PieceState> {
    const first = this.left.pieceStep(before);
    return inTurn(first, this.right.pieceStep(first.state));
  }

  private stepThrough(before: RunState): Step<RunState> {
    const first = this.left.step(before);
    return inTurn(first, this.right.step(first.state));
  }
}

function inTurn<State>(first: Step<State>, second: Step<State>): Step<State> {
  return { state: second.state, tokens: first.tokens + second.tokens, exact: first.exact && second.exact };
}

/**
 * A balanced tree of `blocks`. In a run of one repeated thing blocks are the same, and so are the nodes made of them; `made`: by
 * their left child, those made so far.
 */
export function treeOf(
  blocks: readonly TextBlock[],
  from = 0,
  to = blocks.length,
  made = new Map<TextTree, Branch>(),
): TextTree | undefined {
  const count = to - from;
  if (count <= 1) return blocks[from];
  const half = 2 ** (31 - Math.clz32(count - 1));
  const left = treeOf(blocks, from, from + half, made);
  const right = treeOf(blocks, from + half, to, made);
  if (left === undefined || right === undefined || left.height !== right.height) return joined(left, right);
  const known = made.get(left);
  if (known?.right === right) return known;
  const node = new Branch(left, right);
  made.set(left, node);
  return node;
}

/** Two trees one after the other. As in an AVL tree, the heights of two children differ by one at most. */
export function joined(left: TextTree | undefined, right: TextTree | undefined): TextTree | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return concatenated(left, right);
}

function concatenated(left: TextTree, right: TextTree): TextTree {
  if (left instanceof Branch && left.height > right.height + 1)
    return balanced(left.left, concatenated(left.right, right));
  if (right instanceof Branch && right.height > left.height + 1)
    return balanced(concatenated(left, right.left), right.right);
  return new Branch(left, right);
}

/** A node of two trees whose heights differ by two at most: the higher one gives a part of it to the other. */
function balanced(left: TextTree, right: TextTree): TextTree {
  if (left instanceof Branch && left.height > right.height + 1) {
    const { left: outer, right: inner } = left;
    if (!(inner instanceof Branch) || inner.height <= outer.height) return new Branch(outer, new Branch(inner, right));
    return new Branch(new Branch(outer, inner.left), new Branch(inner.right, right));
  }
  if (right instanceof Branch && right.height > left.height + 1) {
    const { left: inner, right: outer } = right;
    if (!(inner instanceof Branch) || inner.height <= outer.height) return new Branch(new Branch(left, inner), outer);
    return new Branch(new Branch(left, inner.left), new Branch(inner.right, outer));
  }
  return new Branch(left, right);
}

/** The blocks before unit `at` of the tree and those after it; the block that `at` lies in goes to the left or to the right. */
export function split(
  tree: TextTree | undefined,
  at: number,
  side: 'left' | 'right',
): [TextTree | undefined, TextTree | undefined] {
  if (tree === undefined || at >= tree.length) return [tree, undefined];
  if (at <= 0) return [undefined, tree];
  if (!(tree instanceof Branch)) return side === 'left' ? [tree, undefined] : [undefined, tree];
  const { left, right } = tree;
  if (at < left.length) {
    const [before, after] = split(left, at, side);
    return [before, joined(after, right)];
  }
  const [before, after] = split(right, at - left.length, side);
  return [joined(left, before), after];
}

/** The text of a tree. */
export function textOf(tree: TextTree | undefined): string {
  if (tree === undefined) return '';
  return tree instanceof Branch ? textOf(tree.left) + textOf(tree.right) : tree.text;
}
