// What was costed of one document's last version. After an edit nearly all prompts and requests are what they were, only elsewhere:
// their hints are taken over with a new place, and those that did not even move are the very same objects.

import type { Price } from '../prices/price';
import type { Prompt, PromptRequest } from '../prompts/prompt';
import { sameValue } from '../sameValue';
import type { Span } from '../text';
import type { ModelUsed, PromptHint, RequestHint } from './analyse';

/** A prompt and everything that its hint depends on beside its place. */
export interface CostedPrompt {
  readonly hint: PromptHint;
  /** The hint as it was first made: the same object as long as nothing but the place changes. */
  readonly core: PromptHint;
  readonly prompt: Prompt;
  readonly price: Price | undefined;
}

interface CostedRequest {
  readonly hint: RequestHint;
  readonly request: PromptRequest;
  readonly parts: readonly PromptHint[];
  readonly price: Price | undefined;
}

/** Equal keys that differ in something else and are told apart; more of them are costed anew, so that the cost stays linear. */
const ALIKE_LIMIT = 8;

/** How long a price that was looked up is good. */
const PRICE_MS = 60_000;

/**
 * So many items of a version that stand at neither place are not looked for: a person types into one or two of them, and to cost these is
 * less than to put all in order by their keys.
 */
const MISSES = 3;

/** What one version held, in order. Most of the next one stands as far from the beginning, or from the end. */
class Row<Key, Item> {
  readonly items: Item[] = [];
  readonly #keyOf: (item: Item) => Key;
  #misses = 0;
  /** Made when an edit has changed the order. */
  #byKey: Map<Key, Item[]> | undefined;

  constructor(keyOf: (item: Item) => Key) {
    this.#keyOf = keyOf;
  }

  /** The item that fits; `index` of `count` is where it would stand. */
  find(index: number, count: number, key: Key, fits: (item: Item) => boolean): Item | undefined {
    const ahead = this.items[index];
    if (ahead !== undefined && this.#keyOf(ahead) === key && fits(ahead)) return ahead;
    const behind = this.items[this.items.length - count + index];
    if (behind !== undefined && this.#keyOf(behind) === key && fits(behind)) return behind;
    if (++this.#misses <= MISSES) return undefined;
    this.#byKey ??= this.#index();
    return this.#byKey.get(key)?.find(fits);
  }

  #index(): Map<Key, Item[]> {
    const byKey = new Map<Key, Item[]>();
    for (const item of this.items) {
      const key = this.#keyOf(item);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [item]);
      else if (known.length < ALIKE_LIMIT) known.push(item);
    }
    return byKey;
  }
}

const promptRow = () => new Row<string, CostedPrompt>(({ prompt }) => prompt.text);
/** By the last prompt that is sent, which is the question more often than the shared instructions. */
const requestRow = () => new Row<PromptHint | undefined, CostedRequest>(({ parts }) => parts.at(-1));

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
const sameModel = (a: ModelUsed, b: ModelUsed): boolean =>
  a.id === b.id && a.source === b.source && a.local === b.local;

/** Good for one document and one counter; make a new one when settings of counting or prices change. */
export class CostMemory {
  #prompts = promptRow();
  #requests = requestRow();
  #lastPrompts = promptRow();
  #lastRequests = requestRow();
  #count = { prompts: 0, requests: 0 };
  readonly #prices = new Map<string, { readonly price: Price | undefined; readonly at: number }>();

  /** Begins a version of so many prompts and requests, which then come in order. What the last but one held is forgotten. */
  begin(prompts: number, requests: number): void {
    this.#lastPrompts = this.#prompts;
    this.#lastRequests = this.#requests;
    this.#prompts = promptRow();
    this.#requests = requestRow();
    this.#count = { prompts, requests };
  }

  /**
   * What is sold under a name at this moment (epoch ms), as the same object as before when it is the same. Prices change by the day: one
   * is good for a minute.
   */
  price(name: string, at: number, look: () => Price | undefined): Price | undefined {
    const known = this.#prices.get(name);
    if (known !== undefined && at >= known.at && at < known.at + PRICE_MS) return known.price;
    const found = look();
    const price = known !== undefined && sameValue(known.price, found) ? known.price : found;
    this.#prices.set(name, { price, at });
    return price;
  }

  /** `cost` is called when nothing like it was costed. `alone`, `model` and `price` are what its hint would have. */
  prompt(
    prompt: Prompt,
    { model, alone, price }: Pick<PromptHint, 'model' | 'alone' | 'price'>,
    cost: () => PromptHint,
  ): CostedPrompt {
    const fits = (known: CostedPrompt): boolean =>
      known.prompt.role === prompt.role &&
      known.prompt.confidence === prompt.confidence &&
      known.price === price &&
      known.core.alone === alone &&
      sameModel(known.core.model, model) &&
      sameValue(known.prompt.holes, prompt.holes);
    const { items } = this.#prompts;
    const known = this.#lastPrompts.find(items.length, this.#count.prompts, prompt.text, fits);
    const core = known?.core ?? cost();
    const before = known?.hint ?? core;
    const hint = sameSpan(before.span, prompt.span) ? before : { ...before, span: prompt.span };
    const costed = { hint, core, prompt, price };
    items.push(costed);
    return costed;
  }

  /** The same for a request of these prompts. */
  request(
    request: PromptRequest,
    { model, price }: Pick<RequestHint, 'model' | 'price'>,
    parts: readonly PromptHint[],
    cost: () => RequestHint,
  ): RequestHint {
    const fits = (known: CostedRequest): boolean =>
      known.price === price &&
      sameModel(known.hint.model, model) &&
      known.parts.length === parts.length &&
      known.parts.every((part, index) => part === parts[index]) &&
      sameTerms(known.request, request);
    const { items } = this.#requests;
    const known = this.#lastRequests.find(items.length, this.#count.requests, parts.at(-1), fits);
    const hint = known === undefined ? cost() : moved(known.hint, request);
    items.push({ hint, request, parts, price });
    return hint;
  }
}

function moved(hint: RequestHint, { span, prompts }: PromptRequest): RequestHint {
  return sameSpan(hint.span, span) && sameValue(hint.prompts, prompts) ? hint : { ...hint, span, prompts };
}

const elsewhere: ReadonlySet<string> = new Set(['span', 'prompts', 'model'] satisfies (keyof PromptRequest)[]);
const fieldOf = (request: PromptRequest, key: string) => request[key as keyof PromptRequest];

/** Equal in all but place, prompts and model, which are compared elsewhere. */
function sameTerms(a: PromptRequest, b: PromptRequest): boolean {
  for (const key in a) if (!elsewhere.has(key) && fieldOf(a, key) !== fieldOf(b, key)) return false;
  for (const key in b) if (!elsewhere.has(key) && !Object.hasOwn(a, key)) return false;
  return true;
}
