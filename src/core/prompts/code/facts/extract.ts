// One statement's nodes to facts. Goes through the nodes of interest once, in order, with a stack of what surrounds them.
import { selfNames } from '../linking/definitions';
import { bodyKeys, bodyMakers, keepers, makesBeside, namesModel, options, writers } from '../rules/callNames';
import { agentRule, generalRule, promptObjectRule } from '../rules/callRules';
import {
  asksModel,
  givenPrompt,
  isInterfaceObject,
  isOnModel,
  mayBeOnModel,
  mayNamePrompt,
  promptName,
} from '../rules/names';
import { isPictureKey, makesPicture, tellPicture } from '../rules/pictures';
import { chainRulesFor, messageRuleFor, rulesFor } from '../rules/ruleIndex';
import { type Binding, type CodeLanguage, startOf } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { isAsserted, type Tree } from './candidates';
import { mannerOf } from './conditional';
import { type Facts, noFacts } from './facts';
import { jsonBody } from './jsonBody';
import { NamedTexts } from './namedTexts';
import { continues, importName, NameFacts } from './nameFacts';
import { makesAgent, ruleOfBody, ruleOfObject } from './objectRules';
import { OpenNodes, type Surroundings } from './openNodes';
import { isAsked, mayBeOwn, maySend } from './ownCalls';
import { ValueReader } from './readValue';
import { ScopeFacts } from './scopeFacts';
import { spelledModels } from './spelledModels';
import { ToldTexts } from './toldTexts';
import { normalName, type Value } from './value';

class Extractor {
  readonly #facts: Facts;
  readonly #reader: ValueReader;
  readonly #language: CodeLanguage;
  readonly #text: string;
  readonly #open: OpenNodes;
  readonly #names: NameFacts;
  readonly #texts: NamedTexts;
  readonly #told: ToldTexts;
  readonly #scopes: ScopeFacts;
  readonly #split: number | undefined;

  /** `split`: the id of the node whose body is read apart. */
  constructor(tree: Tree, until: number, around: Surroundings, split: number | undefined) {
    const { root, language, text } = tree;
    this.#split = split;
    this.#facts = noFacts(root.startIndex);
    this.#reader = new ValueReader(language, text);
    this.#language = language;
    this.#text = text;
    this.#open = new OpenNodes(around);
    this.#names = new NameFacts(this.#facts, this.#open, this.#reader);
    this.#texts = new NamedTexts(this.#facts, this.#open);
    this.#told = new ToldTexts(tree, until, this.#reader, this.#facts, this.#open, this.#texts);
    this.#scopes = new ScopeFacts(tree, split, this.#facts, this.#open, this.#reader, this.#names, this.#texts);
  }

