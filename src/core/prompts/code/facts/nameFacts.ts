// What a statement says of names and models: the values that names are given, what is added to them, which models are stated.

import { roleWord } from '../../roles';
import { selfNames } from '../linking/definitions';
import { additions, joiners, mutations, namesModel, options, statesModel, writers } from '../rules/callNames';
import { PATH_LIMIT } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import type { Definition, Facts } from './facts';
import { type Item, walked } from './loop';
import { isOfEnvironment, isUnreadModel, literalModel, madeModel } from './modelValue';
import type { OpenNodes } from './openNodes';
import type { ValueReader } from './readValue';
import { entriesOf, normalName, type Value } from './value';

/** Kinds of values that show something of what is added. */
const shown: ReadonlySet<Value['kind']> = new Set(['text', 'list', 'object', 'call']);

/** Values that a function's call may stand for. */
export const returnable: ReadonlySet<Value['kind']> = new Set(['text', 'list', 'object', 'name', 'call']);

/** Names under which nothing but a model is asked for. Normalised. */
const asksForModel: ReadonlySet<string> = new Set(['model', 'modelname', 'modelid', 'modeltype']);

/** A call that puts something at the end of what it is made on. */
interface Adding {
  readonly node: Node;
  readonly textsOnly: boolean;
}

/** Adds to the facts of one statement. */
export class NameFacts {
  readonly #facts: Facts;
  readonly #open: OpenNodes;
  readonly #reader: ValueReader;
  /** Calls of one chain whose head is not known yet. */
  #far: Adding[] = [];

  constructor(facts: Facts, open: OpenNodes, reader: ValueReader) {
    this.#facts = facts;
    this.#open = open;
    this.#reader = reader;
  }

  /** Notes that `path` is given the value, in the innermost scope or class; undefined when the source does not show it. */
  define(path: readonly string[], value: Value | undefined, appended = false, more: Partial<Definition> = {}): void {
    const member = path.length > 1 || this.#open.inside.inClass;
    const name = member ? `.${path.at(-1)}` : (path[0] ?? '');
    const inside = this.#open.inside;
    const home = member ? inside.class : inside.local;
    this.#facts.definitions.push({ name, value, home, appended, scopes: inside.scopes, ...more });
  }

  /** Notes a text that is kept under some key of a map. `bare`: members of a class are visible by their plain name. */
  entry(holder: readonly string[], value: Value, bare: boolean): void {
    if (value.kind !== 'text') return;
    const kept = entriesOf(holder);
    this.define(kept, value);
    if (bare && kept.length === 1) this.define(['this', ...kept], value);
  }

  /** Notes that a name is how a method calls its object. */
  defineSelf(name: string, at: number): void {
    this.define([name], { kind: 'name', span: { start: at, end: at }, path: ['self'], branches: 1 });
  }

  /** Notes that a name holds one item of a list after the other; false when the source shows no list. */
  each({ name, list: node, start, field, at }: Item): boolean {
    const list = this.#reader.read(walked(node, (each) => this.#reader.shape(each)));
    if (list.kind !== 'list' && list.kind !== 'name' && !isOwnCall(list)) return false;
    const part = { ...(field === undefined ? {} : { field: normalName(field) }), ...(at === undefined ? {} : { at }) };
    this.define([name], { kind: 'each', span: { start, end: list.span.end }, list, ...part });
    return true;
  }

  /** What stands for calls of the innermost function. */
  returned(value: Value): void {
    const { functionName, resultName, class: home, scopes } = this.#open.inside;
    if (functionName === undefined || resultName === undefined || !returnable.has(value.kind)) return;
    this.#facts.definitions.push({ name: `${functionName}()`, value, home, appended: false, scopes });
    // Rust's `#[serde(default = "default_model")]`
    const given = /^default_?(.*model.*)$/i.exec(functionName)?.[1];
    if (given !== undefined) this.model(value, given);
  }

