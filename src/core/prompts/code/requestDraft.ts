// Requests while they are put together: which of them stand alone, and what is told of each in the end.
import type { Span } from '../../text';
import type { ModelName, PromptRequest } from '../prompt';
import type { CallRule } from './callRule';
import type { Draft } from './drafts';
import type { ModelResolver } from './modelResolver';
import type { Placed } from './placed';
import type { CallValue, ObjectValue } from './value';

/** A request while it is put together. */
export interface RequestDraft {
  readonly span: Span;
  readonly rule: CallRule;
  readonly placed: Placed<CallValue | ObjectValue>;
  readonly prompts: readonly Draft[];
  /** Sent instead of one of these, where the program chooses. */
  readonly instead: readonly Draft[];
  readonly partial: boolean;
  /** The model that a caller gives to the function around the request. */
  readonly given?: Placed;
  /** Further requests, one of which may send this instead: the model is read when it is that of all. */
  readonly others?: readonly RequestDraft[];
  readonly maxOutputTokens: number | undefined;
  readonly tools: string | undefined;
}

/** Leaves out requests inside another one that sends the same prompts: the options object of a known call. */
export function outermost(requests: readonly RequestDraft[]): RequestDraft[] {
  const sorted = [...requests].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: RequestDraft[] = [];
  const owners = new Map<Draft, RequestDraft>();
  for (const request of sorted) {
    const [first] = request.prompts;
    const owner = first === undefined ? undefined : owners.get(first);
    if (owner !== undefined && owner.span.end >= request.span.end) continue;
    kept.push(request);
    for (const prompt of request.prompts) owners.set(prompt, request);
  }
  return kept;
}

function modelOf({ given, placed, rule, others }: RequestDraft, models: ModelResolver): ModelName | undefined {
  if (given !== undefined) return models.given(given);
  // What no caller gives has its default in the function, which is the file's only model where there is one.
  const model = models.resolve(placed, rule) ?? (others === undefined ? undefined : models.onlyFor(rule.kind));
  return others?.some((other) => models.resolve(other.placed, other.rule)?.id !== model?.id) ? undefined : model;
}

/** The request as it is told; `indexes`: where its prompts stand among those of the detection. */
export function finish(request: RequestDraft, indexes: Map<Draft, number>, models: ModelResolver): PromptRequest {
  const prompts = request.prompts.flatMap((draft) => indexes.get(draft) ?? []);
  const model = modelOf(request, models);
  const partial = request.partial || prompts.length < request.prompts.length;
  const { maxOutputTokens, tools } = request;
  const limited = maxOutputTokens === undefined ? {} : { maxOutputTokens };
  const stated = tools === undefined ? {} : { tools };
  const framed = request.rule.responses === true ? { framingUnpublished: true } : {};
  const base = { span: request.span, kind: request.rule.kind, prompts, partial, ...limited, ...stated, ...framed };
  if (model === undefined) return base;
  return { ...base, model: request.rule.local === true ? { ...model, local: true } : model };
}
