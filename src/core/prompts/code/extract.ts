// One statement's nodes to facts. Goes through the nodes of interest once, in order, with a stack of what surrounds them.
import type { Node, Query } from 'web-tree-sitter';
import type { Role } from '../prompt';
import { generalRule } from './callRules';
import { selfNames } from './definitions';
import { type Facts, noFacts, type Scopes } from './facts';
import type { Binding, CodeLanguage } from './language';
import { literalModel } from './modelValue';
import {
  askedRole,
  asksModel,
  asksPerson,
  isInterfaceObject,
  isPersona,
  isProse,
  isWeakName,
  promptName,
} from './names';
import { ValueReader } from './readValue';
import { chainRulesFor, messageRuleFor, rulesFor } from './ruleIndex';
import { sourceOf } from './syntax';
import { type NameValue, normalName, textsOf, type Value } from './value';

/** What surrounds a statement that is read on its own. Equal `key`s mean equal surroundings. */
export interface Surroundings {
  readonly key: string;
  /** Name of the innermost function. */
  readonly functionName: string | undefined;
  readonly inClass: boolean;
  /** True when the statement is the last of its function: where the language says so, its value is what the function returns. */
  readonly last: boolean;
}

export const fileLevel: Surroundings = { key: '', functionName: undefined, inClass: false, last: false };

interface Open {
  readonly kind: 'call' | 'object' | 'function' | 'class' | 'block' | 'binding';
  readonly start: number;
  readonly end: number;
  readonly node: Node;
  /** Of a function or binding. */
  readonly name?: string | undefined;
  /** call: last name, normalised. */
  readonly callee?: string;
  /** object: its keys, normalised. */
  readonly keys?: ReadonlySet<string>;
  /** binding: where its value starts, by which a function finds its name. */
  readonly valueStart?: number;
  /** A call or object that was already taken as request or message. */
  taken?: boolean;
  /** What holds inside it, kept so that no look-up goes through all that is open. */
  readonly inside: Inside;
}

/** The scopes at a place of the statement. */
interface Inside {
  /** Starts of functions, blocks and classes, innermost first. */
  readonly scopes: Scopes;
  /** Start of the innermost function or block, and of the innermost class. */
  readonly local: number | undefined;
  readonly class: number | undefined;
  /** True when the nearest scope is a class body. */
  readonly inClass: boolean;
  readonly functionName: string | undefined;
}

/** Calls of builders whose first argument is a model. Normalised. */
const statesModel =
  /^((with)?model(name|id)?|(get|as)(chat|embedding|responses?|openairesponse)client|add(azure)?openaichatcompletion)$/;

const mutations = new Set([
  ...'append extend insert push unshift splice pop add addall addrange addmessage'.split(' '),
  ...'addusermessage addassistantmessage addsystemmessage'.split(' '),
]);
/** Those whose arguments are put at the end. */
const additions = new Set(['append', 'extend', 'push']);
/** Kinds of values that show something of what is added. */
const shown: ReadonlySet<Value['kind']> = new Set(['text', 'list', 'object', 'call']);

class Extractor {
  readonly #facts: Facts;
  readonly #reader: ValueReader;
  readonly #language: CodeLanguage;
  readonly #text: string;
  readonly #around: Surroundings;
  readonly #open: Open[] = [];
  readonly #split: number | undefined;

  /** `split`: the id of the node whose body is read apart. */
  constructor(language: CodeLanguage, text: string, base: number, around: Surroundings, split: number | undefined) {
    this.#split = split;
    this.#facts = noFacts(base);
    this.#reader = new ValueReader(language, text);
    this.#language = language;
    this.#text = text;
    this.#around = around;
  }

