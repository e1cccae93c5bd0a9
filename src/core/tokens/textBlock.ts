// A part of a text between two cuts, with what it does to the pieces that go over them. It depends on its own text alone: whatever
// stands before it comes as a state, and what was found out once is remembered.
import type { BlockReader, EdgePart, Reading } from './blockReader';
import { codePointFrom } from './hardBoundary';
import type { Mode } from './innerCut';
import type { PiecePart, PieceState, Step } from './pieceState';
import { forkPartsStep, freshState, type NumberParts, numberStep, pieceState, type RunState } from './runState';
import { AFTER_SIGNS, leaving, type TextNode, uniformStep } from './textNode';
import type { Tokenizer } from './tokenizer';

/** What blocks need of their encoding. */
export interface BlockTools {
  readonly reader: BlockReader;
  readonly tokenizer: Tokenizer;
  /** The table of unpackClasses. */
  readonly classes: Uint8Array;
}

export class TextBlock implements TextNode {
  readonly length: number;
  readonly height = 0;
  /** By the mode of the text before the block; undefined where a piece begins. */
  private readonly readings = new Map<Mode | undefined, Reading>();
  private fromStart: Step<RunState> | undefined;
  private whole: PiecePart | undefined;
  private wholeNumbers: NumberParts | undefined;
  /** allBits | anyBits << 8, or -1 if not known yet. */
  private bits = -1;
  /** Null if not known yet. */
  private onlyCharacter: string | undefined | null = null;

  constructor(
    private readonly tools: BlockTools,
    readonly text: string,
    readonly isOpen: boolean,
  ) {
    this.length = text.length;
  }

  get tokenizer(): Tokenizer {
    return this.tools.tokenizer;
  }

  get allBits(): number {
    return this.classBits() & 0xff;
  }

  get anyBits(): number {
    return this.classBits() >> 8;
  }

  get repeated(): string | undefined {
    if (this.onlyCharacter === null) {
      const first = String.fromCodePoint(this.text.codePointAt(0) ?? 0);
      const isOnly = first.repeat(this.length / first.length) === this.text;
      this.onlyCharacter = isOnly ? first : undefined;
    }
    return this.onlyCharacter;
  }

  get numbers(): NumberParts {
    this.wholeNumbers ??= this.tools.reader.numbersOf(this.text);
    return this.wholeNumbers;
  }

  pieceStep(before: PieceState): Step<PieceState> {
    this.whole ??= this.tools.reader.wholeOf(this.text);
    return this.whole.after(before, this.tokenizer.run);
  }

  step(before: RunState): Step<RunState> {
    if (before !== undefined) return uniformStep(this, before) ?? this.readAfter(before);
    this.fromStart ??= this.readAfter(undefined);
    return this.fromStart;
  }

  private readAfter(before: RunState): Step<RunState> {
    const { head, through, tokens, exact, tail } = this.reading(before?.mode);
    const first = head && this.edgeStep(head, through, before);
    const last = tail && this.edgeStep(tail.part, tail.mode, undefined);
    return leaving(this, {
      state: through === undefined ? last?.state : first?.state,
      tokens: (first?.tokens ?? 0) + tokens + (last?.tokens ?? 0),
      exact: (first?.exact ?? true) && exact && (last?.exact ?? true),
    });
  }

  private reading(entry: Mode | undefined): Reading {
    let reading = this.readings.get(entry);
    if (reading === undefined) {
      reading = this.tools.reader.read(this.text, entry, this.isOpen);
      this.readings.set(entry, reading);
    }
    return reading;
  }

  /** What a part does to the piece or run of `before`, or to a new one; `mode`: the one it is in afterwards, if it does not end. */
  private edgeStep(part: EdgePart, mode: Mode | undefined, before: RunState): Step<RunState> {
    if ('numbers' in part) return numberStep(part.numbers, before, this.tokenizer);
    const now = mode === undefined || mode === 'threes' ? 'other' : mode;
    const fork = before === undefined || before.mode === 'threes' ? freshState(now) : before;
    if ('fork' in part) return forkPartsStep(part.fork, fork, this.tokenizer);
    const toRest = part.of === 'rest' || (part.of === 'last' && fork.rest.last.length > 0);
    const step = part.piece.after(toRest ? fork.rest : fork.all, this.tokenizer.run);
    return { ...step, state: pieceState(now, step.state), tokens: step.tokens + (toRest ? 0 : fork.lead) };
  }

  private classBits(): number {
    if (this.bits >= 0) return this.bits;
    const { text, tokenizer } = this;
    const { classes } = this.tools;
    const { afterSigns } = tokenizer.scanner.ascii;
    let all = 0xff;
    let any = 0;
    for (let at = 0; at < text.length; at += 1) {
      const codePoint = codePointFrom(text, at);
      if (codePoint > 0xffff) at += 1;
      const mayFollowSigns = codePoint < afterSigns.length && afterSigns[codePoint] === 1;
      const bits = (classes[codePoint] ?? 0) | (mayFollowSigns ? AFTER_SIGNS : 0);
      all &= bits;
      any |= bits;
    }
    this.bits = all | (any << 8);
    return this.bits;
  }
}
