// Syntax to values: joins concatenations, applies the text helpers a program wraps its prompts in, and names what it cannot read.
import type { Node } from 'web-tree-sitter';
import type { Span } from '../../text';
import { dedent, fillTemplate, type Holed, holeName, joinTexts, stripIndents, trim } from '../holed';
import type { CodeLanguage, NamedNode, Piece, Shape } from './language';
import { type NameValue, normalName, type ObjectValue, type TextValue, type Value } from './value';

/** How deep expressions are followed; what lies deeper is `other`. Keeps the cost linear and the stack flat on any nesting. */
const DEPTH_LIMIT = 12;

/** Functions that return their argument as a text of the same kind. Names as `normalName` gives them. */
const wrappers = new Map<string, 'dedent' | 'cleandoc' | 'stripIndents' | 'same'>([
  ['dedent', 'dedent'],
  ['outdent', 'dedent'],
  ['stripindent', 'dedent'],
  ['cleandoc', 'cleandoc'],
  ['stripindents', 'stripIndents'],
  ['raw', 'same'],
  ['str', 'same'],
]);

type Method = 'trim' | 'trimStart' | 'trimEnd' | 'format' | 'same';

/** Methods of a text that return a text of the same kind. */
const methods = new Map<string, Method>([
  ['strip', 'trim'],
  ['trim', 'trim'],
  ['lstrip', 'trimStart'],
  ['trimstart', 'trimStart'],
  ['rstrip', 'trimEnd'],
  ['trimend', 'trimEnd'],
  ['format', 'format'],
  ['formatmap', 'format'],
  ['replace', 'same'],
  ['replaceall', 'same'],
  ['tostring', 'same'],
]);

const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
const other = (span: Span): Value => ({ kind: 'other', span });

function asText(span: Span, { text, holes }: Holed, from?: TextValue): TextValue {
  return { kind: 'text', span, text, holes, branches: from?.branches ?? 1, literals: from?.literals ?? 1 };
}

function literal(pieces: readonly Piece[]): Holed {
  const parts = pieces.map((piece) =>
    typeof piece === 'string'
      ? { text: piece, holes: [] }
      : { text: '', holes: [{ name: holeName(piece.hole), at: 0 }] },
  );
  return joinTexts(parts);
}

/** Reads the nodes of one document. `text` is the document's text, to which node offsets refer. */
export class ValueReader {
  readonly #language: CodeLanguage;
  readonly #text: string;

  constructor(language: CodeLanguage, text: string) {
    this.#language = language;
    this.#text = text;
  }

  read(node: Node, depth = 0): Value {
    const span = spanOf(node);
    if (depth > DEPTH_LIMIT) return other(span);
    return this.#fromShape(this.#language.shape(node, this.#text), span, depth);
  }

  #fromShape(shape: Shape, span: Span, depth: number): Value {
    switch (shape.kind) {
      case 'literal':
        return asText(span, literal(shape.pieces));
      case 'inner':
        return this.read(shape.node, depth + 1);
      case 'concat':
        return this.#concat(shape.parts, span, depth);
      case 'percent':
        return this.#mapText(this.read(shape.template, depth + 1), span, (text) => fillTemplate(text, 'percent'));
      case 'choice':
        return this.#choice(shape.branches, span, depth);
      case 'list':
        return { kind: 'list', span, items: shape.items.map((item) => this.read(item, depth + 1)) };
      case 'object': {
        return { kind: 'object', span, ...this.#entries(shape.entries, depth) };
      }
      case 'call':
        return this.#call(shape, { start: shape.start, end: span.end }, depth);
      case 'name':
        return { kind: 'name', span, path: shape.path, template: false, branches: 1 };
      case 'spread':
        return { kind: 'spread', span, value: this.read(shape.node, depth + 1) };
      case 'function':
        return { kind: 'function', span, result: this.read(shape.result, depth + 1) };
      case 'other':
        return other(span);
    }
  }

