// From how many leading tokens on a provider keeps a prompt in its cache, by model. Data with its source; a model without a row has no
// rule, and nothing is said about its cache.

/** How a provider's prompt cache takes a prefix. */
export interface CacheRule {
  /** Fewer leading tokens than this are not cached. */
  readonly minimum: number;
  /** From the minimum on, cached tokens come in steps of this; 1 where none is published. */
  readonly step: number;
  /** True when the call has to mark what is cached (`cache_control`). */
  readonly marked: boolean;
}

interface Row extends CacheRule {
  /** Of the whole model id. */
  readonly model: RegExp;
}

const dated = '(-\\d{8}|-latest)?';
const claude = (names: string, minimum: number): Row => ({
  model: new RegExp(`^claude-(${names})${dated}$`),
  minimum,
  step: 1,
  marked: true,
});

const rows: readonly Row[] = [
  // Automatic for gpt-4o and newer. Source: https://developers.openai.com/api/docs/guides/prompt-caching (stored copy, read 2026-11-21).
  // The step of 128 stood there for long and is gone from the newest copy: it is what has been seen, not a promise.
  { model: /^(gpt-4o|gpt-4\.1|gpt-[5-9]|o[1345])([.-][\w.-]*)?$/, minimum: 1024, step: 128, marked: false },
  // Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching (copies of 2026, read 2026-11-21).
  claude('opus-5|fable-5|mythos-5', 512),
  claude('opus-4-8|sonnet-5|sonnet-4-6|sonnet-4-5|sonnet-4|sonnet-4-0|3-7-sonnet|opus-4-1|opus-4|opus-4-0', 1024),
  claude('opus-4-7|3-5-haiku|3-haiku', 2048),
  claude('opus-4-6|opus-4-5|haiku-4-5', 4096),
  // Implicit caching. Source: https://ai.google.dev/gemini-api/docs/caching (read 2026-11-21).
  { model: /^gemini-(3\.[5-8]-flash|3\.1-pro-preview)$/, minimum: 4096, step: 1, marked: false },
  { model: /^gemini-2\.5-(flash|pro)$/, minimum: 2048, step: 1, marked: false },
];

/** The rule of a model's provider; undefined when none is known for it. */
export function cacheRuleOf(modelId: string): CacheRule | undefined {
  return rows.find(({ model }) => model.test(modelId));
}
