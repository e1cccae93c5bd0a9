// Prompts while they are collected: by place, the better find wins, and at last no two overlap.
import type { Span } from '../../../text';
import { joinTexts } from '../../holed';
import type { Confidence, Role } from '../../prompt';
import type { TextValue } from '../facts/value';
import type { SentText } from './linkMemory';
import { type Placed, spanIn, spanNow } from './placed';

export interface Draft {
  readonly span: Span;
  role: Role;
  readonly text: TextValue;
  readonly confidence: Confidence;
  /** Who found it: 3 a request, 2 a message, 1 a name. The higher wins where drafts overlap. */
  readonly rank: number;
  /** Where it stands among those that are left in the end; undefined when it is not. */
  index: number | undefined;
  /** Another one that starts where this one does. */
  beside: Draft | undefined;
}

/** One piece of a text that is put together, and the prompt that was found there. */
interface Piece {
  readonly span: Span;
  readonly text: TextValue;
  readonly draft: Draft | undefined;
}

/** Where the piece ends with all branches that may stand in its place. */
function branchesEnd({ span, text }: Piece): number {
  const by = span.end - text.span.end;
  return (text.others ?? []).reduce((end, other) => Math.max(end, other.span.end + by), span.end);
}

/** The pieces, parted where another prompt starts between two of them. `starts`: of all prompts, in order. */
function runs(pieces: readonly Piece[], starts: readonly number[]): Piece[][] {
  const all: Piece[][] = [];
  let run: Piece[] = [];
  for (const piece of pieces) {
    const last = run.at(-1);
    const end = last === undefined ? 0 : branchesEnd(last);
    const between = firstFrom(starts, end);
    const apart = run.length > 0 && (piece.span.start < end || (between !== undefined && between < piece.span.start));
    if (run.length === 0 || apart) {
      run = [];
      all.push(run);
    }
    run.push(piece);
  }
  return all;
}

/** Without what is added after the text was sent. */
function beforeSent(run: readonly Piece[], sent: ReadonlyMap<Draft, number>): readonly Piece[] {
  const ends = run.flatMap(({ draft }) => (draft === undefined ? [] : (sent.get(draft) ?? [])));
  const until = Math.max(...ends, 0);
  if (until <= (run[0]?.span.start ?? 0)) return run;
  const kept = run.findLastIndex(({ span, draft }) => draft !== undefined || span.start < until);
  return run.slice(0, kept + 1);
}

/** The first of the numbers, which are in order, that is not smaller. */
function firstFrom(numbers: readonly number[], from: number): number | undefined {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return numbers[low];
}

/** Prompts by their place, so that a constant used twice is one prompt. */
export class Drafts {
  /** By their start alone: a small number is found much sooner than one that holds the end too, and all are put in with every edit. */
  readonly #byStart = new Map<number, Draft>();

  /** A text of a statement that stands now where `statement` says. */
  add({ statement, value, role }: SentText, rank: number): Draft {
    const span = spanIn(statement, value);
    const known = this.#at(span);
    if (known !== undefined && known.rank >= rank) {
      if (known.role === 'unknown') known.role = role;
      return known;
    }
    const confidence = rank > 1 ? 'high' : 'medium';
    const draft: Draft = { span, role, text: value, confidence, rank, index: undefined, beside: undefined };
    if (known !== undefined) this.#remove(known);
    this.#put(draft);
    return draft;
  }

  #at({ start, end }: Span): Draft | undefined {
    let draft = this.#byStart.get(start);
    while (draft !== undefined && draft.span.end !== end) draft = draft.beside;
    return draft;
  }

  /** Puts it in where none is at the same place. */
  #put(draft: Draft): void {
    const { start } = draft.span;
    draft.beside = this.#byStart.get(start);
    this.#byStart.set(start, draft);
  }

  /** Takes one out that is in, once or again. */
  drop(draft: Draft): void {
    if (this.#at(draft.span) === draft) this.#remove(draft);
  }

  #remove(draft: Draft): void {
    const { start } = draft.span;
    const first = this.#byStart.get(start);
    if (first === draft) {
      if (draft.beside === undefined) this.#byStart.delete(start);
      else this.#byStart.set(start, draft.beside);
    } else
      for (let each = first; each !== undefined; each = each.beside)
        if (each.beside === draft) each.beside = draft.beside;
  }

  #all(): Draft[] {
    const all: Draft[] = [];
    for (const draft of this.#byStart.values())
      for (let each: Draft | undefined = draft; each !== undefined; each = each.beside) all.push(each);
    return all;
  }

  get isEmpty(): boolean {
    return this.#byStart.size === 0;
  }

  /**
   * Makes one draft of the pieces of a text: from the first to the last one, as far as at least one of them is a prompt and no other
   * prompt stands between. What it replaces leads to it. `sent`: where the last request with a draft ends; what is added later is not in it.
   */
  join(groups: readonly (readonly Placed<TextValue>[])[], sent: ReadonlyMap<Draft, number>): Map<Draft, Draft> {
    const joined = new Map<Draft, Draft>();
    if (groups.length === 0) return joined;
    const starts = [...this.#byStart.keys()].sort((a, b) => a - b);
    for (const group of groups) {
      const pieces = group.map((text): Piece => {
        const span = spanNow(text);
        return { span, text: text.value, draft: this.#at(span) };
      });
      for (const run of runs(pieces, starts)) this.#joinRun(beforeSent(run, sent), joined);
    }
    return joined;
  }

  #joinRun(run: readonly Piece[], joined: Map<Draft, Draft>): void {
    const drafts = run.flatMap(({ draft }) => draft ?? []);
    const [first, last] = [run[0], run.at(-1)];
    const best = drafts.reduce((rank, draft) => Math.max(rank, draft.rank), 0);
    const told = drafts.find(({ rank }) => rank === best);
    if (told === undefined || first === undefined || last === undefined || run.length < 2) return;
    // Of pieces that are choices throughout, no one text can be told: each branch stands by itself.
    if (run.every(({ text }) => text.literals > 1)) return;
    const span = { start: first.span.start, end: branchesEnd(last) };
    const texts = joinTexts(run.map(({ text, draft }) => draft?.text ?? text));
    const role =
      told.role === 'unknown' ? (drafts.find((draft) => draft.role !== 'unknown')?.role ?? told.role) : told.role;
    const draft: Draft = { ...told, span, role, text: { ...first.text, ...texts } };
    for (const old of drafts) {
      this.#remove(old);
      joined.set(old, draft);
    }
    this.#put(draft);
  }

  /** What remains when the better of two overlapping drafts is kept, in the order of the document. */
  settled(): Draft[] {
    const sorted = this.#all().sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
    const kept: Draft[] = [];
    for (const draft of sorted) {
      const last = kept.at(-1);
      if (last === undefined || last.span.end <= draft.span.start) kept.push(draft);
      else if (draft.rank > last.rank) kept[kept.length - 1] = draft;
    }
    for (const [index, draft] of kept.entries()) draft.index = index;
    return kept;
  }
}
