// Data flow inside one file: from a name, a member or a call to the values the file gives it, by scope. Nothing is guessed: where the
// file gives several values, all of them are told.
import type { Scopes } from '../facts/facts';
import {
  builtTexts,
  type CallValue,
  entryOf,
  isNone,
  membersOf,
  normalName,
  partsAt,
  type TextValue,
  type Value,
} from '../facts/value';
import { branchEndOf, homeNow, lastBefore, scopesOf, standing, startOf, valuePlace } from './definitionPlace';
import type { FoundDefinition, NameIndex } from './nameIndex';
import { FILE_SCOPE, type Placed, spanNow } from './placed';

/** What one scope gives a name. */
interface Entry {
  /** In the order of the document. */
  readonly values: FoundDefinition[];
  /** True when it also gets a value that the source does not show (a parameter, a loop variable). */
  unseen: boolean;
  changed: boolean;
  /** What is added to the value (`x += …`, `x.push(…)`), in the order of the document. */
  readonly added: FoundDefinition[];
}

export interface Resolved {
  readonly placed: Placed;
  /** Further values that the name may hold instead. */
  readonly others: readonly Placed[];
  /** True when it may also hold something that the source does not show. */
  readonly unseen: boolean;
  /** True when what the source does not show is the rule, and the value stands in for it where it is missing. */
  readonly byDefault?: boolean;
  /** True when it holds what the items of a list hold, one after the other. */
  readonly ofItems?: boolean;
  /** True when the program also changes what the name holds, so that the value is only a part. */
  readonly changed: boolean;
  /** What the program adds to the value, where that can be seen; in the order of the document. */
  readonly added: readonly Placed[];
}

/** How a method calls its object. */
export const selfNames: ReadonlySet<string> = new Set(['self', 'this', 'cls', 'Self', 'static']);

/** Objects that hold the options of the command line. */
const optionHolders: ReadonlySet<string> = new Set(['args', 'opts', 'options', 'argv', 'cli', 'flags', 'parsed']);

/** Steps from a name to what it stands for; what stands for itself (`node = node.next.item`) ends here. */
const MEMBER_HOPS = 4;
/** Values told for one name or call; no program has more alternatives. */
const VALUES_LIMIT = 16;

/** Names under which the members of an enumeration hold their text. */
const heldTexts =
  /^(raw)?(value|text|content|message|order|label|template|question|query|task|description|prompt\w*|instructions?|system\w*)$/;

/** The names of one version of a document. A look-up costs one step per enclosing scope. */
export class Definitions {
  readonly #index: NameIndex;
  /** Filled when a name is first asked for. */
  readonly #byScope = new Map<string, Map<number, Entry>>();
  readonly #bareMembers: boolean;
  /** Gets every name that is looked up, found or not. */
  #noted: Set<string> | undefined;

  /** `bareMembers`: see `CodeLanguage`. */
  constructor(index: NameIndex, bareMembers = false) {
    this.#index = index;
    this.#bareMembers = bareMembers;
  }

  /** Does something, and puts every name that it looks up into `names`, found or not. */
  noting<T>(names: Set<string>, look: () => T): T {
    this.#noted = names;
    const found = look();
    this.#noted = undefined;
    return found;
  }

