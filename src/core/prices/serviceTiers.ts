// What service tiers cost beside the standard one: factors by provider and model. No price list here has them as data.
import type { TierRates } from './price';

interface TierRow {
  readonly provider: string;
  /** Fits the model's id in the price data. */
  readonly models: RegExp;
  readonly tiers: TierRates;
}

const half = { batch: 500, flex: 500 };

/**
 * The first that fits; a model that none fits has no known tier prices.
 * Source: OpenAI's and Anthropic's price pages as kept in BerriAI/litellm, model_prices_and_context_window.json (the fields _batches,
 * _flex and _priority), and Google's for Gemini, read 2026-11-21: batch and flex cost half, priority twice, Gemini's 1.8 times;
 * exceptions are named at their rows.
 */
const rows: readonly TierRow[] = [
  { provider: 'openai', models: /^gpt-5\.5/, tiers: { ...half, priority: 2500 } },
  // 4.25 instead of 2.50 dollars per million input tokens. Source: the same file, its row gpt-4o.
  { provider: 'openai', models: /^gpt-4o(?:-\d{4}-\d{2}-\d{2})?$/, tiers: { ...half, priority: 1700 } },
  { provider: 'openai', models: /^(?:gpt-|o[134])/, tiers: { ...half, priority: 2000 } },
  { provider: 'openai', models: /^text-embedding-/, tiers: { batch: 500 } },
  { provider: 'anthropic', models: /^claude-/, tiers: { batch: 500 } },
  { provider: 'google', models: /^gemini-/, tiers: { ...half, priority: 1800 } },
];

/** The tiers that are known for a model of a provider, as the price data name both; empty for none. */
export function tiersOf(provider: string, model: string): TierRates {
  return rows.find((row) => row.provider === provider && row.models.test(model))?.tiers ?? {};
}
