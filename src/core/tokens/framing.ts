// Tokens that a chat request has beside its texts: role and boundary tokens around each message, and the start of the reply.

/** Framing of a chat request, in tokens. */
export interface Framing {
  readonly perMessage: number;
  readonly perRequest: number;
  /** True when the provider has published the rule for this model; otherwise the framing is an estimate. */
  readonly published: boolean;
}

/**
 * Source: openai-cookbook, "How to count tokens with tiktoken" (examples/How_to_count_tokens_with_tiktoken.ipynb), read 2026-11-21:
 * 3 tokens for each message and 3 that start the reply, checked there against the API for these families.
 */
const cookbook = { perMessage: 3, perRequest: 3 };
const publishedFor = /^(gpt-4o|gpt-4o-mini|gpt-4|gpt-3\.5-turbo|gpt-35-turbo)(-\d{4}-\d{2}-\d{2}|-\d{4})?$/;

/** The framing of a model's chat requests. Models without a published rule get OpenAI's as an estimate. */
export function framingOf(modelId: string): Framing {
  return { ...cookbook, published: publishedFor.test(modelId) };
}