  #entries(name: string): Map<number, Entry> {
    this.#noted?.add(name);
    const known = this.#byScope.get(name);
    if (known !== undefined) return known;
    const entries = new Map<number, Entry>();
    const entryAt = (home: number): Entry => {
      const entry = entries.get(home) ?? { values: [], unseen: false, changed: false, added: [] };
      entries.set(home, entry);
      return entry;
    };
    const later: FoundDefinition[] = [];
    for (const found of this.#index.found(name)) {
      const { appended, assigned, declared, value } = found.fact;
      if (appended || assigned === true) later.push(found);
      else if (declared === true) entryAt(homeNow(found));
      else if (value === undefined) entryAt(homeNow(found)).unseen = true;
      else entryAt(homeNow(found)).values.push(found);
    }
    for (const found of later) {
      // `if (x) { text += "…" }` changes the name of the scope around it.
      const outer = found.fact.name.startsWith('.') ? undefined : scopesOf(found).find((scope) => entries.has(scope));
      const home = outer ?? homeNow(found);
      if (found.fact.appended) {
        const entry = entryAt(home);
        entry.changed = true;
        entry.added.push(found);
      } else if (found.fact.value === undefined) entryAt(home).unseen = true;
      else entryAt(home).values.push(found);
    }
    for (const { values } of entries.values()) values.sort((a, b) => startOf(a) - startOf(b));
    this.#byScope.set(name, entries);
    return entries;
  }

  /** The one value that `path`, written in these scopes, holds; undefined when that is unseen or ambiguous. */
  resolve(path: readonly string[], scopes: Scopes, hops = MEMBER_HOPS): Resolved | undefined {
    const all = this.resolveAll(path, scopes, undefined, hops);
    return all === undefined || all.unseen || all.others.length > 0 ? undefined : all;
  }

  /**
   * The same where the name is used at `use`: of the values that one statement after the other gives it there, the last before the use
   * counts. Scripts and notebooks use one name for a model after the other.
   */
  resolveAt(path: readonly string[], use: Placed): Resolved | undefined {
    const [name] = path;
    const known = this.resolve(path, use.scopes);
    if (known !== undefined || path.length > 1 || name === undefined) return known;
    const [scope] = use.scopes;
    const entry = scope === undefined ? undefined : this.#entries(name).get(scope);
    const last = entry === undefined || entry.unseen || entry.changed ? undefined : lastBefore(entry.values, use);
    return last && this.#whole([last], this.#index.isMutated(name));
  }

  /**
   * All values that `path`, written in these scopes, may hold where a request at the offset `before` uses it; undefined when none is
   * seen. A value that another one replaces before that is left out.
   */
  resolveAll(path: readonly string[], scopes: Scopes, before?: number, hops = MEMBER_HOPS): Resolved | undefined {
    const [head, second] = path;
    const last = path.at(-1);
    if (head === undefined || last === undefined || hops <= 0) return undefined;
    const whole = path.join('.');
    this.#noted?.add(mutatedName(whole));
    const changed = this.#index.isMutated(whole);
    if (second === undefined) return this.#named(head, scopes, changed, before);
    if (path.length === 2 && selfNames.has(head))
      return this.#named(`.${second}`, scopes, changed, before) ?? this.returned(path, scopes, true);
    const holder = this.resolve(path.slice(0, -1), scopes, hops)?.placed;
    const member = holder === undefined ? undefined : this.#member(holder, last, hops - 1);
    if (member !== undefined) return { ...member, changed: member.changed || changed };
    return path.length === 2 && optionHolders.has(head) ? this.option(second) : undefined;
  }

  /** What the object, class, or object made of a class holds under this name. */
  #member(holder: Placed, name: string, hops: number): Resolved | undefined {
    const { value, scopes } = holder;
    if (hops <= 0) return undefined;
    if (value.kind === 'class') return this.#named(`.${name}`, [spanNow(holder).start], false);
    if (value.kind === 'object') {
      const entry: Value | undefined = value.entries.get(normalName(name));
      // `TABLE[kind].field`: the key is not seen, so that any entry may be meant.
      return entry === undefined ? this.#ofItems(holder, normalName(name), hops) : whole({ ...holder, value: entry });
    }
    // `STEPS[at].order`, `STEPS[at].1`: any item may be meant.
    if (value.kind === 'list') return this.#ofItems(holder, normalName(name), hops);
    // `Kind.FIRST.value`, `Kind.FIRST.text`: what a member of an enumeration is made of.
    if (value.kind === 'text' && holder.scopes.length > 1 && heldTexts.test(normalName(name))) return whole(holder);
    if (value.kind === 'each')
      return this.#ofItems({ ...holder, value: value.list }, normalName(name), hops, value.at ?? []);
    if (value.kind === 'name' && value.path.length === 1 && selfNames.has(value.path[0] ?? ''))
      return this.#named(`.${name}`, scopes, false);
    if (value.kind !== 'name' && value.kind !== 'call') return undefined;
    const given = value.kind === 'call' ? this.#fieldOf(value, normalName(name), scopes) : undefined;
    if (given !== undefined) return whole({ ...holder, value: given });
    const made = this.resolve(value.path, scopes, hops)?.placed;
    if (made === undefined || (value.kind === 'call' && made.value.kind !== 'class')) return undefined;
    return this.#member(made, name, hops - 1);
  }

  /** What the making of an object gives its member, by the name (normalised) or by the place that its class says: `Step("a", "…")`. */
  #fieldOf({ named, positional, path }: CallValue, name: string, scopes: Scopes): Value | undefined {
    const given = named.get(name);
    const [head, how = 'new'] = path;
    if (given !== undefined || path.length > 2 || head === undefined || how !== 'new') return given;
    const made = this.#named(head, scopes, false)?.placed.value;
    const at = made === undefined ? -1 : membersOf(made).indexOf(name);
    return at < 0 ? undefined : positional[at];
  }

  /** What the objects of a list hold under this name (normalised). `places`: those that a loop takes of each; undefined for no loop. */
  #ofItems({ value, ...at }: Placed, name: string, hops: number, places?: readonly number[]): Resolved | undefined {
    const list = value.kind === 'name' ? this.resolve(value.path, at.scopes, hops)?.placed : { ...at, value };
    if (list === undefined) return undefined;
    // `for (var step : STEPS.entrySet()) ask(step.getValue())`
    const ofTable = list.value.kind === 'object' && places?.length === 0 && name === 'value';
    const [first, ...others] = partsAt(list.value, places ?? [])
      .slice(0, VALUES_LIMIT)
      .flatMap((item): Placed[] => {
        const held = ofTable ? item : (entryOf(item, name) ?? this.#partOf(item, name, list.scopes));
        return held === undefined ? [] : [{ ...list, value: held }];
      });
    return first === undefined ? undefined : { ...whole(first), others, ofItems: true };
  }

  /** A member of what is made, or a place in a tuple: `Task(goal="…")`, `("calm", "…").1`. */
  #partOf(item: Value, name: string, scopes: Scopes): Value | undefined {
    if (item.kind === 'call') return this.#fieldOf(item, name, scopes);
    return item.kind === 'list' && /^\d$/.test(name) ? item.items[Number(name)] : undefined;
  }

  /** The default of the command line's option of this name. */
  option(name: string): Resolved | undefined {
    const key = `--${normalName(name)}`;
    this.#noted?.add(key);
    const found = this.#index.found(key);
    const [only] = found;
    return found.length === 1 && only !== undefined ? this.#whole([only], false) : undefined;
  }

  /**
   * What the call of this path, written in these scopes, returns; undefined when the file does not show it, or several functions fit.
   * `ofClass`: no function outside of classes does.
   */
  returned(path: readonly string[], scopes: Scopes, ofClass = false): Resolved | undefined {
    const name = path.at(-1);
    if (name !== undefined) this.#noted?.add(`${name}()`);
    const found = path.length > 3 || name === undefined ? [] : this.#index.found(`${name}()`);
    const all = ofClass ? found.filter((each) => homeNow(each) !== FILE_SCOPE) : found;
    const own = all.filter((found) => scopes.includes(homeNow(found)));
    const fitting = path.length === 1 || selfNames.has(path[0] ?? '') ? (own.length > 0 ? own : all) : all;
    const home = fitting[0] === undefined ? undefined : homeNow(fitting[0]);
    if (home === undefined || fitting.some((found) => homeNow(found) !== home)) return undefined;
    return this.#whole(
      [...fitting].sort((a, b) => startOf(a) - startOf(b)),
      false,
    );
  }

  /**
   * Texts that the program puts together under one name, piece by piece: `text = "…"`, `text += "…"`. Each list is what one value of the
   * name is made of, in the order of the document. `joined`: names of lists whose texts are joined. Cost: one step for each definition of a
   * name that is added to.
   */
  pieces(joined: ReadonlySet<string>): Placed<TextValue>[][] {
    const groups: Placed<TextValue>[][] = [];
    const lists = [...joined].flatMap((name) => [name, `.${name}`]);
    for (const name of [...new Set([...this.#index.grown.keys(), ...lists])].sort()) {
      const isJoined = joined.has(name.replace('.', ''));
      for (const { values, added } of this.#entries(name).values()) {
        const head = new Set(values);
        const list = values.some(({ fact }) => isList(fact.value));
        if (list && !isJoined) continue;
        let group: Placed<TextValue>[] = [];
        let until = Number.POSITIVE_INFINITY;
        for (const found of [...values, ...added].sort((a, b) => startOf(a) - startOf(b))) {
          if (head.has(found)) {
            until = group.length > 0 ? branchEndOf(found) : Number.POSITIVE_INFINITY;
            group = [];
            groups.push(group);
          } else if (startOf(found) > until) {
            // `if (…) { text = "…" } else { text = "…" }  text += "…"`: what is added belongs to either.
            until = Number.POSITIVE_INFINITY;
            group = [];
            groups.push(group);
          }
          group.push(...this.#piecesOf(found, group));
        }
        if (head.size === 0) groups.push(group);
      }
    }
    return groups.filter((group) => group.length > 1);
  }

  /** The texts that a definition gives or adds after those of the group; `lines.append(line)` those of `line` that stand between. */
  #piecesOf(found: FoundDefinition, group: readonly Placed<TextValue>[]): Placed<TextValue>[] {
    const [placed] = valuePlace(found);
    const last = group.at(-1);
    if (placed === undefined) return [];
    const { value, scopes } = placed;
    if (value.kind !== 'name' || !found.fact.appended || last === undefined) return textPieces(placed);
    const held = this.resolveAll(value.path, scopes, startOf(found));
    if (held === undefined) return [];
    const [from, to] = [spanNow(last).end, startOf(found)];
    return [held.placed, ...held.others, ...held.added]
      .flatMap(textPieces)
      .filter((text) => spanNow(text).start >= from && spanNow(text).end <= to)
      .sort((a, b) => spanNow(a).start - spanNow(b).start);
  }

  #whole(values: readonly FoundDefinition[], unseen: boolean): Resolved | undefined {
    const [first, ...others] = values.slice(0, VALUES_LIMIT).flatMap(valuePlace);
    return first === undefined ? undefined : { placed: first, others, unseen, changed: false, added: [] };
  }

  #named(name: string, scopes: Scopes, changed: boolean, before?: number): Resolved | undefined {
    const entries = this.#entries(name);
    const members = this.#bareMembers && !name.startsWith('.') ? this.#entries(`.${name}`) : undefined;
    for (const scope of scopes) {
      const entry = entries.get(scope) ?? members?.get(scope);
      if (entry === undefined) continue;
      const found = this.#whole(name.startsWith('.') ? entry.values : standing(entry.values, before), entry.unseen);
      if (found === undefined) return undefined;
      const byDefault = standsIn(entry);
      return { ...found, byDefault, changed: changed || entry.changed, added: entry.added.flatMap(valuePlace) };
    }
    return undefined;
  }
}

