// What one call sends: the first of its rules that applies leads to the arguments, and from there to texts, tools and limits.

import { literalModel } from '../facts/modelValue';
import { type CallValue, type Link, normalName, type ObjectValue, type Value } from '../facts/value';
import type { CallRule, ChainLink } from '../rules/callRule';
import { generalRule } from '../rules/callRules';
import { isProse } from '../rules/prose';
import { messageRuleFor } from '../rules/ruleIndex';
import { argument, maxOutputOf, namedOf, positional } from './callArguments';
import { type Definitions, selfNames } from './definitions';
import { type Finding, type SentText, sentText } from './linkMemory';
import { Collector, type Sent } from './messages';
import { type Placed, spanNow } from './placed';
import { statedTools } from './toolDefinitions';

/** What the file says of names, as far as rules ask for it. */
interface FileNames {
  readonly definitions: Definitions;
  /** Modules that it imports. */
  readonly imports: readonly string[];
}

/** What the call sends by the first rule that sees a text in it, else what the first that applies makes of it; undefined when none does. */
export function findByRules(
  rules: readonly CallRule[],
  placed: Placed<CallValue | ObjectValue>,
  file: FileNames,
): Finding | undefined {
  let onlyNames: Finding | undefined;
  for (const rule of rules) {
    const found = applies(rule, placed, file) ? sentBy(placed, rule, file.definitions) : undefined;
    if (found !== undefined && found.sent.length > 0) return found;
    onlyNames ??= found;
  }
  return onlyNames;
}

/** What the rule makes of the call; undefined when nothing that is sent can be seen. */
function sentBy(
  placed: Placed<CallValue | ObjectValue>,
  rule: CallRule,
  definitions: Definitions,
): Finding | undefined {
  const { value } = placed;
  const collector = new Collector(definitions, spanNow(placed).start);
  if (rule.links !== undefined && value.kind === 'call') sendLinks(placed, rule.links, value.links ?? [], collector);
  for (const slot of rule.slots) {
    const inSlot = argument(namedOf(value), slot.names ?? []) ?? positional(value, slot.at);
    const given =
      inSlot === undefined ? inSpreads(placed, slot.names ?? [], definitions) : { ...placed, value: inSlot };
    if (given !== undefined) collector.slot(given, slot);
    const rest = slot.rest === true && value.kind === 'call' ? value.positional.slice((slot.at ?? 0) + 1) : [];
    for (const next of rest) {
      if (next.kind === 'text' || (next.kind === 'call' && messageRuleFor(next.path) !== undefined))
        collector.slot({ ...placed, value: next }, slot);
    }
  }
  // A general callee without a stated role sends messages or nothing.
  const { given } = collector;
  const told = given.some(({ role }) => role !== 'unknown');
  if (collector.sent.every(({ role }) => role === 'unknown') && !told) return undefined;
  const tools = statedTools(namedOf(value), placed, definitions);
  const toolsUnseen = tools !== undefined && tools.json === undefined;
  const partial = collector.partial || rule.open === true || !value.complete || toolsUnseen;
  const maxOutputTokens = maxOutputOf(value);
  const says = ({ value: { text, holes } }: SentText) => rule.fills !== true || isProse(text, holes.length);
  const texts = (all: readonly Sent[]) => all.map(sentText).filter((each) => isText(each) && says(each));
  const [shown, aside] = [texts(collector.sent), texts(collector.instead)];
  // Where what is usually sent cannot be seen, the first that may be sent instead stands for it.
  const [sent, instead] = shown.length > 0 ? [shown, aside] : [aside.slice(0, 1), aside.slice(1)];
  return { rule, sent, instead, partial: partial || shown.length === 0, given, maxOutputTokens, tools: tools?.json };
}

/** `generateText({ ...DEFAULTS, prompt })`, `create(request)`: what is given under one of these names by a name. */
function inSpreads(
  { value, scopes }: Placed<CallValue | ObjectValue>,
  names: readonly string[],
  definitions: Definitions,
): Placed | undefined {
  const only =
    value.kind === 'call' && value.positional.length === 1 && value.named.size === 0 ? value.positional[0] : undefined;
  const given = only?.kind === 'name' ? [only] : [];
  for (const { path } of [...(value.spreads ?? []), ...given]) {
    const held = definitions.resolve(path, scopes)?.placed;
    // With a model in it, the object is the request.
    const isOwn = held?.value.kind === 'object' && given.length > 0 && held.value.entries.has('model');
    const found = held?.value.kind === 'object' && !isOwn ? argument(held.value.entries, names) : undefined;
    if (held !== undefined && found !== undefined) return { ...held, value: found };
  }
  return undefined;
}

/** Clients take a model's id where others take the text: `service.generateContent("gemini-2.0-flash", request)`. */
const isText = ({ value }: SentText): boolean => literalModel(value, true) === undefined;

