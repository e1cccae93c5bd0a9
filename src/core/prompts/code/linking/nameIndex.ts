// The definitions of one document by their names, and what is changed or added to, kept from version to version.

import type { Definition, Facts } from '../facts/facts';
import { type Counts, change } from './counts';
import { type Difference, FactIndex, type FoundFact } from './factIndex';

export type FoundDefinition = FoundFact<Definition>;

export class NameIndex {
  readonly #definitions = new FactIndex<Definition>(
    ({ facts }) => facts.definitions,
    ({ name }) => name,
  );
  /** How many statements change what the path holds. */
  readonly #mutated: Counts = new Map();
  /** How many texts are added to a name. */
  readonly #grown: Counts = new Map();

  /** The definitions of a name, in the order of the document. */
  found(name: string): readonly FoundDefinition[] {
    return this.#definitions.found(name);
  }

  /** True when the program changes what the path holds (`messages.append(…)`). */
  isMutated(path: string): boolean {
    return this.#mutated.has(path);
  }

  /** The names that the program adds texts to. */
  get grown(): ReadonlyMap<string, number> {
    return this.#grown;
  }

  /** See `FactIndex`. */
  update(difference: Difference): void {
    this.#definitions.update(difference);
    for (const { facts } of difference.gone) this.#count(facts, -1);
    for (const { facts } of difference.come) this.#count(facts, 1);
  }

  #count({ definitions, mutated }: Facts, by: 1 | -1): void {
    for (const definition of definitions) if (addsText(definition)) change(this.#grown, definition.name, by);
    for (const path of mutated) change(this.#mutated, path, by);
  }
}

function addsText({ appended, value }: Definition): boolean {
  return (
    appended && (value?.kind === 'text' || (value?.kind === 'list' && value.items.some(({ kind }) => kind === 'text')))
  );
}
