// What a document says about its own cost: limits, how often it is sent, and values for its holes. Prompt files say it in their head.
import type { Span } from '../text';
import type { Rate, Stated } from './directives';
import type { Problem } from './prompt';

/** Values by the name of the hole; a value may be an object whose fields the holes name (`user.name`). */
export type SampleValues = Readonly<Record<string, unknown>>;

/** Values to estimate with. Each row is one possible call; what a row lacks is taken from the defaults. */
export interface SampleSet {
  readonly defaults: SampleValues;
  readonly rows: readonly SampleValues[];
}

/** What is stated for a whole file. */
export interface Statements {
  /** Whole tokens, > 0. */
  readonly maxTokens?: Stated<number>;
  /** A decimal number of dollars as it is written, >= 0. */
  readonly maxCostUsd?: Stated<string>;
  readonly rate?: Stated<Rate>;
  readonly samples?: SampleSet;
  /** Statements that make no sense; each names its key. */
  readonly problems: readonly Problem[];
}

/** A value of a head and where it stands. */
export interface HeadValue {
  /** Plain data as YAML gives it. */
  readonly value: unknown;
  readonly span: Span;
}

/** True for an object of named values. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All values; of two with one name the later counts. */
export function mergeValues(parts: readonly SampleValues[]): SampleValues {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
