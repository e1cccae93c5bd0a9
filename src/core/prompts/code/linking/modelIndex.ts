// The model ids that one document spells, kept from version to version, and the one model that it speaks of: what sends a prompt and names
// no model may use that one.

import type { Facts, ModelFact } from '../facts/facts';
import { isPictureModel } from '../rules/pictures';
import { type Counts, change } from './counts';
import type { Difference } from './factIndex';
import type { Statement } from './placed';

/** The one model that a file speaks of. */
export interface OnlyModel {
  readonly id: string;
  /** The first place that gives it, as in the facts of `statement`. */
  readonly fact: ModelFact;
  readonly statement: Statement;
  /** The names that it is given to, and those that are given what these hold. Normalised. */
  readonly names: ReadonlySet<string>;
  /** True when the file speaks of a model for other things too: embeddings, speech. */
  readonly besides: boolean;
}

/** Models of no chat: one of them beside the model of a chat leaves no doubt which is which. */
export function isBesideChat(id: string): boolean {
  return /embed|^ada-|^bge-|rerank|whisper|tts|transcribe|moderation/i.test(id) || isPictureModel(id);
}

/** How often an id occurs. */
interface Uses {
  all: number;
  /** Those that give it to something. */
  given: number;
  /** By the name that it is given to. */
  readonly names: Counts;
}

/** The facts of a statement that spell a model, with whether they give it to something. */
function* modelFacts({ models, spelled }: Facts): Iterable<{ readonly fact: ModelFact; readonly given: boolean }> {
  for (const fact of models) yield { fact, given: true };
  for (const fact of spelled) yield { fact, given: fact.given === true || models.includes(fact) };
}

export class ModelIndex {
  readonly #uses = new Map<string, Uses>();
  /** By a name, how often which other names are given what it holds. */
  readonly #renamed = new Map<string, Counts>();
  /** How many models of chat are left to the environment. */
  #elsewhere = 0;

  /** Takes away and brings the facts of statements. Linear in these. */
  update({ gone, come }: Difference): void {
    for (const { facts } of gone) this.#count(facts, -1);
    for (const { facts } of come) this.#count(facts, 1);
  }

  #count(facts: Facts, by: 1 | -1): void {
    for (const name of facts.elsewhere) if (!isBesideChat(name)) this.#elsewhere += by;
    for (const { name, from } of facts.modelNames) {
      const names: Counts = this.#renamed.get(from) ?? new Map();
      change(names, name, by);
      if (names.size > 0) this.#renamed.set(from, names);
      else this.#renamed.delete(from);
    }
    for (const { fact, given } of modelFacts(facts)) {
      const { id, name } = fact;
      const uses: Uses = this.#uses.get(id) ?? { all: 0, given: 0, names: new Map() };
      uses.all += by;
      if (given) uses.given += by;
      if (name !== undefined) change(uses.names, name, by);
      if (uses.all > 0) this.#uses.set(id, uses);
      else this.#uses.delete(id);
    }
  }

  /** True when the document spells no id at all. */
  get isEmpty(): boolean {
    return this.#uses.size === 0;
  }

  /** True when all ids that the document spells are of models of pictures or voices, and none is left to the environment. */
  get isForPictures(): boolean {
    return !this.isEmpty && this.#elsewhere === 0 && [...this.#uses.keys()].every(isPictureModel);
  }

  /** The file's model, when only one id for chat is spelled in it, or else only one at all, something is given it, and none is left to the environment. */
  only(statements: readonly Statement[]): OnlyModel | undefined {
    if (this.#elsewhere > 0) return undefined;
    const ids = [...this.#uses.keys()];
    const beside = ids.filter(isBesideChat);
    const chat = ids.length - beside.length;
    const id = chat > 0 ? ids.find((each) => !isBesideChat(each)) : beside[0];
    const uses = this.#uses.get(id ?? '');
    if (id === undefined || uses === undefined || uses.given === 0 || isPictureModel(id)) return undefined;
    if (chat > 1 || (chat === 0 && beside.length > 1)) return undefined;
    const own = [...uses.names.keys()];
    const names = new Set([...own, ...own.flatMap((name) => [...(this.#renamed.get(name)?.keys() ?? [])])]);
    const first = firstGiven(statements, id);
    return first && { ...first, id, names, besides: chat > 0 && beside.length > 0 };
  }
}

/** The first place that gives the model to something. */
function firstGiven(statements: readonly Statement[], id: string): Pick<OnlyModel, 'fact' | 'statement'> | undefined {
  for (const statement of statements) {
    let first: ModelFact | undefined;
    for (const { fact, given } of modelFacts(statement.facts))
      if (given && fact.id === id && (first === undefined || fact.span.start < first.span.start)) first = fact;
    if (first !== undefined) return { fact: first, statement };
  }
  return undefined;
}