  get facts(): Facts {
    return { ...this.#facts, reach: this.#reader.reach };
  }

  /** The last statement of a function with a prompt-like name, where that is its result. */
  result(node: Node): void {
    const name = this.#around.functionName;
    if (this.#language.result !== undefined && name !== undefined) this.#named(name, this.#reader.read(node), false);
  }

  visit(capture: string, node: Node): void {
    while ((this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= node.startIndex) this.#open.pop();
    if (capture === 'call') this.#call(node);
    else if (capture === 'binding') this.#binding(node);
    else if (capture === 'object') this.#object(node);
    else if (capture === 'scope') this.#scope(node);
    else if (capture === 'return') this.#return(node);
    else if (capture === 'unknown') this.#unknown(node);
    else if (capture === 'import') this.#facts.imports.push(importName(sourceOf(node, this.#text)));
  }

  #push(open: Omit<Open, 'start' | 'end' | 'inside'>): void {
    const start = open.node.startIndex;
    this.#open.push({ ...open, start, end: open.node.endIndex, inside: entered(this.#inside(), open, start) });
  }

  #inside(): Inside {
    const open = this.#open.at(-1);
    if (open !== undefined) return open.inside;
    const { inClass, functionName } = this.#around;
    return { scopes: [], local: undefined, class: undefined, inClass, functionName };
  }

  #call(node: Node): void {
    const path = this.#language.calleePath(node, this.#text);
    const callee = normalName(path.at(-1) ?? '');
    const outer = this.#open.at(-1);
    // A call with the start of the call around it is an earlier call of that one's chain.
    const chains = outer?.kind === 'call' && outer.start === node.startIndex ? [] : chainRulesFor(path);
    this.#push({ kind: 'call', node, callee });
    if (mutations.has(callee) && path.length >= 2) this.#mutation(node, path.slice(0, -1), callee);
    if (callee === 'require') this.#required(node);
    if (statesModel.test(callee)) this.#builtModel(node);
    const rules = rulesFor(path);
    if (chains.length > 0) this.#request(node, chains, true);
    if (rules.length > 0) this.#request(node, [...rules, generalRule]);
    if (messageRuleFor(path) !== undefined) this.#message(node);
    if (rules.length === 0 && asksModel(path.at(-1) ?? '')) this.#asked(node);
  }