/** True when all values that are any stand in for what the source does not show, or for none. */
function standsIn({ values, unseen }: Entry): boolean {
  const isOther = ({ fact }: FoundDefinition) => fact.fallback !== true && !isNone(fact.value);
  return !values.some(isOther) && (unseen || values.some(({ fact }) => isNone(fact.value)));
}

/** Lists, and what makes them; texts that are put into one are one text only when they are joined. */
const listMakers = /list|array|vec|set|deque|queue|collection|history|messages/i;

function isList(value: Value | undefined): boolean {
  return value?.kind === 'list' || (value?.kind === 'call' && value.path.some((name) => listMakers.test(name)));
}

/** How a look-up of whether a list is changed is noted among the names. */
export function mutatedName(path: string): string {
  return `~${path}`;
}

const whole = (placed: Placed): Resolved => ({ placed, others: [], unseen: false, changed: false, added: [] });

/** The texts in a value that is put together of texts; nothing for an empty one. */
function textPieces(placed: Placed): Placed<TextValue>[] {
  const { value } = placed;
  if (value.kind === 'call') return builtTexts(value).map((text) => ({ ...placed, value: text }));
  if (value.kind === 'list') return value.items.flatMap((item) => textPieces({ ...placed, value: item }));
  return value.kind === 'text' && value.text.length + value.holes.length > 0 ? [{ ...placed, value }] : [];
}
