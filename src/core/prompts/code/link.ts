// All statements' facts to one detection: resolves names, gives requests their prompts and models, and leaves no two prompts overlapping.
import type { Span } from '../../text';
import type { Detection, ModelName, Prompt, PromptRequest, Role } from '../prompt';
import type { CallRule, ChainLink } from './callRule';
import { Definitions } from './definitions';
import { type Draft, Drafts } from './drafts';
import type { MessageFact, ModelFact, NamedFact, RequestFact } from './facts';
import { type Finding, LinkMemory, type SentText, sentText } from './linkMemory';
import { Collector, type Sent } from './messages';
import { isBesideChat, ModelResolver, type OnlyModel } from './modelResolver';
import { isModelPackage, isProse } from './names';
import { type Placed, place, type Statement, spanNow } from './placed';
import { messageRuleFor } from './ruleIndex';
import { statedTools } from './toolDefinitions';
import { type CallValue, type Link, normalName, type ObjectValue, type TextValue, textsOf, type Value } from './value';
import { Wrappers } from './wrappers';

/** What is known so far of the one model that a file may speak of. */
interface OnlySought {
  id: string | undefined;
  first: ModelFact | undefined;
  readonly names: Set<string>;
}

interface RequestDraft {
  readonly span: Span;
  readonly rule: CallRule;
  readonly placed: Placed<CallValue | ObjectValue>;
  readonly prompts: readonly Draft[];
  /** Sent instead of one of these, where the program chooses. */
  readonly instead: readonly Draft[];
  readonly partial: boolean;
  /** The model that a caller gives to the function around the request. */
  readonly given?: Placed;
  /** Further requests, one of which may send this instead: the model is read when it is that of all. */
  readonly others?: readonly RequestDraft[];
  readonly maxOutputTokens: number | undefined;
  readonly tools: string | undefined;
}

/** The keys of names in tables, which are few. */
const paths = new Map<string, readonly string[]>();

function pathOf(name: string): readonly string[] {
  const known = paths.get(name);
  if (known !== undefined) return known;
  const path = name.split('.').map(normalName);
  paths.set(name, path);
  return path;
}

/** The value of the first of these names, which stand in a table; a dot leads into an object or call. */
function argument(named: ReadonlyMap<string, Value>, names: readonly string[]): Value | undefined {
  for (const name of names) {
    let value: Value | undefined;
    let entries: ReadonlyMap<string, Value> | undefined = named;
    for (const key of pathOf(name)) {
      value = entries?.get(key);
      entries = value?.kind === 'object' ? value.entries : value?.kind === 'call' ? value.named : undefined;
    }
    if (value !== undefined) return value;
  }
  return undefined;
}

const namedOf = (value: CallValue | ObjectValue) => (value.kind === 'object' ? value.entries : value.named);

class Linker {
  readonly #statements: readonly Statement[];
  readonly #definitions: Definitions;
  readonly #drafts = new Drafts();
  readonly #ofPrompts: boolean;

  readonly #memory: LinkMemory;
  readonly #wrappers: Wrappers<RequestDraft>;
  /** Functions that put what they are given into a message, though no request in them can be seen. */
  readonly #sayers: Wrappers<{ readonly span: Span }>;

  constructor(statements: readonly Statement[], bareMembers: boolean, ofPrompts: boolean, memory: LinkMemory) {
    this.#memory = memory;
    this.#ofPrompts = ofPrompts;
    this.#statements = statements;
    this.#wrappers = new Wrappers(statements);
    this.#sayers = new Wrappers(statements);
    memory.begin(statements);
    this.#definitions = new Definitions(memory.names, bareMembers);
  }

