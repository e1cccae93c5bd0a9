// Facts of one document by a name, kept from version to version: only what an edit takes away or brings is touched.
import type { Statement } from './placed';

/** A fact and the statement that it is of. */
export interface FoundFact<Fact> {
  readonly statement: Statement;
  readonly fact: Fact;
}

/** The statements that an edit took away, and those that it brought: one run of them each, at the same place. */
export interface Difference {
  readonly gone: readonly Statement[];
  readonly come: readonly Statement[];
}

export class FactIndex<Fact> {
  readonly #found = new Map<string, FoundFact<Fact>[]>();
  readonly #factsOf: (statement: Statement) => readonly Fact[];
  readonly #nameOf: (fact: Fact) => string;

  constructor(factsOf: (statement: Statement) => readonly Fact[], nameOf: (fact: Fact) => string) {
    this.#factsOf = factsOf;
    this.#nameOf = nameOf;
  }

  /** The facts of a name, in the order of the document. */
  found(name: string): readonly FoundFact<Fact>[] {
    return this.#found.get(name) ?? [];
  }

  /** All names that have facts. */
  get names(): Iterable<string> {
    return this.#found.keys();
  }

  /** Takes away and brings the facts of statements. Linear in these, and in how often their names occur. */
  update({ gone, come }: Difference): void {
    const names = new Set<string>();
    for (const statement of gone) for (const fact of this.#factsOf(statement)) names.add(this.#nameOf(fact));
    if (names.size > 0) this.#remove(names, gone);
    for (const statement of come) for (const fact of this.#factsOf(statement)) this.#add({ statement, fact });
  }

  #remove(names: ReadonlySet<string>, gone: readonly Statement[]): void {
    const all = new Set(gone);
    const [only] = gone;
    const stays = ({ statement }: FoundFact<Fact>) => (all.size === 1 ? statement !== only : !all.has(statement));
    for (const name of names) {
      const rest = this.found(name).filter(stays);
      if (rest.length > 0) this.#found.set(name, rest);
      else this.#found.delete(name);
    }
  }

  #add(found: FoundFact<Fact>): void {
    const name = this.#nameOf(found.fact);
    const known = this.#found.get(name);
    if (known === undefined) this.#found.set(name, [found]);
    else known.splice(firstBehind(known, found.statement.start), 0, found);
  }
}

/** Index of the first fact of a statement that starts behind the offset. */
function firstBehind(found: readonly FoundFact<unknown>[], offset: number): number {
  let low = 0;
  let high = found.length;
  // Facts mostly come in order.
  if ((found.at(-1)?.statement.start ?? 0) <= offset) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found[middle]?.statement.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
