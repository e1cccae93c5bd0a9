// What an expression says, without the language it was written in. Adapters turn syntax into shapes, `readValue` turns shapes
// into these values, and the rules look only at values: one rule row serves all languages.
import type { Span } from '../../../text';
import type { TemplateSyntax } from '../../holed';
import type { Hole } from '../../prompt';
import { asksPerson } from '../rules/names';

/** A text the source shows, with holes where it does not. Spans are offsets of the document at the time of reading. */
export interface TextValue {
  readonly kind: 'text';
  readonly span: Span;
  readonly text: string;
  readonly holes: readonly Hole[];
  /** Number of alternatives the source gives (`a ? "x" : "y"` has two, `name || "x"` two); 1 when this text is always used. */
  readonly branches: number;
  /** How many of the alternatives are literals; a model id is only read when this is 1. */
  readonly literals: number;
  /** The other alternatives that show or name a text. */
  readonly others?: readonly Value[];
}

/** A list, tuple or array; `...rest` stands in it as a `spread`. */
export interface ListValue {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly Value[];
  /** The other alternatives that are texts, names or lists, where the program chooses: `given ? given : […]`; absent where it does not. */
  readonly others?: readonly Value[] | undefined;
}

/** A dictionary or object literal. Keys are normalised (see `normalName`). */
export interface ObjectValue {
  readonly kind: 'object';
  readonly span: Span;
  readonly entries: ReadonlyMap<string, Value>;
  /** The keys as written, in the order of `entries`; absent when they are written as they are kept. */
  readonly written?: readonly string[];
  /** What is spread into it by a name (`...defaults`). */
  readonly spreads?: readonly NameValue[];
  /** False when it has spreads or computed keys, so that more entries may exist. */
  readonly complete: boolean;
}

/** A call or construction. */
export interface CallValue {
  readonly kind: 'call';
  readonly span: Span;
  /** Names from the head to the called one, calls inside flattened; `?` stands for a head without a name. */
  readonly path: readonly string[];
  readonly positional: readonly Value[];
  /** Keyword arguments, or the entries of the first object literal among the arguments. Keys are normalised. */
  readonly named: ReadonlyMap<string, Value>;
  /** What is spread into its arguments by a name (`**settings`). */
  readonly spreads?: readonly NameValue[];
  /** False when arguments are spread from elsewhere. */
  readonly complete: boolean;
  /** See `Shape`: its arguments may stand for those of a call that it is given to. */
  readonly record: boolean;
  /** Read only where a rule asks for it: the calls of the chain `a(…).b(…).c(…)`, first to last, this one included. */
  readonly links?: readonly Link[];
}

