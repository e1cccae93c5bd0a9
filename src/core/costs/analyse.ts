// The estimate line as one function: what was found in a document -> token counts -> costs.

import type { Usd } from '../money';
import type { Price, PriceLookup } from '../prices/price';
import type { Rate } from '../prompts/directives';
import type { Confidence, Detection, ModelSource, Problem, PromptRequest, Role } from '../prompts/prompt';
import type { SampleSet } from '../prompts/statements';
import type { Span } from '../text';
import type { TextCount } from '../tokens/textCount';
import type { CachePrefix } from './cachePrefix';
import type { Change } from './changes';
import { type Costing, costPrompt, costRequest, modelOfPrompt, priceOf } from './costing';
import type { CostMemory } from './costMemory';
import { checkLimits, type Limit, type LimitVerdict } from './limits';
import { type SampledFigure, sampleRows } from './samples';
import { statedFor } from './statedFor';

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
  /** True when it runs on the user's own machine, by what the document says beside its id. */
  readonly local?: boolean;
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
  /** The part of `count` that is definitions of tools, by rules that no provider has published; absent when it states none. */
  readonly toolTokens?: number;
  readonly cost: Usd | undefined;
  readonly price: Price | undefined;
  /** The most that the answer can be; undefined when nothing bounds it. */
  readonly output: OutputLimit | undefined;
  /** True when parts of what is sent cannot be seen in the file. */
  readonly partial: boolean;
  /** How many conversations the figure is for, when it is the total of several. */
  readonly conversations?: number;
  /** The figure with sample values in every hole of every prompt; absent when one has none, or parts cannot be seen. */
  readonly samples?: SampledFigure;
  /** How often the document says that it is sent; absent when it does not say. */
  readonly rate?: Rate;
  /** What the provider's cache can do; absent when its rule for this model is not known. */
  readonly cache?: CachePrefix;
  /** By how much it differs from the last commit; absent when it does not, or nothing is known of that. */
  readonly change?: Change;
  /** What the provider itself counted for exactly this on this model, and whether the tools are in it; absent when it was not asked. */
  readonly counted?: { readonly tokens: number; readonly withTools: boolean };
  readonly lastGood: boolean;
}

/** An upper bound for what comes back. */
export interface OutputLimit {
  readonly tokens: number;
  /** True when the request states it; else it is what the model can give. */
  readonly stated: boolean;
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
  /** What was costed of this document's last version; gets what is costed now. */
  readonly memory?: CostMemory;
}

/** Costs everything that was found. Work is linear in the texts, times the rows of sample values. */
export function analyse(detection: Detection, given: EstimateSettings): DocumentHints {
  const settings: Costing = {
    ...given,
    price: remembering(given.price, given.memory),
    rows: sampleRows(detection.stated?.samples, given.samples),
    stated: statedFor(detection, given.limits ?? []),
  };
  const requestOf = requestsByPrompt(detection);
  const { prompts, requests } = costed(detection, requestOf, settings);
  const verdicts = checkLimits({ prompts, requests }, settings.stated.limits);
  return { prompts, requests, problems: detection.problems, ...(verdicts.length > 0 ? { limits: verdicts } : {}) };
}

type Costed = Pick<DocumentHints, 'prompts' | 'requests'>;

/** Values and rates that are stated make the same prompt cost something else: then nothing is remembered. */
function costed(detection: Detection, requestOf: Map<number, PromptRequest[]>, settings: Costing): Costed {
  const { rows, stated, memory } = settings;
  if (memory !== undefined && rows.length === 0 && stated.values.size === 0 && stated.rates.size === 0)
    return remembered(detection, requestOf, settings, memory);
  const prompts = detection.prompts.map((prompt, index) => costPrompt(prompt, index, requestOf.get(index), settings));
  const requests = detection.requests.map((request, index) =>
    costRequest(request, index, detection, prompts, settings),
  );
  return { prompts, requests };
}

function remembered(
  detection: Detection,
  requestOf: Map<number, PromptRequest[]>,
  settings: Costing,
  memory: CostMemory,
): Costed {
  memory.begin(detection.prompts.length, detection.requests.length);
  const known = detection.prompts.map((prompt, index) => {
    const senders = requestOf.get(index);
    const model = modelOfPrompt(senders ?? [], settings, prompt.model);
    const terms = { model, alone: senders === undefined, price: priceOf(model, settings) };
    return memory.prompt(prompt, terms, () => costPrompt(prompt, index, senders, settings));
  });
  const prompts = known.map(({ hint }) => hint);
  const requests = detection.requests.map((request, index) => {
    const model = modelOfPrompt([request], settings);
    const parts: PromptHint[] = [];
    for (const at of request.prompts) {
      const part = known[at];
      if (part !== undefined) parts.push(part.core);
    }
    const cost = () => costRequest(request, index, detection, prompts, settings);
    return memory.request(request, { model, price: priceOf(model, settings) }, parts, cost);
  });
  return { prompts, requests };
}

/** One lookup, and one shared object, for each model: many prompts make a small message. */
function remembering(price: PriceLookup, memory: CostMemory | undefined): PriceLookup {
  const known = new Map<string, Price | undefined>();
  return (modelId, at, provider) => {
    const name = provider === undefined ? modelId : `${provider}/${modelId}`;
    const look = () => price(modelId, at, provider);
    if (memory !== undefined) return memory.price(name, at, look);
    if (!known.has(name)) known.set(name, look());
    return known.get(name);
  };
}

function requestsByPrompt(detection: Detection): Map<number, PromptRequest[]> {
  const byPrompt = new Map<number, PromptRequest[]>();
  for (const request of detection.requests) {
    for (const index of request.prompts) {
      const known = byPrompt.get(index);
      if (known === undefined) byPrompt.set(index, [request]);
      else known.push(request);
    }
  }
  return byPrompt;
}