  get facts(): Facts {
    return { ...this.#facts, reach: this.#reader.reach, isHead: this.#split !== undefined };
  }

  /** The last statement of a function with a prompt-like name, where that is its result. */
  result(node: Node): void {
    this.#scopes.result(node);
  }

  /** All nodes were visited. */
  end(until: number): void {
    this.#told.upTo(until);
  }

  spelled(node: Node, until: number): void {
    this.#facts.spelled.push(...spelledModels(node, this.#text, until));
  }

  visit(capture: string, node: Node): void {
    this.#told.upTo(node.startIndex);
    this.#open.closeBefore(node.startIndex);
    if (capture === 'call') this.#call(node);
    else if (capture === 'binding') this.#binding(node);
    else if (capture === 'object') this.#object(node);
    else if (capture === 'scope') this.#scopes.opened(node);
    else if (capture === 'return') this.#scopes.returns(node);
    else if (capture === 'unknown') this.#scopes.bound(node);
    else if (capture === 'import') this.#facts.imports.push(importName(sourceOf(node, this.#text)));
  }

  #call(node: Node): void {
    const path = this.#language.calleePath(node, this.#text);
    const callee = normalName(path.at(-1) ?? '');
    const outer = this.#open.top;
    // A call with the start of the call around it is an earlier call of that one's chain, but in `ask(…).unwrap_or_else(…)`.
    const starts = outer?.kind !== 'call' || outer.start !== node.startIndex;
    const chains = starts || this.#reader.shape(outer.node).kind === 'choice' ? chainRulesFor(path) : [];
    const rules = rulesFor(path);
    this.#open.push({ kind: 'call', node, callee, path, sends: rules.length + chains.length > 0 });
    if (bodyMakers.has(callee)) this.#body(this.#reader.read(node));
    if (makesPicture(path)) this.#drawn(node);
    if (writers.has(callee)) this.#texts.written(this.#reader.read(node), path);
    if (keepers.has(callee) && mayNamePrompt(this.#head(node, KEY_LENGTH))) this.#texts.kept(this.#reader.read(node));
    this.#names.called(node, path, callee, this.#language.bareMembers === true);
    if (chains.length > 0) this.#request(node, chains, true);
    if (rules.length > 0) this.#request(node, [...rules, generalRule]);
    if (messageRuleFor(path) !== undefined) this.#message(node);
    else if (speaks.test(callee) && spokenBegins.test(this.#head(node, SPOKEN_LENGTH))) this.#spoken(node);
    if (givenPrompt(path.at(-1) ?? '') !== undefined) this.#texts.given(this.#reader.read(node));
    // Other rules apply only in some files or to some arguments.
    const isKnown = rules.some(({ madeBy, imports, needs }) => (madeBy ?? imports ?? needs) === undefined);
    if (!isKnown && asksModel(path)) this.#texts.asked(this.#reader.read(node));
    else if (!isKnown && isOnModel(path)) this.#texts.toldTo(this.#reader.read(node));
    else if (!isKnown && mayBeOnModel(path)) this.#texts.perhapsToldTo(this.#reader.read(node));
    const own = path.length === 1 || (path.length === 2 && selfNames.has(path[0] ?? ''));
    if ((!isKnown || own) && mayBeOwn(path)) this.#ownCall(node, path);
  }

  /** The beginning of a node's source. */
  #head({ startIndex, endIndex }: Node, length: number): string {
    return this.#text.slice(startIndex, Math.min(endIndex, startIndex + length));
  }

  /** A call of what may be a function of the file. */
  #ownCall(node: Node, path: readonly string[]): void {
    const args = node.childForFieldName('arguments') ?? node;
    if (!maySend(path, this.#text, args)) return;
    const value = this.#reader.read(node);
    if (value.kind === 'call') this.#facts.calls.push({ value, scopes: this.#open.inside.scopes });
  }

  #request(node: Node, rules: Facts['requests'][number]['rules'], chain = false): void {
    const value = chain ? this.#reader.readChain(node, true) : this.#reader.read(node);
    if (value.kind === 'call' || value.kind === 'object') {
      this.#facts.requests.push({ value, rules, scopes: this.#open.inside.scopes });
    }
  }

  #drawn(node: Node): void {
    this.#texts.drawn(node.startIndex, () => this.#reader.read(node));
  }

  /** A body that is written as JSON text, itself or in a call that wraps it. */
  #body(value: Value): void {
    const texts = value.kind === 'call' ? value.positional : [value];
    for (const text of texts) {
      const body = text.kind === 'text' ? jsonBody(text, this.#text) : undefined;
      if (body === undefined || this.#facts.requests.some((known) => known.value.span.start === body.span.start))
        continue;
      // The text may be filled in where nobody sees it; the model counts for the file all the same.
      const model = body.entries.get('model');
      if (model !== undefined) this.#names.model(model, 'model');
      this.#facts.requests.push({ value: body, rules: [ruleOfBody(body)], scopes: this.#open.inside.scopes });
    }
  }

  /** `remember("user", "…")`: a program's own function that is told who speaks and what. */
  #spoken(node: Node): void {
    const value = this.#reader.read(node);
    const [who, what] = value.kind === 'call' ? value.positional : [];
    if (who !== undefined && what !== undefined)
      this.#messageOf({ kind: 'list', span: value.span, items: [who, what] });
  }

  #message(node: Node): void {
    const { tests } = this.#open.inside;
    if (tests === 'compares' || this.#open.isExpected(node.startIndex)) return;
    this.#messageOf(this.#reader.read(node));
  }

  #messageOf(value: Value): void {
    const { tests, scopes } = this.#open.inside;
    const inTest = tests === 'sends' ? ({ inTest: this.#open.inAsking ? 'asks' : 'holds' } as const) : {};
    if (tests !== 'compares') this.#facts.messages.push({ value, scopes, ...inTest });
  }

  #object(node: Node): void {
    const shape = this.#reader.shape(node);
    // `writeln!(text, "…")`
    if (shape.kind === 'call' && shape.path.length === 1 && writers.has(shape.path[0] ?? '')) {
      this.#call(node);
      return;
    }
    // `println!("…")`: a macro that makes no value is a call.
    const path = shape.kind === 'other' ? this.#language.calleePath(node, this.#text) : [];
    const callee = path.at(-1);
    if (callee !== undefined) {
      this.#open.push({ kind: 'call', node, callee: normalName(callee), path });
      return;
    }
    const entries = shape.kind === 'object' ? shape.entries : shape.kind === 'call' && shape.record ? shape.args : [];
    const names = entries.map(({ name }) => normalName(name ?? ''));
    const keys = new Set(names);
    const asserted = isAsserted(this.#text, node.startIndex);
    this.#open.push({ kind: 'object', node, keys, asserted });
    // The calls in a macro's list are no nodes of the tree.
    if (shape.kind === 'list') this.#message(node);
    if (this.#open.inSample || this.#open.inside.tests === 'compares') return;
    if (tellPicture(keys)) this.#drawn(node);
    if (keys.has('role') && (keys.has('content') || keys.has('parts'))) this.#message(node);
    const rule = ruleOfObject(
      keys,
      () => sourceOf(node, this.#text),
      () => this.#open.place.names,
    );
    if (rule !== undefined && !this.#open.isExpected(node.startIndex) && !this.#open.inPicture)
      this.#request(node, [rule]);
  }

  #binding(node: Node): void {
    const binding = this.#language.binding(node, this.#text);
    const name = binding?.path.at(-1);
    if (binding === undefined || name === undefined) return;
    const { kind, value } = binding;
    if (binding.member === true && value !== undefined)
      this.#names.define(['self', name], this.#reader.readChain(value));
    if (kind === 'key') {
      this.#key(name, binding);
      if (binding.holder !== undefined && value !== undefined)
        this.#names.entry(binding.holder, this.#reader.readChain(value), this.#language.bareMembers === true);
    } else {
      const read = value === undefined ? undefined : this.#reader.readChain(value);
      const appended = kind === 'appended' || continues(binding.path, read);
      this.#names.define(binding.path, read, appended, mannerOf(node, binding, read, this.#text));
      const bare = this.#language.bareMembers === true;
      if (bare && kind === 'assigned' && binding.path.length === 1) this.#names.define(['this', name], read);
      if (read !== undefined && promptName(name) !== undefined) this.#texts.named(name, read, false);
      else if (read !== undefined) this.#texts.unnamed(name, read);
      if (read !== undefined && namesModel(name)) this.#names.model(read, name);
      if (read?.kind === 'text') this.#body(read);
      if (isPictureKey(normalName(name))) this.#facts.drawing.push(name);
    }
    this.#open.push({
      kind: 'binding',
      node,
      name,
      valueStart: value === undefined || 'shape' in value ? -1 : value.startIndex,
    });
  }

  /** `OllamaRequest { model: "…", prompt, stream: false }`: what a program's own type holds for a request. */
  #isBody(call: Node): boolean {
    const shape = this.#reader.shape(call);
    if (shape.kind !== 'call' || rulesFor(this.#language.calleePath(call, this.#text)).length > 0) return false;
    const keys = new Set(shape.args.map(({ name }) => normalName(name ?? '')));
    return keys.has('model') && !tellPicture(keys) && !isInterfaceObject(keys);
  }

  /** A key of an object or a keyword argument. */
  #key(name: string, { value }: Binding): void {
    if (this.#open.inside.tests === 'compares' || (value !== undefined && this.#open.isExpected(startOf(value))))
      return;
    const holder = this.#open.top;
    const key = normalName(name);
    if (holder?.kind === 'call' && holder.taken !== true && (key === 'messages' || key === 'role')) {
      holder.taken = true;
      if (key === 'role') this.#message(holder.node);
      else if (rulesFor(this.#language.calleePath(holder.node, this.#text)).length === 0) {
        this.#request(holder.node, [generalRule]);
      }
    }
    if (key === 'prompt' && holder?.kind === 'call' && holder.taken !== true && this.#isBody(holder.node)) {
      holder.taken = true;
      this.#request(holder.node, [promptObjectRule]);
    }
    if (
      key === 'backstory' &&
      holder?.kind === 'call' &&
      makesAgent(sourceOf(holder.node, this.#text), [holder.callee ?? ''])
    )
      this.#request(holder.node, [agentRule]);
    if (value === undefined) return;
    if (namesModel(name)) this.#names.model(this.#reader.read(value), makesBeside(holder?.callee) ? '' : name);
    if (isPictureKey(key) && holder?.kind === 'call') this.#drawn(holder.node);
    if (bodyKeys.has(key)) this.#body(this.#reader.read(value));
    // What a program asks at the terminal: `@click.option("--boat", prompt="Which boat")`.
    const isOption = key === 'prompt' && holder?.kind === 'call' && options.has(holder.callee ?? '');
    if (isOption || this.#open.inSample || (this.#open.inInterface && !neverAsked.has(key))) return;
    if ((key === 'system' || key === 'user') && isAsked(holder, (call) => this.#reader.shape(call)))
      this.#texts.spoken(this.#reader.read(value), key);
    else this.#texts.keyed(name, () => this.#reader.read(value));
  }
}

/** Keys of which none puts a question to a person: `{ promptTemplate: "…", placeholder: "Mario" }`. Normalised. */
const neverAsked: ReadonlySet<string> = new Set(['prompttemplate', 'systemprompt']);

/** Names of functions that add to what was said; normalised. */
const speaks = /^(add|append|push|remember|say|record|message|msg|turn|speak|tell|line|entry|history)/;
/** Who speaks, and the beginning of a text. */
const spokenBegins = /^[^"'(]{0,80}\(\s*["'](?:system|user|assistant)["']\s*,\s*[\w$@]{0,2}["'`]/;
const SPOKEN_LENGTH = 140;
/** So much of a call is looked at for a key. */
const KEY_LENGTH = 160;

/** The facts of a statement. With `body`, only those of its head: decorators, name, parameters; the body is read apart. */
export function extract(
  language: CodeLanguage,
  statement: Node,
  text: string,
  around: Surroundings,
  body: Node | undefined,
): Facts {
  // Else a long file's first analysis would hold all its nodes at once.
  const node = statement.apart();
  const until = body?.startIndex ?? node.endIndex;
  const extractor = new Extractor({ root: node, language, text }, until, around, body?.parent?.id);
  const found = language.captures
    .in(node, text, body && { start: node.startPosition, end: body.startPosition })
    .filter(({ node: { startIndex } }) => startIndex < until);
  // Asking for an end costs a call of the parser's runtime.
  found.sort((a, b) => a.node.startIndex - b.node.startIndex || b.node.endIndex - a.node.endIndex);
  // First, as where the function is read whole: what its name says goes before what the words say.
  if (around.last) extractor.result(node);
  for (const { name, node: captured } of found) extractor.visit(name, captured);
  for (const [module, names] of language.impliedImports ?? [])
    if (names.test(text.slice(node.startIndex, until))) extractor.facts.imports.push(module);
  extractor.end(until);
  extractor.spelled(node, until);
  return extractor.facts;
}
