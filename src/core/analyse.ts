// The estimate line as one function: what was found in a document -> token counts -> costs.
import { type CachePrefix, cachePrefix } from './cachePrefix';
import { cacheRuleOf } from './cacheRules';
import { checkLimits, type Limit, type LimitVerdict, type ScopedLimit } from './limits';
import { type Usd, usd } from './money';
import { inputCost, outputCost } from './prices/cost';
import type { Price, PriceLookup } from './prices/price';
import type { Rate } from './prompts/directives';
import type {
  Confidence,
  Detection,
  ModelName,
  ModelSource,
  Problem,
  Prompt,
  PromptRequest,
  Role,
} from './prompts/prompt';
import type { SampleSet, SampleValues } from './prompts/statements';
import { fillHoles, type SampledFigure, sampledFigure, sampleRows } from './samples';
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

/**
 * The model that a figure is for. Where none could be read, the model that the project file names stands in (`project`), else the user's
 * default (`default`).
 */
export interface ModelUsed {
  readonly id: string;
  readonly source: ModelSource | 'project' | 'default';
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
  /** Literals of special tokens in the text, counted as plain text; absent when it has none. */
  readonly specials?: readonly string[];
  /** The figure with sample values in every hole; absent when a hole has none, or there is no hole. */
  readonly samples?: SampledFigure;
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
  /** The figure with sample values in every hole of every prompt; absent when one has none, or parts cannot be seen. */
  readonly samples?: SampledFigure;
  /** How often the document says that it is sent; absent when it does not say. */
  readonly rate?: Rate;
  /** What the provider's cache can do; absent when its rule for this model is not known. */
  readonly cache?: CachePrefix;
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
  /** How the limits that apply are kept, sorted by position; absent when none applies. */
  readonly limits?: readonly LimitVerdict[];
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
  /** Where `defaultModel` comes from; the user's settings if absent. */
  readonly defaultSource?: 'project' | 'default';
  /** Limits of the project file for this document. */
  readonly limits?: readonly Limit[];
  /** Sample values of the file beside this document. */
  readonly samples?: SampleSet;
}

/** Costs everything that was found. Work is linear in the texts, times the rows of sample values. */
export function analyse(detection: Detection, given: EstimateSettings): DocumentHints {
  const settings: Costing = {
    ...given,
    price: remembering(given.price),
    rows: sampleRows(detection.stated?.samples, given.samples),
  };
  const requestOf = requestsByPrompt(detection);
  const prompts = detection.prompts.map((prompt, index) => costPrompt(prompt, requestOf.get(index), settings));
  const requests = detection.requests.map((request) => costRequest(request, detection, prompts, settings));
  const verdicts = checkLimits({ prompts, requests }, limitsOn(detection, given.limits ?? []));
  return { prompts, requests, problems: detection.problems, ...(verdicts.length > 0 ? { limits: verdicts } : {}) };
}

