// In which manner a name gets its value: always or in a branch, there or in an outer scope; told from the nodes around it.
import { namesModel } from '../rules/callNames';
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

/** The branch that the assignment stands in; undefined when it is always run. */
function branchOf(node: Node): Node | undefined {
  let current = node.parent;
  for (let steps = 0; current !== null && steps < BRANCH_STEPS; steps++) {
    if (enclosing.test(current.type)) return undefined;
    if (branching.test(current.type)) return current;
    current = current.parent;
  }
  return undefined;
}

/** A condition alone, up to the assignment: `if model == "" {`, `if (model == null || model.isBlank())`, `if not model:`. */
const condition = /^(?:if|unless)\b\s*\(?([^;\n{}]{1,120}?)\)?\s*(?:then|:|\{)?\s*$/;
const isMissing =
  /(?:==|\bis)\s*(?:""|''|null|nil|None|undefined)|!\s*\$?[\w.]+$|\bnot\s+[\w.]+$|is_?(?:empty|blank|nil|none|null)|\bempty\(|blank\?|nil\?/i;

/** True when the name is given the value because it had none. */
function isFallback(branch: Node, node: Node, name: string, text: string): boolean {
  const [, stated = ''] = condition.exec(text.slice(branch.startIndex, node.startIndex)) ?? [];
  return stated.includes(name) && isMissing.test(stated.trim());
}

/** `model ??= "…"`, `@model ||= "…"`, `model = model or "…"` */
const givesMissing = /^[^=\n]{1,100}(?:\|\||\?\?)=|(?<![\w.])([$@\w.]{1,60})\s*:?=\s*\1\s*(?:\bor\b|\|\||\?\?|\?:)/;

/** So far an assignment is read for what it stands in for. */
const DEFAULT_LENGTH = 200;

/** What a definition says beside its name and value. Only of a model it is asked what it stands in for. */
export function mannerOf(
  node: Node,
  { kind, path }: Binding,
  value: Value | undefined,
  text: string,
): Partial<Definition> {
  if (kind === 'declared') return { declared: true };
  const assigned = kind === 'assigned' ? { assigned: true } : {};
  if (value === undefined || !returnable.has(value.kind)) return assigned;
  const name = path.at(-1) ?? '';
  const branch = branchOf(node);
  const isDefault =
    namesModel(name) && (stands(node, value, text) || (branch !== undefined && isFallback(branch, node, name, text)));
  const fallback = isDefault ? { fallback: true } : {};
  const conditional = branch === undefined ? {} : { conditional: branch.endIndex - value.span.start };
  return { ...assigned, ...conditional, ...fallback };
}

/** True for `model ??= "…"`. */
const stands = (node: Node, { span }: Value, text: string): boolean =>
  givesMissing.test(text.slice(node.startIndex, Math.min(span.end, node.startIndex + DEFAULT_LENGTH)));
