// What a provider tells of an account beside its figures, read a few times a day: the limits it holds, the busiest use, and what each
// endpoint was used for. Usage source -> here -> dashboard, hover.
import type { Usd } from '../money';
import type { BillCell, UseCell, UseCounts } from './spend';

/** A limit the provider holds for the account; only read, never set. */
export interface SpendLimit {
  /** Whose limit: the id is absent where there is only one. */
  readonly scope: 'organization' | 'project' | 'key' | 'user' | 'team';
  readonly id?: string;
  /** `limit` ends the spending when enforced, `alert` only tells. Even then spend may end somewhat above: enforcement lags. */
  readonly kind: 'limit' | 'alert';
  readonly amount: Usd;
  /** How often it begins anew, in the provider's word (`month`, `30d`); undefined for a limit for life. */
  readonly interval: string | undefined;
  /** Spent against it, where the provider says. */
  readonly spent?: Usd;
  readonly enforced?: boolean;
}

/** What may be limited, in the order in which it is shown. */
export const rateLimitKinds = ['requestsPerMinute', 'tokensPerMinute', 'requestsPerDay', 'batchTokensPerDay'] as const;
export type RateLimitKind = (typeof rateLimitKinds)[number];

/** The rate limits of one model; a kind that is absent is not limited or not known. Whole numbers from 0. */
export interface RateLimit {
  /** The project they hold for; undefined for the user's own, which are for the whole account. */
  readonly project: string | undefined;
  readonly model: string;
  readonly limits: { readonly [kind in RateLimitKind]?: number };
}

/** Every limit of an account. */
export interface HeldLimits {
  readonly spendLimits: readonly SpendLimit[];
  readonly rateLimits: readonly RateLimit[];
  /** Projects beyond the number that was asked for: their limits are not known. */
  readonly unreadProjects: number;
}

/** `gpt-5-mini` for `gpt-5-mini-2025-08-07`: versions of a model share their limits. */
export function undatedModel(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
}

/** The most that was used of a model at once, without batch jobs. Times are beginnings, epoch ms. */
export interface BusiestUse {
  /** Undefined: all projects together. */
  readonly project: string | undefined;
  /** As reported, or without its date: then all its versions together. */
  readonly model: string;
  /** Each of its own minute of the last 24 hours; undefined when minutes were not read. */
  readonly requestsPerMinute: Peak | undefined;
  /** Input and output, also cached input. */
  readonly tokensPerMinute: Peak | undefined;
  /** UTC days. */
  readonly requestsPerDay: Peak | undefined;
}

/** The highest of many counts. */
export interface Peak {
  readonly at: number;
  readonly count: number;
}

/** What one endpoint was used for in the period so far, model by model. */
export interface EndpointUse extends UseCounts {
  /** The provider's word: `embeddings`. */
  readonly endpoint: string;
  readonly model: string;
}

/** How an account is used, beyond its figures. */
export interface UseDetails {
  readonly busiest: readonly BusiestUse[];
  /** Endpoints beside the one that the figures count. */
  readonly endpoints: readonly EndpointUse[];
}

/** The bill and the use of the period so far, kept apart by who spent instead of by model. */
export interface SpenderCells {
  /** Each with the id of its `project` or `key`, or null where the provider names none. */
  readonly bills: readonly BillCell[];
  readonly uses: readonly SpenderUse[];
}

export interface SpenderUse extends UseCell {
  readonly project?: string | null;
  readonly key?: string | null;
}

/** Who spent in the period that begins at `periodStart`, epoch ms. */
export interface Spenders {
  readonly asOf: number;
  readonly periodStart: number;
  readonly project: SpenderCells;
  readonly key: SpenderCells;
}

/** All details of an account, each part as the last good read said it. */
export interface AccountDetails {
  /** When they were last asked for, epoch ms. */
  readonly triedAt: number;
  /** `asOf`: when the part was read, epoch ms. Undefined: never read, or the provider has none. */
  readonly limits: (HeldLimits & { readonly asOf: number }) | undefined;
  /** Endpoints are those of the period that begins at `periodStart`, epoch ms. */
  readonly use: (UseDetails & { readonly asOf: number; readonly periodStart: number }) | undefined;
  readonly spenders: Spenders | undefined;
}