/** One call of a chain. */
export interface Link {
  /** Normalised. */
  readonly name: string;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export type Value =
  | TextValue
  | ListValue
  | ObjectValue
  | CallValue
  /**
   * A variable, or a path that starts with one: `PROMPT`, `self.prompt`, `PROMPTS["a"]`. `template`: it is filled in so
   * (`.format`), with `fills`. `joined`: it is a list whose texts are joined.
   */
  | {
      readonly kind: 'name';
      readonly span: Span;
      readonly path: readonly string[];
      readonly template?: TemplateSyntax;
      readonly fills?: readonly Value[];
      readonly branches: number;
      readonly joined?: boolean;
      /** One entry of a list is taken: at this place (from the end when negative), or at one that the source does not show. */
      readonly index?: number | 'some';
      /** The other alternatives, when there are some. */
      readonly others?: readonly Value[];
    }
  | { readonly kind: 'spread'; readonly span: Span; readonly value: Value }
  /**
   * The variable of a loop: one item of the list after the other, or what each holds under a name (normalised), or at the places `at`, of
   * which the first of a table's entry is 0 for its key and 1 for its value.
   */
  | {
      readonly kind: 'each';
      readonly span: Span;
      readonly list: Value;
      readonly field?: string;
      readonly at?: readonly number[];
    }
  /** A function whose result is one expression. */
  | { readonly kind: 'function'; readonly span: Span; readonly result: Value }
  /** A whole number, as written: `300`, `4_096`. */
  | { readonly kind: 'number'; readonly span: Span; readonly value: number }
  /** `true`, `None`, `null`. */
  | { readonly kind: 'fixed'; readonly span: Span; readonly value: boolean | null }
  /** `fields`: see `Scope`; normalised. */
  | { readonly kind: 'class'; readonly span: Span; readonly fields?: readonly string[] }
  | { readonly kind: 'other'; readonly span: Span };

export type NameValue = Value & { readonly kind: 'name' };
export type EachValue = Value & { readonly kind: 'each' };

/** A list that the program does not choose between others. */
export const isSure = (value: Value): value is ListValue => value.kind === 'list' && value.others === undefined;

/** A part of a list that is put in as it is. */
export const asSpread = (value: Value): Value => ({ kind: 'spread', span: value.span, value });

/** What an object or a record holds under a name (normalised). */
export function entryOf(value: Value, name: string): Value | undefined {
  if (value.kind === 'object') return value.entries.get(name);
  return value.kind === 'call' && value.record ? value.named.get(name) : undefined;
}

/** `None`, `""` */
export const isNone = (value: Value | undefined): boolean =>
  (value?.kind === 'fixed' && value.value === null) ||
  (value?.kind === 'text' && value.text === '' && value.holes.length === 0);

/** What a loop over the value takes: the items of a list, the values of a table. */
export function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : value.kind === 'object' ? [...value.entries.values()] : [];
}

/** The same at the places `at` of each. */
export function partsAt(value: Value, [first, ...rest]: readonly number[]): readonly Value[] {
  if (first === undefined) return itemsOf(value);
  if (value.kind === 'object') return first === 1 ? itemsOf(value).flatMap((item) => partAt(item, rest) ?? []) : [];
  return itemsOf(value).flatMap((item) => partAt(item, [first, ...rest]) ?? []);
}

function partAt(item: Value, at: readonly number[]): Value | undefined {
  let part: Value | undefined = item;
  for (const place of at) part = part?.kind === 'list' ? part.items[place] : undefined;
  return part;
}

/** How deep tables of texts are followed: `PROMPTS = {"summary": {"formal": "…"}}`. */
const TABLE_DEPTH = 3;

/**
 * The texts in a value that hold for a prompt-like name, with their keys: a text and its alternatives, the texts of a list, of a
 * dictionary or of a table of dictionaries, a function's result, the text that a template class is made of.
 */
export function textsOf(value: Value, key = '', depth = TABLE_DEPTH): (readonly [TextValue, string])[] {
  const inside = (item: Value, name = key) => (depth > 0 ? textsOf(item, name, depth - 1) : []);
  if (value.kind === 'text') return [[value, key], ...(value.others ?? []).flatMap((other) => inside(other))];
  if (value.kind === 'function') return inside(value.result);
  if (value.kind === 'list') return value.items.flatMap((item) => inside(item));
  if (value.kind === 'call' && asksPerson(normalName(value.path.at(-1) ?? ''))) return [];
  // What a command line says of its commands.
  if (value.kind === 'call' && value.record && /Command$/.test(value.path.at(-1) ?? '')) return [];
  if (value.kind === 'object' || (value.kind === 'call' && value.record)) {
    const entries = [...(value.kind === 'object' ? value.entries : value.named)];
    const telling = entries.some(([name]) => promptKeys.test(name) || commandKeys.test(name));
    const isAbout = (name: string) => besideKeys.test(name) || (telling && aboutKeys.test(name));
    return entries.filter(([name]) => !isAbout(name)).flatMap(([name, item]) => inside(item, name));
  }
  if (value.kind !== 'call') return [];
  const built = builtTexts(value);
  if (built.length > 0) return built.flatMap((item) => inside(item));
  const [first] = value.positional;
  const last = value.path.at(-1) ?? '';
  // `systemInstruction = Content(parts = listOf(Part(text = "…")))`
  const content = contentMakers.test(last === 'of' ? (value.path.at(-2) ?? '') : last)
    ? (value.named.get('parts') ?? value.named.get('text') ?? first)
    : undefined;
  if (content !== undefined) return inside(content);
  // `payload.get("prompt", "What can I do for you?")`: what stands in for it.
  const [, instead] = value.positional;
  if (defaulted.test(last) && instead?.kind === 'text') return inside(instead);
  const holds =
    templateMakers.test(last) || (templateSteps.test(last) && value.path.some((name) => /template|tmpl/i.test(name)));
  return holds && (first?.kind === 'text' || first?.kind === 'call') ? inside(first) : [];
}

