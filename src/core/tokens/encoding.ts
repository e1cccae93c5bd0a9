// The contract of the token family: something that counts the tokens of a text.

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
  /** False when the text was cut to stay linear, so that the count may be off by a few tokens. */
  readonly exact: boolean;
}

/** A loaded vocabulary. Any string counts: special-token literals are plain text, lone surrogates count as U+FFFD. Never throws. */
export interface Encoding {
  readonly name: EncodingName;
  count(text: string): Count;
  /** The number of tokens of `text`, or any number above `limit` as soon as it is known to be above it. */
  countUpTo(text: string, limit: number): number;
  /** The ids of the tokens of `text`, in order. Takes memory for all of them: for display and tests. */
  encode(text: string): number[];
}
