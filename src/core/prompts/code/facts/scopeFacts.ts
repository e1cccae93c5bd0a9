// What functions, classes and blocks of one statement say: what their names hold when nothing is given for them, what is returned.
import { selfNames } from '../linking/definitions';
import { namesModel } from '../rules/callNames';
import type { CodeLanguage, Expression } from '../syntax/language';
import { boundNames, givenAt, partsOf } from '../syntax/patterns';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import type { Tree } from './candidates';
import type { Facts } from './facts';
import { isInExpression, itemsGiven, loopOf } from './loop';
import type { NamedTexts } from './namedTexts';
import type { NameFacts } from './nameFacts';
import { decoratedResult, type OpenNodes } from './openNodes';
import { calledAs } from './ownCalls';
import type { ValueReader } from './readValue';
import { normalName, type Value } from './value';

/** Adds to the facts of one statement. */
export class ScopeFacts {
  readonly #language: CodeLanguage;
  readonly #text: string;
  readonly #split: number | undefined;
  readonly #facts: Facts;
  readonly #open: OpenNodes;
  readonly #reader: ValueReader;
  readonly #names: NameFacts;
  readonly #texts: NamedTexts;

  /** `split`: the id of the node whose body is read apart. */
  constructor(
    { language, text }: Tree,
    split: number | undefined,
    facts: Facts,
    open: OpenNodes,
    reader: ValueReader,
    names: NameFacts,
    texts: NamedTexts,
  ) {
    this.#language = language;
    this.#text = text;
    this.#split = split;
    this.#facts = facts;
    this.#open = open;
    this.#reader = reader;
    this.#names = names;
    this.#texts = texts;
  }

  /** The last statement of a function with a prompt-like name, where that is its result. */
  result(node: Node): void {
    if (this.#language.result !== undefined) this.#returned(this.#reader.readChain(node));
  }

  /** A function, method, class or block begins. */
  opened(node: Node): void {
    const scope = this.#language.scope(node, this.#text);
    const outer = this.#open.top;
    const bound = outer?.kind === 'binding' && outer.valueStart === node.startIndex ? outer.name : undefined;
    const name = scope.name ?? bound;
    if (scope.kind === 'class' && name !== undefined)
      this.#names.define([name], {
        kind: 'class',
        span: { start: node.startIndex, end: node.endIndex },
        ...(scope.fields === undefined ? {} : { fields: scope.fields.map(normalName) }),
      });
    const resultName = decoratedResult(scope);
    this.#open.push({ kind: scope.kind, node, name, resultName, tests: scope.tests });
    if (scope.sent !== undefined) this.#sent(scope.sent);
    if (scope.kind === 'function' && name !== undefined) {
      const params = [...new Set(scope.bindings.map(({ path }) => path.at(-1) ?? ''))].filter(
        (each) => !selfNames.has(each) && each !== scope.receiver,
      );
      const { className } = this.#open.inside;
      this.#facts.functions.push({ name: calledAs(name, className), params, className, home: node.startIndex });
    }
    if (scope.receiver !== undefined) this.#names.defineSelf(scope.receiver, node.startIndex);
    const splits = this.#language.splitsItems === true;
    const given = itemsGiven(outer, scope, node.startIndex, (call) => this.#reader.shape(call), splits);
    const items = new Set(given.filter((item) => this.#names.each(item)).map(({ name }) => name));
    for (const { path, value, items: list, field, at } of scope.bindings) {
      const name = path.at(-1) ?? '';
      if (items.has(name) || name === scope.receiver) continue;
      if (list !== undefined && this.#names.each({ name, list, start: node.startIndex, field, at })) continue;
      this.#bind(path, value);
    }
    if (scope.kind === 'function') this.#implicit(node);
  }

  /** What a parameter or a part of an object holds; `value`: where nothing is given for it. */
  #bind(path: readonly string[], value: Expression | undefined): void {
    const given = value === undefined ? undefined : this.#reader.read(value);
    this.#names.define(path, given);
    if (given === undefined) return;
    const name = path.at(-1) ?? '';
    this.#texts.named(name, given, false);
    if (namesModel(name)) this.#names.model(given, name);
  }

  /** A text that is sent although no call and no name says so. */
  #sent(node: Node): void {
    const value = this.#reader.read(node);
    if (value.kind !== 'text') return;
    this.#facts.named.push({ value, scopes: [], role: 'system', weak: false, isSent: true });
    // It stands in the body, which may be read apart.
    this.#reader.reach = Math.max(this.#reader.reach, node.endIndex);
  }

  /** The result of a function whose body is in this statement. */
  #implicit(node: Node): void {
    const body = node.id === this.#split ? undefined : node.childForFieldName('body');
    if (body === null || body === undefined) return;
    const result = this.#reader.shape(node);
    const last = result.kind === 'function' ? result.result : this.#language.result?.(body);
    if (last !== undefined) this.#returned(this.#reader.readChain(last));
  }

  /** A `return` of the innermost function. */
  returns(node: Node): void {
    const value = node.firstNamedChild;
    if (value !== null && this.#open.inside.functionName !== undefined) this.#returned(this.#reader.readChain(value));
  }

  /** What the innermost function returns: a prompt when the function is named for one, and what stands for its calls. */
  #returned(value: Value): void {
    this.#names.returned(value);
    this.#texts.returned(value);
  }

  /** A pattern that binds names: a loop's variable, parts of an object. */
  bound(node: Node): void {
    const loop = loopOf(node, this.#text);
    const inside = isInExpression(node);
    const parts = partsOf(loop?.pattern ?? node);
    const beside = loop === undefined ? givenAt(node) : [];
    for (const { name: each, given } of boundNames(node)) {
      const written = sourceOf(each, this.#text);
      // PHP's names are kept without their `$`.
      const name = each.type === 'variable_name' ? written.slice(1) : written;
      const field = each.type === 'shorthand_property_identifier_pattern' ? name : undefined;
      const part = parts.find((part) => part.name.id === each.id);
      const at = part === undefined || part.at.length === 0 ? undefined : part.at;
      const isItem = loop !== undefined && (part !== undefined || field !== undefined);
      const isEach = isItem && this.#names.each({ name, list: loop.list, start: loop.start, field, at });
      // What a comprehension binds is nothing outside of it.
      if (!isEach && !inside) this.#bind([name], given ?? (at?.length === 1 ? beside[at[0] ?? 0] : undefined));
    }
  }
}