  /** `call_llm("…")`, `ask_gpt(system="…")`: a function of the program's own that sends its texts. */
  #asked(node: Node): void {
    const value = this.#reader.read(node);
    if (value.kind !== 'call') return;
    this.#prose(value.positional[0], 'unknown', false);
    for (const [name, argument] of value.named) {
      const role = askedRole(name);
      if (role !== undefined) this.#prose(argument, role, false);
    }
  }

  #prose(value: Value | undefined, role: Role, weak: boolean): void {
    if (value?.kind !== 'text' || !isProse(value.text)) return;
    this.#facts.named.push({ value, scopes: [], role, weak });
  }

  #mutation(node: Node, list: readonly string[], callee: string): void {
    this.#facts.mutated.push(list.join('.'));
    const own = list.length === 1 || (list.length === 2 && selfNames.has(list[0] ?? ''));
    if (!own || !additions.has(callee)) return;
    const value = this.#reader.read(node);
    const added = value.kind === 'call' ? value.positional : [];
    for (const item of added) if (shown.has(item.kind)) this.#define(list, item, true);
  }

  /** `….model("gpt-4o")` in a builder. */
  #builtModel(node: Node): void {
    const value = this.#reader.read(node);
    const [first] = value.kind === 'call' ? value.positional : [];
    if (first !== undefined) this.#model(first);
  }

  #required(node: Node): void {
    const value = this.#reader.read(node);
    const [name] = value.kind === 'call' ? value.positional : [];
    if (name?.kind === 'text') this.#facts.imports.push(name.text);
  }

  #request(node: Node, rules: Facts['requests'][number]['rules'], chain = false): void {
    const value = chain ? this.#reader.readChain(node, true) : this.#reader.read(node);
    if (value.kind === 'call' || value.kind === 'object') {
      this.#facts.requests.push({ value, rules, scopes: this.#inside().scopes });
    }
  }

  #message(node: Node): void {
    this.#facts.messages.push({ value: this.#reader.read(node), scopes: this.#inside().scopes });
  }

  #object(node: Node): void {
    const shape = this.#language.shape(node, this.#text);
    const names = shape.kind === 'object' ? shape.entries.map(({ name }) => normalName(name ?? '')) : [];
    const keys = new Set(names);
    this.#push({ kind: 'object', node, keys });
    // The calls in a macro's list are no nodes of the tree.
    if (shape.kind === 'list') this.#message(node);
    if (keys.has('role') && (keys.has('content') || keys.has('parts'))) this.#message(node);
    // Amazon Bedrock is given the model beside the body, not in it.
    const body = keys.has('model') || keys.has('anthropicversion');
    if (body && keys.has('messages')) this.#request(node, [generalRule]);
  }

  #scope(node: Node): void {
    const scope = this.#language.scope(node, this.#text);
    const outer = this.#open.at(-1);
    const bound = outer?.kind === 'binding' && outer.valueStart === node.startIndex ? outer.name : undefined;
    const name = scope.name ?? bound;
    if (scope.kind === 'class' && name !== undefined)
      this.#define([name], { kind: 'class', span: { start: node.startIndex, end: node.endIndex } });
    this.#push({ kind: scope.kind, node, name });
    for (const { path, value } of scope.bindings) {
      this.#define(path, value === undefined ? undefined : this.#reader.read(value));
      if (value !== undefined) this.#named(path.at(-1) ?? '', this.#reader.read(value), false);
    }
    if (scope.kind === 'function' && name !== undefined && promptName(name) !== undefined) this.#implicit(node, name);
  }

  /** The result of a function whose body is in this statement. */
  #implicit(node: Node, name: string): void {
    const body = node.id === this.#split ? undefined : node.childForFieldName('body');
    const result = body === null || body === undefined ? undefined : this.#language.result?.(body);
    if (result !== undefined) this.#named(name, this.#reader.read(result), false);
  }

  #return(node: Node): void {
    const value = node.firstNamedChild;
    const name = this.#inside().functionName;
    if (value === null || name === undefined || promptName(name) === undefined) return;
    const read = this.#reader.read(value);
    if (read.kind === 'name' && read.path.length === 1) this.#namedBy(name, read);
    else this.#named(name, read, false);
  }

  #unknown(node: Node): void {
    const types = ['identifier', 'shorthand_property_identifier_pattern'];
    const names = types.includes(node.type) ? [node] : node.descendantsOfType(types);
    for (const name of names) this.#define([sourceOf(name, this.#text)], undefined);
  }

  #define(path: readonly string[], value: Value | undefined, appended = false): void {
    const member = path.length > 1 || this.#inside().inClass;
    const name = member ? `.${path.at(-1)}` : (path[0] ?? '');
    const inside = this.#inside();
    const home = member ? inside.class : inside.local;
    this.#facts.definitions.push({ name, value, home, appended, scopes: inside.scopes });
  }

  #binding(node: Node): void {
    const binding = this.#language.binding(node, this.#text);
    const name = binding?.path.at(-1);
    if (binding === undefined || name === undefined) return;
    const { kind, value } = binding;
    if (kind === 'key') this.#key(name, binding);
    else {
      const read = value === undefined ? undefined : this.#reader.readChain(value);
      this.#define(binding.path, read, kind === 'appended');
      if (kind === 'assigned' && binding.path.length === 1) this.#define(['this', name], read);
      if (read !== undefined) this.#named(name, read, false);
      if (read?.kind === 'text' && promptName(name) === undefined && isPersona(read.text))
        this.#prose(read, 'unknown', true);
      if (read !== undefined && this.#namesModel(name)) this.#model(read);
    }
    this.#push({
      kind: 'binding',
      node,
      name,
      valueStart: value === undefined || 'shape' in value ? -1 : value.startIndex,
    });
  }

  /** A key of an object or a keyword argument. */
  #key(name: string, { value }: Binding): void {
    const holder = this.#open.at(-1);
    const key = normalName(name);
    if (holder?.kind === 'call' && holder.taken !== true && (key === 'messages' || key === 'role')) {
      holder.taken = true;
      if (key === 'role') this.#message(holder.node);
      else if (rulesFor(this.#language.calleePath(holder.node, this.#text)).length === 0) {
        this.#request(holder.node, [generalRule]);
      }
    }
    if (value === undefined) return;
    if (this.#namesModel(name)) this.#model(this.#reader.read(value));
    if (promptName(name) !== undefined && !this.#isInterface()) this.#named(name, this.#reader.read(value), true);
  }

  #namesModel(name: string): boolean {
    return /model|deployment|engine/i.test(name);
  }

  #model(value: Value): void {
    const model = literalModel(value, true);
    if (model !== undefined) this.#facts.models.push(model);
  }

  /** True when the surrounding object or call puts a question to a person. */
  #isInterface(): boolean {
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const open = this.#open[i];
      if (open === undefined || open.kind === 'function' || open.kind === 'class') return false;
      if (open.kind === 'call' && asksPerson(open.callee ?? '')) return true;
      if (open.kind === 'object' && open.keys !== undefined && isInterfaceObject(open.keys)) return true;
    }
    return false;
  }

  /** Takes the prose under a prompt-like name: a text, the texts of a list or dictionary, or what a function returns. */
  #named(name: string, value: Value, isKey: boolean): void {
    const role = promptName(name);
    if (role === undefined) return;
    const weak = isWeakName(name, isKey);
    if (value.kind === 'name' && value.joined === true) this.#namedBy(name, value);
    for (const [text, key] of textsOf(value)) {
      if (!isProse(text.text)) continue;
      this.#facts.named.push({ value: text, scopes: [], role: promptRole(role, key), weak });
    }
  }

  /** Prompt-like is the name, the texts are where another name says. */
  #namedBy(name: string, value: NameValue): void {
    const role = promptName(name);
    if (role === undefined) return;
    this.#facts.named.push({ value, scopes: this.#inside().scopes, role, weak: isWeakName(name, false) });
  }
}

