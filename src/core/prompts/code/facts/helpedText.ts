// Calls that make a text of texts: `dedent(…)`, `"…".format(…)`, `"\n".join(…)`, `JSON.stringify(…)`. `textHelpers.ts` has their names.
import type { Span } from '../../../text';
import { type Holed, joinTexts } from '../../holed';
import { isProse, saysWords } from '../rules/prose';
import type { CodeLanguage, Expression, Helper, NamedNode, Shape } from '../syntax/language';
import { sourcesOf } from '../syntax/syntax';
import {
  applyHelper,
  asItems,
  asText,
  joiningFunctions,
  listMethods,
  mappings,
  mapText,
  methods,
  picks,
  replacing,
  serialisers,
  textOrHole,
  views,
  wrappers,
} from './textHelpers';
import { asSpread, isSure, type ListValue, type NameValue, normalName, type TextValue, type Value } from './value';

const nothing: TextValue = {
  kind: 'text',
  span: { start: 0, end: 0 },
  text: '',
  holes: [],
  branches: 1,
  literals: 1,
};

/** What is made of each item of a list, in words; a row of data is a hole. */
const isRepeated = (item: Value): item is Value & { readonly kind: 'spread'; readonly value: TextValue } =>
  item.kind === 'spread' && item.value.kind === 'text' && saysWords(item.value.text);

/** `...(late ? ["…"] : [])` */
const isOptionalList = (item: Value): item is Value & { readonly kind: 'spread'; readonly value: ListValue } =>
  item.kind === 'spread' && item.value.kind === 'list';

/** A text that is there once for each item: those after the first are a hole. */
const repeated = (text: TextValue): TextValue => ({
  ...text,
  holes: [...text.holes, { name: '…', at: text.text.length }],
});

/** What the system's line end is called. */
const lineEnds = /^(NewLine|PHP_EOL|EOL|linesep|lineSeparator)$/;

/** A separator that is the line end of the system: `Environment.NewLine`. */
const lineEnd = (value: Value): Value =>
  (value.kind === 'name' || value.kind === 'call') && lineEnds.test(value.path.at(-1) ?? '')
    ? { ...nothing, span: value.span, text: '\n' }
    : value;

const isListed = ({ kind }: Value): boolean => kind === 'list' || kind === 'name';

/** Reads the calls of one document that are made on texts or with them. */
export class HelpedText {
  readonly #language: CodeLanguage;
  readonly #text: string;
  readonly #read: (node: Expression, depth: number) => Value;

  /** `text`: the document's text. `read`: reads an expression inside of such a call. */
  constructor(language: CodeLanguage, text: string, read: (node: Expression, depth: number) => Value) {
    this.#language = language;
    this.#text = text;
    this.#read = read;
  }

