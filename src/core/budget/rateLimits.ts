// Rate limits per model against the busiest minute and day of use, and the share of a minute that one prompt takes.
import { isJsonObject } from './budgetFields';

/** What may be limited. */
export type RateLimitKind = 'requestsPerMinute' | 'tokensPerMinute' | 'requestsPerDay' | 'batchTokensPerDay';

/** The limits of one model; an absent kind is not limited or not known. Whole numbers > 0. */
export interface RateLimit {
  readonly model: string;
  readonly source: 'configured' | 'read';
  readonly limits: { readonly [kind in RateLimitKind]?: number };
}

/** The busiest minute and day of a model's recent use. */
export interface BusiestUse {
  readonly model: string;
  /** `at` is when it began, epoch ms. Undefined when minutes were not read. */
  readonly minute: { readonly at: number; readonly requests: number; readonly tokens: number } | undefined;
  readonly day:
    | { readonly at: number; readonly requests: number; readonly batchTokens: number | undefined }
    | undefined;
}

/** One limit and the most that was used of it. */
export interface RateLimitUse {
  readonly model: string;
  readonly kind: RateLimitKind;
  readonly source: RateLimit['source'];
  readonly limit: number;
  /** Undefined when it is not known. */
  readonly used: number | undefined;
  /** Cut off to a whole percent, so that 100 means reached. */
  readonly percent: number | undefined;
  readonly at: number | undefined;
}

/** How OpenAI's replies name the limits. */
const replyFields: readonly (readonly [RateLimitKind, string])[] = [
  ['requestsPerMinute', 'max_requests_per_1_minute'],
  ['tokensPerMinute', 'max_tokens_per_1_minute'],
  ['requestsPerDay', 'max_requests_per_1_day'],
  ['batchTokensPerDay', 'batch_1_day_max_input_tokens'],
];

/**
 * Reads one page of OpenAI's `GET /v1/organization/projects/ID/rate_limits`; rows without a usable limit are left out.
 * Source: https://github.com/openai/openai-openapi openapi.json 2.3.0 (commit f85dbe2), ProjectRateLimitListResponse, read 2026-11-21.
 */
export function readRateLimits(body: unknown): readonly RateLimit[] {
  const rows: readonly unknown[] = isJsonObject(body) && Array.isArray(body.data) ? body.data : [];
  return rows.flatMap((row) => {
    if (!isJsonObject(row) || typeof row.model !== 'string') return [];
    const limits = pick((kind) => row[replyFields.find(([each]) => each === kind)?.[1] ?? '']);
    return Object.keys(limits).length === 0 ? [] : [{ model: row.model, source: 'read', limits }];
  });
}

/** Reads a setting `{ "gpt-5-mini": { "tokensPerMinute": 200000 } }`; what is not a whole number above 0 is left out. */
export function configuredRateLimits(value: unknown): readonly RateLimit[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([model, row]) => {
    const limits = isJsonObject(row) ? pick((kind) => row[kind]) : {};
    return Object.keys(limits).length === 0 ? [] : [{ model, source: 'configured', limits }];
  });
}

function pick(read: (kind: RateLimitKind) => unknown): RateLimit['limits'] {
  const limits: { [kind in RateLimitKind]?: number } = {};
  for (const [kind] of replyFields) {
    const value = read(kind);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) limits[kind] = value;
  }
  return limits;
}

/** The limits that hold: what the user configured wins over what was read, model by model and kind by kind. */
export function mergeRateLimits(configured: readonly RateLimit[], read: readonly RateLimit[]): readonly RateLimit[] {
  const byModel = new Map(read.map((limit) => [limit.model, limit]));
  for (const own of configured) {
    const limits = { ...byModel.get(own.model)?.limits, ...own.limits };
    byModel.set(own.model, { ...own, limits });
  }
  return [...byModel.values()];
}

/** Every limit with the most that was used of it, the fullest first; limits of unknown use come last. */
export function rateLimitUses(limits: readonly RateLimit[], busiest: readonly BusiestUse[]): readonly RateLimitUse[] {
  const useOf = new Map(busiest.map((use) => [use.model, use]));
  const uses = limits.flatMap(({ model, source, limits: kinds }) =>
    replyFields.flatMap(([kind]): RateLimitUse[] => {
      const limit = kinds[kind];
      if (limit === undefined) return [];
      const { used, at } = usedOf(kind, useOf.get(model));
      return [
        { model, kind, source, limit, used, percent: used === undefined ? undefined : percentOf(used, limit), at },
      ];
    }),
  );
  return uses.sort((a, b) => (b.percent ?? -1) - (a.percent ?? -1));
}

function usedOf(
  kind: RateLimitKind,
  use: BusiestUse | undefined,
): { used: number | undefined; at: number | undefined } {
  const unknown = { used: undefined, at: undefined };
  if (kind === 'requestsPerMinute') return use?.minute ? { used: use.minute.requests, at: use.minute.at } : unknown;
  if (kind === 'tokensPerMinute') return use?.minute ? { used: use.minute.tokens, at: use.minute.at } : unknown;
  if (!use?.day) return unknown;
  return { used: kind === 'requestsPerDay' ? use.day.requests : use.day.batchTokens, at: use.day.at };
}

function percentOf(used: number, limit: number): number {
  return Math.floor((used * 100) / limit);
}

/**
 * The whole percent of a model's tokens per minute that one request of `tokens` takes (input and the most it may answer), rounded up:
 * over 100 it never fits. Undefined when the limit is not known.
 */
export function shareOfMinute(tokens: number, model: string, limits: readonly RateLimit[]): number | undefined {
  const limit = limits.find((each) => each.model === model)?.limits.tokensPerMinute;
  return limit === undefined ? undefined : Math.ceil((tokens * 100) / limit);
}
