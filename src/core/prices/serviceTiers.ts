// What service tiers and regions cost beside the standard rates: shares by provider and model. No price list here has them as data.
import { isDated } from './namedModel';
import type { Share, TierRates } from './price';

interface TierRow {
  readonly provider: string;
  /** Ids as in the price data, which stand for their dated snapshots as well; or what fits a whole family. */
  readonly models: readonly string[] | RegExp;
  readonly tiers: TierRates;
}

const half: Share = [1, 2];
const twice: Share = [2, 1];
const tenthMore: Share = [11, 10];

/**
 * A model has the tiers of all rows that fit, the last one wins; what no row says is not known.
 * Source for priority: openai.com/api-fast-mode and openai.com/api-priority-processing (dollars by model; with "excludes long context"
 * where that stands there), developers.openai.com/api/docs/models/gpt-6.2-sol (twice, for the same context length), read 2026-11-21.
 * Source for batch and flex: developers.openai.com/api/docs/guides/batch and /flex-processing (half, flex at the prices of batch),
 * claude.com/pricing (batch: half), ai.google.dev/gemini-api/docs/optimization (half), read 2026-11-21. Source for Gemini's priority: its
 * price page as kept in BerriAI/litellm, model_prices_and_context_window.json (_priority), read 2026-11-21.
 * Source for regions: developers.openai.com/api/docs/guides/data-residency (a tenth more for models released from 2026-03-05 on) and
 * platform.claude.com/docs/en/manage-claude/data-residency (1.1 times, from Opus and Sonnet 4.6 on), read 2026-11-21.
 */
const rows: readonly TierRow[] = [
  {
    provider: 'openai',
    models: /^(?:gpt-[3456]|o[134])(?!.*(?:audio|realtime|tts|transcribe))/,
    tiers: { batch: half, flex: half },
  },
  { provider: 'openai', models: /^text-embedding-/, tiers: { batch: half } },
  {
    provider: 'openai',
    models: /^gpt-(?:5\.6|6(?:\.\d)?)-(?:astra|sol|terra|luna)$/,
    tiers: { priority: twice },
  },
  {
    provider: 'openai',
    models: ['gpt-5.2', 'gpt-5.1', 'gpt-5', 'gpt-5.1-codex', 'gpt-5-codex', 'gpt-4.1-nano'],
    tiers: { priority: twice },
  },
  { provider: 'openai', models: ['gpt-5-mini'], tiers: { priority: [9, 5] } },
  { provider: 'openai', models: ['gpt-4.1', 'gpt-4.1-mini', 'o3'], tiers: { priority: [7, 4] } },
  { provider: 'openai', models: ['gpt-4o'], tiers: { priority: [17, 10] } },
  { provider: 'openai', models: ['gpt-4o-2024-05-13'], tiers: { priority: [7, 4] } },
  { provider: 'openai', models: ['gpt-4o-mini'], tiers: { priority: [5, 3] } },
  { provider: 'openai', models: ['o4-mini'], tiers: { priority: [20, 11] } },
  { provider: 'openai', models: ['gpt-5.4', 'gpt-5.4-mini'], tiers: { priority: twice, shortOnly: ['priority'] } },
  { provider: 'openai', models: ['gpt-5.5'], tiers: { priority: [5, 2], shortOnly: ['priority'] } },
  { provider: 'openai', models: /^(?:gpt-[34]|gpt-5(?:$|-|\.[1-3])|o[134])/, tiers: { regional: [1, 1] } },
  { provider: 'openai', models: /^(?:gpt-5\.[4-9]|gpt-6)/, tiers: { regional: tenthMore } },
  { provider: 'anthropic', models: /^claude-/, tiers: { batch: half } },
  { provider: 'anthropic', models: /^claude-(?:(?:opus|sonnet)-4-[6-9]|[a-z]+-[5-9])/, tiers: { regional: tenthMore } },
  { provider: 'google', models: /^gemini-/, tiers: { batch: half, flex: half, priority: [9, 5] } },
];

/** The tiers that are known for a model of a provider, as the price data name both; empty for none. */
export function tiersOf(provider: string, model: string): TierRates {
  const fitting = rows.filter((row) => row.provider === provider && fits(row.models, model));
  return Object.assign({}, ...fitting.map((row) => row.tiers));
}

function fits(models: TierRow['models'], model: string): boolean {
  return models instanceof RegExp ? models.test(model) : models.some((id) => isDated(id, model));
}