  /** `dedent(x)`, `x.strip()`, `x.format(…)`, `"\n".join([…])`, `[…].join("\n")`: the text they make, or undefined. */
  read({ path, receiver, args }: Shape & { kind: 'call' }, span: Span, depth: number): Value | undefined {
    const name = normalName(path.at(-1) ?? '');
    const last2 = `${normalName(path.at(-2) ?? '')}.${name}`;
    const first = args[0]?.name === undefined && args[0]?.spread === false ? args[0].value : undefined;
    const own = this.#language.wrappers;
    const wrapper = own?.get(last2) ?? own?.get(name) ?? wrappers.get(name);
    if (wrapper !== undefined && first !== undefined) {
      const inside = this.#read(first, depth + 1);
      if (wrapper === 'same')
        return inside.kind === 'name' ? this.#withFills(inside, name, args.slice(1), depth) : inside;
      // Under a name, or behind a call, is the text that a function of the file may show.
      const isElsewhere = inside.kind === 'name' || inside.kind === 'call';
      if (inside.kind === 'name' && (wrapper === 'percent' || wrapper === 'braces'))
        return { ...inside, template: wrapper, fills: this.#fills(args.slice(1), depth) };
      return mapText(inside, span, (text) => this.#apply(text, wrapper, args.slice(1)), isElsewhere);
    }
    if (serialisers.has(name) && first !== undefined) return this.#serialised(first, span, depth);
    // `collect($rules)->implode("\n")`
    const ofList = receiver !== undefined && args.length === 1 && first !== undefined;
    if (name === 'implode') return ofList ? this.#join(receiver, first, depth) : this.#joinAll(args, depth);
    if (mappings.has(name)) return this.#mapped(receiver, args, span, depth);
    if (picks.has(name)) return this.#picked(name, receiver, first, depth);
    if (joiningFunctions.has(name) && args.length > 1) return this.#joinedArguments(path.at(-1) ?? '', args, depth);
    if (receiver === undefined) return undefined;
    if (last2 === 'string.join' || last2 === 'strings.join') return this.#joinAll(args, depth);
    if (name === 'join' && first !== undefined) return this.#join(receiver, first, depth);
    if (listMethods.has(name) && (args.length === 0 || !views.has(name)))
      return this.#ofList(name, receiver, first, depth);
    if (name === 'concat') return this.#concat(receiver, args, span, depth);
    const method = this.#language.methods?.get(name) ?? methods.get(name);
    if (method === undefined) return undefined;
    const inside = this.#read(receiver, depth + 1);
    if (inside.kind === 'name' && (method === 'braces' || method === 'percent'))
      return { ...inside, template: method, fills: this.#fills(args, depth) };
    if (inside.kind === 'name') return this.#withFills(inside, name, args, depth);
    return inside.kind === 'text' ? mapText(inside, span, (text) => this.#apply(text, method, args)) : undefined;
  }

  /** `TEMPLATE.replace("{rules}", RULES)`: what is put in is sent as well. */
  #withFills(name: NameValue, method: string, args: readonly NamedNode[], depth: number): NameValue {
    const fills = replacing.test(method) ? this.#fills(args, depth).filter(({ kind }) => kind !== 'text') : [];
    return fills.length === 0 ? name : { ...name, fills: [...(name.fills ?? []), ...fills] };
  }

  /** What a template is filled in with: texts, and what may hold one. */
  #fills(args: readonly NamedNode[], depth: number): readonly Value[] {
    const values = args.flatMap(({ value }) => (value === undefined ? [] : [this.#read(value, depth + 1)]));
    return values.filter(({ kind }) => kind === 'text' || kind === 'name' || kind === 'call');
  }

  /**
   * `rows.map((row) => `Row ${row}.`)`, `array_map(fn ($row) => …, $rows)`: what is made of each; of a list under a name, or that is written
   * there, its texts, where nothing but a mark is put to them: `RULES.map((rule) => `- ${rule}`)`.
   */
  #mapped(receiver: Expression | undefined, args: readonly NamedNode[], span: Span, depth: number): Value | undefined {
    const values = args.flatMap(({ value }) => (value === undefined ? [] : [this.#read(value, depth + 1)]));
    const made = values.find(({ kind }) => kind === 'function');
    if (made?.kind !== 'function') return undefined;
    const { result } = made;
    const marks = result.kind === 'name' || (result.kind === 'text' && !/\p{L}{2}/u.test(result.text));
    const list = !marks ? undefined : (values.find(isListed) ?? (receiver && this.#read(receiver, depth + 1)));
    return list !== undefined && isListed(list) ? list : asItems(result, span);
  }

  /** `random.choice(RULES)`, `RULES.sample`, `RULES.random()`: one item, which the source does not show. */
  #picked(
    name: string,
    receiver: Expression | undefined,
    first: Expression | undefined,
    depth: number,
  ): Value | undefined {
    const given = first === undefined ? undefined : this.#read(first, depth + 1);
    // `STEPS.find((step) => …)`; `users.find(id)` asks something else.
    if (name === 'find' && given !== undefined && given.kind !== 'function') return undefined;
    const list =
      receiver === undefined || (given !== undefined && given.kind !== 'function')
        ? given
        : this.#read(receiver, depth + 1);
    return list?.kind === 'name' ? { ...list, index: 'some' } : undefined;
  }

  /** `[…].filter(Boolean)`, `rows.map(…).toList()`: all that the source shows may be in it; `rows.collect(Collectors.joining("\n"))` is one text. */
  #ofList(name: string, receiver: Expression, first: Expression | undefined, depth: number): Value | undefined {
    const list = this.#read(receiver, depth + 1);
    if (list.kind === 'name' && views.has(name)) return list;
    if (list.kind !== 'list' && list.kind !== 'name') return undefined;
    const by = name !== 'collect' || first === undefined ? undefined : this.#read(first, depth + 1);
    const joins = by?.kind === 'call' && by.path.at(-1) === 'joining';
    if (list.kind === 'name') return joins ? { ...list, joined: true } : undefined;
    return joins ? this.#joined(list.items, by.positional[0] ?? nothing) : list;
  }

  /** `[…].concat(more)`: one list. */
  #concat(receiver: Expression, args: readonly NamedNode[], span: Span, depth: number): Value | undefined {
    const first = this.#read(receiver, depth + 1);
    if (first.kind !== 'list') return undefined;
    const more = args.flatMap(({ value }) => (value === undefined ? [] : [this.#read(value, depth + 1)]));
    return {
      kind: 'list',
      span,
      items: [first, ...more].flatMap((each) => (isSure(each) ? each.items : [asSpread(each)])),
    };
  }

  /** `JSON.stringify({task: "…", data})`: the texts of an object that says in words what is to be done. A request's body is none. */
  #serialised(node: Expression, span: Span, depth: number): Value | undefined {
    const value = this.#read(node, depth + 1);
    if (value.kind !== 'object' || value.entries.has('messages') || value.entries.has('contents')) return undefined;
    const entries = [...value.entries];
    if (!entries.some(([, entry]) => entry.kind === 'text' && isProse(entry.text))) return undefined;
    const parts = entries.map(([key, entry]) =>
      joinTexts([{ text: `"${key}":`, holes: [] }, textOrHole(entry, this.#text)]),
    );
    return asText(span, joinTexts([{ text: '{', holes: [] }, joinTexts(parts, ','), { text: '}', holes: [] }]));
  }

  /** `args`: what the helper is given besides the text. */
  #apply(text: Holed, helper: Helper, args: readonly NamedNode[]): Holed {
    const given = args.flatMap(({ name, value }) => (name === undefined ? [value] : []));
    const named = new Map<string, string>();
    for (const { name, value } of args)
      if (name !== undefined) named.set(name, sourcesOf([value], this.#text)[0] ?? '');
    return applyHelper(text, helper, this.#language.dedentTrims, sourcesOf(given, this.#text), named);
  }

  #join(receiver: Expression, argument: Expression, depth: number): Value | undefined {
    const left = lineEnd(this.#read(receiver, depth + 1));
    const right = lineEnd(this.#read(argument, depth + 1));
    const [separator, list] = left.kind === 'list' ? [right, left] : [left, right];
    // `"\n".join(lines)`, `lines.join("\n")`: the texts of the list, wherever it is filled.
    const name = left.kind === 'name' ? left : right.kind === 'name' ? right : undefined;
    const other = name === left ? right : left;
    if (name?.path.length === 1 && other.kind === 'text') return { ...name, joined: true };
    return isSure(list) ? this.#joined(list.items, separator) : undefined;
  }

  /** `String.join("\n", a, b)`, `implode("\n", [a, b])`, `strings.Join([]string{a, b}, "\n")`. */
  #joinAll(args: readonly NamedNode[], depth: number): Value | undefined {
    const values = args.flatMap(({ value }) => (value === undefined ? [] : [this.#read(value, depth + 1)]));
    const [separator, ...rest] = values.map(lineEnd);
    const [only] = rest;
    if (rest.length === 1 && separator !== undefined && isSure(separator)) return this.#joined(separator.items, only);
    // `implode("\n", $lines)`, `strings.Join(lines, "\n")`: the texts of the list, wherever it is filled.
    const list = [separator, only].find((value) => value?.kind === 'name');
    const between = [separator, only].find((value) => value?.kind === 'text');
    if (rest.length === 1 && list?.kind === 'name' && between !== undefined) return { ...list, joined: true };
    return this.#joined(rest.length === 1 && only !== undefined && isSure(only) ? only.items : rest, separator);
  }

  /** `joinStrings("…", more && "…")`: what the program's own function puts between them is a hole of its name. */
  #joinedArguments(name: string, args: readonly NamedNode[], depth: number): Value | undefined {
    const between: Value = { ...nothing, holes: [{ name, at: 0 }] };
    const values = args.flatMap(({ value }) => (value === undefined ? [] : [this.#read(value, depth + 1)]));
    return this.#joined(
      values.flatMap((value, index) => (index === 0 ? value : [between, value])),
      nothing,
    );
  }

  /** One text from the first item to the last; undefined when none of them is a text or a name. */
  #joined(items: readonly Value[], separator: Value | undefined): Value | undefined {
    const [first] = items;
    const last = items.at(-1);
    if (separator?.kind !== 'text' || first === undefined || last === undefined) return undefined;
    const values = items.flatMap((item) =>
      isRepeated(item) ? repeated(item.value) : isOptionalList(item) ? item.value.items : item,
    );
    if (!values.some(({ kind }) => kind === 'text' || kind === 'name')) return undefined;
    const parts = values.map((item) => textOrHole(item, this.#text));
    return asText({ start: first.span.start, end: last.span.end }, joinTexts(parts, separator.text));
  }
}
