// What was read of a document's statements, kept for its next version: statements in front of a change stay, those behind it move.

import type { Statement } from '../linking/placed';
import type { ChangedPart } from '../syntax/changedPart';
import type { Scopes } from './facts';

/** One statement of the file or of a split body, in the order of the document. Its offsets move along with the text. */
export interface Kept {
  start: number;
  end: number;
  /** The type of its node. */
  readonly type: string;
  /** The key of its surroundings. */
  readonly around: string;
  /** Undefined when it holds nothing of interest. */
  readonly statement: Statement | undefined;
  /** True when it has words of prompts and a syntax error in it. */
  readonly broken: boolean;
  /** True for the statement whose value its function returns. */
  readonly isResult: boolean;
  /**
   * True when the tree that it was read of had errors, here or elsewhere: the parser may have understood it in another way than it does
   * in a tree without, where it is read again.
   */
  readonly unsure: boolean;
  /** True when the text that was read stands behind it: it is read again each time. */
  readonly reachesOut: boolean;
  readonly body: KeptBody | undefined;
}

/** The body of a statement that is read apart. */
export interface KeptBody {
  /** Where the body starts, and the class or function that it is of. */
  start: number;
  ownerStart: number;
  readonly isClass: boolean;
  /** True in scripts, where a function's body is a scope of its own inside that of the parameters. */
  readonly isScope: boolean;
  /** The key of the surroundings inside. */
  readonly inside: string;
  readonly statements: readonly Kept[];
}

/** The scopes around a statement, and the innermost class among them. */
export interface Outer {
  readonly scopes: Scopes;
  readonly class: number | undefined;
}

export const fileScopes: Outer = { scopes: [], class: undefined };

/** How many statements at the beginning and at the end of a list an edit leaves as they are. */
export interface Untouched {
  readonly before: number;
  readonly after: number;
}

/** Statements that the changed part does not touch, not even at their edge. Two binary searches. */
export function untouched(kept: readonly Kept[], part: ChangedPart): Untouched {
  const before = firstWhere(kept, ({ end }) => end >= part.start);
  const after = kept.length - firstWhere(kept, ({ start }) => start > part.oldEnd);
  return { before, after: Math.min(after, kept.length - before) };
}

/** Index of the first element for which `holds` is true, which it is for all behind it as well. */
function firstWhere(kept: readonly Kept[], holds: (each: Kept) => boolean): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = kept[middle];
    if (each !== undefined && holds(each)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Moves a statement and all in it. */
export function move(kept: Kept, by: number): Kept {
  if (by === 0) return kept;
  kept.start += by;
  kept.end += by;
  if (kept.statement !== undefined) kept.statement.start += by;
  if (kept.body === undefined) return kept;
  kept.body.start += by;
  kept.body.ownerStart += by;
  for (const each of kept.body.statements) move(each, by);
  return kept;
}

/** The scopes inside a body. */
function inside({ start, ownerStart, isClass, isScope }: KeptBody, outer: Outer): Outer {
  const scopes = [...(isScope ? [start] : []), ownerStart, ...outer.scopes];
  return isClass ? { scopes, class: ownerStart } : { ...outer, scopes };
}

/** All statements that hold something, in their present place; true when one of them is broken. */
export function collect(kept: readonly Kept[], into: Statement[], outer: Outer = fileScopes): boolean {
  let broken = false;
  for (const each of kept) {
    if (each.broken) broken = true;
    if (each.statement !== undefined) {
      each.statement.outer = outer.scopes;
      each.statement.outerClass = outer.class;
      into.push(each.statement);
    }
    if (each.body !== undefined && collect(each.body.statements, into, inside(each.body, outer))) broken = true;
  }
  return broken;
}
