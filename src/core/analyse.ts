// The estimate line as one function: what was found in a document -> token counts -> costs.
import type { Usd } from './money';
import { inputCost, outputCost } from './prices/cost';
import type { Price, PriceLookup } from './prices/price';
import type { Confidence, Detection, ModelName, ModelSource, Problem, PromptRequest, Role } from './prompts/prompt';
import type { Span } from './text';
import { framingOf } from './tokens/framing';
import type { TextCount } from './tokens/textCount';

/** A number of tokens and how sure it is. Both flags may be set: an estimate of a template. */
export interface TokenFigure {
  /** Whole tokens, >= 0. */
  readonly tokens: number;
  /** True when the count may be off: no public tokenizer, unpublished framing, or a text too long to count exactly. */
  readonly estimated: boolean;
  /** True when holes, or parts that cannot be seen here, add tokens when the request is sent. */
  readonly atLeast: boolean;
  /** How far an estimate may be off, in percent; undefined when not estimated or not known. */
  readonly errorPercent: number | undefined;
}

/** The model that a figure is for. `default`: none could be read, the user's default model stands in. */
export interface ModelUsed {
  readonly id: string;
  readonly source: ModelSource | 'default';
}

/** One prompt, costed. */
export interface PromptHint {
  readonly span: Span;
  readonly role: Role;
  readonly confidence: Confidence;
  readonly model: ModelUsed;
  readonly count: TokenFigure;
  /** Names of the holes in order. */
  readonly holes: readonly string[];
  /** Cost of these tokens as input; undefined when the model has no known price. */
  readonly cost: Usd | undefined;
  readonly price: Price | undefined;
  /** True when no request in the document sends it, so that nothing else names its model. */
  readonly alone: boolean;
  /** True when this comes from before the text was broken by half-typed syntax. */
  readonly lastGood: boolean;
}

/** One call or prompt file, costed. */
export interface RequestHint {
  readonly span: Span;
  readonly model: ModelUsed;
  /** Indexes into `DocumentHints.prompts`. */
  readonly prompts: readonly number[];
  /** Texts and framing together. */
  readonly count: TokenFigure;
  /** The part of `count` that is message framing. */
  readonly framingTokens: number;
  readonly framingPublished: boolean;
  readonly cost: Usd | undefined;
  readonly price: Price | undefined;
  /** The most that the answer can be, when the request states a limit. */
  readonly output: OutputLimit | undefined;
  /** True when parts of what is sent cannot be seen in the file. */
  readonly partial: boolean;
  readonly lastGood: boolean;
}

/** An upper bound for what comes back. */
export interface OutputLimit {
  readonly tokens: number;
  /** Undefined when the model has no known output price. */
  readonly cost: Usd | undefined;
}

/** Everything the editor shows about one document. */
export interface DocumentHints {
  /** Sorted by position. */
  readonly prompts: readonly PromptHint[];
  readonly requests: readonly RequestHint[];
  readonly problems: readonly Problem[];
}

/** Counts a text for a model: never fails, says how sure it is. */
export type CountForModel = (text: string, modelId: string) => TextCount;

/** What the estimate line needs beside the document. */
export interface EstimateSettings {
  readonly count: CountForModel;
  readonly price: PriceLookup;
  readonly defaultModel: string;
  /** The moment prices are looked up for, epoch ms. */
  readonly now: number;
}