/** What holds inside a node that is opened. */
function entered(outer: Inside, { kind, name }: Pick<Open, 'kind' | 'name'>, start: number): Inside {
  if (kind === 'class') return { ...outer, scopes: [start, ...outer.scopes], class: start, inClass: true };
  if (kind !== 'function' && kind !== 'block') return outer;
  const functionName = kind === 'function' ? name : outer.functionName;
  return { ...outer, scopes: [start, ...outer.scopes], local: start, inClass: false, functionName };
}

/** `PROMPTS = {"system": "…"}`: the key says the role when the name does not. */
function promptRole(role: Role, key: string): Role {
  if (role !== 'unknown' || key === '') return role;
  return key.startsWith('system') ? 'system' : key.startsWith('user') ? 'user' : role;
}

/** A module's name without quotes, a leading `use`, and what follows in a list. */
function importName(source: string): string {
  return source.replace(/^use\s+(function\s+|const\s+)?\\?/, '').replace(/^['"]|['"]$/g, '');
}

/**
 * The facts of the statement `node`. With `body`, only those of its head: decorators, name, parameters; the body is read apart.
 * The end is given as a position, because the indexes that web-tree-sitter 0.27.1 takes for a query count bytes, two per UTF-16 unit.
 */
export function extract(
  language: CodeLanguage,
  query: Query,
  node: Node,
  text: string,
  around: Surroundings,
  body: Node | undefined,
): Facts {
  const extractor = new Extractor(language, text, node.startIndex, around, body?.parent?.id);
  const until = body?.startIndex ?? node.endIndex;
  const found = query
    .captures(node, body === undefined ? {} : { startPosition: node.startPosition, endPosition: body.startPosition })
    .map(({ name, node: captured }) => ({ name, captured, start: captured.startIndex, end: captured.endIndex }))
    .filter(({ start }) => start < until);
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { name, captured } of found) extractor.visit(name, captured);
  if (around.last) extractor.result(node);
  return extractor.facts;
}