interface Costing extends EstimateSettings {
  /** Rows of sample values; empty when there are none. */
  readonly rows: readonly SampleValues[];
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

/** Those of the project file and of the head are for the whole file. */
function limitsOn({ stated }: Detection, project: readonly Limit[]): ScopedLimit[] {
  const limits = [...project];
  if (stated?.maxTokens) {
    const { value, span } = stated.maxTokens;
    limits.push({ kind: 'tokens', most: value, origin: { kind: 'head', span } });
  }
  const most = stated?.maxCostUsd && usd(stated.maxCostUsd.value);
  if (stated?.maxCostUsd && most !== undefined) {
    limits.push({ kind: 'cost', most, origin: { kind: 'head', span: stated.maxCostUsd.span } });
  }
  return limits.map((limit) => ({ limit, scope: { kind: 'file' } }));
}

/** The model all of a prompt's requests agree on, else the default: a prompt sent to two models has no single cost. */
function modelOfPrompt(requests: readonly PromptRequest[], settings: EstimateSettings, own?: ModelName): ModelUsed {
  if (requests.length === 0 && own !== undefined) return { id: own.id, source: own.source };
  const first = requests[0]?.model;
  const agreed = first !== undefined && requests.every((request) => request.model?.id === first.id);
  return agreed
    ? { id: first.id, source: first.source }
    : { id: settings.defaultModel, source: settings.defaultSource ?? 'default' };
}

function costPrompt(prompt: Prompt, requests: readonly PromptRequest[] | undefined, settings: Costing): PromptHint {
  const model = modelOfPrompt(requests ?? [], settings, prompt.model);
  const counted = settings.count(prompt.text, model.id);
  const price = settings.price(model.id, settings.now);
  const costed = (tokens: number) => ({ tokens, cost: price && inputCost(price, tokens, tokens) });
  const sampled =
    prompt.holes.length > 0 ? sampledFigure(sampleCounts([prompt], model.id, settings).map(costed)) : undefined;
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
    cost: costed(counted.tokens).cost,
    price,
    ...(counted.specials && { specials: counted.specials }),
    ...(sampled && { samples: sampled }),
    alone: requests === undefined,
    lastGood: false,
  };
}

/** Tokens of the prompts together, for each row that has a value for every hole; empty when none has. */
function sampleCounts(prompts: readonly Prompt[], modelId: string, { rows, count }: Costing): number[] {
  return rows.flatMap((row) => {
    const texts = prompts.flatMap((prompt) => fillHoles(prompt, row) ?? []);
    if (texts.length < prompts.length) return [];
    return [texts.reduce((sum, text) => sum + count(text, modelId).tokens, 0)];
  });
}

function costRequest(
  request: PromptRequest,
  detection: Detection,
  hints: readonly PromptHint[],
  settings: Costing,
): RequestHint {
  const model = modelOfPrompt([request], settings);
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
  const holed = !request.partial && parts.some((part) => part.atLeast);
  const sampled = holed ? sampleRequest(request, detection, model.id, framingTokens, settings) : undefined;
  const cache = cacheOf(request, detection, model.id, { framing: chat ? perPrompt : 0, tokens, price }, settings);
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
    ...(sampled && { samples: sampled }),
    ...(cache && { cache }),
    ...(detection.stated?.rate && { rate: detection.stated.rate.value }),
    lastGood: false,
  };
}

/** Only where the model is known well enough to have a price. */
function cacheOf(
  request: PromptRequest,
  detection: Detection,
  modelId: string,
  { framing, tokens, price }: { framing: number; tokens: number; price: Price | undefined },
  settings: Costing,
): CachePrefix | undefined {
  const rule = price && cacheRuleOf(modelId);
  if (!rule) return undefined;
  const sent = request.prompts.flatMap((index) => detection.prompts[index] ?? []);
  const count = (text: string) => settings.count(text, modelId).tokens;
  return cachePrefix(request, sent, { count, framingPerMessage: framing, totalTokens: tokens, price, rule });
}

function sampleRequest(
  request: PromptRequest,
  detection: Detection,
  modelId: string,
  framingTokens: number,
  settings: Costing,
): SampledFigure | undefined {
  const prompts = request.prompts.flatMap((index) => detection.prompts[index] ?? []);
  const price = settings.price(modelId, settings.now);
  const totals = sampleCounts(prompts, modelId, settings).map((tokens) => tokens + framingTokens);
  return sampledFigure(totals.map((tokens) => ({ tokens, cost: price && inputCost(price, tokens, tokens) })));
}

function outputOf({ maxOutputTokens }: PromptRequest, price: Price | undefined, inputTokens: number) {
  if (maxOutputTokens === undefined) return undefined;
  return { tokens: maxOutputTokens, cost: price && outputCost(price, maxOutputTokens, inputTokens) };
}

function largestError(parts: readonly TokenFigure[]): number | undefined {
  const errors = parts.flatMap((part) => (part.errorPercent === undefined ? [] : [part.errorPercent]));
  return errors.length > 0 ? Math.max(...errors) : undefined;
}
