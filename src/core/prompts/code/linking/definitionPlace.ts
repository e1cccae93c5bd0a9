// Where a definition stands, in the document and in the scopes of the program, and which of several still holds at a place.
import type { Scopes } from '../facts/facts';
import type { FoundDefinition } from './nameIndex';
import { FILE_SCOPE, type Placed, place, spanNow } from './placed';

/** Those values that may still stand at the offset `before`: the last one that is set in any case, and what branches set after it. */
export function standing(values: readonly FoundDefinition[], before: number | undefined): readonly FoundDefinition[] {
  if (before === undefined || values.length < 2) return values;
  const earlier = values.filter((found) => startOf(found) < before);
  if (earlier.length === 0) return values;
  const sure = earlier.findLastIndex(({ fact }) => fact.conditional === undefined);
  return earlier.slice(Math.max(sure, 0));
}

/** The last of the values before the use, when each is given by a statement of its own; a loop around both may give it a later one. */
export function lastBefore(values: readonly FoundDefinition[], use: Placed): FoundDefinition | undefined {
  if (values.some(({ statement, fact }) => statement === use.statement || fact.conditional !== undefined))
    return undefined;
  const at = spanNow(use).start;
  return values.findLast((found) => startOf(found) < at);
}

/** Its value; empty when the source does not show it. */
export function valuePlace({ statement, fact: { value, scopes } }: FoundDefinition): Placed[] {
  return value === undefined ? [] : [place(statement, value, scopes)];
}

/** The start of the value. */
export function startOf({ statement, fact: { value } }: FoundDefinition): number {
  return (value?.span.start ?? 0) + statement.start - statement.facts.base;
}

/** Where the branch ends that gives the name this value; never, when it is always given. */
export function branchEndOf(found: FoundDefinition): number {
  const { conditional } = found.fact;
  return conditional === undefined ? Number.POSITIVE_INFINITY : startOf(found) + conditional;
}

/** The scopes around a definition, innermost first. */
export function scopesOf({ statement, fact: definition }: FoundDefinition): Scopes {
  const delta = statement.start - statement.facts.base;
  return [...definition.scopes.map((start) => start + delta), ...statement.outer, FILE_SCOPE];
}

/** The start of the scope or class that a definition belongs to. */
export function homeNow({ statement, fact: definition }: FoundDefinition): number {
  if (definition.home !== undefined) return definition.home + statement.start - statement.facts.base;
  const ofClass = definition.name.startsWith('.') || definition.name.endsWith('()');
  if (ofClass) return statement.outerClass ?? FILE_SCOPE;
  return statement.outer[0] ?? FILE_SCOPE;
}
