// From a call's argument to the texts that a model receives: strings, message objects, tuples, message classes, content blocks, lists.

import { fillTemplate, type TemplateSyntax } from '../../holed';
import type { Role } from '../../prompt';
import {
  type CallValue,
  type EachValue,
  entriesOf,
  normalName,
  type ObjectValue,
  type TextValue,
  type Value,
} from '../facts/value';
import type { ListStyle, Slot } from '../rules/callRule';
import { namesData, promptName } from '../rules/names';
import { isOwnText, isProse, isVariable, saysNothing } from '../rules/prose';
import { messageRuleFor } from '../rules/ruleIndex';
import { isOptional, least, shortest } from './alternatives';
import type { Definitions, Resolved } from './definitions';
import { eachOf, entryAt } from './entries';
import { entriesFilling, heldIn, joinedText, proseHeld } from './holes';
import { isPlaceholder, listedText, pairIn } from './messageLists';
import { givesBack, isShown, proseIn, roleOf, saidBy, takesEntry, variantOf, wrappedText } from './messageParts';
import { type Placed, scopesWithin, spanNow } from './placed';
import { type Taken, takenIn } from './taken';
import { templateOf } from './templateOf';
import type { GivenName } from './wrappers';

/** How variables are written in a text, where a library fills them in. */
type Template = TemplateSyntax | undefined;

/** One text that is sent. */
export interface Sent {
  readonly text: Placed<TextValue>;
  readonly role: Role;
}

/** How many messages of one request are listed; a longer list is cut and the request is partial. */
const SENT_LIMIT = 5_000;
/** How many values of one request are looked at: lists that name lists that name lists would multiply. */
const STEP_LIMIT = 50_000;
/** How deep values of one request lie in each other; names may lead round in a ring. */
const DEPTH_LIMIT = 100;

/** Keys of what a model is shown to have answered. */
const answers = /^(answer|output|response|assistant|ai|completion)$/;

/** Names followed from one to the next: `messages`, in it `RULES`, which is another name for the text. */
const HOPS = 3;

/** How deep texts in holes have holes of their own that are looked into. */
const HOLE_DEPTH = 3;
/** How many holes of one request are looked into: texts that name lists of texts that name them would multiply. */
const HOLE_LIMIT = 500;

/** Collects what one request sends. Names are followed a few hops. */
export class Collector {
  readonly sent: Sent[] = [];
  /** Texts that are sent instead of one of these, where the program chooses. */
  readonly instead: Sent[] = [];
  /** True when something that is sent could not be read. */
  partial = false;
  /** Names that are sent: those of parameters stand for what a caller gives. */
  readonly given: GivenName[] = [];
  readonly #definitions: Definitions;
  /** Where what is read stands in the program's course; in another function everything may have happened before. Undefined: anywhere. */
  #before: number | undefined;
  #steps = 0;
  /** What was looked for in holes. */
  readonly #holes = new Set<string>();
  #depth = 0;
  /** True while an alternative is read. */
  #aside = false;
  /** What becomes of a list of texts where what is read goes. */
  #listStyle: ListStyle | undefined;

  /** `before`: where the request stands; what is added to a name after it is not in it. Undefined: what a name may hold anywhere counts. */
  constructor(definitions: Definitions, before?: number) {
    this.#definitions = definitions;
    this.#before = before;
  }

  slot(placed: Placed, slot: Slot): void {
    this.#listStyle = slot.list;
    this.#any(placed, slot.role, slot.template, HOPS);
    this.#listStyle = undefined;
  }

  /** A message alone. */
  message(placed: Placed): void {
    this.#any(placed, 'unknown', undefined, HOPS);
  }

