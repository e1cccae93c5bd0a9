// Estimates on request: selected text, or a request that was found, on its own model or on others.
import { analyse, type EstimateSettings, type ModelUsed } from '../costs/analyse';
import { modelUsed, priceOf } from '../costs/costing';
import { inputCost } from '../prices/cost';
import type { Detection, PromptRequest } from '../prompts/prompt';
import { touches } from '../text';
import type { TextCount } from '../tokens/textCount';
import type { Estimate } from './protocol';

/** The model at a position: of the request that holds it, else the only one in the document, else the default. */
export function modelNear(detection: Detection, at: number, defaultModel: string): ModelUsed {
  const here = requestAt(detection, at)?.model;
  if (here) return modelUsed(here);
  const ids = new Set(detection.requests.map((request) => request.model?.id));
  const only = detection.requests[0]?.model;
  return only && ids.size === 1 ? { ...modelUsed(only), source: 'file' } : { id: defaultModel, source: 'default' };
}

/** The request whose call, or one of whose prompts, holds the position; the innermost. */
export function requestAt(detection: Detection, at: number): PromptRequest | undefined {
  const holds = (request: PromptRequest) =>
    touches(request.span, at) ||
    request.prompts.some((index) => {
      const prompt = detection.prompts[index];
      return prompt !== undefined && touches(prompt.span, at);
    });
  return detection.requests.filter(holds).sort((a, b) => length(a) - length(b))[0];
}

function length(request: PromptRequest): number {
  return request.span.end - request.span.start;
}

/** The texts as they stand, one after the other, without message framing. */
export function estimateTexts(texts: readonly string[], model: ModelUsed, settings: EstimateSettings): Estimate {
  const counts = texts.map((text) => settings.count(text, model.id));
  const tokens = counts.reduce((sum, count) => sum + count.tokens, 0);
  const price = priceOf(model, settings);
  const count = {
    tokens,
    estimated: counts.some((part) => !part.exact),
    atLeast: false,
    errorPercent: worst(counts),
  };
  return { model, count, cost: price && inputCost(price, tokens, tokens), price };
}

function worst(counts: readonly TextCount[]): number | undefined {
  const errors = counts.flatMap((count) => count.errorPercent ?? []);
  return errors.length > 0 ? Math.max(...errors) : undefined;
}

/** The request at a position, as if it named the given model; undefined when there is none. */
export function estimateRequest(
  detection: Detection,
  at: number,
  model: ModelUsed,
  settings: EstimateSettings,
): Estimate | undefined {
  const request = requestAt(detection, at);
  if (!request) return undefined;
  const prompts = request.prompts.flatMap((index) => detection.prompts[index] ?? []);
  const { id, local = false } = model;
  const named = { ...request, model: { id, local, span: request.span, source: 'call' as const } };
  const alone = { ...nothingElse, prompts, requests: [{ ...named, prompts: prompts.map((_, index) => index) }] };
  const hint = analyse(alone, settings).requests[0];
  if (!hint) return undefined;
  const { count, cost, price, output } = hint;
  return { model, count, cost, price, ...(output && request.maxOutputTokens !== undefined ? { output } : {}) };
}

const nothingElse = { problems: [], broken: false };