  link(broken: boolean): Detection {
    const requests = this.#requests();
    for (const statement of this.#statements) {
      const { requests: before, messages } = statement.facts;
      for (const [index, message] of messages.entries()) this.#message(statement, message, before.length + index);
    }
    this.#said();
    const strong = () =>
      this.#statements.some(({ facts }) =>
        facts.named.some(({ weak, value }) => !weak && value.kind === 'text' && isProse(value.text)),
      );
    const aboutModels =
      this.#ofPrompts ||
      requests.length > 0 ||
      this.#drafts.size > 0 ||
      this.#memory.imports.some(isModelPackage) ||
      strong();
    for (const statement of this.#statements) {
      for (const fact of statement.facts.named) if (aboutModels || !fact.weak) this.#named(statement, fact);
      for (const fact of this.#ofPrompts ? statement.facts.texts : []) this.#named(statement, fact);
    }
    return this.#finished(requests, broken);
  }

  #finished(drafts: readonly RequestDraft[], broken: boolean): Detection {
    const sent = new Map<Draft, number>();
    for (const { prompts, span } of drafts)
      for (const draft of prompts) sent.set(draft, Math.max(sent.get(draft) ?? 0, span.end));
    const joined = this.#drafts.join(this.#definitions.pieces(this.#joined()), sent);
    const whole = (drafts: readonly Draft[]) => [...new Set(drafts.map((draft) => joined.get(draft) ?? draft))];
    const settled = this.#drafts.settled();
    const indexes = new Map(settled.map((draft, index) => [draft, index]));
    const models = new ModelResolver(this.#definitions, this.#onlyModel());
    const requests: PromptRequest[] = [];
    const modelOf = new Map<Draft, ModelName | undefined>();
    for (const parts of outermost(drafts)) {
      const draft = { ...parts, prompts: whole(parts.prompts), instead: whole(parts.instead) };
      const request = finish(draft, indexes, models);
      if (request.prompts.length === 0) continue;
      requests.push(request);
      for (const each of draft.instead) modelOf.set(each, request.model);
    }
    const only = models.onlyOf(requests);
    return {
      prompts: settled.map((draft) => toPrompt(draft, modelOf.has(draft) ? modelOf.get(draft) : only)),
      requests,
      problems: [],
      broken,
    };
  }

