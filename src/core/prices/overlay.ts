// This project's own rows: models and limits that the bundled price data lack. A test makes it shrink when the data catch up.
import { listRates, type PerMillion } from './listRates';
import type { Price } from './price';
import { tiersOf } from './serviceTiers';

/** A model that is newer than the bundled data. */
export interface OverlayModel {
  readonly seller: string;
  readonly model: string;
  readonly perMillion: PerMillion;
  /** The whole request is billed at these when its input is larger than `tokens`. */
  readonly above?: PerMillion & { readonly tokens: number };
  /** `YYYY-MM-DD`, the first day it holds. */
  readonly from: string;
  readonly unverified: boolean;
}

export const overlayModels: readonly OverlayModel[] = [
  {
    // Source: one release note of about 2026-09-30, read 2026-11-21; nothing else confirms it.
    seller: 'openai',
    model: 'gpt-6.1-sol',
    perMillion: { input: 2, cacheRead: 0.1, output: 10 },
    above: { tokens: 272_000, input: 4, cacheRead: 0.2, output: 15 },
    from: '2026-09-30',
    unverified: true,
  },
];

/** Tokens that fit; a field that is absent is not known. */
export interface Limits {
  readonly window?: number;
  readonly maxInput?: number;
  readonly maxOutput?: number;
}

/**
 * By the data's model id. Source: gpt-tokenizer 4.0.0 (2026-08-16) for window and output, BerriAI/litellm
 * model_prices_and_context_window.json for input and output, both read 2026-11-21. Where lists differ about the window, the largest.
 */
export const overlayLimits: Readonly<Record<string, Limits>> = {
  'gpt-4o': { window: 128_000, maxInput: 128_000, maxOutput: 16_384 },
  'gpt-4.1': { window: 1_047_576, maxInput: 1_047_576 },
  'gpt-5': { window: 400_000, maxInput: 272_000, maxOutput: 128_000 },
  'gpt-5-mini': { window: 400_000, maxInput: 272_000, maxOutput: 128_000 },
  'gpt-5.5': { window: 1_050_000 },
};

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
    contextWindow: undefined,
    tiers: tiersOf(row.seller, row.model),
    provider: row.seller,
    unverified: row.unverified,
  };
}

/** The id itself, or one of its dated snapshots. */
function isDated(id: string, name: string): boolean {
  return name === id || (name.startsWith(id) && /^-\d{4}-\d{2}-\d{2}$/.test(name.slice(id.length)));
}
