// How many tokens a text has for a model, and how sure that is.

/** A text's tokens for one model. */
export interface TextCount {
  /** Whole tokens, >= 0. */
  readonly tokens: number;
  readonly exact: boolean;
  /** How far the count may be off, in percent; undefined when exact or not known. */
  readonly errorPercent: number | undefined;
  /** As in Count: literals of special tokens that the text holds; only where the model's own vocabulary counted. */
  readonly specials?: readonly string[];
}
