// Syntax to values: joins concatenations, reads lists, objects and calls with their chains, and names what it cannot read.
import type { Span } from '../../../text';
import { fillTemplate, joinTexts } from '../../holed';
import type { CodeLanguage, Expression, NamedNode, Shape, Written } from '../syntax/language';
import { sourcesOf, spanOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { constant } from './constants';
import { HelpedText } from './helpedText';
import { asText, literal, mapText, place, textOrHole } from './textHelpers';
import {
  asSpread,
  type CallValue,
  isSure,
  type Link,
  type NameValue,
  normalName,
  type ObjectValue,
  type Value,
} from './value';

/** How deep expressions are followed; what lies deeper is `other`. Keeps the cost linear and the stack flat on any nesting. */
const DEPTH_LIMIT = 12;

/** How many calls of a chain are read; builders have fewer. Keeps hostile chains linear. */
const LINKS_LIMIT = 40;

/** Longer indexes are not read. */
const INDEX_LENGTH = 80;

/** Calls that make an object of their named arguments. */
const dictionaries = /^(dict|(types\.)?SimpleNamespace|OpenStruct\.new)$/;

const isWritten = (node: Expression): node is Written => 'shape' in node;
const isName = (value: Value): value is NameValue => value.kind === 'name';
const other = (span: Span): Value => ({ kind: 'other', span });

/** Reads the nodes of one document. `text` is the document's text, to which node offsets refer. */
export class ValueReader {
  readonly #language: CodeLanguage;
  readonly #text: string;
  readonly #helped: HelpedText;
  /** What was read, with how far down it was followed; a node is read for its name, for its call, and for what is around it. */
  readonly #known = new Map<Node, { readonly value: Value; readonly height: number }>();
  readonly #shapes = new Map<Node, Shape>();
  /** The depth that reading has got to. */
  #deepest = 0;

  constructor(language: CodeLanguage, text: string) {
    this.#language = language;
    this.#text = text;
    this.#helped = new HelpedText(language, text, (node, depth) => this.read(node, depth));
  }

  /** The end of the last text that was read; it may lie behind the node that names it. */
  reach = 0;

  read(node: Expression, depth = 0): Value {
    if (depth > DEPTH_LIMIT) {
      // What is cut off here may be read from higher up.
      this.#deepest = Number.POSITIVE_INFINITY;
      return other(spanOf(node));
    }
    if (isWritten(node)) return this.#fromShape(node.shape, node.span, depth);
    const known = this.#known.get(node);
    if (known !== undefined && depth + known.height <= DEPTH_LIMIT) {
      this.#deepest = Math.max(this.#deepest, depth + known.height);
      return known.value;
    }
    const before = this.#deepest;
    this.#deepest = depth;
    const value = this.#fromShape(this.shape(node), spanOf(node), depth);
    const height = this.#deepest - depth;
    if (Number.isFinite(height)) this.#known.set(node, { value, height });
    this.#deepest = Math.max(before, this.#deepest);
    return value;
  }

  /** A call with the calls of its chain (with `single` also when it is the only one); other expressions as `read` gives them. */
  readChain(node: Expression, single = false): Value {
    const value = this.read(node);
    return value.kind === 'call' && (single || this.#isChain(node)) ? this.#withLinks(value, node) : value;
  }

  /** True when another call stands before the last dot, or this one is inside brackets or the like. */
  #isChain(node: Expression): boolean {
    const shape = this.shape(node);
    if (shape.kind !== 'call') return true;
    let receiver = shape.receiver === undefined ? undefined : this.shape(shape.receiver);
    for (let steps = 0; receiver?.kind === 'inner' && steps < DEPTH_LIMIT; steps++)
      receiver = this.shape(receiver.node);
    return receiver?.kind === 'call';
  }

  /** Asked of a node for its value, for its chain, and for what is around it. */
  shape(node: Expression): Shape {
    if (isWritten(node)) return node.shape;
    let shape = this.#shapes.get(node);
    if (shape === undefined) {
      shape = this.#language.shape(node, this.#text);
      this.#shapes.set(node, shape);
    }
    return shape;
  }

  #withLinks(call: CallValue, node: Expression): CallValue {
    const links: Link[] = [];
    /** The names before the first call: they stand as links without arguments. */
    const heads: string[] = [];
    const named = new Map<string, Value>();
    let complete = true;
    let current: Expression | undefined = node;
    for (let steps = 0; current !== undefined && steps < LINKS_LIMIT; steps++) {
      const shape: Shape = this.shape(current);
      if (shape.kind === 'inner') current = shape.node;
      else if (shape.kind === 'call') {
        const args = this.#arguments(shape, 1);
        const name = normalName(shape.path.at(-1) ?? '');
        links.push({ name, positional: args.positional, named: args.named });
        complete &&= args.complete;
        for (const [key, value] of args.named) if (!named.has(key)) named.set(key, value);
        const only = args.positional.length === 1 ? args.positional[0] : undefined;
        if (only !== undefined && !named.has(name)) named.set(name, only);
        if (shape.receiver === undefined) heads.push(...shape.path.slice(0, -1));
        current = shape.receiver;
      } else {
        if (shape.kind === 'name') heads.push(...shape.path);
        break;
      }
    }
    const head = heads.map((name) => ({ name: normalName(name), positional: [], named: new Map<string, Value>() }));
    return { ...call, named, complete, links: [...head, ...links.reverse()] };
  }

  /** `MOODS[0]`, `MOODS[kind]`: a key in quotes is part of the path, and what a slice takes is a list. `MOODS[kind][1]` takes a part of any. */
  #name(path: readonly string[], span: Span): NameValue {
    const { start, end } = span;
    const name: NameValue = { kind: 'name', span, path, branches: 1 };
    if (this.#text[end - 1] !== ']') return name;
    const source = this.#text.slice(Math.max(start, end - INDEX_LENGTH), end);
    const [, before, written] = /(\]?)\[\s*([^\][:"'`]+?)\s*\]$/.exec(source) ?? [];
    if (written === undefined || written.includes('..')) return name;
    if (!/^-?\d{1,6}$/.test(written)) return { ...name, index: 'some' };
    return before === ']' ? { ...name, path: [...path, written] } : { ...name, index: Number(written) };
  }

  #fromShape(shape: Shape, span: Span, depth: number): Value {
    switch (shape.kind) {
      case 'literal':
        this.reach = Math.max(this.reach, shape.span?.end ?? 0);
        return asText(shape.span ?? span, literal(shape.pieces));
      case 'inner':
        return this.read(shape.node, depth + 1);
      case 'concat':
        return this.#concat(shape, span, depth);
      case 'percent':
        return this.#percent(shape, span, depth);
      case 'choice':
        return this.#choice(shape.branches, span, depth);
      case 'list':
        return { kind: 'list', span, items: shape.items.map((item) => this.read(item, depth + 1)) };
      case 'object': {
        this.reach = Math.max(this.reach, shape.reach ?? 0);
        return { kind: 'object', span, ...this.#entries(shape.entries, depth) };
      }
      case 'call':
        return this.#call(shape, { start: shape.start, end: span.end }, depth);
      case 'name':
        return this.#name(shape.path, span);
      case 'spread':
        return { kind: 'spread', span, value: this.read(shape.node, depth + 1) };
      case 'function':
        return { kind: 'function', span, result: this.read(shape.result, depth + 1) };
      case 'other':
        return constant(this.#text, span) ?? other(span);
    }
  }

  #percent({ template, given }: Shape & { kind: 'percent' }, span: Span, depth: number): Value {
    const value = this.read(template, depth + 1);
    if (isName(value)) return { ...value, template: 'percent', fills: given.map((each) => this.read(each, depth + 1)) };
    return mapText(value, span, (text) => fillTemplate(text, 'percent', sourcesOf(given, this.#text)));
  }

  /** One text from first to last part, or one list when a part is a list. Parts without text are holes named by their source. */
  #concat({ parts, separator }: Shape & { kind: 'concat' }, span: Span, depth: number): Value {
    const values = parts.map((part) => this.read(part, depth + 1));
    if (values.some((value) => value.kind === 'list')) {
      const items = values.flatMap((value): readonly Value[] => (isSure(value) ? value.items : [asSpread(value)]));
      return { kind: 'list', span, items };
    }
    // `HEAD + RULES`: what is under the names may be texts.
    const isNamed = (value: Value): boolean => isName(value) || value.kind === 'call';
    if (!values.some((value) => value.kind === 'text') && !values.every(isNamed)) return other(span);
    const first = values.find((value) => value.kind === 'text');
    const texts = values.map((value) => textOrHole(value, this.#text));
    return asText(first === undefined ? span : place(span, first.span), joinTexts(texts, separator));
  }

  /** The longest text stands for all branches, with the others beside it, and says how many there are. Without a text, the last name may be followed. */
  #choice(branches: readonly Expression[], span: Span, depth: number): Value {
    const values = branches.map((branch) => {
      const value = this.read(branch, depth + 1);
      // `given.unwrap_or_else(|| "…".to_string())`
      return value.kind === 'function' ? value.result : value;
    });
    const texts = values.filter((value) => value.kind === 'text');
    let longest = texts[0];
    for (const text of texts) if (longest !== undefined && text.text.length > longest.text.length) longest = text;
    const others = (chosen: Value) =>
      values.filter((value) => value !== chosen && ['text', 'name', 'list'].includes(value.kind));
    if (longest === undefined) {
      const lists = values.filter((value) => value.kind === 'list').sort((a, b) => b.items.length - a.items.length);
      const [list] = lists;
      if (list !== undefined) return { ...list, others: others(list) };
      // `given or DEFAULT`, `given if given else DEFAULT`: the default stands last. So does that of `settings or Settings()`.
      const last = values.at(-1);
      if (last?.kind === 'call') return last;
      const name = values.filter(isName).at(-1);
      return name === undefined ? other(span) : { ...name, branches: branches.length, others: others(name) };
    }
    const literals = texts.reduce((sum, text) => sum + text.literals, 0);
    return { ...longest, branches: branches.length, literals, others: others(longest) };
  }

  #entries(nodes: readonly NamedNode[], depth: number): Omit<ObjectValue, 'kind' | 'span'> {
    const entries = new Map<string, Value>();
    const written: string[] = [];
    const spreads: NameValue[] = [];
    let complete = true;
    let asKept = true;
    for (const { name, value, spread } of nodes) {
      if (spread) {
        complete = false;
        spreads.push(...this.#spreadName(value, depth));
      } else if (name !== undefined && value !== undefined) {
        const key = normalName(name);
        entries.set(key, this.read(value, depth + 1));
        written.push(name);
        asKept &&= key === name;
      } else if (name === undefined) complete = false;
    }
    return { entries, complete, spreads, ...(asKept ? {} : { written }) };
  }

  #spreadName(node: Expression | undefined, depth: number): NameValue[] {
    const value = node === undefined ? undefined : this.read(node, depth + 1);
    return value?.kind === 'name' ? [value] : [];
  }

  #call(shape: Shape & { kind: 'call' }, span: Span, depth: number): Value {
    const helped = this.#helped.read(shape, span, depth);
    if (helped !== undefined) return helped;
    const { named, positional, complete, spreads } = this.#arguments(shape, depth);
    if (positional.length === 0 && dictionaries.test(shape.path.join('.'))) {
      return { kind: 'object', span, entries: named, complete, spreads };
    }
    const record = shape.record === true;
    return { kind: 'call', span, path: shape.path, positional, named, complete, spreads, record };
  }

  #arguments(
    { args }: Shape & { kind: 'call' },
    depth: number,
  ): Pick<CallValue, 'positional' | 'named' | 'complete'> & { readonly spreads: readonly NameValue[] } {
    const named = new Map<string, Value>();
    const positional: Value[] = [];
    const spreads: NameValue[] = [];
    let complete = true;
    for (const { name, value, spread } of args) {
      if (spread) {
        complete = false;
        spreads.push(...this.#spreadName(value, depth));
      } else if (value === undefined) continue;
      else if (name !== undefined) named.set(normalName(name), this.read(value, depth + 1));
      else positional.push(this.read(value, depth + 1));
    }
    const options = positional.find((value) => value.kind === 'object' || (value.kind === 'call' && value.record));
    if (options?.kind === 'object' || options?.kind === 'call') {
      const entries = options.kind === 'object' ? options.entries : options.named;
      for (const [key, value] of entries) if (!named.has(key)) named.set(key, value);
      spreads.push(...(options.spreads ?? []));
      complete &&= options.complete;
    }
    return { named, positional, complete, spreads };
  }
}
