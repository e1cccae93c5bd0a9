// How messages are written, whatever SDK they are of: where their text stands, what says their role, which calls make a part of one.
import type { Role } from '../../prompt';
import { roleWord } from '../../roles';
import { type CallValue, normalName, type TextValue, type Value } from '../facts/value';
import type { MessageRule } from '../rules/callRule';
import { asksPerson } from '../rules/names';
import { fillsText, isProse } from '../rules/prose';
import type { Placed } from './placed';

/** Names under which a message holds its text. `value` and `messages` are those of annotations. */
function contentOf(named: ReadonlyMap<string, Value>): Value | undefined {
  return named.get('content') ?? named.get('template') ?? named.get('text') ?? named.get('value') ?? named.get('parts');
}

/** The one field of a record that holds a content in one of several forms: `Content{StringValue: "…"}`, `Content{OfString: "…"}`. */
export function variantOf(entries: ReadonlyMap<string, Value>): Value | undefined {
  const [only, ...more] = entries;
  return only !== undefined && more.length === 0 && /^(of)?(string|text)(value)?$/.test(only[0]) ? only[1] : undefined;
}

/** Calls that make one text of a message's parts, normalised: `Part.from_text("…")`, `types.Part(text="…")`. */
const parts = new Set(
  'fromtext fromparts part textpart textblock textcontent newpartfromtext newcontentfromparts newtextpart textparts content'.split(
    ' ',
  ),
);

/** True for calls that make a part of a message. */
function isPart(path: readonly string[]): boolean {
  return parts.has(normalName(path.at(-1) ?? ''));
}

/** `System`, `RoleSystem`, `ChatMessageRoleSystem`, `ROLE_SYSTEM`, `ChatMessageTypeHuman`. */
function roleName(name: string): Role | undefined {
  return roleWord(name) ?? roleWord(/(?:Role|Type|ROLE)_?([A-Za-z]+)$/.exec(name)?.[1] ?? '');
}

/** Methods that give the word of a role's constant: `ChatMessageRole.SYSTEM.value()`. Normalised. */
const wordOf: ReadonlySet<string> = new Set([
  'value',
  'getvalue',
  'tostring',
  'name',
  'tolowercase',
  'asstr',
  'rawvalue',
]);

/** The role that a value states: a word, or a member named by one (`Role.System`). */
export function roleOf(value: Value | undefined): Role | undefined {
  if (value?.kind === 'text' && value.holes.length === 0) return roleWord(value.text);
  if (value?.kind !== 'name' && value?.kind !== 'call') return undefined;
  const asWord = wordOf.has(normalName(value.path.at(-1) ?? ''));
  if (value.kind === 'call' && (!asWord || value.positional.length > 0)) return undefined;
  const path = asWord ? value.path.slice(0, -1) : value.path;
  return path.length < 2 ? undefined : roleName(path.at(-1) ?? '');
}

/** The value when it is prose (or `alone`, several words) that stands in the source whole, and what may stand in its place. */
export function proseIn(placed: Placed, alone: boolean): Placed<TextValue>[] {
  const { value } = placed;
  if (value.kind !== 'text') return [];
  const texts = [value, ...(value.others ?? [])].filter((each) => each.kind === 'text');
  const says = ({ text, holes }: TextValue) => fillsText(text, holes.length) || (alone && /\p{L}\s+\p{L}/u.test(text));
  return texts.filter(says).map((text) => ({ ...placed, value: text }));
}

/** What a tool gives back is no prompt of its own: true for the type of such a part (`tool_result`, `function_call_output`, `tool-result`). */
export function givesBack(type: Value | undefined): boolean {
  return type?.kind === 'text' && /^(\w+_)?tool[_-]result$|_call_output$/.test(type.text.slice(0, 60));
}

/** Methods that take one entry of a table. Normalised. */
const takes: ReadonlySet<string> = new Set(['get', 'getordefault', 'fetch', 'getvalue']);

/** True for `STYLES.get(kind)`, `STYLES.getOrDefault(kind, …)`. */
export function takesEntry(path: readonly string[]): boolean {
  return takes.has(normalName(path.at(-1) ?? ''));
}

/** Kinds of values in which a text may be. */
const shown: ReadonlySet<Value['kind']> = new Set(['text', 'list', 'object', 'call', 'name', 'function', 'each']);

/** True for values in which a text may be, but for empty ones. */
export function isShown({ value }: Placed): boolean {
  return shown.has(value.kind) && !(value.kind === 'text' && value.text.trim() === '' && value.holes.length === 0);
}

/** `t.contents("What do you see here?")`: the first that an unknown call is given is its text, when that is prose. */
export function wrappedText({ path, positional: [given] }: CallValue): TextValue | undefined {
  if (given?.kind !== 'text' || asksPerson(normalName(path.at(-1) ?? ''))) return undefined;
  return isProse(given.text, given.holes.length) ? given : undefined;
}

/** C#'s `AddSystemMessage(latest: "…")`: the text under whatever name, when there is no other. */
function onlyText(named: ReadonlyMap<string, Value>): Value | undefined {
  const [only] = named.size === 1 ? named.values() : [];
  return only?.kind === 'text' && isProse(only.text) ? only : undefined;
}

/** `append_user_message(history, "…")`: what it is added to stands first. */
const addsTo = (path: readonly string[], [first, second]: readonly Value[]): boolean =>
  /^(add|append|push)/i.test(path.at(-1) ?? '') && first?.kind === 'name' && second?.kind === 'text';

/** What a call that makes a message says, and in which role: by its rule, by an argument, or (a part of one) in the role `given`. */
export function saidBy(
  { path, named, positional }: CallValue,
  rule: MessageRule | undefined,
  given: Role,
): { readonly role: Role; readonly content: Value } | undefined {
  // `new ChatMessage(ChatRole.User, "…")`: the role stands first.
  const leading = positional.length > 1 || contentOf(named) !== undefined ? roleOf(positional[0]) : undefined;
  const stated = rule === undefined || rule.role === 'unknown' ? (roleOf(named.get('role')) ?? leading) : undefined;
  const own = stated ?? (rule?.role === 'unknown' ? undefined : rule?.role);
  // A part of a message speaks in the message's role.
  const role = own ?? (isPart(path) ? given : undefined);
  const contentAt = stated !== undefined && leading !== undefined ? 1 : 0;
  const content =
    contentOf(named) ?? (addsTo(path, positional) ? positional[1] : positional[contentAt]) ?? onlyText(named);
  return role === undefined || content === undefined ? undefined : { role, content };
}
