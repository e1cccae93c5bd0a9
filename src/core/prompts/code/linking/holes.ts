// What stands in a hole of a text, as far as the file shows it: the value of a name, or what a function of the file returns; and the prose
// in that, also where it stands behind more than one name.
import type { Scopes } from '../facts/facts';
import type { ListValue, TextValue } from '../facts/value';
import { fillsText, isProse } from '../rules/prose';
import { type Definitions, type Resolved, selfNames } from './definitions';
import { eachOf } from './entries';
import { listedText } from './messageLists';
import { takesEntry } from './messageParts';
import type { Placed } from './placed';
import type { Step, Taken } from './taken';

/** Names followed from one to the next: `return tone`, `tone = tones[at]`, `tones = [QUIET, LOUD]`, `QUIET = "…"`. */
const HOPS = 4;
/** Texts told of one hole. */
const TEXTS_LIMIT = 16;
/** Values looked at for one hole: lists that name lists would multiply. */
const STEP_LIMIT = 200;

/** What a hole holds. */
export interface Held {
  readonly path: readonly string[];
  readonly step: Step;
  readonly resolved: Resolved;
  /** True for what a function returns. */
  readonly returned: boolean;
}

/** Methods that give the text of what they are called on. */
const accessors = /^(get)?(text|value|label|prompt|content|message|description)$/i;

/** The value that is taken in a hole, written in these scopes, where a request at the offset `before` sends it. */
export function heldIn(
  { path, step }: Taken,
  scopes: Scopes,
  definitions: Definitions,
  before?: number,
): Held | undefined {
  const isCall = step === 'called';
  // `Kind.FIRST.getText()`
  const member = isCall && path.length > 1 && accessors.test(path.at(-1) ?? '') ? path.slice(0, -1) : undefined;
  const text = member && definitions.resolveAll(member, scopes, before);
  if (text?.placed.value.kind === 'text') return { path, step, resolved: text, returned: false };
  // What is no variable may be a function, called by its bare name (Ruby).
  const bare = step === 'held' && isOwn(path);
  const value = isCall ? undefined : definitions.resolveAll(path, scopes, before);
  const returned = bare || isCall ? definitions.returned(path, scopes, !isCall && path.length > 1) : undefined;
  const resolved = value ?? returned ?? (isCall ? functionIn(path, scopes, definitions) : undefined);
  if (resolved === undefined) return undefined;
  // `hint = plural_hint(words)`: what the function returns.
  const made = value === undefined ? undefined : madeBy(value, definitions);
  return { path, step, resolved: made ?? resolved, returned: value === undefined || made !== undefined };
}

/** `prompts.greet(name)`: what a function returns that an object or a name holds. */
function functionIn(path: readonly string[], scopes: Scopes, definitions: Definitions): Resolved | undefined {
  const held = definitions.resolveAll(path, scopes);
  const { placed } = held ?? {};
  if (held === undefined || placed?.value.kind !== 'function') return undefined;
  return { ...held, placed: { ...placed, value: placed.value.result } };
}

/** What the function of the file returns whose call is the only value. */
function madeBy({ placed: { value, scopes }, others }: Resolved, definitions: Definitions): Resolved | undefined {
  if (value.kind !== 'call' || others.length > 0 || takesEntry(value.path)) return undefined;
  return definitions.returned(value.path, scopes);
}

/** `ticket.title` is a member of something else. */
const isOwn = (path: readonly string[]): boolean => path.length === 1 || selfNames.has(path[0] ?? '');

/** The prose in these values, also behind names and as one of a list. */
export function proseHeld(values: readonly Placed[], definitions: Definitions): Placed<TextValue>[] {
  const texts: Placed<TextValue>[] = [];
  let steps = 0;
  const look = (placed: Placed, hops: number): void => {
    const { value, scopes } = placed;
    if (++steps > STEP_LIMIT || texts.length >= TEXTS_LIMIT) return;
    if (value.kind === 'text') {
      if (fillsText(value.text, value.holes.length)) texts.push({ ...placed, value });
      // `HINTS[kind] || "…"`
      for (const other of value.others ?? []) look({ ...placed, value: other }, hops);
    } else if (value.kind === 'list' && mostlyFills(value))
      for (const item of value.items) look({ ...placed, value: item }, hops);
    else if (value.kind === 'each')
      for (const item of eachOf({ ...placed, value }, definitions, hops)) look(item, hops - 1);
    else if (value.kind === 'name' && hops > 0)
      for (const held of valuesOf(definitions.resolveAll(value.path, scopes))) {
        if (value.index !== undefined && held.value.kind === 'object') texts.push(...entriesFilling(held));
        else look(held, hops - 1);
      }
  };
  for (const value of values) look(value, HOPS);
  return texts;
}

/** A list whose texts are put together as one text, when most of them fill a text. */
export function joinedText(list: Placed<ListValue>): Placed<TextValue> | undefined {
  const value = mostlyFills(list.value) ? listedText(list.value, 'joined') : undefined;
  return value === undefined ? undefined : { ...list, value };
}

/** False for a list of data: few of its texts would fill another one. */
function mostlyFills({ items }: ListValue): boolean {
  const texts = items.filter((item) => item.kind === 'text');
  return texts.filter(({ text, holes }) => fillsText(text, holes.length)).length * 2 >= texts.length;
}

/** Two words, or some letters of scripts that are written without spaces. */
const says = /[\p{L}\p{M}]\s+\p{L}|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{4}/u;

/** The texts of a table of which one fills a text: all of them when all are prose, or most are worth a word of their own; none of other values. */
export function entriesFilling(table: Placed): Placed<TextValue>[] {
  if (table.value.kind !== 'object') return [];
  // `{ plain: "", long: "…" }`: nothing for some of them.
  const values = [...table.value.entries.values()].filter((value) => value.kind !== 'text' || value.text !== '');
  const texts = values.flatMap((value) => (value.kind === 'text' && says.test(value.text) ? { ...table, value } : []));
  const filling = texts.filter(({ value: { text, holes } }) => fillsText(text, holes.length));
  const isFilling = filling.length * 2 >= texts.length || texts.every(({ value }) => isProse(value.text));
  return texts.length === values.length && isFilling ? texts.slice(0, TEXTS_LIMIT) : [];
}

const valuesOf = (found: Resolved | undefined): readonly Placed[] =>
  found === undefined ? [] : [found.placed, ...found.others];