function applies(
  rule: CallRule,
  placed: Placed<CallValue | ObjectValue>,
  { definitions, imports: imported }: FileNames,
): boolean {
  const { needs, imports, madeBy, links, head } = rule;
  const named = namedOf(placed.value);
  if (rule === generalRule && isOtherKind(named.get('messages'))) return false;
  const chain = placed.value.kind === 'call' ? placed.value : undefined;
  if (links !== undefined && !links.some(({ name }) => chain?.links?.some((link) => link.name === normalName(name))))
    return false;
  if (head !== undefined && !head.some((name) => chain !== undefined && inChain(chain, normalName(name)))) return false;
  if (needs !== undefined && !needs.some((name) => named.has(normalName(name)))) return false;
  if (madeBy !== undefined && !isMadeBy(placed, madeBy, definitions)) return false;
  if (placed.value.kind === 'object' && !named.has('messages') && isLabel(named.get('model'))) return false;
  return isImported(imports, imported);
}

/** Keys of which every message has one. */
const messageKeys = 'role content parts type user system assistant human'.split(' ');

/** True for messages that are none of a chat: `CompileError { messages: vec![Note { at, text }] }`. */
function isOtherKind(messages: Value | undefined): boolean {
  if (messages?.kind !== 'list' || messages.items.length === 0) return false;
  return messages.items.every((item) => {
    const keys = item.kind === 'object' ? item.entries : item.kind === 'call' && item.record ? item.named : undefined;
    return (
      keys !== undefined && !messageKeys.some((key) => keys.has(key)) && !(item.kind === 'object' && !item.complete)
    );
  });
}

/** True for words for people where an id would stand: `{ model: 'Model', systemPrompt: 'System prompt' }` names the fields of a form. */
function isLabel(model: Value | undefined): boolean {
  return (
    model?.kind === 'text' &&
    model.holes.length === 0 &&
    /^(\p{Lu}\P{N}*|\P{N}*\s\P{N}*)$/u.test(model.text.slice(0, 80))
  );
}

/** True when the file imports one of these packages (or a part of one), or none is asked for. */
export function isImported(wanted: readonly string[] | undefined, imported: readonly string[]): boolean {
  return wanted === undefined || wanted.some((name) => imported.some((found) => isPartOf(found, name)));
}

/** True when the object that the call is made on is made, wherever it is, by a call of one of these names, or on what one of them names. */
export function isMadeBy(
  placed: Placed<CallValue | ObjectValue>,
  makers: readonly string[],
  definitions: Definitions,
): boolean {
  const { value, scopes } = placed;
  if (value.kind !== 'call') return false;
  // `agent("…")`: what is made is called itself.
  const holder = value.path.length < 2 ? value.path : value.path.slice(0, -1);
  const found = definitions.resolveAll(holder, scopes, spanNow(placed).start);
  if (found === undefined || found.unseen) return false;
  return [found.placed, ...found.others].every((each) => {
    // `self.helper = gardener`
    const named = each.value.kind === 'name' ? definitions.resolve(each.value.path, each.scopes)?.placed : undefined;
    const { value: made } = named ?? each;
    const path = made.kind === 'call' ? made.path : [];
    const ends = [path[0], path.at(-1)].map((name) => normalName(name ?? ''));
    return makers.some((name) =>
      name.startsWith('*')
        ? ends.some((end) => end.endsWith(normalName(name.slice(1))))
        : ends.includes(normalName(name)),
    );
  });
}

/** True when the object that the call is made on is made by the class of another name, wherever it is: `human = Human()`. */
export function isMadeByOther(call: Placed<CallValue>, className: string, definitions: Definitions): boolean {
  const { path } = call.value;
  if (path.length !== 2 || selfNames.has(path[0] ?? '')) return false;
  const found = definitions.resolveAll(path.slice(0, -1), call.scopes, spanNow(call).start);
  if (found === undefined || found.unseen) return false;
  return [found.placed, ...found.others].every(({ value: made }) => {
    const maker = made.kind === 'call' ? made.path : [];
    return /^\p{Lu}/u.test(maker.at(-1) ?? '') && !maker.includes(className);
  });
}

/** True when the chain has a call of this name or begins with it. */
function inChain({ path, links }: CallValue, name: string): boolean {
  return path.some((part) => normalName(part) === name) || links?.some((link) => link.name === name) === true;
}

/** What the calls of a chain send: first what stands ahead of the messages wherever it is set, then the rest as it comes. */
function sendLinks(placed: Placed, rules: readonly ChainLink[], links: readonly Link[], collector: Collector): void {
  for (const ahead of [true, false]) {
    for (const link of links) {
      const rule = rules.find(({ name }) => normalName(name) === link.name);
      if (rule === undefined || (rule.ahead === true) !== ahead) continue;
      const named = argument(link.named, rule.names ?? []);
      const sent =
        named !== undefined
          ? [named]
          : rule.all === true
            ? link.positional
            : link.positional.slice(rule.at ?? 0, (rule.at ?? 0) + 1);
      for (const value of sent) collector.slot({ ...placed, value }, rule);
    }
  }
}

/** `@langchain/core/prompts` and `langchain_core` are parts of `langchain`; `aiohttp` is no part of `ai`. */
function isPartOf(found: string, name: string): boolean {
  if (!found.startsWith(name)) return false;
  const next = found[name.length];
  return next === undefined || './\\:'.includes(next);
}
