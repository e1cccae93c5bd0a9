// One hop of data flow: from a name to the value the file gives it, by scope. Never guesses: two values are no value.
import type { Definition, Scopes } from './facts';
import { FILE_SCOPE, type Placed, place, type Statement, spanNow } from './placed';
import type { Value } from './value';

interface Found {
  readonly statement: Statement;
  readonly definition: Definition;
}

/** What one scope gives a name. */
interface Entry {
  /** The only value's place, or undefined when it is unseen or there are several. */
  found: Found | undefined;
  changed: boolean;
  /** What is added to the value (`x += …`, `x.push(…)`), in the order of the document. */
  readonly added: Found[];
}

export interface Resolved {
  readonly placed: Placed;
  /** True when the program also changes what the name holds, so that the value is only a part. */
  readonly changed: boolean;
  /** What the program adds to the value, where that can be seen; in the order of the document. */
  readonly added: readonly Placed[];
}

/** How a method calls its object. */
export const selfNames: ReadonlySet<string> = new Set(['self', 'this', 'cls']);

/** The names of one document. Building costs one pass over the definitions, a look-up one step per enclosing scope. */
export class Definitions {
  readonly #found = new Map<string, Found[]>();
  /** Filled when a name is first asked for. */
  readonly #byScope = new Map<string, Map<number, Entry>>();
  readonly #mutated: ReadonlySet<string>;

  readonly #bareMembers: boolean;

  /** `bareMembers`: see `CodeLanguage`. */
  constructor(statements: readonly Statement[], bareMembers = false) {
    this.#bareMembers = bareMembers;
    for (const statement of statements) {
      for (const definition of statement.facts.definitions) {
        const known = this.#found.get(definition.name);
        if (known === undefined) this.#found.set(definition.name, [{ statement, definition }]);
        else known.push({ statement, definition });
      }
    }
    this.#mutated = new Set(statements.flatMap(({ facts }) => facts.mutated));
  }

  #entries(name: string): Map<number, Entry> {
    const known = this.#byScope.get(name);
    if (known !== undefined) return known;
    const entries = new Map<number, Entry>();
    const additions: Found[] = [];
    for (const found of this.#found.get(name) ?? []) {
      const at = homeNow(found);
      const entry = entries.get(at);
      if (found.definition.appended) additions.push(found);
      else if (entry === undefined) entries.set(at, { found, changed: false, added: [] });
      else entry.found = undefined;
    }
    for (const found of additions) {
      // `if (x) { text += "…" }` adds to the name of the scope around it.
      const home = scopesOf(found).find((scope) => entries.has(scope)) ?? homeNow(found);
      const entry = entries.get(home) ?? { found: undefined, changed: true, added: [] };
      entry.changed = true;
      entry.added.push(found);
      entries.set(home, entry);
    }
    this.#byScope.set(name, entries);
    return entries;
  }

  /** What `path`, written in these scopes, holds; undefined when that is unseen or ambiguous. */
  resolve(path: readonly string[], scopes: Scopes): Resolved | undefined {
    const [head, second] = path;
    if (head === undefined || path.length > 2) return undefined;
    const changed = this.#mutated.has(path.join('.'));
    if (second === undefined) return this.#named(head, scopes, changed);
    if (selfNames.has(head)) return this.#named(`.${second}`, scopes, changed);
    const holder = this.#named(head, scopes, false)?.placed;
    if (holder?.value.kind === 'class') return this.#named(`.${second}`, [spanNow(holder).start], changed);
    if (holder?.value.kind !== 'object') return undefined;
    const entry: Value | undefined = holder.value.entries.get(second.replace(/[_-]/g, '').toLowerCase());
    return entry === undefined ? undefined : { placed: { ...holder, value: entry }, changed, added: [] };
  }

  #named(name: string, scopes: Scopes, changed: boolean): Resolved | undefined {
    const entries = this.#entries(name);
    const members = this.#bareMembers && !name.startsWith('.') ? this.#entries(`.${name}`) : undefined;
    for (const scope of scopes) {
      const entry = entries.get(scope) ?? members?.get(scope);
      if (entry === undefined) continue;
      const value = entry.found?.definition.value;
      if (entry.found === undefined || value === undefined) return undefined;
      const { statement, definition } = entry.found;
      const added = entry.added.flatMap(({ statement: at, definition: { value: more, scopes: inside } }) =>
        more === undefined ? [] : [place(at, more, inside)],
      );
      return { placed: place(statement, value, definition.scopes), changed: changed || entry.changed, added };
    }
    return undefined;
  }
}

/** The scopes around a definition, innermost first. */
function scopesOf({ statement, definition }: Found): Scopes {
  const delta = statement.start - statement.facts.base;
  return [...definition.scopes.map((start) => start + delta), ...statement.outer, FILE_SCOPE];
}

/** The start of the scope or class that a definition belongs to. */
function homeNow({ statement, definition }: Found): number {
  if (definition.home !== undefined) return definition.home + statement.start - statement.facts.base;
  if (definition.name.startsWith('.')) return statement.outerClass ?? FILE_SCOPE;
  return statement.outer[0] ?? FILE_SCOPE;
}