  /** Notes the model that the value spells, or that there is one which cannot be read. `name`: what the model is given to. */
  model(value: Value, name = ''): void {
    const key = normalName(name);
    const model = literalModel(value, true) ?? (asksForModel.has(key) ? madeModel(value) : undefined);
    if (model !== undefined) this.#facts.models.push({ ...model, name: key });
    else if (isOfEnvironment(value) || (asksForModel.has(key) && isUnreadModel(value))) this.#facts.elsewhere.push(key);
    else if (asksForModel.has(key) && value.kind === 'name' && value.branches === 1) {
      const from = normalName(value.path.at(-1) ?? '');
      if (from !== key) this.#facts.modelNames.push({ name: key, from });
    }
  }

  /**
   * What a call says by its last name (`callee`, normalised): it adds to a list, text or map, joins, imports, or states a model.
   * `bare`: see `entry`.
   */
  called(node: Node, path: readonly string[], callee: string, bare: boolean): void {
    if (puts.has(callee) && (path.length === 2 || path.length === 3)) this.#put(node, path.slice(0, -1), bare);
    if (mutations.has(callee) && path.length >= 2) this.#mutation(node, path.slice(0, -1), callee);
    else if (writers.has(callee)) this.#written(node, path);
    if (joiners.has(callee)) this.#joined(node);
    if (callee === 'require') this.#required(node);
    if (callee === 'execute' && path.length === 2) this.#executed(node, path.slice(0, -1));
    if (callee === 'define' && path.length === 1) this.#defined(node);
    if (options.has(callee)) this.#option(node);
    if (statesModel.test(callee)) this.#builtModel(node);
  }

