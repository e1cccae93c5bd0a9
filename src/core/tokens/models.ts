// How to count for a model: which encoding, and how far its count may be from what the provider counts.
// Only OpenAI publishes its encodings. For all others an estimate is made from the count of o200k_base and the classes of characters.
import type { Count, EncodingName } from './encoding';
import { type FittedName, type FittedVocabulary, fittedVocabularies } from './fittedVocabularies';
import { claudeGeneration, isNewerClaude, isOneOf, modelName, withoutVendor } from './modelName';
import { publishedEncoding } from './openaiModels';
import type { TextCount } from './textCount';
import { cjkShare, contentKind, profileFields, profileOf, type TextProfile } from './textProfile';

/** How the tokens of a text are counted for one model. */
export interface Counting {
  readonly encoding: EncodingName;
  /** True if the provider publishes that the model has this encoding. */
  readonly exact: boolean;
  /** The public vocabulary that the encoding's count is turned into; absent if there is none. */
  readonly fitted?: FittedVocabulary;
  /** What the estimate is multiplied with, in the part that is not Chinese, Japanese or Korean; 1 if absent. */
  readonly growth?: number;
  /** How far the estimate may be off on its worst kind of text, in percent of it. Absent if and only if `exact`. */
  readonly errorPercent?: number;
}

const estimated = { encoding: 'o200k_base', exact: false } as const;

/** A family whose vocabulary, or that of its latest open models, is public. */
function fittedCounting(name: FittedName): Counting {
  const fitted = fittedVocabularies[name];
  return { ...estimated, fitted, errorPercent: Math.max(...Object.values(fitted.errorPercent)) };
}

/** `names` as in `isOneOf`. */
const families: readonly (readonly [names: string, counting: Counting])[] = [
  ['llama-3 llama3 meta-llama-3', fittedCounting('llama')],
  ['qwen-3 qwen3 qwen qwq', fittedCounting('qwen')],
  ['deepseek', fittedCounting('deepseek')],
  ['mistral ministral codestral devstral magistral pixtral open-mistral-nemo', fittedCounting('mistral')],
  // With the vocabulary of Gemma 3, which google-genai's LocalTokenizer uses for Gemini.
  // Source: github.com/googleapis/python-genai, google/genai/local_tokenizer.py, read 2026-11-21.
  ['gemini gemma', fittedCounting('gemini')],
  // Not measured: xAI publishes no current vocabulary.
  ['grok', { ...estimated, errorPercent: 40 }],
  // OpenAI's that tiktoken does not map yet. The last change of vocabulary moved English and code by 1 %, Chinese by 37 %.
  ['gpt codex o1 o3 o4 o5 computer-use', { ...estimated, errorPercent: 37 }],
];

const claude2 = fittedCounting('claude2');

/**
 * Claude 3 to 4.6: not public. Claude 2's is the nearest: compared with the API's counts it was off by 5.5 % on prose and 4-5 % on
 * code, 18 % on emoji, 26 % on Arabic, 9.4 % on the whole. Those are added to the error of the estimate itself.
 * Source: npm bpe-lite 0.5.2, its own comparison with Haiku 4.5 on 120 samples, read 2026-11-21.
 */
const claude3 = widened(claude2, { plain: 6, accented: 10, otherScripts: 26, cjk: 10, figures: 10, emoji: 18 });

/**
 * Claude from Opus 4.7 on: a new vocabulary, "approximately 30 percent more tokens"; others measured 1.13 to 1.47 times as many on
 * English and code, 1.31 on JSON, 1.00 to 1.01 on Chinese and Japanese.
 * Source: platform.claude.com docs, token counting; sol.ava.dev 2026-04-17; read 2026-11-21.
 */
const claude5: Counting = {
  ...widened(claude3, { plain: 13, accented: 13, otherScripts: 30, cjk: 5, figures: 13, emoji: 30 }),
  growth: 1.3,
};

/** The same with more doubt. */
function widened(counting: Counting, more: FittedVocabulary['errorPercent']): Counting {
  const { weights, errorPercent: own } = counting.fitted ?? fittedVocabularies.claude2;
  const errorPercent = {
    ...{ plain: own.plain + more.plain, accented: own.accented + more.accented, figures: own.figures + more.figures },
    ...{ cjk: own.cjk + more.cjk, otherScripts: own.otherScripts + more.otherScripts, emoji: own.emoji + more.emoji },
  };
  return { ...estimated, fitted: { weights, errorPercent }, errorPercent: Math.max(...Object.values(errorPercent)) };
}

/** A model nothing is known of: of the families above the worst is off by 45 % on prose, code and JSON with a ratio of 1. */
const unknown: Counting = { ...estimated, errorPercent: 45 };

/** How to count for `modelId`, as written in code or settings: `gpt-4o`, `openai/gpt-5-mini`, `claude-opus-4-7`. Never fails. */
export function countingFor(modelId: string): Counting {
  const { model, mayBeOpenai } = modelName(modelId);
  const published = mayBeOpenai ? publishedEncoding(model) : undefined;
  if (published !== undefined) return { encoding: published, exact: true };
  const bare = withoutVendor(model);
  return claudeCounting(bare) ?? familyCounting(bare) ?? unknown;
}

/** The tokens to show for a `count` of `text` made with `counting.encoding`: exact only if both are. Linear in the text. */
export function applyCounting(counting: Counting, count: Count, text: string): TextCount {
  return appliedCounting(counting, count, () => profileOf(text));
}

/** The same for a text that was profiled elsewhere. */
export function appliedCounting(counting: Counting, count: Count, profileText: () => TextProfile): TextCount {
  if (counting.exact) return { ...count, errorPercent: undefined };
  if (counting.fitted === undefined) return { tokens: count.tokens, exact: false, errorPercent: counting.errorPercent };
  const profile = profileText();
  const growth = 1 + ((counting.growth ?? 1) - 1) * (1 - cjkShare(profile));
  const tokens = Math.round(growth * weighed(counting.fitted.weights, count.tokens, profile));
  const errorPercent = counting.fitted.errorPercent[contentKind(profile)] + shortError(tokens);
  return { tokens, exact: false, errorPercent: Math.min(100, errorPercent) };
}

/** Percent that a short text may be off by more: 4 at 25 tokens, as measured with scripts/fitCounting.mjs at 100 units a sample. */
function shortError(tokens: number): number {
  return Math.round(20 / Math.sqrt(Math.max(1, tokens)));
}

/** No vocabulary seen needs less than a third of o200k's tokens, whatever the text; a text that is not empty has one. */
function weighed([perToken = 1, ...weights]: readonly number[], o200k: number, profile: TextProfile): number {
  const sum = profileFields.reduce((tokens, field, index) => tokens + (weights[index] ?? 0) * profile[field], 0);
  return Math.max(perToken * o200k + sum, o200k / 3, Math.min(o200k, 1));
}

/** Claude by generation, from names such as claude-opus-4-7, claude-3-5-sonnet-20241022, claude-2.1. */
function claudeCounting(model: string): Counting | undefined {
  const generation = claudeGeneration(model);
  if (generation === undefined) return undefined;
  if (generation < 3) return claude2;
  return isNewerClaude(model) ? claude5 : claude3;
}

function familyCounting(model: string): Counting | undefined {
  return families.find(([names]) => isOneOf(names, model))?.[1];
}
