// Kotlin's braces behind a call: builders that set arguments and add messages (`chatCompletionRequest { model = …; messages { … } }`),
// and text built piece by piece (`buildString { append("…") }`).

import type { Expression, NamedNode, Shape } from '../syntax/language';
import { children, flatten, sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';

const written = (node: Node, shape: Shape): Expression => ({
  span: { start: node.startIndex, end: node.endIndex },
  shape,
});
/** Several texts that are one, a line each. */
export function lines(parts: readonly Node[]): Expression | undefined {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { span: { start: first.startIndex, end: last.endIndex }, shape: { kind: 'concat', parts, separator: '\n' } };
}

const positional = (value: Expression): NamedNode => ({ name: undefined, value, spread: false });

/** The braces behind the call's arguments. */
export function lambdaOf(call: Node): Node | undefined {
  const last = call.lastNamedChild;
  const lambda = last?.type === 'annotated_lambda' ? last.lastNamedChild : undefined;
  return lambda?.type === 'lambda_literal' ? lambda : undefined;
}

function statements(lambda: Node): Node[] {
  return children(lambda).filter(({ type }) => type !== 'lambda_parameters');
}

/** The last expression, which is what a lambda returns. */
export function lambdaResult(lambda: Node): Node | undefined {
  return statements(lambda).at(-1);
}

/** The name of a call without a receiver: `system("…")`, `message { … }`. */
function ownName(call: Node, text: string): string | undefined {
  if (call.type !== 'call_expression') return undefined;
  const callee = call.firstNamedChild;
  const first = callee?.type === 'call_expression' && lambdaOf(call) !== undefined ? callee.firstNamedChild : callee;
  // `+user("…")` is a call of `+user` to the grammar.
  const name = first?.type === 'unary_expression' ? first.firstNamedChild : first;
  return name?.type === 'identifier' ? sourceOf(name, text) : undefined;
}

/** The values in the brackets of a call, also of `f(x) { … }`. */
function values(call: Node): Node[] {
  const callee = call.firstNamedChild;
  const holder = callee?.type === 'call_expression' && lambdaOf(call) !== undefined ? callee : call;
  const list = children(holder).find(({ type }) => type === 'value_arguments');
  return (list === undefined ? [] : children(list)).flatMap((argument) => children(argument).at(-1) ?? []);
}

/** `system("…")`, `user { +"…" }`, `message { role = …; content = "…" }` as a message; undefined for other statements. */
function message(call: Node, name: string, text: string): Expression | undefined {
  const role = /^(system|developer|user|assistant)(Message)?$/.exec(name)?.[1];
  if (role === undefined && name !== 'message') return undefined;
  const lambda = lambdaOf(call);
  const [first] = values(call);
  const inside = lambda === undefined ? [] : builderArguments(lambda, text);
  const entries = inside.filter((each) => each.name !== undefined);
  if (role !== undefined) {
    entries.push({ name: 'role', value: written(call, { kind: 'literal', pieces: [role] }), spread: false });
    const content = first ?? (lambda === undefined ? undefined : linesOf(lambda, text));
    if (content !== undefined && !entries.some((each) => each.name === 'content'))
      entries.push({ name: 'content', value: content, spread: false });
  }
  return written(call, { kind: 'object', entries });
}

/** What lines that begin with `+` add, which are one sum to the grammar. */
const added = (sum: Node): Node[] =>
  flatten(sum, 'binary_expression', '+').map((each) =>
    each.type === 'unary_expression' ? (each.childForFieldName('argument') ?? each) : each,
  );

/** The texts that a builder of one message adds: `{ +"…"; text("…"); content { text("…") } }`. */
function partsOf(lambda: Node, text: string): Node[] {
  return statements(lambda).flatMap((statement): Node[] => {
    if (text[statement.startIndex] === '+') return added(statement);
    const name = ownName(statement, text) ?? '';
    const inside = name === 'content' ? lambdaOf(statement) : undefined;
    if (inside !== undefined) return partsOf(inside, text);
    return /^(text|textLine|line|content)$/.test(name) ? values(statement).slice(0, 1) : [];
  });
}

/** Such texts as one, a line each. */
function linesOf(lambda: Node, text: string): Expression | undefined {
  const parts = partsOf(lambda, text);
  return parts.length < 2 ? parts[0] : lines(parts);
}

/** `put("key", value)`, `putJsonArray("key") { … }`. */
function put(call: Node, name: string, text: string): NamedNode | undefined {
  const [key, value] = values(call);
  const lambda = lambdaOf(call);
  if (!/^(put(JsonArray|JsonObject)?|addProperty)$/.test(name) || key?.type !== 'string_literal') return undefined;
  const named = sourceOf(key, text).slice(1, -1);
  if (lambda === undefined) return value === undefined ? undefined : { name: named, value, spread: false };
  const shape = name.endsWith('Array')
    ? ({ kind: 'list', items: addedItems(lambda, text) } as const)
    : ({ kind: 'object', entries: builderArguments(lambda, text) } as const);
  return { name: named, value: written(call, shape), spread: false };
}

/** aallam's `messageRequest { role = …; addTextContent("…") }`. */
function content(call: Node, name: string): NamedNode | undefined {
  const [value] = name === 'addTextContent' ? values(call) : [];
  return value && { name: 'content', value, spread: false };
}

/** What `add(…)` and `addJsonObject { … }` put into a list. */
export function addedItems(lambda: Node, text: string): Expression[] {
  return statements(lambda).flatMap((statement): Expression[] => {
    const name = ownName(statement, text);
    const inside = lambdaOf(statement);
    if (name === 'addJsonObject' && inside !== undefined)
      return [written(statement, { kind: 'object', entries: builderArguments(inside, text) })];
    return name === 'add' || name === 'put' ? values(statement).slice(0, 1) : [];
  });
}

/**
 * What a builder in braces sets: `name = value` as a named argument, the messages that it adds as the argument `messages`, nested
 * builders under their name. Braces that set nothing are one positional argument, a function.
 */
export function builderArguments(lambda: Node, text: string): NamedNode[] {
  const named: NamedNode[] = [];
  const messages: Expression[] = [];
  const steps = statements(lambda).flatMap((each) => (text[each.startIndex] === '+' ? added(each) : each));
  for (const statement of steps) {
    if (statement.type === 'assignment') {
      const target = statement.childForFieldName('left');
      const value = statement.childForFieldName('right');
      if (target?.type === 'identifier' && value !== null)
        named.push({ name: sourceOf(target, text), value, spread: false });
      continue;
    }
    const name = ownName(statement, text);
    if (name === undefined) continue;
    const entry = put(statement, name, text) ?? content(statement, name);
    const said = entry === undefined ? message(statement, name, text) : undefined;
    const nested = lambdaOf(statement);
    if (entry !== undefined) named.push(entry);
    else if (said !== undefined) messages.push(said);
    else if (name === 'messages' && nested !== undefined)
      messages.push(
        ...builderArguments(nested, text).flatMap(({ name: key, value }) => (key === 'messages' ? (value ?? []) : [])),
      );
  }
  // `content("user") { text("…") }`
  const said = messages.length > 0 || named.length > 0 ? undefined : linesOf(lambda, text);
  if (said !== undefined) named.push({ name: 'text', value: said, spread: false });
  if (messages.length > 0)
    named.push({ name: 'messages', value: written(lambda, { kind: 'list', items: messages }), spread: false });
  return named.length > 0 ? named : [positional(lambda)];
}

/** The text that `buildString { … }` makes, also in branches and loops; what is neither `append` nor `appendLine` is a hole. */
export const buildStringPieces = (lambda: Node, text: string): Expression[] => appended(statements(lambda), text);

function appended(steps: readonly Node[], text: string, depth = APPENDED_DEPTH): Expression[] {
  return steps.flatMap((step): Expression[] => {
    const hole = { hole: sourceOf(step, text) };
    const name = ownName(step, text);
    const [first] = values(step);
    const line = written(step, { kind: 'literal', pieces: ['\n'] });
    if (name === 'append') return first === undefined ? [] : [first];
    if (name === 'appendLine' || name === 'appendln') return first === undefined ? [line] : [first, line];
    const [body, ...others] = depth > 0 ? bodiesOf(step) : [];
    if (body === undefined) return [written(step, { kind: 'literal', pieces: [hole] })];
    const parts = [body, ...others].map((each) => concatOf(each, appended(stepsOf(each), text, depth - 1)));
    // A loop puts it in more than once.
    if (step.type !== 'if_expression') return [...parts, written(step, { kind: 'literal', pieces: [hole] })];
    const nothing = written(step, { kind: 'literal', pieces: [''] });
    return [written(step, { kind: 'choice', branches: others.length > 0 ? parts : [...parts, nothing] })];
  });
}

/** How deep branches lie in each other that are looked into. */
const APPENDED_DEPTH = 4;

const concatOf = (of: Node, parts: readonly Expression[]): Expression => written(of, { kind: 'concat', parts });

const stepsOf = (body: Node): readonly Node[] => (body.type === 'block' ? children(body) : [body]);

/** What an `if` or a loop does: its blocks, or single statements. */
function bodiesOf(step: Node): readonly Node[] {
  if (step.type === 'for_statement') return children(step).filter(({ type }) => type === 'block');
  if (step.type !== 'if_expression') return [];
  const condition = step.childForFieldName('condition');
  return children(step).filter(({ id }) => id !== condition?.id);
}