  #named(statement: Statement, { value, role, scopes }: NamedFact): void {
    if (value.kind === 'text') {
      this.#namedText(place(statement, value, scopes), role);
      return;
    }
    const resolved = this.#definitions.resolveAll(value.path, place(statement, value, scopes).scopes);
    for (const each of resolved === undefined ? [] : [resolved.placed, ...resolved.others, ...resolved.added]) {
      const texts = textsOf(each.value).map(([text]) => text);
      for (const text of texts)
        if (isProse(text.text, text.holes.length)) this.#namedText({ ...each, value: text }, role);
    }
  }

  /** A text under a prompt-like name, and the prose that the file keeps under the names in its holes. */
  #namedText(placed: Placed<TextValue>, role: Role): void {
    const { holes } = placed.value;
    if (this.#memory.isProse(placed.value)) this.#drafts.add(placed, role, 1);
    for (const { name } of holes) {
      if (!/^[A-Za-z_$][\w$]*$/.test(name)) continue;
      const resolved = this.#definitions.resolveAll([name], placed.scopes);
      for (const held of resolved === undefined ? [] : [resolved.placed, ...resolved.others])
        for (const [text] of textsOf(held.value))
          if (isProse(text.text) && text.branches === text.literals)
            this.#drafts.add({ ...held, value: text }, role, 1);
    }
  }

  #joined(): ReadonlySet<string> {
    return new Set(this.#statements.flatMap(({ facts }) => facts.joined));
  }

  /** The first place that gives the file's model, at its present place, when only one id is spelled in it. */
  #onlyModel(): OnlyModel | undefined {
    const chat: OnlySought = { id: undefined, first: undefined, names: new Set() };
    const beside: OnlySought = { id: undefined, first: undefined, names: new Set() };
    let several = false;
    for (const { facts, start } of this.#statements) {
      if (facts.models.length === 0 && facts.spelled.length === 0) continue;
      const delta = start - facts.base;
      const given = new Set(facts.models);
      for (const fact of [...facts.models, ...facts.spelled]) {
        const sought = isBesideChat(fact.id) ? beside : chat;
        if (sought.id !== undefined && fact.id !== sought.id) {
          if (sought === chat) return undefined;
          several = true;
          continue;
        }
        sought.id = fact.id;
        if (fact.name !== undefined) sought.names.add(fact.name);
        const at = fact.span.start + delta;
        const counts = fact.given === true || given.has(fact);
        if (counts && (sought.first === undefined || at < sought.first.span.start))
          sought.first = { ...fact, span: { start: at, end: fact.span.end + delta } };
      }
    }
    const { first, names } = chat.id === undefined ? beside : chat;
    return first === undefined || (chat.id === undefined && several)
      ? undefined
      : { ...first, names, besides: chat.id !== undefined && beside.id !== undefined };
  }

  #requests(): RequestDraft[] {
    const requests: RequestDraft[] = [];
    for (const statement of this.#statements) {
      for (const [index, fact] of statement.facts.requests.entries()) {
        const request = this.#request(statement, fact, index);
        if (request !== undefined) requests.push(request);
      }
    }
    return [...requests, ...this.#wrapped()];
  }

  /** What calls of the file's own functions send through the requests in those. */
  #wrapped(): RequestDraft[] {
    return this.#wrappers.calls(this.#statements).flatMap(({ placed, sent, requests, model }): RequestDraft[] => {
      const collectors = sent.map(({ value, role, within }) => {
        const collector = new Collector(this.#definitions, spanNow(placed).start);
        collector.slot({ ...placed, value }, { role });
        // A word for a hole is no prompt.
        const counts = ({ text }: Sent) => !within || isProse(text.value.text, text.value.holes.length);
        return { sent: collector.sent.filter(counts), instead: collector.instead.filter(counts) };
      });
      const drafts = (all: readonly Sent[]) => all.map((each) => this.#add(sentText(each), 3));
      const added = drafts(collectors.flatMap((each) => each.sent));
      const instead = drafts(collectors.flatMap((each) => each.instead));
      const [request, ...others] = requests;
      if (added.length === 0 || request === undefined) return [];
      const prompts = [...new Set([...(others.length === 0 ? request.prompts : []), ...added])];
      const given = model === undefined ? {} : { given: { ...placed, value: model } };
      return [{ ...request, span: spanNow(placed), prompts, instead, partial: true, others, ...given }];
    });
  }

  #request(statement: Statement, { value, rules, scopes }: RequestFact, index: number): RequestDraft | undefined {
    const placed = place(statement, value, scopes);
    const finding = this.#found(statement, index, () => {
      let onlyNames: Finding | undefined;
      for (const rule of rules) {
        const found = this.#applies(rule, placed) ? this.#sentBy(placed, rule) : undefined;
        if (found !== undefined && found.sent.length > 0) return found;
        onlyNames ??= found;
      }
      return onlyNames;
    });
    if (finding?.rule === undefined) return undefined;
    const { rule, partial, maxOutputTokens, tools } = finding;
    const prompts = finding.sent.map((sent) => this.#add(sent, 3));
    const instead = finding.instead.map((sent) => this.#add(sent, 3));
    const sent = prompts.length > 1 ? [...new Set(prompts)] : prompts;
    const draft = { span: spanNow(placed), rule, placed, prompts: sent, instead, partial, maxOutputTokens, tools };
    const model = namedOf(value).get('model');
    const path = model?.kind === 'name' ? model.path : undefined;
    this.#wrappers.note(placed.scopes, finding.given ?? [], path, draft);
    return draft;
  }

  #found(statement: Statement, index: number, find: () => Finding | undefined): Finding | undefined {
    return this.#memory.finding(statement, index, (names) => {
      this.#definitions.noted = names;
      const finding = find();
      this.#definitions.noted = undefined;
      return finding;
    });
  }

  /** What the rule makes of the call; undefined when nothing that is sent can be seen. */
  #sentBy(placed: Placed<CallValue | ObjectValue>, rule: CallRule): Finding | undefined {
    const { value } = placed;
    const collector = new Collector(this.#definitions, spanNow(placed).start);
    if (rule.links !== undefined && value.kind === 'call') sendLinks(placed, rule.links, value.links ?? [], collector);
    for (const slot of rule.slots) {
      const inSlot = argument(namedOf(value), slot.names ?? []) ?? positional(value, slot.at);
      if (inSlot !== undefined) collector.slot({ ...placed, value: inSlot }, slot);
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
    const tools = statedTools(namedOf(value), placed, this.#definitions);
    const toolsUnseen = tools !== undefined && tools.json === undefined;
    const partial = collector.partial || rule.open === true || !value.complete || toolsUnseen;
    const maxOutputTokens = maxOutputOf(value);
    const [sent, instead] = [collector.sent.map(sentText), collector.instead.map(sentText)];
    return { rule, sent, instead, partial, given, maxOutputTokens, tools: tools?.json };
  }

  #applies({ needs, imports, madeBy, links, head }: CallRule, placed: Placed<CallValue | ObjectValue>): boolean {
    const named = namedOf(placed.value);
    const chain = placed.value.kind === 'call' ? placed.value : undefined;
    if (links !== undefined && !links.some(({ name }) => chain?.links?.some((link) => link.name === normalName(name))))
      return false;
    if (head !== undefined && !head.some((name) => chain !== undefined && inChain(chain, normalName(name))))
      return false;
    if (needs !== undefined && !needs.some((name) => named.has(normalName(name)))) return false;
    if (madeBy !== undefined && !this.#isMadeBy(placed, madeBy)) return false;
    return imports === undefined || imports.some((name) => this.#memory.imports.some((found) => isPartOf(found, name)));
  }

  /** True when the object that the call is made on is made by a call of one of these names, or on what one of them names. */
  #isMadeBy({ value, scopes }: Placed<CallValue | ObjectValue>, makers: readonly string[]): boolean {
    if (value.kind !== 'call' || value.path.length < 2) return false;
    const made = this.#definitions.resolve(value.path.slice(0, -1), scopes)?.placed.value;
    const path = made?.kind === 'call' ? made.path : [];
    const ends = [path[0], path.at(-1)].map((name) => normalName(name ?? ''));
    return makers.some((name) => ends.includes(normalName(name)));
  }

  /** What calls of functions that ask a model give for a message in them. */
  #said(): void {
    for (const { placed, sent } of this.#sayers.calls(this.#statements)) {
      if (!sends.test(placed.value.path.at(-1) ?? '')) continue;
      for (const { value, role, within } of sent) {
        if (within || (role !== 'user' && role !== 'system')) continue;
        const collector = new Collector(this.#definitions, spanNow(placed).start);
        collector.slot({ ...placed, value }, { role });
        for (const each of collector.sent) if (isProse(each.text.value.text)) this.#add(sentText(each), 2);
      }
    }
  }

  #message(statement: Statement, { value, scopes }: MessageFact, index: number): void {
    const placed = place(statement, value, scopes);
    const finding = this.#found(statement, index, () => {
      const collector = new Collector(this.#definitions, spanNow(placed).start);
      collector.message(placed);
      const { partial, given } = collector;
      const [sent, instead] = [collector.sent.map(sentText), collector.instead.map(sentText)];
      return { rule: undefined, sent, instead, partial, given };
    });
    this.#sayers.note(placed.scopes, finding?.given ?? [], undefined, { span: spanNow(placed) });
    for (const sent of [...(finding?.sent ?? []), ...(finding?.instead ?? [])])
      if (sent.role !== 'unknown' && !isFallback(sent)) this.#add(sent, 2);
  }

  #add({ statement, value, role }: SentText, rank: number): Draft {
    return this.#drafts.add(
      { value, statement, delta: statement.start - statement.facts.base, scopes: [] },
      role,
      rank,
    );
  }
}

