// Rate limits per model against the busiest minute and day of use, and the share of a minute that one prompt takes.

import { grouped } from '../grouped';
import {
  type BusiestUse,
  type Peak,
  type RateLimit,
  type RateLimitKind,
  rateLimitKinds,
  undatedModel,
} from '../spend/accountDetails';
import { isJsonObject } from './budgetFields';

/** One limit and the most that was used of it. */
export interface RateLimitUse {
  /** Undefined: the user's own limit. */
  readonly project: string | undefined;
  readonly model: string;
  readonly kind: RateLimitKind;
  readonly limit: number;
  /** Undefined when it is not known. */
  readonly used: Peak | undefined;
  /** Cut off to a whole percent, so that 100 means reached; undefined when the use is not known or nothing is allowed. */
  readonly percent: number | undefined;
}

/** Reads a setting `{ "gpt-5-mini": { "tokensPerMinute": 200000 } }`; what is not a whole number above 0 is left out. */
export function configuredRateLimits(value: unknown): readonly RateLimit[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([model, row]) => {
    const limits: { [kind in RateLimitKind]?: number } = {};
    for (const kind of rateLimitKinds) {
      const limit = isJsonObject(row) ? row[kind] : undefined;
      if (typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0) limits[kind] = limit;
    }
    return Object.keys(limits).length === 0 ? [] : [{ project: undefined, model, limits }];
  });
}

/** Every limit with the most that was used of it, the fullest first; limits of unknown use come last. */
export function rateLimitUses(limits: readonly RateLimit[], busiest: readonly BusiestUse[]): readonly RateLimitUse[] {
  const placeOf = ({ project, model }: RateLimit | BusiestUse) => JSON.stringify([project, model]);
  const usesOf = grouped(busiest, placeOf);
  const uses = limits.flatMap((held) =>
    rateLimitKinds.flatMap((kind): RateLimitUse[] => {
      const { project, model, limits } = held;
      const limit = limits[kind];
      if (limit === undefined) return [];
      const used = kind === 'batchTokensPerDay' ? undefined : highest(usesOf.get(placeOf(held)) ?? [], kind);
      const percent = used === undefined || limit === 0 ? undefined : Math.floor((used.count * 100) / limit);
      return [{ project, model, kind, limit, used, percent }];
    }),
  );
  return uses.sort((a, b) => (b.percent ?? -1) - (a.percent ?? -1));
}

/** Several sources may tell of one model, each of another time. */
function highest(uses: readonly BusiestUse[], kind: Exclude<RateLimitKind, 'batchTokensPerDay'>): Peak | undefined {
  const peaks = uses.flatMap((use) => use[kind] ?? []);
  return peaks.reduce<Peak | undefined>((most, peak) => (most && most.count >= peak.count ? most : peak), undefined);
}

/**
 * The limit of tokens a minute that holds for a model: the user's own, else the tightest of the projects'. A limit for
 * `gpt-5-mini` holds for `gpt-5-mini-2025-08-07` as well. Undefined when none is known.
 */
export function tokensPerMinuteOf(
  model: string,
  own: readonly RateLimit[],
  held: readonly RateLimit[],
): number | undefined {
  for (const limits of [own, held]) {
    for (const name of [model, undatedModel(model)]) {
      const known = limits.flatMap((each) => (each.model === name ? (each.limits.tokensPerMinute ?? []) : []));
      if (known.length > 0) return Math.min(...known);
    }
  }
  return undefined;
}

/**
 * The whole percent of the tokens allowed in a minute (above 0) that one request of `tokens` takes (input and the most it may answer),
 * rounded up: over 100 it never fits.
 */
export function shareOfMinute(tokens: number, tokensPerMinute: number): number {
  return Math.ceil((tokens * 100) / tokensPerMinute);
}
