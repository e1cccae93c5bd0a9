// In which manner a name gets its value: always or in a branch, there or in an outer scope; told from the nodes around it.
import type { Binding } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';
import type { Definition } from './facts';
import { returnable } from './nameFacts';
import type { Value } from './value';

/** Statements of which only one branch is run. */
const branching = /if|else|elif|case|switch|match|try|except|catch|rescue|unless|when/;
const enclosing = /function|method|class|module|program|source_file|compilation_unit|lambda|closure/;
/** How far a branch may be from the assignment in it. */
const BRANCH_STEPS = 6;

/** The end of the branch that the assignment stands in; undefined when it is always run. */
function branchEnd(node: Node): number | undefined {
  let current = node.parent;
  for (let steps = 0; current !== null && steps < BRANCH_STEPS; steps++) {
    if (enclosing.test(current.type)) return undefined;
    if (branching.test(current.type)) return current.endIndex;
    current = current.parent;
  }
  return undefined;
}

/** What a definition says beside its name and value. */
export function mannerOf(node: Node, kind: Binding['kind'], value: Value | undefined): Partial<Definition> {
  if (kind === 'declared') return { declared: true };
  const end = value !== undefined && returnable.has(value.kind) ? branchEnd(node) : undefined;
  const conditional = value === undefined || end === undefined ? {} : { conditional: end - value.span.start };
  return { ...(kind === 'assigned' ? { assigned: true } : {}), ...conditional };
}
