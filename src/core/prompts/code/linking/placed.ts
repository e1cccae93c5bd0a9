// Values of one document in their present place: a statement that moved keeps its facts, and carries how far it moved.
import type { Span } from '../../../text';
import type { Facts, Scopes } from '../facts/facts';
import type { Value } from '../facts/value';

/** A statement's facts where the statement stands now. */
export interface Statement {
  readonly facts: Facts;
  /** Where it starts now: this and what follows move along with the text. */
  start: number;
  /** Starts of the scopes around the statement, innermost first. */
  outer: Scopes;
  /** Start of the innermost class around the statement. */
  outerClass: number | undefined;
}

/** A value and what is needed to resolve its names. */
export interface Placed<V extends Value = Value> {
  readonly value: V;
  readonly statement: Statement;
  /** Added to the value's offsets to get offsets of the document as it is now. */
  readonly delta: number;
  /** Starts of the scopes around it, innermost first; the file itself is `FILE_SCOPE`, always last. */
  readonly scopes: Scopes;
}

export const FILE_SCOPE = -1;

export function place<V extends Value>(statement: Statement, value: V, scopes: Scopes): Placed<V> {
  const delta = statement.start - statement.facts.base;
  return { value, statement, delta, scopes: scopesNow(statement, scopes) };
}

/** The scopes around a place of the statement, innermost first. `within`: those in the statement, as in its facts. */
export function scopesNow({ start, facts, outer }: Statement, within: Scopes): Scopes {
  const delta = start - facts.base;
  const around: number[] = [];
  for (const scope of within) around.push(scope + delta);
  for (const scope of outer) around.push(scope);
  around.push(FILE_SCOPE);
  return around;
}

/** The scopes around a value within its statement, as in the statement's facts: they hold wherever the statement moves. */
export function scopesWithin({ scopes, statement, delta }: Placed): Scopes {
  return scopes.slice(0, scopes.length - statement.outer.length - 1).map((start) => start - delta);
}

export function spanNow({ value, delta }: Placed): Span {
  return { start: value.span.start + delta, end: value.span.end + delta };
}

/** The place of one of the statement's values. */
export function spanIn({ start, facts }: Statement, { span }: Value): Span {
  const delta = start - facts.base;
  return { start: span.start + delta, end: span.end + delta };
}

/** The statement in a text that stands `by` further on. */
export function movedBy(statement: Statement, by: number): Statement {
  const { facts, start, outer, outerClass } = statement;
  return {
    facts,
    start: start + by,
    outer: outer.map((scope) => scope + by),
    outerClass: outerClass === undefined ? undefined : outerClass + by,
  };
}

/** A span as one number; offsets are far below 2^24 (see SIZE_LIMIT). */
export const spanKey = ({ start, end }: Span): number => start * 2 ** 24 + end;