/** `new StringBuilder("…").append("…")`: the texts that it is begun with. */
export function builtTexts(value: CallValue): readonly TextValue[] {
  if (!/^String(Builder|Buffer)$/.test(value.path[0] ?? '')) return [];
  const all = value.links === undefined ? value.positional : value.links.flatMap(({ positional }) => positional);
  return all.filter((item): item is TextValue => item.kind === 'text' && item.text !== '');
}

/** Of a table with the first keys (normalised), the second say something about the prompt: `{title: "…", prompt: "…"}`. */
const promptKeys = /prompt|instruction|^(system|user|content|text|template|message)/;
const aboutKeys =
  /^(title|name|label|description|desc|help|hint|placeholder|category|icon|id|summary.?text|tooltip|subtitle)$/;

/** Keys of what a person calls: a command, an option. */
const commandKeys = /^(key|keys|alias|aliases|flag|flags|usage|shortcut)$/;

/** What went wrong, and what a page shows, whatever the table is for. */
const besideKeys = /^(errors?|err|errormessage|warnings?|problems?|failure|label|placeholder|tooltip|buttontext)$/;

/** Classes of a message's content and of its parts. */
const contentMakers = /^(Contents?|Part|TextPart)$/;

/** Methods whose second argument counts where there is no entry of the first. */
const defaulted = /^(get|pop|fetch|getOrDefault|get_or_default|getenv|config|env)$/;

/** The name under which the texts are noted that a map is given one after the other: `orders["calm"] = "…"`. */
export const entriesOf = (map: readonly string[]): readonly string[] => [...map.slice(0, -1), `${map.at(-1)}[]`];

/** Calls that make a class of the names of its members. */
const classMakers = /^(Struct\.new|Data\.define|(collections\.)?namedtuple)$/;

/** The members (normalised) that the making of an object gives by their place: of a class, and of `Struct.new(:name, :order)`. */
export function membersOf(made: Value): readonly string[] {
  if (made.kind === 'class') return made.fields ?? [];
  if (made.kind !== 'call' || !classMakers.test(made.path.join('.'))) return [];
  const given = made.positional.flatMap((each) => (each.kind === 'list' ? each.items : [each]));
  const named = given.flatMap((each) => {
    if (each.kind === 'name') return [each.path.at(-1) ?? ''];
    return each.kind === 'text' ? each.text.split(/[\s,]+/) : [];
  });
  // Python's is told its own name first.
  return (made.path.at(-1) === 'namedtuple' ? named.slice(1) : named).map(normalName);
}

/** Functions and classes that keep the text they are given: `Template("…")`, `Handlebars.compile("…")`; `re.sub` is none. */
const templateMakers = /^(\w*(Prompt|Template)|compile|from_?[sS]tring|text|cleandoc)$/;
/** The same when a template is in their path: `template.Must(template.New("x").Parse("…"))`. */
const templateSteps = /^(Must|must|Parse|parse|new)$/;

/** Makes `system_instruction`, `systemInstruction` and `SYSTEM_INSTRUCTION` one key. */
export function normalName(name: string): string {
  return name.replaceAll('_', '').replaceAll('-', '').toLowerCase();
}