/** Names of functions that send what they put into a message; others may only show it. */
const sends =
  /^(?!add|append|push|set|show|render|log|display|print|save|store)\w*(ask|chat|complet|generat|gpt|llm|gemini|claude|query|summari|answer|response|reply|api)/i;

/** `{ role: "assistant", content: answer || "No answer" }`: what is shown when the model said nothing. */
function isFallback({ role, value }: SentText): boolean {
  return role === 'assistant' && value.branches > value.literals;
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

function positional(value: CallValue | ObjectValue, at: number | undefined): Value | undefined {
  return value.kind === 'call' && at !== undefined ? value.positional[at] : undefined;
}

/** `@langchain/core/prompts` and `langchain_core` are parts of `langchain`; `aiohttp` is no part of `ai`. */
function isPartOf(found: string, name: string): boolean {
  if (!found.startsWith(name)) return false;
  const next = found[name.length];
  return next === undefined || './\\:'.includes(next);
}

/** Leaves out requests inside another one that sends the same prompts: the options object of a known call. */
function outermost(requests: readonly RequestDraft[]): RequestDraft[] {
  const sorted = [...requests].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: RequestDraft[] = [];
  const owners = new Map<Draft, RequestDraft>();
  for (const request of sorted) {
    const [first] = request.prompts;
    const owner = first === undefined ? undefined : owners.get(first);
    if (owner !== undefined && owner.span.end >= request.span.end) continue;
    kept.push(request);
    for (const prompt of request.prompts) owners.set(prompt, request);
  }
  return kept;
}

/** Arguments that limit the output of one answer. Source: the SDK references of OpenAI, Anthropic, Google and Vercel, read 2026-11-21. */
const limits = [
  'max_completion_tokens',
  'max_output_tokens',
  'max_tokens',
  'config.max_output_tokens',
  'generation_config.max_output_tokens',
];

/** What the request allows in all: `n` answers of the limit each. */
function maxOutputOf(value: CallValue | ObjectValue): number | undefined {
  const named = namedOf(value);
  const limit = argument(named, limits);
  if (limit?.kind !== 'number') return undefined;
  const answers = argument(named, ['n']);
  if (answers === undefined) return limit.value;
  return answers.kind === 'number' ? limit.value * answers.value : undefined;
}

function modelOf({ given, placed, rule, others }: RequestDraft, models: ModelResolver): ModelName | undefined {
  if (given !== undefined) return models.given(given);
  // What no caller gives has its default in the function, which is the file's only model where there is one.
  const model = models.resolve(placed, rule) ?? (others === undefined ? undefined : models.onlyFor(rule.kind));
  return others?.some((other) => models.resolve(other.placed, other.rule)?.id !== model?.id) ? undefined : model;
}

function finish(request: RequestDraft, indexes: Map<Draft, number>, models: ModelResolver): PromptRequest {
  const prompts = request.prompts.flatMap((draft) => indexes.get(draft) ?? []);
  const model = modelOf(request, models);
  const partial = request.partial || prompts.length < request.prompts.length;
  const { maxOutputTokens, tools } = request;
  const limited = maxOutputTokens === undefined ? {} : { maxOutputTokens };
  const stated = tools === undefined ? {} : { tools };
  const framed = request.rule.responses === true ? { framingUnpublished: true } : {};
  const base = { span: request.span, kind: request.rule.kind, prompts, partial, ...limited, ...stated, ...framed };
  if (model === undefined) return base;
  return { ...base, model: request.rule.local === true ? { ...model, local: true } : model };
}

/** `model`: the one that it is sent to when no request lists it. */
function toPrompt({ span, role, text, confidence }: Draft, model: ModelName | undefined): Prompt {
  const base = { span, role, text: text.text, holes: text.holes, confidence };
  return model === undefined ? base : { ...base, model };
}

/** What the statements of a file, taken together, say. Cost: one pass over their facts. */
export function link(
  statements: readonly Statement[],
  broken: boolean,
  bareMembers: boolean,
  ofPrompts: boolean,
  memory: LinkMemory = new LinkMemory(),
): Detection {
  return new Linker(statements, bareMembers, ofPrompts, memory).link(broken);
}
