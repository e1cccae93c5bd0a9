// Texts that say by their words that a model is told them, and stand where no rule looks: behind neutral names, in lists, as arguments.
import type { Span } from '../../../text';
import { beginsAsPersona, isPersona } from '../rules/personas';
import { mayBeTold, type TextPlace } from '../rules/textClassifier';
import { startOf } from '../syntax/language';
import { opensHeredoc, type TextHead, textHeads } from '../syntax/textHeads';
import { isAmongPersonas, isAsserted, type Tree, textAround } from './candidates';
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
  /** How many facts were looked at. */
  #named = 0;
  #messages = 0;
  /** Spans of what is known that begin later, the next one last. */
  readonly #ahead: Span[] = [];
  /** Where the last one ends of those that began. */
  #reach = 0;

  constructor(tree: Tree, until: number, reader: ValueReader, facts: Facts, open: OpenNodes, texts: NamedTexts) {
    this.#tree = tree;
    this.#reader = reader;
    this.#facts = facts;
    this.#open = open;
    this.#texts = texts;
    const start = tree.root.startIndex;
    const behind = tree.language.opener !== undefined && opensHeredoc(tree.text, start, until);
    this.#heads = [...textHeads(tree.text, start, until, behind)];
    if (behind) reader.reach = Math.max(reader.reach, until + 1);
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
      if (open.inside.tests === 'compares' || open.isExpected(head.at) || open.inSample) continue;
      if (isAsserted(this.#tree.text, value.span.start)) continue;
      const persona = isPersona(value.text) || (beginsAsPersona(value.text) && isAmongPersonas(this.#tree, value));
      this.#texts.told(value, this.#place(head.at), open.inInterface, persona);
    }
  }

  /** Where a text stands. The names of what an element is given, `<Chat offers={[…]} />`, are no nodes of interest. */
  #place(at: number): TextPlace {
    const { place, top } = this.#open;
    const shape = place.names.length === 0 && top?.kind === 'call' ? this.#reader.shape(top.node) : undefined;
    const args = shape?.kind === 'call' ? shape.args : [];
    const name = args.findLast(({ value }) => value !== undefined && startOf(value) <= at)?.name;
    return name === undefined ? place : { ...place, names: [name] };
  }

  /** False for the beginning of a text that is unlikely told to a model, wherever it stands. */
  begins(words: string): boolean {
    return mayBeTold(words) || beginsAsPersona(words);
  }

  /** True in a text whose name says what it is, and in such a message. To be asked in order. Each fact is looked at once. */
  isKnown(at: number): boolean {
    const { named, messages } = this.#facts;
    const before = this.#ahead.length;
    for (; this.#named < named.length; this.#named++) {
      const fact = named[this.#named];
      if (fact?.weak === false) this.#ahead.push(fact.value.span);
    }
    for (; this.#messages < messages.length; this.#messages++) {
      const fact = messages[this.#messages];
      if (fact !== undefined && isMessage(fact.value)) this.#ahead.push(fact.value.span);
    }
    if (this.#ahead.length > before) this.#ahead.sort((a, b) => b.start - a.start);
    for (let span = this.#ahead.at(-1); span !== undefined && span.start <= at; span = this.#ahead.at(-1)) {
      this.#reach = Math.max(this.#reach, span.end);
      this.#ahead.pop();
    }
    return at < this.#reach;
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