/** Costs everything that was found. Work is linear in the texts. */
export function analyse(detection: Detection, given: EstimateSettings): DocumentHints {
  const settings = { ...given, price: remembering(given.price) };
  const requestOf = requestsByPrompt(detection);
  const prompts = detection.prompts.map((prompt, index): PromptHint => {
    const model = modelOfPrompt(requestOf.get(index) ?? [], settings.defaultModel, prompt.model);
    const counted = settings.count(prompt.text, model.id);
    const price = settings.price(model.id, settings.now);
    return {
      span: prompt.span,
      role: prompt.role,
      confidence: prompt.confidence,
      model,
      count: {
        tokens: counted.tokens,
        estimated: !counted.exact,
        atLeast: prompt.holes.length > 0,
        errorPercent: counted.errorPercent,
      },
      holes: prompt.holes.map((hole) => hole.name),
      cost: price && inputCost(price, counted.tokens, counted.tokens),
      price,
      alone: !requestOf.has(index),
      lastGood: false,
    };
  });
  const requests = detection.requests.map((request) => costRequest(request, detection, prompts, settings));
  return { prompts, requests, problems: detection.problems };
}

/** One lookup, and one shared object, for each model: many prompts make a small message. */
function remembering(price: PriceLookup): PriceLookup {
  const known = new Map<string, Price | undefined>();
  return (modelId, at) => {
    if (!known.has(modelId)) known.set(modelId, price(modelId, at));
    return known.get(modelId);
  };
}

function requestsByPrompt(detection: Detection): Map<number, PromptRequest[]> {
  const byPrompt = new Map<number, PromptRequest[]>();
  for (const request of detection.requests) {
    for (const index of request.prompts) byPrompt.set(index, [...(byPrompt.get(index) ?? []), request]);
  }
  return byPrompt;
}

/** The model all of a prompt's requests agree on, else the default: a prompt sent to two models has no single cost. */
function modelOfPrompt(requests: readonly PromptRequest[], defaultModel: string, own?: ModelName): ModelUsed {
  if (requests.length === 0 && own !== undefined) return { id: own.id, source: own.source };
  const first = requests[0]?.model;
  const agreed = first !== undefined && requests.every((request) => request.model?.id === first.id);
  return agreed ? { id: first.id, source: first.source } : { id: defaultModel, source: 'default' };
}

function costRequest(
  request: PromptRequest,
  detection: Detection,
  hints: readonly PromptHint[],
  settings: EstimateSettings,
): RequestHint {
  const model = modelOfPrompt([request], settings.defaultModel);
  const parts = request.prompts.flatMap((index): TokenFigure[] => {
    const hint = hints[index];
    const prompt = detection.prompts[index];
    if (!hint || !prompt) return [];
    if (hint.model.id === model.id) return [hint.count];
    const counted = settings.count(prompt.text, model.id);
    return [{ ...hint.count, tokens: counted.tokens, estimated: !counted.exact, errorPercent: counted.errorPercent }];
  });
  const framing = framingOf(model.id);
  const chat = request.kind === 'chat';
  const perPrompt = framing.perMessage + framing.perRole;
  const framingTokens = chat ? perPrompt * parts.length + framing.perRequest * (request.conversations ?? 1) : 0;
  const tokens = parts.reduce((sum, part) => sum + part.tokens, framingTokens);
  const price = settings.price(model.id, settings.now);
  return {
    span: request.span,
    model,
    prompts: request.prompts,
    count: {
      tokens,
      estimated: (chat && !framing.published) || parts.some((part) => part.estimated),
      atLeast: request.partial || parts.some((part) => part.atLeast),
      errorPercent: largestError(parts),
    },
    framingTokens,
    framingPublished: !chat || framing.published,
    cost: price && inputCost(price, tokens, tokens),
    price,
    output: outputOf(request, price, tokens),
    partial: request.partial,
    lastGood: false,
  };
}

function outputOf({ maxOutputTokens }: PromptRequest, price: Price | undefined, inputTokens: number) {
  if (maxOutputTokens === undefined) return undefined;
  return { tokens: maxOutputTokens, cost: price && outputCost(price, maxOutputTokens, inputTokens) };
}

function largestError(parts: readonly TokenFigure[]): number | undefined {
  const errors = parts.flatMap((part) => (part.errorPercent === undefined ? [] : [part.errorPercent]));
  return errors.length > 0 ? Math.max(...errors) : undefined;
}
