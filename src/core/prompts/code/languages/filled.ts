// Objects and lists of Java and Kotlin that are filled one entry at a time: `new JSONObject().put("role", "user").put("content", q)`, or in
// statements of their own: `said.put("role", "user"); said.put("content", q);`. Setters of messages are read the same:
// `said.setRole("user"); said.setContent(q);`.

import type { Expression, NamedNode, Shape } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';

/** A call with what stands before its name. */
export interface Called {
  readonly name: string;
  readonly receiver: Node | undefined;
  readonly args: readonly Node[];
}

/** What the languages write differently. */
export interface Filling {
  called(node: Node, text: string): Called | undefined;
  /** The text of a string literal. */
  key(node: Node, text: string): string | undefined;
  /** The name of the class that the expression constructs. */
  made(node: Node, text: string): string | undefined;
  /** The name of a plain variable. */
  variable(node: Node, text: string): string | undefined;
}

const putting = /^(put|add|set|addProperty)$/;
const adding = /^(put|add)$/;
/** Setters of a message's class. */
export const setter = /^set(Role|Content)$/;
const objects = /^((JSON|Json)Object|ObjectNode|(Linked)?(Hash|Tree)?Map)$/;
const lists = /^((JSON|Json)Array|ArrayNode|(Array|Linked)List)$/;
/** Methods that make an empty one. */
const objectMakers = /^(createObjectNode|createObjectBuilder|addObject)$/;
const listMakers = /^(createArrayNode|createArrayBuilder)$/;
/** Calls of a chain that are read; keeps hostile chains linear. */
const LINKS_LIMIT = 40;
/** Statements looked at for the rest of an object. */
const STATEMENTS_LIMIT = 8;
/** What begins an object that is filled in statements. */
const messageKeys: ReadonlySet<string> = new Set(['role', 'content']);

interface Entry {
  readonly key: string;
  readonly value: Node;
}

function entryOf({ name, args }: Called, text: string, by: Filling): Entry | undefined {
  const [first, value] = args;
  const set = setter.exec(name)?.[1];
  if (set !== undefined && first !== undefined && args.length === 1) return { key: set.toLowerCase(), value: first };
  if (first === undefined || value === undefined || args.length !== 2 || !putting.test(name)) return undefined;
  const key = by.key(first, text);
  return key === undefined ? undefined : { key, value };
}

const named = (entries: readonly Entry[]): NamedNode[] =>
  entries.map(({ key, value }) => ({ name: key, value, spread: false }));

/** What an expression makes without filling it. */
export function kindMade(node: Node, text: string, by: Filling): 'object' | 'list' | undefined {
  const type = by.made(node, text);
  if (type !== undefined) return objects.test(type) ? 'object' : lists.test(type) ? 'list' : undefined;
  const { name = '', args = [] } = by.called(node, text) ?? {};
  if (args.length > 0) return undefined;
  return objectMakers.test(name) ? 'object' : listMakers.test(name) ? 'list' : undefined;
}

/** `new Said().setRole("user").setContent(q)` */
function isMessage(entries: readonly { readonly key: string }[]): boolean {
  return entries.length > 1 && entries.every(({ key }) => messageKeys.has(key));
}

/** The object or list that a chain of calls fills, or that a statement begins to fill; undefined for other calls. */
export function filled(node: Node, text: string, by: Filling): Shape | undefined {
  const entries: Entry[] = [];
  const items: Expression[] = [];
  let at = node;
  for (let links = 0; links < LINKS_LIMIT; links++) {
    const call = by.called(at, text);
    if (call?.receiver === undefined) break;
    const entry = entryOf(call, text, by);
    const [item] = call.args;
    if (entry !== undefined) entries.unshift(entry);
    else if (item !== undefined && call.args.length === 1 && adding.test(call.name)) items.unshift(item);
    else break;
    at = call.receiver;
  }
  if (entries.length + items.length === 0) return undefined;
  const kind = kindMade(at, text, by);
  if (kind === 'object' && items.length === 0) return { kind: 'object', entries: named(entries) };
  if (kind === 'list' && entries.length === 0) return { kind: 'list', items };
  if (kind === undefined && isMessage(entries) && items.length === 0)
    return { kind: 'object', entries: named(entries) };
  const [first] = entries;
  const holder = entries.length === 1 && items.length === 0 ? by.variable(at, text) : undefined;
  if (holder === undefined || first === undefined || !messageKeys.has(first.key)) return undefined;
  return inStatements(node, first, holder, text, by);
}

/** The object `holder` as far as the statements behind this one fill it. */
function inStatements(node: Node, first: Entry, holder: string, text: string, by: Filling): Shape | undefined {
  const entries = [first];
  let reach = node.endIndex;
  let statement = node.parent?.type === 'expression_statement' ? node.parent : node;
  for (let count = 0; count < STATEMENTS_LIMIT; count++) {
    const next = statement.nextNamedSibling;
    if (next === null) break;
    statement = next;
    const inside = next.type === 'expression_statement' ? next.firstNamedChild : next;
    const call = inside === null ? undefined : by.called(inside, text);
    if (call?.receiver === undefined || by.variable(call.receiver, text) !== holder) continue;
    const entry = entryOf(call, text, by);
    if (entry === undefined || entries.some(({ key }) => key === entry.key)) break;
    entries.push(entry);
    reach = next.endIndex;
  }
  return entries.length === 1 ? undefined : { kind: 'object', entries: named(entries), reach };
}
