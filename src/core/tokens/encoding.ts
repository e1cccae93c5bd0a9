// The contract of the token family: something that counts the tokens of a text.
//
// To read on, in this order: loadEncoding (the entry) · pairFile, vocabulary (data) · characterClasses, pieceScanner and its three
// families (text -> pieces) · byteMerger, tokenRun (piece -> tokens; the adjacent-pair theorem) · tokenizer, pieceCache (the loop) ·
// hardBoundary, innerCut (where a text may be cut; the proofs) · textCutter, blockReader, textBlock, pieceState, blockRun (parts
// of a text, and what goes over the cuts) · bpeEncoding (long texts), tokenDocument (edited texts) · models, openaiModels (which
// encoding a model has).

/** Encodings that are public and bundled. */
export const encodingNames = [
  'o200k_base',
  'o200k_harmony',
  'cl100k_base',
  'p50k_base',
  'p50k_edit',
  'r50k_base',
] as const;

export type EncodingName = (typeof encodingNames)[number];

/** exact: what the provider's tokenizer says. estimate: may be off. atLeast: template holes will add tokens. */
export type Exactness = 'exact' | 'estimate' | 'atLeast';

/** The number of tokens of a text. */
export interface Count {
  /** Whole tokens, >= 0. */
  readonly tokens: number;
  /** False when a piece had to be cut to stay linear, so that the count may be off by a few tokens. No text known does that. */
  readonly exact: boolean;
  /** The special-token literals in the text, such as `<|endoftext|>`, each once; absent if there is none. Counted as plain text. */
  readonly specials?: readonly string[];
}

/** A text as tokens. */
export interface EncodedText {
  /** Id of each token. */
  readonly ids: readonly number[];
  /**
   * For each token, how many UTF-16 units of the text are complete with it: where it ends in the text. A character of several
   * bytes may be of several tokens; those that do not complete it end where it starts.
   */
  readonly ends: readonly number[];
}

/** Tokens of a part of a text. */
export interface EncodedPart extends EncodedText {
  /** Where in the text the part begins, to which `ends` refer. */
  readonly start: number;
}

/** The token count of a text that changes. Offsets are UTF-16 units, as in JavaScript strings and in the editor. */
export interface TokenDocument {
  /** Tokens of the whole text. */
  readonly tokens: number;
  /** As in Count. */
  readonly exact: boolean;
  /** Length of the text in UTF-16 units. */
  readonly length: number;
  /**
   * Replaces `deleted` units from `start` by `inserted`, and gives the new number of tokens. Offsets out of range are moved into
   * it. Several edits that speak of one state of the text must be made from its end to its start.
   */
  edit(start: number, deleted: number, inserted: string): number;
  /** Tokens of the units from `start` to `end`, counted as a text of their own. */
  countRange(start: number, end: number): number;
  /** The text as it is now. Takes time for all of it. */
  text(): string;
}

/** A count that is not finished. */
export interface RunningCount {
  /** The next part of the text. A surrogate pair may be cut in two between parts. */
  add(part: string): void;
  /** The count of all that was added. Nothing may be added afterwards. */
  finish(): Count;
}

/** A loaded vocabulary. Any string counts: special-token literals are plain text, lone surrogates count as U+FFFD. Never throws. */
export interface Encoding {
  /** An EncodingName, or the name of the user's file. */
  readonly name: string;
  count(text: string): Count;
  /** Counts as `count` does, but may stop as soon as more than `limit` tokens are found: then that number is a lower bound. */
  countUpTo(text: string, limit: number): Count;
  /** As `specials` of Count. Takes a fraction of counting. */
  specialsIn(text: string): readonly string[] | undefined;
  /** The tokens of `text`, for display and tests. Undefined for texts longer than 2^24 units: it would take too much memory. */
  encode(text: string): EncodedText | undefined;
  /**
   * The tokens of a part of `text` that holds `[from, to)`, the very ones that they are in the whole text: it is cut at hard boundaries.
   * Takes time with the part that is asked for. Undefined where the part would have to be longer than `encode` takes.
   */
  encodeAround(text: string, from: number, to: number): EncodedPart | undefined;
  /**
   * Counts a text that comes in parts; its count is that of `count` for all of them joined. Takes little more memory than a part.
   * `blockSize`: UTF-16 units counted at a time; best left alone.
   */
  startCount(blockSize?: number): RunningCount;
  /** A document of `text` that can be edited. `blockSize`: UTF-16 units scanned for a keystroke at least; best left alone. */
  createDocument(text: string, blockSize?: number): TokenDocument;
}
