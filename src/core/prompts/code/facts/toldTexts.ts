// Texts that say by their words that a model is told them, and stand where no rule looks: behind neutral names, in lists, as arguments.
import { isPersona } from '../rules/personas';
import { mayBeTold } from '../rules/textClassifier';
import { type TextHead, textHeads } from '../syntax/textHeads';
import { type Tree, textAround } from './candidates';
import type { Facts } from './facts';
import type { NamedTexts } from './namedTexts';
import type { OpenNodes } from './openNodes';
import type { ValueReader } from './readValue';
import type { Value } from './value';

/** The texts of one statement, gone through in order beside its nodes. */
export class ToldTexts {
  readonly #tree: Tree;
  readonly #reader: ValueReader;
  readonly #facts: Facts;
  readonly #open: OpenNodes;
  readonly #texts: NamedTexts;
  readonly #heads: readonly TextHead[];
  #next = 0;
  /** Starts of the texts that were looked at. */
  readonly #seen = new Set<number>();

  constructor(tree: Tree, until: number, reader: ValueReader, facts: Facts, open: OpenNodes, texts: NamedTexts) {
    this.#tree = tree;
    this.#reader = reader;
    this.#facts = facts;
    this.#open = open;
    this.#texts = texts;
    this.#heads = [...textHeads(tree.text, tree.root.startIndex, until)];
  }

  /** Looks at those that begin before an offset; what is open then is where they stand. */
  upTo(until: number): void {
    for (let head = this.#heads[this.#next]; head !== undefined && head.at < until; head = this.#heads[++this.#next]) {
      if (this.isKnown(head.at) || !this.begins(head.words)) continue;
      const value = textAround(this.#tree, this.#reader, head.at);
      if (value === undefined || this.#seen.has(value.span.start)) continue;
      this.#seen.add(value.span.start);
      const open = this.#open;
      open.closeBefore(head.at);
      if (!open.isExpected(head.at) && !open.inSample) this.#texts.told(value, open.place, open.inInterface);
    }
  }

  /** False for the beginning of a text that is unlikely told to a model, wherever it stands. */
  begins(words: string): boolean {
    return mayBeTold(words) || isPersona(words);
  }

  /** True in a text whose name says what it is, and in such a message. */
  isKnown(at: number): boolean {
    const { named, messages } = this.#facts;
    const holds = ({ span }: Value) => span.start <= at && at < span.end;
    if (named.some(({ value, weak }) => !weak && holds(value))) return true;
    return messages.some(({ value }) => isMessage(value) && holds(value));
  }
}

/** A message that says all itself, or that no person speaks: what a tool gave back, what the program reports in the model's name. */
function isMessage(value: Value): boolean {
  const held = value.kind === 'object' ? value.entries : value.kind === 'call' ? value.named : undefined;
  const role = held?.get('role');
  if (held === undefined || role === undefined) return false;
  const speaker = role.kind === 'text' ? role.text : role.kind === 'name' ? role.path.at(-1) : undefined;
  return held.get('content')?.kind === 'text' || /(tool|function|assistant|model)$/i.test(speaker ?? '');
}