  #any(placed: Placed, role: Role, template: Template, hops: number): void {
    const many = this.sent.length + this.instead.length >= SENT_LIMIT || ++this.#steps > STEP_LIMIT;
    if (many || this.#depth >= DEPTH_LIMIT) {
      this.partial = true;
      return;
    }
    this.#depth++;
    this.#one(placed, role, template, hops);
    this.#depth--;
  }

  #one(placed: Placed, role: Role, template: Template, hops: number): void {
    const { value } = placed;
    const inside = (inner: Value): Placed => ({ ...placed, value: inner });
    if (value.kind === 'text') this.#text({ ...placed, value }, role, template, hops);
    else if (value.kind === 'list') this.#list({ ...placed, value }, role, template, hops);
    else if (value.kind === 'object') this.#object({ ...placed, value }, role, template, hops);
    else if (value.kind === 'call' && value.record && messageRuleFor(value.path) === undefined) {
      const { span, named: entries, complete } = value;
      this.#object({ ...placed, value: { kind: 'object', span, entries, complete } }, role, template, hops);
    } else if (value.kind === 'call') this.#call({ ...placed, value }, role, hops);
    else if (value.kind === 'name') this.#name({ ...placed, value }, role, template, hops);
    else if (value.kind === 'each') this.#each({ ...placed, value }, role, template, hops);
    else if (value.kind === 'function') this.#any(inside(value.result), role, template, hops);
    else if (value.kind === 'spread') {
      // What is made of each item of a list is sent more than once.
      if (value.value.kind === 'object') this.partial = true;
      this.#any(inside(value.value), role, template, hops);
    } else this.partial = true;
  }

  #text(chosen: Placed<TextValue>, role: Role, template: Template, hops: number): void {
    if (chosen.value.branches > 1) this.partial = true;
    const { text: main, others } = shortest(chosen.value);
    const placed = { ...chosen, value: main };
    for (const value of others) this.#instead({ ...chosen, value }, role, template, hops - 1);
    const filled = template === undefined ? placed.value : fillTemplate(placed.value, template);
    // `question || ""`, the name of a template: nothing that is sent can be seen.
    if (saysNothing(filled.text, filled.holes.length, template !== undefined)) return;
    if (isVariable(filled.text)) {
      this.partial = true;
      this.within(placed, role, true);
      return;
    }
    this.#push({ text: { ...placed, value: { ...placed.value, ...filled } }, role });
    this.within(placed, role);
  }

  #give(placed: Placed, name: Pick<GivenName, 'path' | 'role' | 'within' | 'list'>): void {
    this.given.push({ ...name, statement: placed.statement, scopes: scopesWithin(placed) });
  }

  #push(sent: Sent): void {
    // The word for who speaks, as a function gives it, says nothing.
    if (roleOf(sent.text.value) !== undefined) return;
    // What a tool gives back is no text of the program's own.
    if (sent.role === 'tool') this.partial = true;
    else (this.#aside ? this.instead : this.sent).push(sent);
  }

  /** The other arms of `a ? "…" : "…"`. */
  #choices(placed: Placed, others: readonly Value[] = [], role: Role, template: Template, hops: number): void {
    for (const value of others) this.#instead({ ...placed, value }, role, template, hops);
  }

  /** Reads what the program may send in another's place. */
  #instead(placed: Placed, role: Role, template: Template, hops: number): void {
    const { partial } = this;
    const aside = this.#aside;
    this.#aside = true;
    this.#any(placed, role, template, hops);
    this.#aside = aside;
    this.partial = partial;
  }

  /** The first shown value counts, those that may stand in its place are told beside it. */
  #resolved(found: Resolved, role: Role, template: Template, hops: number, joined = false): void {
    const all = [found.placed, ...found.others];
    // `reply = answer()`, or what is shown when that fails: no text that the program wrote for the model.
    if (role === 'assistant' && (found.unseen || (all.length > 1 && found.ofItems !== true))) {
      this.partial = true;
      return;
    }
    const prose = all.filter(({ value }) => value.kind === 'text' && isProse(value.text));
    const main = least(prose, ({ value }) => value) ?? all.find(isShown) ?? found.placed;
    if (found.unseen || found.changed || all.length > 1) this.partial = true;
    this.#any(main, role, template, hops - 1);
    for (const other of all) if (other !== main && isShown(other)) this.#instead(other, role, template, hops - 1);
    const earlier = found.added.filter((added) => spanNow(added).start < (this.#before ?? Number.POSITIVE_INFINITY));
    // `text += f"{row}\n"` adds data, not words.
    const says = found.placed.value.kind === 'text' ? isProse : isOwnText;
    const own = earlier.filter(({ value }) => value.kind !== 'text' || says(value.text, value.holes.length));
    // Where labels are all the words that there are, they are what is sent.
    const labels = joined && !own.some(({ value }) => value.kind === 'text') ? earlier.filter(isLabel) : [];
    for (const added of [...own, ...labels]) this.#any(added, role, template, hops - 1);
  }

  #list(placed: Placed<Value & { kind: 'list' }>, role: Role, template: Template, hops: number): void {
    const { items, others } = placed.value;
    if (others !== undefined) this.partial = true;
    // `strict ? [RULES] : []`: what may be left out is not in the total.
    if (others !== undefined && isOptional(others)) {
      this.#instead({ ...placed, value: { ...placed.value, others: undefined } }, role, template, hops);
      return;
    }
    const pair = pairIn(placed.value);
    const style = this.#listStyle;
    const one = style === undefined || style === 'records' ? undefined : listedText(placed.value, style);
    if (one !== undefined) this.#text({ ...placed, value: one }, role, template, hops);
    else if (pair !== undefined) {
      this.#any({ ...placed, value: pair.said }, pair.role, template, hops);
      return;
    } else if (isPlaceholder(placed.value)) this.partial = true;
    else for (const item of items) this.#any({ ...placed, value: item }, role, template, hops);
    this.#choices(placed, others, role, template, hops - 1);
  }

  /** One text of a list is sent at a time. */
  #each(placed: Placed<EachValue>, role: Role, template: Template, hops: number): void {
    this.partial = true;
    this.#oneOf(eachOf(placed, this.#definitions, hops), role, template, hops - 1);
  }

  /** One of these values, which stand in the same place, is sent at a time. */
  #oneOf(all: readonly Placed[], role: Role, template: Template, hops: number): void {
    const main = least(all, ({ value }) => value);
    for (const each of all) {
      if (each === main) this.#any(each, role, template, hops);
      else this.#instead(each, role, template, hops);
    }
  }

  #object(placed: Placed<ObjectValue>, role: Role, template: Template, hops: number): void {
    const { entries, complete } = placed.value;
    if (!complete) this.partial = true;
    if (this.#listStyle === 'records') {
      for (const [key, value] of entries)
        this.#any({ ...placed, value }, answers.test(key) ? 'assistant' : role, template, hops);
      return;
    }
    const stated = entries.get('role');
    const own = stated === undefined ? role : (roleOf(stated) ?? 'unknown');
    // Cohere's first version says `message`.
    const said = stated === undefined ? undefined : entries.get('message');
    const content = entries.get('content') ?? entries.get('parts') ?? entries.get('text') ?? said ?? variantOf(entries);
    if (givesBack(entries.get('type'))) this.partial = true;
    else if (content !== undefined) this.#any({ ...placed, value: content }, own, template, hops);
    else if (stated === undefined && hops < HOPS) this.#table(placed, own, template, hops);
    else this.partial = true;
  }

  /** `STYLES[kind]`: one of the texts of the table is sent. */
  #table(placed: Placed<ObjectValue>, role: Role, template: Template, hops: number): void {
    this.partial = true;
    const texts = [...placed.value.entries.values()];
    if (texts.every((value) => value.kind === 'text' && isProse(value.text)))
      this.#oneOf(
        texts.map((value) => ({ ...placed, value })),
        role,
        template,
        hops,
      );
  }

  /** `STYLES.get("calm")`: that entry; `STYLES.get(kind, "…")`: one of them, or what stands for none. */
  #entry(
    { value: { positional }, ...at }: Placed<CallValue>,
    table: Placed<ObjectValue>,
    role: Role,
    hops: number,
  ): void {
    const [key, ...others] = positional;
    const chosen = key?.kind === 'text' ? table.value.entries.get(normalName(key.text)) : undefined;
    if (chosen !== undefined) {
      this.#any({ ...table, value: chosen }, role, undefined, hops);
      return;
    }
    this.#table(table, role, undefined, hops);
    for (const value of others)
      if (value.kind !== 'text' || isProse(value.text)) this.#instead({ ...at, value }, role, undefined, hops);
  }

  #call(placed: Placed<CallValue>, given: Role, hops: number): void {
    const rule = messageRuleFor(placed.value.path);
    const isOwn = rule !== undefined && this.#returnsText(placed);
    const said = isOwn ? undefined : saidBy(placed.value, rule, given);
    if (said !== undefined) {
      this.#any({ ...placed, value: said.content }, said.role, rule?.template, hops);
      return;
    }
    this.partial = true;
    if ((rule === undefined || isOwn) && hops > 0) this.#made(placed, given, hops);
  }

  /** `content: self.user_message(rows)`: named as what makes a message, a function of the file that returns a text. */
  #returnsText({ value: { path }, scopes }: Placed<CallValue>): boolean {
    const kind = this.#definitions.returned(path, scopes)?.placed.value.kind;
    return kind === 'text' || kind === 'name';
  }

  /** What a function of the file returns, or the template that a call fills in: `render(PROMPT, x)`, `PROMPT.substitute(x)`. */
  #made(placed: Placed<CallValue>, role: Role, hops: number): void {
    const { path } = placed.value;
    const returned = this.#definitions.returned(path, placed.scopes);
    if (returned !== undefined) {
      const before = this.#before;
      this.#before = Number.POSITIVE_INFINITY;
      this.#resolved(returned, role, undefined, hops);
      this.#before = before;
      return;
    }
    const held = this.#accessed(placed);
    if (held !== undefined) {
      this.#resolved(held, role, undefined, hops);
      return;
    }
    // `STYLES.get(kind, …)`
    const kept = takesEntry(path) ? this.#kept(path.slice(0, -1), placed) : undefined;
    if (kept !== undefined) {
      this.#resolved(kept, role, undefined, hops);
      return;
    }
    const table = takesEntry(path) ? this.#definitions.resolve(path.slice(0, -1), placed.scopes) : undefined;
    if (table?.placed.value.kind === 'object') {
      this.#entry(placed, { ...table.placed, value: table.placed.value }, role, hops - 1);
      return;
    }
    const template = templateOf(placed, this.#definitions, this.#before);
    // What a name holds may be an object with calls of its own.
    const given = template === undefined && hops === HOPS ? wrappedText(placed.value) : undefined;
    if (template !== undefined) this.#resolved(template, role, 'braces', hops);
    else if (given !== undefined) this.#text({ ...placed, value: given }, role, undefined, hops);
  }

  /** `step.getValue()`, `step.order()`: a member of what a loop takes, or of what is made. */
  #accessed({ value: { path, positional, named }, scopes }: Placed<CallValue>): Resolved | undefined {
    const [holder, accessor] = path;
    if (holder === undefined || accessor === undefined || path.length > 2) return undefined;
    if (positional.length > 0 || named.size > 0) return undefined;
    return this.#definitions.resolveAll([holder, accessor.replace(/^get(?=[A-Z])/, '')], scopes);
  }

  #name(placed: Placed<Value & { kind: 'name' }>, role: Role, template: Template, hops: number): void {
    const { path, template: formatted, branches, index, joined } = placed.value;
    const before = this.#before;
    if (path.length <= 2) this.#give(placed, { path, role, ...(joined ? { list: 'joined' } : {}) });
    // What is no variable may be a function, called by its bare name (Ruby) or later.
    const found =
      hops > 0
        ? (this.#definitions.resolveAll(path, placed.scopes, before) ??
          (path.length === 1 ? this.#definitions.returned(path, placed.scopes) : undefined))
        : undefined;
    if (found === undefined || branches > 1) this.partial = true;
    const syntax = template ?? formatted;
    const held = (index === undefined ? undefined : this.#kept(path, placed)) ?? entryAt(found, index);
    if (held !== undefined) this.#resolved(held, role, syntax, hops, joined);
    if (hops > 0) this.#choices(placed, placed.value.others, role, syntax, hops - 1);
    for (const value of placed.value.fills ?? []) this.#fill({ ...placed, value }, role);
  }

  /** What a map is given under its keys after it is made: `orders["calm"] = "…"`, `ORDERS.put("calm", "…")`. */
  #kept(map: readonly string[], { scopes }: Placed): Resolved | undefined {
    const found = this.#definitions.resolveAll(entriesOf(map), scopes);
    return found && { ...found, unseen: true };
  }

  /** `TEMPLATE.format(rules=RULES)`: prose that fills a template is sent as well. */
  #fill(placed: Placed, role: Role): void {
    const { value } = placed;
    const taken: Taken | undefined =
      value.kind === 'name' || value.kind === 'call'
        ? { path: value.path, step: value.kind === 'call' ? 'called' : 'held' }
        : undefined;
    const texts =
      taken === undefined ? proseIn(placed, false) : this.#taken(taken, placed, role, false).map(({ text }) => text);
    this.#pushProse(texts, role);
  }

  /** `f"{RULES} …"`: prose that the file keeps under a name is sent as well. `alone`: nothing but names is sent, so that any words count. */
  within(placed: Placed<TextValue>, role: Role, alone = false, depth = HOLE_DEPTH): void {
    for (const { name: own, from: name = own } of placed.value.holes) {
      const key = `${placed.scopes[0] ?? ''} ${name}`;
      if (this.#holes.has(key)) continue;
      this.#holes.add(key);
      if (this.#holes.size > HOLE_LIMIT) {
        this.partial = true;
        return;
      }
      const taken = takenIn(name);
      if (taken.length > 1) this.partial = true;
      const texts = taken.flatMap((each) => this.#taken(each, placed, role, alone));
      const [first] = texts;
      if (first === undefined) continue;
      this.#pushProse(
        texts.map(({ text }) => text),
        first.role,
      );
      if (depth > 1) for (const { text } of texts) this.within(text, first.role, false, depth - 1);
    }
  }

  /** The prose that the file keeps under a name in a hole, as far as it is not sent in another way. */
  #taken(taken: Taken, placed: Placed, role: Role, alone: boolean): Sent[] {
    if (taken.path.length <= 2 && taken.step !== 'called') this.#give(placed, { path: taken.path, role, within: true });
    const hole = heldIn(taken, placed.scopes, this.#definitions, this.#before);
    if (hole === undefined) return [];
    // `Mood.CALM.text` is what a member of an enumeration says; `row.text` is data.
    const isMember = hole.path.length > 2 && /^\p{Lu}/u.test(hole.path[0] ?? '');
    if (!alone && !isMember && namesData(hole.path.at(-1) ?? '')) return [];
    const { path, resolved, step, returned } = hole;
    const stated = promptName(path.at(-1) ?? '');
    const own = stated === undefined || stated === 'unknown' ? role : stated;
    const held = [resolved.placed, ...resolved.others];
    const [only] = held.length === 1 ? held : [];
    const { kind } = resolved.placed.value;
    if (held.length > 1 || resolved.unseen || kind === 'each') this.partial = true;
    if (only?.value.kind === 'call' && takesEntry(only.value.path))
      this.#made({ ...only, value: only.value }, own, HOPS - 1);
    // A list that is put into a text is all of its texts.
    if ((step === 'joined' || step === 'held') && only?.value.kind === 'list') {
      const text = joinedText({ ...only, value: only.value });
      if (text !== undefined) return [{ text, role: own }];
    }
    // `"…" + PERSONAS[kind]`, `"…" + pickPersona()`: one of the texts, also behind names.
    const behind = returned || kind === 'name' || kind === 'each' || (step !== 'held' && kind === 'list');
    const texts = behind
      ? proseHeld([...held, ...resolved.added], this.#definitions)
      : held.flatMap((each) => proseIn(each, alone));
    if (only?.value.kind === 'object' && step === 'entry') {
      this.partial = true;
      texts.push(...entriesFilling(only));
    }
    return texts.map((text) => ({ text, role: own }));
  }

  /** The shortest text counts, the others are told beside it. */
  #pushProse(texts: readonly Placed<TextValue>[], role: Role): void {
    const main = least(texts, ({ value }) => value);
    if (texts.length > 1) this.partial = true;
    for (const text of texts) {
      if (text === main) this.#push({ text, role });
      else this.instead.push({ text, role });
    }
  }
}

/** Something in words, be it a heading of data. */
const isLabel = ({ value }: Placed): boolean => value.kind === 'text' && /\p{L}{2}/u.test(value.text);
