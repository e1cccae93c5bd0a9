// What was costed of one document's last version. After an edit nearly all prompts and requests are what they were, only elsewhere:
// their hints are taken over with a new place, and those that did not even move are the very same objects.
import type { ModelUsed, PromptHint, RequestHint } from './analyse';
import type { Price } from './prices/price';
import type { Prompt, PromptRequest } from './prompts/prompt';
import { sameValue } from './sameValue';
import type { Span } from './text';

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

/** Equal texts that differ in something else and are told apart; more of them are costed anew, so that the cost stays linear. */
const ALIKE_LIMIT = 8;

class Version {
  /** By text. */
  readonly prompts = new Map<string, CostedPrompt[]>();
  /** By the last prompt that is sent, which is the question more often than the shared instructions. */
  readonly requests = new Map<PromptHint | undefined, CostedRequest[]>();
}

function keep<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else if (known.length < ALIKE_LIMIT) known.push(item);
}

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
const sameModel = (a: ModelUsed, b: ModelUsed): boolean => a.id === b.id && a.source === b.source;

/** Good for one document and one counter; make a new one when settings of counting or prices change. */
export class CostMemory {
  #last = new Version();
  #now = new Version();
  readonly #prices = new Map<string, Price | undefined>();

  /** Begins a version: what the last but one held is forgotten. */
  begin(): void {
    this.#last = this.#now;
    this.#now = new Version();
  }

  /** The price as the same object as before, when it is the same. */
  price(modelId: string, found: Price | undefined): Price | undefined {
    const known = this.#prices.get(modelId);
    if (known !== undefined && sameValue(known, found)) return known;
    this.#prices.set(modelId, found);
    return found;
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
    const { text } = prompt;
    const present = this.#now.prompts.get(text)?.find(fits);
    const known = present ?? this.#last.prompts.get(text)?.find(fits);
    const core = known?.core ?? cost();
    const before = known?.hint ?? core;
    const hint = sameSpan(before.span, prompt.span) ? before : { ...before, span: prompt.span };
    const costed = { hint, core, prompt, price };
    if (present === undefined) keep(this.#now.prompts, text, costed);
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
    const key = parts.at(-1);
    const present = this.#now.requests.get(key)?.find(fits);
    const known = present ?? this.#last.requests.get(key)?.find(fits);
    const hint = known === undefined ? cost() : moved(known.hint, request);
    if (present === undefined) keep(this.#now.requests, key, { hint, request, parts, price });
    return hint;
  }
}

function moved(hint: RequestHint, { span, prompts }: PromptRequest): RequestHint {
  return sameSpan(hint.span, span) && sameValue(hint.prompts, prompts) ? hint : { ...hint, span, prompts };
}

/** Equal in all but place, prompts and model, which are compared elsewhere. */
function sameTerms(a: PromptRequest, b: PromptRequest): boolean {
  const { span: _a, prompts: _as, model: _am, ...terms } = a;
  const { span: _b, prompts: _bs, model: _bm, ...others } = b;
  return sameValue(terms, others);
}
