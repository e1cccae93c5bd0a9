// What the facts of one document were found to send, kept from one version to the next: it holds as long as its statement and all
// definitions of the names that were looked up for it are those of the last version.
import type { Role } from '../../prompt';
import type { CallFact, Definition, FunctionFact } from '../facts/facts';
import type { TextValue } from '../facts/value';
import type { CallRule } from '../rules/callRule';
import { mutatedName } from './definitions';
import { FactIndex } from './factIndex';
import type { Sent } from './messages';
import { ModelIndex, type OnlyModel } from './modelIndex';
import { NameIndex } from './nameIndex';
import type { Statement } from './placed';
import type { PlacedModel } from './placedModel';
import type { GivenName } from './wrappers';

/** A text that is sent, by its statement, so that it moves along with it. */
export interface SentText {
  readonly statement: Statement;
  readonly value: TextValue;
  readonly role: Role;
}

/** What one fact sends; `rule` is the one that applies to a call. */
export interface Finding {
  readonly rule?: CallRule;
  readonly sent: readonly SentText[];
  readonly instead: readonly SentText[];
  readonly partial: boolean;
  /** Names that it sends. */
  readonly given?: readonly GivenName[];
  /** See `PromptRequest`. */
  readonly tools?: string | undefined;
  /** The limit on output tokens that the call states. */
  readonly maxOutputTokens?: number | undefined;
}

/** A finding and what it was found by. */
export interface Remembered {
  readonly finding: Finding | undefined;
  /** Names that were looked up, whether something was found or not. */
  names: readonly string[];
  /** True once one of the names is defined in another way. */
  stale: boolean;
  /** The model of the call, and the only one of the file when it was looked for; undefined before. */
  model: { readonly found: PlacedModel | undefined; readonly only: OnlyModel | undefined } | undefined;
}

/** A statement and what its facts were found to send: first its requests, then its messages, named texts and other texts. */
export interface LinkedStatement {
  readonly statement: Statement;
  readonly findings: (Remembered | undefined)[];
}

export const sentText = ({ text, role }: Sent): SentText => ({ statement: text.statement, value: text.value, role });

export class LinkMemory {
  readonly names = new NameIndex();
  readonly calls = new FactIndex<CallFact>(
    ({ facts }) => facts.calls,
    ({ value }) => value.path.at(-1) ?? '',
  );
  readonly functions = new FactIndex<FunctionFact>(
    ({ facts }) => facts.functions,
    ({ name }) => name,
  );
  readonly #models = new ModelIndex();
  #only: OnlyModel | undefined;
  /** Modules that the document imports, in order. */
  imports: readonly string[] = [];
  /** The statements of this version. */
  linked: readonly LinkedStatement[] = [];
  /** What was found by a name. */
  readonly #users = new Map<string, Set<Remembered>>();

  /** True when these are the statements of this version, wherever they stand now. */
  holds(statements: readonly Statement[]): boolean {
    const { linked } = this;
    return (
      linked.length === statements.length && linked.every(({ statement }, index) => statement === statements[index])
    );
  }

