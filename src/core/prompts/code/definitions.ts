// One hop of data flow: from a name to the value the file gives it, by scope. Never guesses: two values are no value.
import type { Definition, Facts, Scopes } from './facts';
import { FILE_SCOPE, type Placed, place, type Statement } from './placed';
import type { Value } from './value';

interface Entry {
  /** The only value, or undefined when it is unseen or there are several. */
  value: Placed | undefined;
  several: boolean;
  changed: boolean;
}

export interface Resolved {
  readonly placed: Placed;
  /** True when the program also changes what the name holds, so that the value is only a part. */
  readonly changed: boolean;
}

const selfNames = new Set(['self', 'this', 'cls']);

/** The names of one document. Building costs one pass over the definitions, a look-up one step per enclosing scope. */
export class Definitions {
  readonly #byName = new Map<string, Map<number, Entry>>();
  readonly #mutated: ReadonlySet<string>;

  constructor(statements: readonly Statement[]) {
    for (const statement of statements) {
      for (const definition of statement.facts.definitions) this.#add(statement, definition);
    }
    this.#mutated = new Set(statements.flatMap(({ facts }: { facts: Facts }) => facts.mutated));
  }

  #add(statement: Statement, { name, value, appended, scopes }: Definition): void {
    const member = name.startsWith('.');
    const at = member ? FILE_SCOPE : (scopeNow(statement, scopes) ?? FILE_SCOPE);
    const entries = this.#byName.get(name) ?? new Map<number, Entry>();
    this.#byName.set(name, entries);
    const entry = entries.get(at);
    const placed = value === undefined || appended ? undefined : place(statement, value, scopes);
    if (entry === undefined) entries.set(at, { value: placed, several: appended, changed: appended });
    else if (appended) entry.changed = true;
    else Object.assign(entry, { value: undefined, several: true });
  }

  /** What `path`, written in these scopes, holds; undefined when that is unseen or ambiguous. */
  resolve(path: readonly string[], scopes: Scopes): Resolved | undefined {
    const [head, second] = path;
    if (head === undefined || path.length > 2) return undefined;
    const changed = this.#mutated.has(path.join('.'));
    if (second === undefined) return this.#named(head, scopes, changed);
    if (selfNames.has(head)) return this.#named(`.${second}`, [FILE_SCOPE], changed);
    const holder = this.#named(head, scopes, false)?.placed;
    if (holder?.value.kind === 'class') return this.#named(`.${second}`, [FILE_SCOPE], changed);
    if (holder?.value.kind !== 'object') return undefined;
    const entry: Value | undefined = holder.value.entries.get(second.replace(/[_-]/g, '').toLowerCase());
    return entry === undefined ? undefined : { placed: { ...holder, value: entry }, changed };
  }

  #named(name: string, scopes: Scopes, changed: boolean): Resolved | undefined {
    const entries = this.#byName.get(name);
    if (entries === undefined) return undefined;
    for (const scope of scopes) {
      const entry = entries.get(scope);
      if (entry === undefined) continue;
      return entry.value === undefined ? undefined : { placed: entry.value, changed: changed || entry.changed };
    }
    return undefined;
  }
}

/** The scope that a definition belongs to. */
function scopeNow(statement: Statement, scopes: Scopes): number | undefined {
  const own = scopes[0];
  return own === undefined ? statement.outer[0] : own + statement.start - statement.facts.base;
}
