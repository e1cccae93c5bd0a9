// This project's own rows: models and limits that the bundled price data lack. A test makes it shrink when the data catch up.
import { perToken, type Usd, usd, zeroUsd } from '../money';
import { listRates, type PerMillion } from './listRates';
import { isDated } from './namedModel';
import type { OtherPrice, Price, Rates } from './price';
import { tiersOf } from './serviceTiers';

/** Tokens that fit; a field that is absent is not known. */
export interface Limits {
  readonly window?: number;
  readonly maxInput?: number;
  readonly maxOutput?: number;
}

/** A model that is newer than the bundled data. */
export interface OverlayModel {
  readonly seller: string;
  readonly model: string;
  readonly perMillion: PerMillion;
  /** The whole request is billed at these when its input is larger than `tokens`. */
  readonly above?: PerMillion & { readonly tokens: number };
  /** `YYYY-MM-DD`, the first day it holds. */
  readonly from: string;
  readonly limits: Limits;
}

export const overlayModels: readonly OverlayModel[] = [
  // Source: developers.openai.com/api/docs/models/gpt-6.1-sol, read 2026-11-21.
  gpt6('gpt-6.1-sol', { input: 2, cacheRead: 0.1, cacheWrite: 2.5, output: 10 }, '2026-09-29'),
  // Source: developers.openai.com/api/docs/models/gpt-6.2-sol, read 2026-11-21.
  gpt6('gpt-6.2-sol', { input: 2, cacheRead: 0.1, cacheWrite: 2.5, output: 10 }, '2026-11-17'),
  // Source: github.com/BerriAI/litellm/discussions/52347 and docs.laozhang.ai/en/announcements/gpt-6-2-2026-11.md, read 2026-11-21.
  gpt6('gpt-6.2-astra', { input: 8, cacheRead: 0.4, cacheWrite: 10, output: 40 }, '2026-11-17'),
];

/** All GPT-6: above 272,000 tokens input and cache cost twice, output 1.5 times. Source: the pages named at the rows. */
function gpt6(
  model: string,
  perMillion: Record<'input' | 'cacheRead' | 'cacheWrite' | 'output', number>,
  from: string,
): OverlayModel {
  const { input, cacheRead, cacheWrite, output } = perMillion;
  const twice = { input: 2 * input, cacheRead: 2 * cacheRead, cacheWrite: 2 * cacheWrite };
  const above = { tokens: 272_000, ...twice, output: 1.5 * output };
  return {
    seller: 'openai',
    model,
    perMillion,
    above,
    from,
    limits: { window: 1_050_000, maxInput: 922_000, maxOutput: 128_000 },
  };
}

/**
 * Limits of OpenAI's models by the data's model id, which stands for its dated snapshots as well. Source: gpt-tokenizer 4.0.0
 * (2026-08-16, its lists of models) for window and output, BerriAI/litellm model_prices_and_context_window.json for input and output, both
 * read 2026-11-21. Where lists differ about the window, the largest.
 */
