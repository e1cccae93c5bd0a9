// Whether an assignment is always run, told from the nodes around it.
import type { Node } from '../syntax/syntaxNode';

/** Statements of which only one branch is run. */
const branching = /if|else|elif|case|switch|match|try|except|catch|rescue|unless|when/;
const enclosing = /function|method|class|module|program|source_file|compilation_unit|lambda|closure/;
/** How far a branch may be from the assignment in it. */
const BRANCH_STEPS = 6;

/** The end of the branch that the assignment stands in; undefined when it is always run. */
export function branchEnd(node: Node): number | undefined {
  let current = node.parent;
  for (let steps = 0; current !== null && steps < BRANCH_STEPS; steps++) {
    if (enclosing.test(current.type)) return undefined;
    if (branching.test(current.type)) return current.endIndex;
    current = current.parent;
  }
  return undefined;
}