  /** One text from first to last part, or one list when a part is a list. Parts without text are holes named by their source. */
  #concat(parts: readonly Node[], span: Span, depth: number): Value {
    const values = parts.map((part) => this.read(part, depth + 1));
    if (values.some((value) => value.kind === 'list')) {
      const items = values.flatMap((value): readonly Value[] =>
        value.kind === 'list' ? value.items : [{ kind: 'spread', span: value.span, value }],
      );
      return { kind: 'list', span, items };
    }
    if (!values.some((value) => value.kind === 'text')) return other(span);
    return asText(span, joinTexts(values.map((value) => this.#textOrHole(value))));
  }

  #textOrHole(value: Value): Holed {
    if (value.kind === 'text') return value;
    return { text: '', holes: [{ name: holeName(this.#source(value.span)), at: 0 }] };
  }

  #source({ start, end }: Span): string {
    return this.#text.slice(start, Math.min(end, start + 300));
  }

  /** The longest text stands for all branches, and says how many there are. Without a text, the last name may be followed. */
  #choice(branches: readonly Node[], span: Span, depth: number): Value {
    const values = branches.map((branch) => this.read(branch, depth + 1));
    const texts = values.filter((value) => value.kind === 'text');
    let longest = texts[0];
    for (const text of texts) if (longest !== undefined && text.text.length > longest.text.length) longest = text;
    if (longest === undefined) {
      const names = values.filter((value) => value.kind === 'name');
      // `given or DEFAULT`, `given if given else DEFAULT`: the default stands last.
      const last = values.some(({ kind }) => kind === 'list') ? undefined : names.at(-1);
      return last === undefined ? other(span) : { ...last, branches: branches.length };
    }
    const literals = texts.reduce((sum, text) => sum + text.literals, 0);
    return { ...longest, branches: branches.length, literals };
  }

  #entries(nodes: readonly NamedNode[], depth: number): Omit<ObjectValue, 'kind' | 'span'> {
    const entries = new Map<string, Value>();
    const spreads: NameValue[] = [];
    let complete = true;
    for (const { name, value, spread } of nodes) {
      if (spread) {
        complete = false;
        spreads.push(...this.#spreadName(value, depth));
      } else if (name !== undefined && value !== undefined) entries.set(normalName(name), this.read(value, depth + 1));
      else if (name === undefined) complete = false;
    }
    return { entries, complete, spreads };
  }

  #spreadName(node: Node | undefined, depth: number): NameValue[] {
    const value = node === undefined ? undefined : this.read(node, depth + 1);
    return value?.kind === 'name' ? [value] : [];
  }

  #call(shape: Shape & { kind: 'call' }, span: Span, depth: number): Value {
    const helped = this.#textHelper(shape, span, depth);
    if (helped !== undefined) return helped;
    const named = new Map<string, Value>();
    const positional: Value[] = [];
    const spreads: NameValue[] = [];
    let complete = true;
    for (const { name, value, spread } of shape.args) {
      if (spread) {
        complete = false;
        spreads.push(...this.#spreadName(value, depth));
      } else if (value === undefined) continue;
      else if (name !== undefined) named.set(normalName(name), this.read(value, depth + 1));
      else positional.push(this.read(value, depth + 1));
    }
    if (shape.path.length === 1 && shape.path[0] === 'dict' && positional.length === 0) {
      return { kind: 'object', span, entries: named, complete, spreads };
    }
    const options = positional.find((value) => value.kind === 'object');
    if (options?.kind === 'object') {
      for (const [key, value] of options.entries) if (!named.has(key)) named.set(key, value);
      spreads.push(...(options.spreads ?? []));
      complete &&= options.complete;
    }
    return { kind: 'call', span, path: shape.path, positional, named, complete, spreads };
  }

  /** `dedent(x)`, `x.strip()`, `x.format(…)`, `"\n".join([…])`, `[…].join("\n")`: the text they make, or undefined. */
  #textHelper({ path, receiver, args }: Shape & { kind: 'call' }, span: Span, depth: number): Value | undefined {
    const name = normalName(path.at(-1) ?? '');
    const first = args[0]?.name === undefined && args[0]?.spread === false ? args[0].value : undefined;
    const wrapper = wrappers.get(name);
    if (wrapper !== undefined && first !== undefined) {
      const inside = this.read(first, depth + 1);
      return this.#mapText(inside, span, (text) => this.#unwrap(text, wrapper), inside.kind === 'name');
    }
    if (receiver === undefined) return undefined;
    if (name === 'join' && first !== undefined) return this.#join(receiver, first, span, depth);
    const method = methods.get(name);
    if (method === undefined) return undefined;
    const inside = this.read(receiver, depth + 1);
    if (inside.kind === 'name') return { ...inside, template: inside.template || method === 'format' };
    return inside.kind === 'text' ? this.#mapText(inside, span, (text) => applyMethod(text, method)) : undefined;
  }

  #unwrap(text: Holed, wrapper: 'dedent' | 'cleandoc' | 'stripIndents' | 'same'): Holed {
    if (wrapper === 'same') return text;
    if (wrapper === 'stripIndents') return trim(stripIndents(text));
    if (wrapper === 'cleandoc') return trim(dedent(text, true));
    return this.#language.dedentTrims ? trim(dedent(text, true)) : dedent(text, false);
  }

  #join(receiver: Node, argument: Node, span: Span, depth: number): Value | undefined {
    const left = this.read(receiver, depth + 1);
    const right = this.read(argument, depth + 1);
    const [separator, list] = left.kind === 'list' ? [right, left] : [left, right];
    // `"\n".join(lines)`, `lines.join("\n")`: the texts of the list, wherever it is filled.
    const name = left.kind === 'name' ? left : right.kind === 'name' ? right : undefined;
    const other = name === left ? right : left;
    if (name?.path.length === 1 && other.kind === 'text') return { ...name, joined: true };
    if (separator.kind !== 'text' || list.kind !== 'list') return undefined;
    if (!list.items.some((item) => item.kind === 'text')) return undefined;
    return asText(
      span,
      joinTexts(
        list.items.map((item) => this.#textOrHole(item)),
        separator.text,
      ),
    );
  }

  #mapText(value: Value, span: Span, change: (text: Holed) => Holed, keep = false): Value {
    if (value.kind === 'text') return asText(span, change(value), value);
    return keep ? value : value.kind === 'name' ? { ...value, template: true } : other(span);
  }
}

function applyMethod(text: Holed, method: Method): Holed {
  if (method === 'trim') return trim(text);
  if (method === 'trimStart') return trim(text, 'start');
  if (method === 'trimEnd') return trim(text, 'end');
  return method === 'format' ? fillTemplate(text, 'braces') : text;
}
