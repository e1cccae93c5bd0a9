// What one prompt and one request cost: counts, framing, sample values, cache and output put together.

import { addUsd, timesUsd, type Usd, zeroUsd } from '../money';
import { inputCost, outputCost } from '../prices/cost';
import { outputRange } from '../prices/outputRange';
import type { Price } from '../prices/price';
import type { Detection, ModelName, Prompt, PromptRequest } from '../prompts/prompt';
import type { SampleValues } from '../prompts/statements';
import { framingOf } from '../tokens/framing';
import type { EstimateSettings, ModelUsed, OutputLimit, PromptHint, RequestHint, TokenFigure } from './analyse';
import { type CachePrefix, cachePrefix, type PrefixCounts } from './cachePrefix';
import { cacheRuleOf } from './cacheRules';
import { fillHoles, type SampledFigure, sampledFigure } from './samples';
import type { StatedFor } from './statedFor';
import { toolFigure } from './toolFigure';

/** What costing needs beside the text: the settings, and what the document and its neighbours state. */
export interface Costing extends EstimateSettings {
  /** Rows of sample values; empty when there are none. */
  readonly rows: readonly SampleValues[];
  readonly stated: StatedFor;
}

/** The model all of a prompt's requests agree on, else the default: a prompt sent to two models has no single cost. */
export function modelOfPrompt(
  requests: readonly PromptRequest[],
  settings: EstimateSettings,
  own?: ModelName,
): ModelUsed {
  if (requests.length === 0 && own !== undefined) return modelUsed(own);
  const first = requests[0]?.model;
  const agreed = first !== undefined && requests.every((request) => request.model?.id === first.id);
  return agreed ? modelUsed(first) : { id: settings.defaultModel, source: settings.defaultSource ?? 'default' };
}

/** A model that was read, without its place. */
export function modelUsed({ id, source, local }: ModelName): ModelUsed {
  return local === true ? { id, source, local } : { id, source };
}

/** The present price of a model. */
export function priceOf({ id, local }: ModelUsed, { price, now }: EstimateSettings): Price | undefined {
  return price(id, now, local === true ? 'local' : undefined);
}