  /** `ORDERS.put("calm", "…")` */
  #put(node: Node, holder: readonly string[], bare: boolean): void {
    const value = this.#reader.read(node);
    const [key, text] = value.kind === 'call' ? value.positional : [];
    if (value.kind !== 'call' || value.positional.length !== 2 || key === undefined || text?.kind !== 'text') return;
    if (holder.length === 1 || selfNames.has(holder[0] ?? '')) this.entry(holder, text, bare);
  }

  #mutation(node: Node, list: readonly string[], callee: string): void {
    this.#facts.mutated.push(list.join('.'));
    if (additions.has(callee) || callee === 'add') this.#added(node, list, callee === 'add');
  }

  /** `text.append("…").append("…")`, `list.push(…)`: what is put at the end; of a call that adds to other things too, only texts. */
  #added(node: Node, path: readonly string[], textsOnly: boolean): void {
    // The calls of a chain come last to first. Where the name at its head is too far away, those nearer to it know it.
    if (path[0] === '?' && path.length >= PATH_LIMIT) {
      this.#far.push({ node, textsOnly });
      return;
    }
    const far = this.#far.filter((call) => call.node.startIndex === node.startIndex);
    this.#far = [];
    const holder = path.filter((name) => !writers.has(normalName(name)));
    // `new StringBuilder().append("…")` is of no name yet.
    const plain = holder.length === 1 && !/^String(Builder|Buffer)$/.test(holder[0] ?? '');
    const own = plain || (holder.length === 2 && selfNames.has(holder[0] ?? ''));
    for (const call of own ? [{ node, textsOnly }, ...far] : []) this.#addedBy(call, holder);
  }

  #addedBy({ node, textsOnly }: Adding, holder: readonly string[]): void {
    const value = this.#reader.read(node);
    const added = value.kind === 'call' ? value.positional : [];
    const [who] = added;
    // `history.add("user", "…")`: who speaks is no piece of what is said.
    const speaks = added.length > 1 && who?.kind === 'text' && roleWord(who.text) !== undefined;
    for (const item of speaks ? added.slice(1) : added)
      if (textsOnly ? item.kind === 'text' : shown.has(item.kind)) this.define(holder, item, true);
  }

  /** `text.WriteString("…")`, `fmt.Fprintf(&text, "…")`, `writeln!(text, "…")`. */
  #written(node: Node, path: readonly string[]): void {
    const isGiven = /^fprint/i.test(path.at(-1) ?? '');
    if (path.length >= 2 && !isGiven) {
      this.#added(node, path.slice(0, -1), true);
      return;
    }
    const value = this.#reader.read(node);
    const [target, text] = value.kind === 'call' ? value.positional : [];
    if (target?.kind === 'name' && target.path.length === 1 && text?.kind === 'text')
      this.define(target.path, text, true);
  }

  #joined(node: Node): void {
    const value = this.#reader.read(node);
    const names = value.kind === 'call' ? value.positional : [value];
    for (const name of names) if (name.kind === 'name') this.#facts.joined.push(name.path.at(-1) ?? '');
    if (value.kind === 'call') this.#facts.joined.push(value.path.at(-2) ?? '');
  }

  /** Go's `template.Execute(&text, data)`: the template's text is put into what is named first. */
  #executed(node: Node, path: readonly string[]): void {
    const value = this.#reader.read(node);
    const [target] = value.kind === 'call' ? value.positional : [];
    if (target?.kind !== 'name' || target.path.length !== 1) return;
    this.define(target.path, { kind: 'name', span: target.span, path, branches: 1 }, false, { assigned: true });
  }

  /** PHP's `define('ORDER', '…')`. */
  #defined(node: Node): void {
    const value = this.#reader.read(node);
    const [name, text] = value.kind === 'call' ? value.positional : [];
    if (name?.kind === 'text' && text?.kind === 'text') this.define([name.text], text);
  }

  /** `….model("gpt-4o")` in a builder. */
  #builtModel(node: Node): void {
    const value = this.#reader.read(node);
    const [first] = value.kind === 'call' ? value.positional : [];
    if (first !== undefined) this.model(first, 'model');
  }

  #required(node: Node): void {
    const value = this.#reader.read(node);
    const [name] = value.kind === 'call' ? value.positional : [];
    if (name?.kind === 'text') this.#facts.imports.push(name.text);
  }

  /** `add_argument("--model", default="gpt-4o")`, `add_argument("query", default="…")`: what the option of the command line holds when it is not given. */
  #option(node: Node): void {
    const value = this.#reader.read(node);
    if (value.kind !== 'call') return;
    const given = value.named.get('default');
    for (const each of value.positional) {
      const option = each.kind === 'text' ? /^(?:--)?([a-z][\w-]*)$/.exec(each.text)?.[1] : undefined;
      if (option === undefined || given === undefined) continue;
      const name = `--${normalName(option)}`;
      this.#facts.definitions.push({ name, value: given, home: undefined, appended: false, scopes: [] });
      if (namesModel(option)) this.model(given);
    }
  }
}

/** Methods that keep a text under a key of a map. */
const puts: ReadonlySet<string> = new Set(['put', 'set', 'insert', 'add', 'store', 'putifabsent', 'tryadd']);

/** `tasks(boat)`, `self.tasks()`: a function of the file may return the list. */
function isOwnCall(value: Value): boolean {
  if (value.kind !== 'call') return false;
  return value.path.length === 1 || (value.path.length === 2 && selfNames.has(value.path[0] ?? ''));
}

/** `prompt = prompt + "…"`: the same as `prompt += "…"`. */
export function continues(path: readonly string[], value: Value | undefined): boolean {
  const first = value?.kind === 'text' ? value.holes[0] : undefined;
  return first?.at === 0 && first.name.replace(/^\$/, '') === path.join('.');
}

/** A module's name without quotes, a leading `use`, and the name it is given (`chainlit as cl`). */
export function importName(source: string): string {
  return source.replace(/^use\s+(function\s+|const\s+)?\\?/, '').replace(/^['"]|['"]$|\s+as\s+\w+$/g, '');
}
