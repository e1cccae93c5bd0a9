// A piece that goes on with one character again and again, such as a rule of a million signs: what more of the same adds is reckoned, not
// looked up part by part, so that an edit before such a run costs the same wherever others were made in it.
//
// Why this is exact: say the run so far ends in a token W again and again, then in a few other tokens, its tail, and W is spelt with
// this character alone. Two W fit, and so do W and the tail; so with one W more between them it is the encoding of a run that is longer
// by W (the theorem in tokenRun.ts). Hence the tail depends only on how many characters are left over when the run is divided by W.
import { type PieceState, pieceStateOf, type Step } from './pieceState';
import type { TokenRun } from './tokenRun';
import type { Vocabulary } from './vocabulary';

/** W that stand before a tail when it is found out: more than any tail takes of them. */
const BEFORE_TAIL = 16;

/** What the encoding of a run ends in, if so many characters are left over. */
interface Tail {
  readonly tokens: Int32Array;
  /** Characters of these. Whole W may be among them. */
  readonly characters: number;
}

/** A token that consists of one character again and again. */
interface RepeatedToken {
  readonly token: number;
  readonly characters: number;
  /** UTF-8. */
  readonly character: Uint8Array;
  /** By the characters left over; null where there is none that could be relied on. */
  readonly tails: Map<number, Tail | null>;
}

export class Repeats {
  /** By the token and the character. */
  private readonly known = new Map<string, RepeatedToken | null>();

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly run: TokenRun,
    private readonly utf8: (character: string) => Uint8Array,
  ) {}

  /** The step from `before` over `times` more of `character`; undefined if the piece does not end in such a run, or too short a one. */
  step(before: PieceState, character: string, times: number): Step<PieceState> | undefined {
    const { last, whole } = before;
    const repeated = whole ? undefined : this.repeatedToken(last[0] ?? 0, character);
    if (!repeated) return undefined;
    const from = firstOther(last);
    const over = this.charactersFrom(last, from, repeated);
    const now = this.tailOf(repeated, over);
    if (!now || !endsIn(last, from, now.tokens)) return undefined;
    const then = this.tailOf(repeated, over + times);
    if (!then) return undefined;
    const added = (over + times - then.characters) / repeated.characters;
    const tokens = added + then.tokens.length - now.tokens.length;
    // As many tokens as before are known again, so there must not be fewer of them.
    if (tokens < 0 || then.tokens.length >= last.length) return undefined;
    const state = new Int32Array(last.length).fill(repeated.token);
    state.set(then.tokens, last.length - then.tokens.length);
    return { state: pieceStateOf(state, false), tokens, exact: true };
  }

  private repeatedToken(token: number, character: string): RepeatedToken | null {
    const key = `${token} ${character}`;
    let known = this.known.get(key);
    if (known === undefined) {
      known = this.readToken(token, this.utf8(character));
      this.known.set(key, known);
    }
    return known;
  }

  private readToken(token: number, character: Uint8Array): RepeatedToken | null {
    const length = this.vocabulary.lengthOf(token);
    const characters = length / character.length;
    if (!Number.isInteger(characters)) return null;
    return this.vocabulary.isSpelt(token, timesOver(character, characters), 0, length)
      ? { token, characters, character, tails: new Map() }
      : null;
  }

  /** Characters that tokens[from..] are spelt with, if they are a tail. */
  private charactersFrom(tokens: Int32Array, from: number, { character }: RepeatedToken): number {
    let bytes = 0;
    for (let i = from; i < tokens.length; i += 1) bytes += this.vocabulary.lengthOf(tokens[i] ?? 0);
    return bytes / character.length;
  }

  /** The tail of a run that has `over` characters more than a number of W. */
  private tailOf(repeated: RepeatedToken, over: number): Tail | null {
    const left = over % repeated.characters;
    if (!Number.isInteger(left)) return null;
    let tail = repeated.tails.get(left);
    if (tail === undefined) {
      tail = this.findTail(repeated, left);
      repeated.tails.set(left, tail);
    }
    return tail;
  }

  private findTail({ token, characters, character }: RepeatedToken, left: number): Tail | null {
    const { run } = this;
    const bytes = timesOver(character, left);
    run.start(new Int32Array(BEFORE_TAIL).fill(token));
    run.append(bytes, 0, bytes.length);
    const encoded = run.tokens.slice(0, run.count);
    const from = firstOther(encoded);
    if (!run.exact || run.lowest < 2 || from < 2) return null;
    return { tokens: encoded.slice(from), characters: (BEFORE_TAIL - from) * characters + left };
  }
}

/** The bytes of a character, so many times. */
function timesOver(character: Uint8Array, times: number): Uint8Array {
  const bytes = new Uint8Array(times * character.length);
  for (let at = 0; at < bytes.length; at += character.length) bytes.set(character, at);
  return bytes;
}

/** The index of the first token that is not the one that all begin with. */
function firstOther(tokens: Int32Array): number {
  const index = tokens.findIndex((token) => token !== tokens[0]);
  return index < 0 ? tokens.length : index;
}

/** Two of the repeated token at least, then exactly the tail. */
function endsIn(tokens: Int32Array, from: number, tail: Int32Array): boolean {
  return from >= 2 && tokens.length - from === tail.length && tail.every((token, i) => token === tokens[from + i]);
}