/** Costs a prompt. `requests`: those that send it; undefined for none. */
export function costPrompt(
  prompt: Prompt,
  index: number,
  requests: readonly PromptRequest[] | undefined,
  settings: Costing,
): PromptHint {
  const model = modelOfPrompt(requests ?? [], settings, prompt.model);
  const counted = settings.count(prompt.text, model.id);
  const price = priceOf(model, settings);
  const costed = (tokens: number) => ({ tokens, cost: price && inputCost(price, tokens, tokens) });
  const sampled =
    prompt.holes.length > 0
      ? sampledFigure(sampleCounts([prompt], [index], model.id, settings).map(costed))
      : undefined;
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

/**
 * Tokens of the prompts together, for each row that has a value for every hole; empty when none has. What comments say of a prompt, by its
 * index, counts before the row.
 */
function sampleCounts(
  prompts: readonly Prompt[],
  indexes: readonly number[],
  modelId: string,
  { rows, stated, count }: Costing,
): number[] {
  const given = indexes.map((index) => stated.values.get(index));
  const all = rows.length === 0 && given.some((values) => values !== undefined) ? [{}] : rows;
  return all.flatMap((row) => {
    const texts = prompts.flatMap((prompt, at) => fillHoles(prompt, { ...row, ...given[at] }) ?? []);
    if (texts.length < prompts.length) return [];
    return [texts.reduce((sum, text) => sum + count(text, modelId).tokens, 0)];
  });
}

/** Costs a request, whose prompts are costed already. */
export function costRequest(
  request: PromptRequest,
  index: number,
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
  const published = !chat || (framing.published && request.framingUnpublished !== true);
  const perPrompt = framing.perMessage + framing.perRole;
  const framingTokens = chat ? perPrompt * parts.length + framing.perRequest * (request.conversations ?? 1) : 0;
  const sent = request.prompts.flatMap((each) => detection.prompts[each] ?? []);
  const tools = toolFigure(request, sent, model.id, settings.count);
  const toolTokens = tools?.tokens ?? 0;
  const all = tools === undefined ? parts : [...parts, tools];
  const partial = request.partial || tools?.atLeast === true;
  const tokens = all.reduce((sum, part) => sum + part.tokens, framingTokens);
  const price = priceOf(model, settings);
  const holed = !partial && parts.some((part) => part.atLeast);
  const sampled = holed ? sampleRequest(request, detection, model, framingTokens + toolTokens, settings) : undefined;
  const rate = settings.stated.rates.get(index);
  const figures = { framingPerMessage: chat ? perPrompt : 0, toolTokens, totalTokens: tokens, price };
  // Most of the prefix is whole prompts, and these are counted already.
  const known = new Map(sent.map(({ text }, index) => [text, parts[index]?.tokens]));
  const count = (text: string) => known.get(text) ?? settings.count(text, model.id).tokens;
  const cache = cacheOf({ kind: request.kind, partial }, sent, model.id, { ...figures, count });
  return {
    span: request.span,
    model,
    prompts: request.prompts,
    count: {
      tokens,
      estimated: !published || all.some((part) => part.estimated),
      atLeast: partial || parts.some((part) => part.atLeast),
      errorPercent: largestError(all),
    },
    framingTokens,
    ...(tools && { toolTokens }),
    framingPublished: published,
    ...(request.conversations === undefined ? {} : { conversations: request.conversations }),
    cost: price && callInputCost(price, tokens, request.conversations),
    price,
    output: outputOf(request, price, tokens),
    partial,
    ...(sampled && { samples: sampled }),
    ...(cache && { cache }),
    ...(rate && { rate }),
    lastGood: false,
  };
}

/** Only where the model is known well enough to have a price. */
function cacheOf(
  request: Pick<PromptRequest, 'kind' | 'partial'>,
  sent: readonly Prompt[],
  modelId: string,
  figures: Omit<PrefixCounts, 'rule'>,
): CachePrefix | undefined {
  const rule = figures.price && cacheRuleOf(modelId);
  return rule && cachePrefix(request, sent, { ...figures, rule });
}

function sampleRequest(
  request: PromptRequest,
  detection: Detection,
  model: ModelUsed,
  framingTokens: number,
  settings: Costing,
): SampledFigure | undefined {
  const prompts = request.prompts.flatMap((index) => detection.prompts[index] ?? []);
  const price = priceOf(model, settings);
  const totals = sampleCounts(prompts, request.prompts, model.id, settings).map((tokens) => tokens + framingTokens);
  return sampledFigure(totals.map((tokens) => ({ tokens, cost: price && callInputCost(price, tokens) })));
}

/** The input of one call, or of `calls` of them together, with what each call costs whatever its size. */
function callInputCost(price: Price, tokens: number, calls = 1): Usd {
  return addUsd(inputCost(price, tokens, tokens), timesUsd(price.perCall ?? zeroUsd, calls));
}

/** What the window alone would leave for an answer says nothing that anybody means. */
function outputOf(request: PromptRequest, price: Price | undefined, inputTokens: number): OutputLimit | undefined {
  const limits = request.kind === 'chat' ? price : undefined;
  const { most, boundedBy } = outputRange({ maxTokens: request.maxOutputTokens }, inputTokens, limits);
  if (most === undefined || (boundedBy === 'window' && request.maxOutputTokens === undefined)) return undefined;
  return { tokens: most, stated: boundedBy === 'request', cost: price && outputCost(price, most, inputTokens) };
}

function largestError(parts: readonly TokenFigure[]): number | undefined {
  const errors = parts.flatMap((part) => (part.errorPercent === undefined ? [] : [part.errorPercent]));
  return errors.length > 0 ? Math.max(...errors) : undefined;
}
