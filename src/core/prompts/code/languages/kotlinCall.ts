// Kotlin's calls, constructors and annotations: their names and arguments, and the calls that make lists, objects and texts.

import type { Expression, NamedNode, Shape } from '../syntax/language';
import { children, inner, sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { type Filling, filled, kindMade } from './filled';
import { addedItems, builderArguments, buildStringPieces, lambdaOf, lambdaResult, lines } from './kotlinLambda';
import { childOf, genericCall, path, plain, strings } from './kotlinPath';

const lists = /^((mutable|array|persistent)?ListOf|listOfNotNull|(array|set)Of|List\.of|Arrays\.asList)$/i;
const maps = /^(mutable|hash|linked)?mapOf$/i;

/** `"key" to value` as key and value. */
export function pair(node: Node | undefined, text: string): readonly [Node, Node] | undefined {
  if (node?.type !== 'infix_expression') return undefined;
  const [left, word, right] = children(node);
  if (left === undefined || word === undefined || right === undefined) return undefined;
  return sourceOf(word, text) === 'to' ? [left, right] : undefined;
}

/** An argument with its name, where it has one. */
export function argument(node: Node, text: string): NamedNode {
  const [first, second] = children(node);
  const spread = first?.type === 'spread_expression';
  if (second === undefined) return { name: undefined, value: first, spread };
  return { name: first && sourceOf(first, text), value: second, spread: second.type === 'spread_expression' };
}

function entries(args: readonly NamedNode[], text: string): NamedNode[] {
  return args.map(({ value, spread }): NamedNode => {
    const both = value === undefined || 'shape' in value ? undefined : pair(value, text);
    if (both === undefined) return { name: undefined, value, spread };
    const [key, held] = both;
    return { name: strings.has(key.type) ? plain(key, text) : undefined, value: held, spread: false };
  });
}

/** The call's arguments; of `f(x) { … }` also those that the builder in braces sets. */
export function argumentsOf(node: Node, text: string): NamedNode[] {
  const callee = node.firstNamedChild;
  const lambda = lambdaOf(node);
  const earlier = lambda !== undefined && callee?.type === 'call_expression' ? argumentsOf(callee, text) : [];
  const list = childOf(node, 'value_arguments');
  const listed = list === undefined ? [] : children(list).map((each) => argument(each, text));
  return [...earlier, ...listed, ...(lambda === undefined ? [] : builderArguments(lambda, text))];
}

/**
 * `xs.joinToString("\n")` and `joinToString(separator = "\n")` as the `join` that all languages have; with braces that of what they make
 * of each.
 */
function joined(node: Node, args: readonly NamedNode[], list: Node): Shape {
  const made = lambdaOf(node);
  const mapping: NamedNode = { name: undefined, value: made, spread: false };
  const start = list.startIndex;
  const receiver: Expression =
    made === undefined
      ? list
      : {
          span: { start, end: made.endIndex },
          shape: { kind: 'call', start, path: ['?', 'map'], receiver: list, args: [mapping] },
        };
  const separator = args.find(({ name, spread }) => !spread && (name === undefined || name === 'separator'))?.value;
  const span = { start: node.startIndex, end: node.endIndex };
  const value: Expression = separator ?? { span, shape: { kind: 'literal', pieces: [', '] } };
  const only: NamedNode = { name: undefined, value, spread: false };
  return { kind: 'call', start: node.startIndex, path: ['?', 'join'], receiver, args: [only] };
}

/** Constructions of an empty object or list, and the calls that fill it. */
const filling: Filling = {
  called(node, text) {
    const callee = node.type === 'call_expression' ? node.firstNamedChild : null;
    if (callee?.type !== 'navigation_expression') return undefined;
    const [name, list] = [callee.lastNamedChild, childOf(node, 'value_arguments')];
    const args = (list === undefined ? [] : children(list)).flatMap((each) => children(each).at(-1) ?? []);
    return { name: name === null ? '' : sourceOf(name, text), receiver: callee.firstNamedChild ?? undefined, args };
  },
  key: (node, text) => (strings.has(node.type) ? plain(node, text) : undefined),
  made(node, text) {
    const callee = node.type === 'call_expression' ? node.firstNamedChild : null;
    const list = childOf(node, 'value_arguments');
    const empty = list !== undefined && children(list).length === 0;
    return callee?.type === 'identifier' && empty ? sourceOf(callee, text) : undefined;
  },
  variable: (node, text) => (node.type === 'identifier' ? sourceOf(node, text) : undefined),
};

/** `JSONObject().apply { put("role", "user") }`, `JSONArray().apply { put(message) }`, `Message().apply { role = "user"; content = "…" }`. */
function applied(lambda: Node, receiver: Node, text: string): Shape | undefined {
  const kind = kindMade(receiver, text, filling);
  if (kind === 'list') return { kind: 'list', items: addedItems(lambda, text) };
  const entries = builderArguments(lambda, text);
  const isSet = (key: string) => entries.some(({ name }) => name === key);
  const says = (isSet('role') && isSet('content')) || (isSet('model') && isSet('messages'));
  return kind === 'object' || (says && filling.made(receiver, text) !== undefined)
    ? { kind: 'object', entries }
    : undefined;
}

/** A call as what it makes: a list, an object, a text that is put together, or simply a call. */
export function call(node: Node, text: string): Shape {
  const gathered = filled(node, text, filling);
  if (gathered !== undefined) return gathered;
  const names = path(node.firstNamedChild, text);
  const name = names.at(-1) ?? '';
  const lambda = lambdaOf(node);
  if (name === 'buildString' && lambda !== undefined) return { kind: 'concat', parts: buildStringPieces(lambda, text) };
  // `question?.let { "… $it" }`
  if ((name === 'lazy' || (name === 'let' && names.length > 1)) && lambda !== undefined)
    return inner(lambdaResult(lambda));
  const args = argumentsOf(node, text);
  if (lists.test(name) || lists.test(names.slice(-2).join('.'))) {
    return { kind: 'list', items: args.flatMap(({ value }) => value ?? []) };
  }
  if (maps.test(name)) return { kind: 'object', entries: entries(args, text) };
  if (name === 'buildJsonObject') return { kind: 'object', entries: args };
  const callee = node.firstNamedChild;
  const named = callee?.type === 'call_expression' && lambda !== undefined ? callee.firstNamedChild : callee;
  const receiver = named?.type === 'navigation_expression' ? named.firstNamedChild : null;
  const built =
    name === 'apply' && lambda !== undefined && receiver !== null ? applied(lambda, receiver, text) : undefined;
  if (built !== undefined) return built;
  const instead = lambda !== undefined && /^if(Empty|Blank)$/.test(name) ? lambdaResult(lambda) : undefined;
  if (instead !== undefined && receiver !== null) return { kind: 'choice', branches: [receiver, instead] };
  // Koog's `client.getModelOrNull("…")!!.toLLModel()`
  if (name === 'toLLModel' && receiver !== null) return inner(receiver);
  if (name === 'joinToString' && receiver !== null) return joined(node, args, receiver);
  return { kind: 'call', start: node.startIndex, path: names, receiver: receiver ?? undefined, args };
}

/** The call that is a comparison to the grammar; undefined for one that is. */
export function generic(node: Node, text: string): Shape | undefined {
  const found = genericCall(node);
  if (found === undefined) return undefined;
  const { callee, given } = found;
  const receiver = callee.type === 'navigation_expression' ? (callee.firstNamedChild ?? undefined) : undefined;
  const args: NamedNode[] = [{ name: undefined, value: given, spread: false }];
  return { kind: 'call', start: node.startIndex, path: path(callee, text), receiver, args };
}

/** Several texts of an annotation are one, a line each, as langchain4j joins them. */
export function annotation(node: Node, text: string): Shape {
  const made = childOf(node, 'constructor_invocation');
  const list = made === undefined ? undefined : childOf(made, 'value_arguments');
  const args = (list === undefined ? [] : children(list))
    .map((each) => argument(each, text))
    .map((arg): NamedNode => {
      const { value } = arg;
      if (value === undefined || 'shape' in value || value.type !== 'collection_literal') return arg;
      return { ...arg, value: lines(children(value)) };
    });
  const bare = args.flatMap(({ name, value }) =>
    name !== undefined || value === undefined || 'shape' in value ? [] : value,
  );
  const value = bare.length > 1 ? lines(bare) : undefined;
  const rest = args.filter(({ name }) => name !== undefined);
  const start = node.startIndex;
  const listed = value === undefined ? args : [{ name: undefined, value, spread: false }, ...rest];
  return { kind: 'call', start, path: calleePath(node, text), receiver: undefined, args: listed };
}

/** The name of a call, constructor or annotation, without reading arguments. */
export function calleePath(node: Node, text: string): readonly string[] {
  if (node.type === 'binary_expression') return path(genericCall(node)?.callee ?? null, text);
  if (node.type !== 'annotation') return path(node.firstNamedChild, text);
  const made = childOf(node, 'constructor_invocation') ?? node;
  return [`@${path(childOf(made, 'user_type') ?? null, text).at(-1) ?? ''}`];
}
