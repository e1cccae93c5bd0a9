// The definitions of one document by their names, kept from version to version: only what an edit takes away or brings is touched.
import type { Definition } from './facts';
import type { Statement } from './placed';

export interface Found {
  readonly statement: Statement;
  readonly definition: Definition;
}

export class NameIndex {
  readonly #found = new Map<string, Found[]>();
  /** How many statements change what the path holds. */
  readonly #mutated = new Map<string, number>();
  /** How many texts are added to a name. */
  readonly #grown = new Map<string, number>();

  /** The definitions of a name, in the order of the document. */
  found(name: string): readonly Found[] {
    return this.#found.get(name) ?? [];
  }

  /** True when the program changes what the path holds (`messages.append(…)`). */
  isMutated(path: string): boolean {
    return this.#mutated.has(path);
  }

  /** The names that the program adds texts to. */
  get grown(): Iterable<string> {
    return this.#grown.keys();
  }

  /** Linear in the statements that go and come, and in what else is defined under their names. */
  update(gone: readonly Statement[], come: readonly Statement[]): void {
    const names = new Set<string>();
    for (const { facts } of gone) {
      for (const definition of facts.definitions) {
        names.add(definition.name);
        if (addsText(definition)) change(this.#grown, definition.name, -1);
      }
      for (const path of facts.mutated) change(this.#mutated, path, -1);
    }
    const left = new Set(gone);
    for (const name of names) {
      const rest = this.found(name).filter(({ statement }) => !left.has(statement));
      if (rest.length > 0) this.#found.set(name, rest);
      else this.#found.delete(name);
    }
    const unsorted = new Set<Found[]>();
    for (const statement of come) {
      for (const definition of statement.facts.definitions) this.#add({ statement, definition }, unsorted);
      for (const path of statement.facts.mutated) change(this.#mutated, path, 1);
    }
    for (const list of unsorted) list.sort((a, b) => a.statement.start - b.statement.start);
  }

  #add(found: Found, unsorted: Set<Found[]>): void {
    if (addsText(found.definition)) change(this.#grown, found.definition.name, 1);
    const known = this.#found.get(found.definition.name);
    if (known === undefined) this.#found.set(found.definition.name, [found]);
    else {
      const last = known.at(-1);
      if (last !== undefined && last.statement.start > found.statement.start) unsorted.add(known);
      known.push(found);
    }
  }
}

function addsText({ appended, value }: Definition): boolean {
  return appended && value?.kind === 'text';
}

function change(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count > 0) counts.set(name, count);
  else counts.delete(name);
}