export const overlayLimits: Readonly<Record<string, Limits>> = {
  ...forAll(['gpt-3.5-turbo', 'gpt-3.5-turbo-1106', 'gpt-4-turbo', 'gpt-4o-2024-05-13'], { maxOutput: 4_096 }),
  'gpt-4': { maxOutput: 8_192 },
  'gpt-4o': { maxInput: 128_000, maxOutput: 16_384 },
  ...forAll(['gpt-4o-mini', 'chatgpt-4o-latest', 'gpt-4o-audio-preview', 'gpt-4o-mini-audio-preview'], {
    maxOutput: 16_384,
  }),
  'gpt-4.1': { window: 1_047_576, maxInput: 1_047_576, maxOutput: 32_768 },
  ...forAll(['gpt-4.1-mini', 'gpt-4.1-nano'], { window: 1_047_576, maxOutput: 32_768 }),
  ...forAll(['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5.3-codex', 'gpt-5.4-mini', 'gpt-5.4-nano'], {
    maxInput: 272_000,
    maxOutput: 128_000,
  }),
  'gpt-5-pro': { maxOutput: 272_000 },
  ...forAll(['gpt-5.1', 'gpt-5.1-codex-mini', 'gpt-5.2', 'gpt-5.2-pro', 'gpt-5.4', 'gpt-5.4-pro'], {
    maxOutput: 128_000,
  }),
  ...forAll(['gpt-5.5', 'gpt-5.5-pro'], { window: 1_050_000, maxOutput: 128_000 }),
  ...forAll(['gpt-5.6-sol', 'gpt-5.6-terra', 'gpt-5.6-luna'], { maxInput: 922_000, maxOutput: 128_000 }),
  ...forAll(['o1', 'o1-pro', 'o3', 'o3-mini', 'o3-pro', 'o3-deep-research', 'o4-mini', 'o4-mini-deep-research'], {
    maxOutput: 100_000,
  }),
  'o1-mini': { maxOutput: 65_536 },
  'o1-preview': { maxOutput: 32_768 },
};

function forAll(models: readonly string[], limits: Limits): Record<string, Limits> {
  return Object.fromEntries(models.map((model) => [model, limits]));
}

/** The limits that the overlay knows of a model of OpenAI (lower case, no provider): its own row, else that of which it is a snapshot. */
export function limitsOf(name: string): Limits {
  const id = Object.hasOwn(overlayLimits, name) ? name : Object.keys(overlayLimits).find((each) => isDated(each, name));
  return (id === undefined ? undefined : overlayLimits[id]) ?? {};
}

/**
 * Rates for sound that the bundled data lack, by the data's model id of OpenAI. Source: developers.openai.com/api/docs/pricing, by way of
 * a stored copy, read 2026-11-21.
 */
export const overlayAudio: Readonly<Record<string, Pick<Rates, 'audioInput' | 'audioOutput'>>> = {
  'gpt-4o-audio-preview': { audioInput: perToken(dollars('40')), audioOutput: perToken(dollars('80')) },
  'gpt-4o-mini-audio-preview': { audioInput: perToken(dollars('10')), audioOutput: perToken(dollars('20')) },
};

/**
 * Models about whose price the lists disagree, by seller and the data's model id. Source: llm-prices 1.1.0 (LiteLLM's list) and the
 * snapshot of models.dev, read 2026-11-21.
 */
const contested: Readonly<Record<string, readonly OtherPrice[]>> = {
  'deepseek/deepseek-chat': [
    { list: 'LiteLLM', asOf: '2026-08-23', input: dollars('0.28'), output: dollars('0.42') },
    { list: 'models.dev', asOf: '2026-07-02', input: dollars('0.14'), output: dollars('0.28') },
  ],
};

/** What other lists say of a bundled model; empty where nobody is known to disagree. */
export function otherPrices(seller: string, model: string): readonly OtherPrice[] {
  const id = `${seller}/${model}`;
  return (Object.hasOwn(contested, id) ? contested[id] : undefined) ?? [];
}

function dollars(amount: string): Usd {
  return usd(amount) ?? zeroUsd;
}

/** The overlay's price for a model of a seller (undefined: of its maker) at `at` (epoch ms); undefined before it was sold. */
export function overlayPrice(seller: string | undefined, model: string, at: number): Price | undefined {
  const row = overlayModels.find((each) => each.seller === (seller ?? each.seller) && isDated(each.model, model));
  const base = row && listRates(row.perMillion);
  if (!row || !base || at < Date.parse(row.from)) return undefined;
  const above = row.above && listRates(row.above);
  return {
    ...base,
    source: 'overlay',
    asOf: row.from,
    longContext: above && row.above ? [{ ...above, above: row.above.tokens }] : [],
    contextWindow: row.limits.window,
    maxInput: row.limits.maxInput,
    maxOutput: row.limits.maxOutput,
    tiers: tiersOf(row.seller, row.model),
    provider: row.seller,
  };
}
