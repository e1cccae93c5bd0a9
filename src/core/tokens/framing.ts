// Tokens that a chat request has beside its texts: role and boundary tokens around each message, and the start of the reply.
import { modelName } from './modelName';

/** Framing of a chat request, in tokens. */
export interface Framing {
  readonly perMessage: number;
  /** For the role's own word: `system`, `user`, `assistant` and `tool` are one token each in all of OpenAI's encodings. */
  readonly perRole: number;
  /** For a message that has a name, beside the name's own tokens; may be negative. */
  readonly perName: number;
  readonly perRequest: number;
  /** True when the provider has published the rule for this model; otherwise the framing is an estimate. */
  readonly published: boolean;
}

/**
 * Source: openai-cookbook, "How to count tokens with tiktoken" (examples/How_to_count_tokens_with_tiktoken.ipynb), commits c81359c
 * and 06d9feb, read 2026-11-21: 3 tokens for each message and 3 that start the reply, 1 for a name, checked there against the API.
 */
const current = { perMessage: 3, perRole: 1, perName: 1, perRequest: 3 };
/** Same source: 4 for each message; a name stands in place of the role. */
const first = { perMessage: 4, perRole: 1, perName: -1, perRequest: 3 };
const publishedFor =
  /^(gpt-4o|gpt-4o-mini|gpt-4|gpt-4-32k|gpt-3\.5-turbo|gpt-3\.5-turbo-16k|gpt-35-turbo)(-\d{4}-\d{2}-\d{2}|-\d{4})?$/;

/** The framing of a model's chat requests. Models without a published rule get OpenAI's as an estimate. */
export function framingOf(modelId: string): Framing {
  const { model, mayBeOpenai } = modelName(modelId);
  const published = mayBeOpenai && publishedFor.test(model);
  return { ...(published && /turbo-0301$/.test(model) ? first : current), published };
}

/**
 * How far an unpublished framing may be off, in percent: the two published rules differ by a third, and nobody has checked more.
 */
export const framingErrorPercent = 50;
