// Requests while they are put together: which of them stand alone, and what is told of each in the end.
import type { Span } from '../../../text';
import type { PromptRequest } from '../../prompt';
import type { RequestFact } from '../facts/facts';
import type { CallRule } from '../rules/callRule';
import { isForPictures, isPictureModel } from '../rules/pictures';
import type { Definitions } from './definitions';
import type { Draft } from './drafts';
import type { LinkMemory, Remembered } from './linkMemory';
import type { ModelResolver } from './modelResolver';
import { type Placed, place, type Statement } from './placed';
import { modelNow, type PlacedModel } from './placedModel';

/** A request while it is put together. */
export interface RequestDraft {
  readonly span: Span;
  readonly rule: CallRule;
  readonly statement: Statement;
  readonly fact: RequestFact;
  readonly remembered: Remembered;
  readonly prompts: readonly Draft[];
  /** Sent instead of one of these, where the program chooses. */
  readonly instead: readonly Draft[];
  readonly partial: boolean;
  /** The model that a caller gives to the function around the request. */
  readonly given?: Placed;
  /** The models that calls of the function around the request give for its parameter. */
  readonly callers: Placed[];
  /** Further requests, one of which may send this instead: the model is read when it is that of all. */
  readonly others?: readonly RequestDraft[];
  readonly maxOutputTokens: number | undefined;
  readonly tools: string | undefined;
}

/** Leaves out requests inside another one that sends the same prompts: the options object of a known call. */
export function outermost(requests: readonly RequestDraft[]): RequestDraft[] {
  const sorted = [...requests].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: RequestDraft[] = [];
  /** Those around the present one, outermost first. */
  const around: RequestDraft[] = [];
  for (const request of sorted) {
    const { start, end } = request.span;
    while ((around.at(-1)?.span.end ?? start) < start) around.pop();
    const [first] = request.prompts;
    const isInside = ({ span, prompts }: RequestDraft) =>
      span.end >= end && first !== undefined && prompts.includes(first);
    if (around.length > 0 && around.some(isInside)) continue;
    kept.push(request);
    around.push(request);
  }
  return kept;
}

/** Finishes requests: names their models, and where their prompts stand among those of the detection. */
export class Finisher {
  readonly #memory: LinkMemory;
  readonly #models: ModelResolver;
  readonly #definitions: Definitions;
  /** It is asked twice: whether it is one of pictures, and what it is. */
  readonly #known = new Map<RequestDraft, { readonly model: PlacedModel | undefined }>();

  constructor(memory: LinkMemory, models: ModelResolver, definitions: Definitions) {
    this.#memory = memory;
    this.#models = models;
    this.#definitions = definitions;
  }

  /** The request as it is told. */
  finish(request: RequestDraft): PromptRequest {
    const prompts: number[] = [];
    for (const { index } of request.prompts) if (index !== undefined) prompts.push(index);
    const model = this.#modelOf(request);
    const partial = request.partial || prompts.length < request.prompts.length;
    const { span, rule, maxOutputTokens, tools } = request;
    return {
      span,
      kind: rule.kind,
      prompts,
      partial,
      ...(maxOutputTokens === undefined ? undefined : { maxOutputTokens }),
      ...(tools === undefined ? undefined : { tools }),
      ...(rule.responses === true ? { framingUnpublished: true } : undefined),
      ...(model === undefined
        ? undefined
        : { model: modelNow(rule.local === true ? { ...model, local: true } : model) }),
    };
  }

  /** True when what it sends is for a model of pictures, films or sounds. */
  isForPictures(request: RequestDraft): boolean {
    return isForPictures(request.fact.value) || isPictureModel(this.#modelOf(request)?.id ?? '');
  }

  #modelOf(request: RequestDraft): PlacedModel | undefined {
    const known = this.#known.get(request);
    if (known !== undefined) return known.model;
    const model = this.#resolved(request);
    this.#known.set(request, { model });
    return model;
  }

  #resolved(request: RequestDraft): PlacedModel | undefined {
    const { given, rule, others, callers } = request;
    // `ask(text, model)`: where the caller's own parameter says nothing, the function has its default.
    if (given !== undefined)
      return this.#models.given(given) ?? (this.#isParameter(given) ? this.#read(request) : undefined);
    if (callers.length > 0) return this.#read(request) ?? this.#models.agreed(callers);
    // What no caller gives has its default in the function, which is the file's only model where there is one.
    const model = this.#read(request) ?? (others === undefined ? undefined : this.#models.onlyFor(rule.kind));
    return others?.some((other) => this.#read(other)?.id !== model?.id) ? undefined : model;
  }

  /** True for a name that the file gives no value. */
  #isParameter({ value, scopes }: Placed): boolean {
    return value.kind === 'name' && value.path.length === 1 && !this.#definitions.resolveAll(value.path, scopes);
  }

  #read({ statement, fact, rule, remembered }: RequestDraft): PlacedModel | undefined {
    return this.#memory.model(remembered, (names) =>
      this.#definitions.noting(names, () => this.#models.resolve(place(statement, fact.value, fact.scopes), rule)),
    );
  }
}
