// How much may come back: the range of a request's output tokens, from what the request says and what the model can.
import type { Price } from './price';

/** What a request says about its answers. What it does not say is absent. */
export interface OutputAsked {
  /** `max_tokens`, `max_completion_tokens`, `max_output_tokens`: most tokens of one answer, reasoning included. */
  readonly maxTokens?: number | undefined;
  /** How many answers; one if absent. */
  readonly answers?: number | undefined;
  /** `none`, `minimal`, `low`, `medium`, `high`: how much the model thinks first, which is billed as output. */
  readonly effort?: string | undefined;
  /** Tokens of the shortest answer that fits the schema which the request asks for. */
  readonly schemaTokens?: number | undefined;
}

/** Output tokens of all answers together; reasoning is part of them. */
export interface OutputRange {
  readonly least: number;
  /** Undefined when nothing bounds it. */
  readonly most: number | undefined;
  /** What bounds it: the request's own limit, the model's, or what the context window leaves; undefined for nothing known. */
  readonly boundedBy: 'request' | 'model' | 'window' | undefined;
  /** True when thoughts that nobody sees may be part of it. */
  readonly mayReason: boolean;
}

/** The range for a request of `inputTokens`. The tightest bound wins; `least` is never above `most`. */
export function outputRange(
  asked: OutputAsked,
  inputTokens: number,
  model: Pick<Price, 'contextWindow' | 'maxOutput'> | undefined,
): OutputRange {
  const answers = asked.answers ?? 1;
  const window = model?.contextWindow === undefined ? undefined : Math.max(0, model.contextWindow - inputTokens);
  const bounds = [
    ['request', asked.maxTokens],
    ['model', model?.maxOutput],
    ['window', window],
  ] as const;
  let [boundedBy, each]: [OutputRange['boundedBy'], number | undefined] = [undefined, undefined];
  for (const [by, bound] of bounds) {
    if (bound !== undefined && (each === undefined || bound < each)) [boundedBy, each] = [by, bound];
  }
  const shortest = Math.max(asked.schemaTokens ?? 0, 1);
  return {
    least: answers * (each === undefined ? shortest : Math.min(shortest, each)),
    most: each === undefined ? undefined : answers * each,
    boundedBy,
    mayReason: asked.effort !== undefined && asked.effort !== 'none',
  };
}
