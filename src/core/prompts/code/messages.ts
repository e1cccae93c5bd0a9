// From a call's argument to the texts that a model receives: strings, message objects, tuples, message classes, content blocks, lists.

import { fillTemplate, type TemplateSyntax } from '../holed';
import type { Role } from '../prompt';
import { roleWord } from '../roles';
import type { Slot } from './callRules';
import type { Definitions } from './definitions';
import { isProse, promptName } from './names';
import { type Placed, spanNow } from './placed';
import { messageRuleFor } from './ruleIndex';
import { type CallValue, normalName, type ObjectValue, type TextValue, type Value } from './value';

/** One text that is sent. */
export interface Sent {
  readonly text: Placed<TextValue>;
  readonly role: Role;
}

/** How many messages of one request are listed; a longer list is cut and the request is partial. */
const SENT_LIMIT = 5_000;
/** How many values of one request are looked at: lists that name lists that name lists would multiply. */
const STEP_LIMIT = 50_000;

/** Names followed from one to the next: `messages`, in it `RULES`, which is another name for the text. */
const HOPS = 3;

/** Collects what one request sends. Names are followed a few hops. */
export class Collector {
  readonly sent: Sent[] = [];
  /** True when something that is sent could not be read. */
  partial = false;
  readonly #definitions: Definitions;
  readonly #before: number;
  #steps = 0;

  /** `before`: where the request stands; what is added to a name after it is not in it. */
  constructor(definitions: Definitions, before: number) {
    this.#definitions = definitions;
    this.#before = before;
  }

  slot(placed: Placed, slot: Slot): void {
    this.#any(placed, slot.role, slot.template, HOPS);
  }

  /** A message alone. */
  message(placed: Placed): void {
    this.#any(placed, 'unknown', undefined, HOPS);
  }

  #any(placed: Placed, role: Role, template: TemplateSyntax | undefined, hops: number): void {
    const { value } = placed;
    const inside = (inner: Value): Placed => ({ ...placed, value: inner });
    if (this.sent.length >= SENT_LIMIT || ++this.#steps > STEP_LIMIT) this.partial = true;
    else if (value.kind === 'text') this.#text({ ...placed, value }, role, template);
    else if (value.kind === 'list') this.#list({ ...placed, value }, role, template, hops);
    else if (value.kind === 'object') this.#object({ ...placed, value }, role, template, hops);
    else if (value.kind === 'call' && value.record && messageRuleFor(value.path) === undefined) {
      const { span, named: entries, complete } = value;
      this.#object({ ...placed, value: { kind: 'object', span, entries, complete } }, role, template, hops);
    } else if (value.kind === 'call') this.#call({ ...placed, value }, role, hops);
    else if (value.kind === 'name') this.#name({ ...placed, value }, role, template, hops);
    else if (value.kind === 'function') this.#any(inside(value.result), role, template, hops);
    else if (value.kind === 'spread') this.#any(inside(value.value), role, template, hops);
    else this.partial = true;
  }

