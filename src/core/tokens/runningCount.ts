// Counts a text that comes in parts, such as a file that is read piece by piece, and keeps next to nothing of it: the count is that of
// the text as a whole, by the same cuts that count a long text block by block (textCutter.ts).
import type { Count, Encoding, RunningCount } from './encoding';
import { CUT_REACH } from './innerCut';
import type { RunState } from './runState';
import type { TextCutter } from './textCutter';

export class BlockCount implements RunningCount {
  private rest = '';
  private state: RunState;
  private tokens = 0;
  private exact = true;
  private wanted: number;

  /** `gathered`: UTF-16 units that are waited for before they are counted. */
  constructor(
    private readonly cutter: TextCutter,
    private readonly gathered: number,
    private readonly specials: SpecialsSeen,
  ) {
    this.wanted = gathered;
  }

  add(part: string): void {
    this.specials.add(part);
    this.rest += part;
    if (this.rest.length < this.wanted) return;
    this.countTo(this.rest.length - CUT_REACH);
    // What could not be cut is not looked at again before there is as much of it once more.
    this.wanted = Math.max(this.gathered, 2 * this.rest.length);
  }

  finish(): Count {
    this.countTo(this.rest.length);
    const { tokens, exact } = this;
    const specials = this.specials.seen();
    return { tokens, exact, ...(specials && { specials }) };
  }

  /** Counts the blocks of the rest that end at `end` or before it; what follows decides whether it may be cut behind that. */
  private countTo(end: number): void {
    let counted = 0;
    for (const block of this.cutter.blocks(this.rest, false)) {
      if (counted + block.length > end) break;
      const { tokens, exact, state } = block.step(this.state);
      this.tokens += tokens;
      this.exact &&= exact;
      this.state = state;
      counted += block.length;
    }
    this.rest = this.rest.slice(counted);
  }
}

/** Which literals of special tokens stand in a text that comes in parts. */
export class SpecialsSeen {
  private readonly found = new Set<string>();
  private readonly overlap: number;
  private tail = '';

  constructor(
    private readonly encoding: Pick<Encoding, 'specialsIn'>,
    private readonly literals: readonly string[],
  ) {
    this.overlap = Math.max(0, ...literals.map(({ length }) => length - 1));
  }

  add(part: string): void {
    const text = this.tail + part;
    for (const literal of this.encoding.specialsIn(text) ?? []) this.found.add(literal);
    this.tail = text.slice(Math.max(0, text.length - this.overlap));
  }

  /** In order of the literals; undefined for none. */
  seen(): readonly string[] | undefined {
    return this.found.size > 0 ? this.literals.filter((literal) => this.found.has(literal)) : undefined;
  }
}

/** Counts a text that has to be seen as a whole. */
export class CollectedCount implements RunningCount {
  private readonly parts: string[] = [];

  constructor(private readonly encoding: Encoding) {}

  add(part: string): void {
    this.parts.push(part);
  }

  finish(): Count {
    return this.encoding.count(this.parts.join(''));
  }
}