  /** Begins a version. Linear in the statements; compares them by identity. */
  begin(statements: readonly Statement[]): void {
    const { start, end, come } = this.#difference(statements);
    const before = this.linked;
    const left = before.slice(start, end);
    for (const { findings } of left) for (const each of findings) if (each !== undefined) this.#forget(each);
    const gone = left.map(({ statement }) => statement);
    const brought = come.map((statement) => ({ statement, findings: [] }));
    this.linked = [...before.slice(0, start), ...brought, ...before.slice(end)];
    for (const index of [this.names, this.calls, this.functions, this.#models]) index.update({ gone, come });
    if (gone.some(hasImports) || come.some(hasImports)) this.#import(statements);
    for (const name of changedNames([...gone, ...come])) this.#outdate(name);
    const only = this.#models.only(statements);
    if (!sameModel(only, this.#only)) this.#only = only;
  }

  /** True when the document spells the id of a model. */
  get spellsModels(): boolean {
    return !this.#models.isEmpty;
  }

  /** True when it spells models of pictures or voices alone. */
  get isForPictures(): boolean {
    return this.#models.isForPictures;
  }

  /** The one model that the file speaks of: the same object as long as nothing of it changes. */
  get only(): OnlyModel | undefined {
    return this.#only;
  }

  /** The statements between those at the beginning and at the end that are the same. `start` and `end` count the last version's. */
  #difference(now: readonly Statement[]): { start: number; end: number; come: readonly Statement[] } {
    const before = this.linked;
    const shorter = Math.min(before.length, now.length);
    let start = 0;
    while (start < shorter && before[start]?.statement === now[start]) start++;
    let tail = 0;
    while (tail < shorter - start && before[before.length - 1 - tail]?.statement === now[now.length - 1 - tail]) tail++;
    return { start, end: before.length - tail, come: now.slice(start, now.length - tail) };
  }

  #import(statements: readonly Statement[]): void {
    const imports = statements.filter(hasImports).flatMap(({ facts }) => facts.imports);
    if (imports.join('\n') !== this.imports.join('\n')) {
      this.linked = this.linked.map(({ statement }) => ({ statement, findings: [] }));
      this.#users.clear();
    }
    this.imports = imports;
  }

  #outdate(name: string): void {
    for (const each of this.#users.get(name) ?? []) each.stale = true;
  }

  #forget(remembered: Remembered): void {
    for (const name of remembered.names) {
      const users = this.#users.get(name);
      users?.delete(remembered);
      if (users?.size === 0) this.#users.delete(name);
    }
  }

  #note(remembered: Remembered, names: ReadonlySet<string>): void {
    remembered.names = [...names];
    for (const name of names) {
      const users = this.#users.get(name);
      if (users === undefined) this.#users.set(name, new Set([remembered]));
      else users.add(remembered);
    }
  }

  /** What is remembered of a statement's fact at `index`; undefined when that no longer holds. */
  known({ findings }: LinkedStatement, index: number): Remembered | undefined {
    const known = findings[index];
    return known === undefined || known.stale ? undefined : known;
  }

  /** Remembers what `find` makes of a statement's fact at `index`; it tells the names that it looks up. */
  remember(
    { findings }: LinkedStatement,
    index: number,
    find: (names: Set<string>) => Finding | undefined,
  ): Remembered {
    const old = findings[index];
    if (old !== undefined) this.#forget(old);
    const names = new Set<string>();
    const remembered: Remembered = { finding: find(names), names: [], stale: false, model: undefined };
    this.#note(remembered, names);
    findings[index] = remembered;
    return remembered;
  }

  /** The model of what was remembered: remembered too, or found by `find`, which tells the names that it looks up. */
  model(remembered: Remembered, find: (names: Set<string>) => PlacedModel | undefined): PlacedModel | undefined {
    const { model, names: known } = remembered;
    if (model !== undefined && model.only === this.#only) return model.found;
    const names = new Set(known);
    remembered.model = { found: find(names), only: this.#only };
    this.#note(remembered, names);
    return remembered.model.found;
  }
}

function sameModel(a: OnlyModel | undefined, b: OnlyModel | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const same = a.id === b.id && a.fact === b.fact && a.statement === b.statement && a.besides === b.besides;
  return same && a.names.size === b.names.size && [...a.names].every((name) => b.names.has(name));
}

/**
 * False for a plain name of a scope inside of its statement: what looks it up from elsewhere came there by another name that the
 * statement defines.
 */
function isSeenOutside({ name, home, appended, assigned }: Definition): boolean {
  return home === undefined || appended || assigned === true || /^\.|^--|\(\)$/.test(name);
}

const hasImports = ({ facts }: Statement): boolean => facts.imports.length > 0;

/** Names that the statements define or change. */
function changedNames(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const { facts } of statements) {
    for (const definition of facts.definitions)
      if (facts.isHead || isSeenOutside(definition)) names.add(definition.name);
    for (const path of facts.mutated) names.add(mutatedName(path));
  }
  return names;
}