  #text(placed: Placed<TextValue>, role: Role, template: TemplateSyntax | undefined): void {
    if (placed.value.branches > 1) this.partial = true;
    // `question || ""`: nothing that is sent can be seen.
    if (placed.value.text === '' && placed.value.holes.length === 0) return;
    const filled = template === undefined ? placed.value : fillTemplate(placed.value, template);
    this.sent.push({ text: { ...placed, value: { ...placed.value, ...filled } }, role });
    this.#constants(placed, role);
  }

  #list(
    placed: Placed<Value & { kind: 'list' }>,
    role: Role,
    template: TemplateSyntax | undefined,
    hops: number,
  ): void {
    const { items } = placed.value;
    const pair = roleOf(items[0]);
    const [, text] = items;
    if (items.length === 2 && pair !== undefined && text !== undefined) {
      this.#any({ ...placed, value: text }, pair, template, hops);
      return;
    }
    for (const item of items) this.#any({ ...placed, value: item }, role, template, hops);
  }

  #object(placed: Placed<ObjectValue>, role: Role, template: TemplateSyntax | undefined, hops: number): void {
    const { entries, complete } = placed.value;
    if (!complete) this.partial = true;
    const stated = entries.get('role');
    const own = stated === undefined ? role : (roleOf(stated) ?? 'unknown');
    const content = entries.get('content') ?? entries.get('parts') ?? entries.get('text');
    if (content === undefined) this.partial = true;
    else this.#any({ ...placed, value: content }, own, template, hops);
  }

  #call(placed: Placed<CallValue>, given: Role, hops: number): void {
    const { path, named, positional } = placed.value;
    const rule = messageRuleFor(path);
    // `new ChatMessage(ChatRole.User, "…")`: the role stands first.
    const leading = positional.length > 1 ? roleOf(positional[0]) : undefined;
    const stated = rule === undefined || rule.role === 'unknown' ? (roleOf(named.get('role')) ?? leading) : undefined;
    const own = stated ?? (rule?.role === 'unknown' ? undefined : rule?.role);
    // A part of a message speaks in the message's role.
    const role = own ?? (isPart(path) ? given : undefined);
    const contentAt = stated !== undefined && leading !== undefined ? 1 : 0;
    const content = contentOf(named) ?? positional[contentAt];
    if (role === undefined || content === undefined) this.partial = true;
    else this.#any({ ...placed, value: content }, role, rule?.template, hops);
  }

  #name(
    placed: Placed<Value & { kind: 'name' }>,
    role: Role,
    template: TemplateSyntax | undefined,
    hops: number,
  ): void {
    const { path, template: formatted, branches } = placed.value;
    const resolved = hops > 0 ? this.#definitions.resolve(path, placed.scopes) : undefined;
    if (resolved === undefined || branches > 1 || resolved.changed) this.partial = true;
    if (resolved === undefined) return;
    const syntax = template ?? (formatted ? 'braces' : undefined);
    const added = resolved.added.filter((each) => spanNow(each).start < this.#before);
    for (const each of [resolved.placed, ...added]) this.#any(each, role, syntax, hops - 1);
  }

  /** `f"{RULES} …"`: prose that the file keeps under a name is sent as well. */
  #constants({ value, scopes }: Placed<TextValue>, role: Role): void {
    for (const { name } of value.holes) {
      if (!/^[A-Za-z_$][\w$]*(\.[\w$]+)?$/.test(name)) continue;
      const path = name.split('.');
      const resolved = this.#definitions.resolve(path, scopes);
      if (resolved?.placed.value.kind !== 'text' || !isProse(resolved.placed.value.text)) continue;
      const stated = promptName(path.at(-1) ?? '');
      const own = stated === undefined || stated === 'unknown' ? role : stated;
      this.sent.push({ text: { ...resolved.placed, value: resolved.placed.value }, role: own });
    }
  }
}

/** Names under which a message holds its text. `value` and `messages` are those of annotations. */
function contentOf(named: ReadonlyMap<string, Value>): Value | undefined {
  return named.get('content') ?? named.get('template') ?? named.get('text') ?? named.get('value') ?? named.get('parts');
}

/** Calls that make one text of a message's parts, normalised: `Part.from_text("…")`, `types.Part(text="…")`. */
const parts = new Set(['fromtext', 'part', 'textpart', 'textblock', 'textcontent']);

function isPart(path: readonly string[]): boolean {
  return parts.has(normalName(path.at(-1) ?? ''));
}

/** `System`, `RoleSystem`, `ChatMessageRoleSystem`, `ROLE_SYSTEM`, `ChatMessageTypeHuman`. */
function roleName(name: string): Role | undefined {
  return roleWord(name) ?? roleWord(/(?:Role|Type|ROLE)_?([A-Za-z]+)$/.exec(name)?.[1] ?? '');
}

/** The role that a value states: a word, or a member named by one (`Role.System`). */
export function roleOf(value: Value | undefined): Role | undefined {
  if (value?.kind === 'text' && value.holes.length === 0) return roleWord(value.text);
  if (value?.kind !== 'name' || value.path.length < 2) return undefined;
  return roleName(value.path.at(-1) ?? '');
}
