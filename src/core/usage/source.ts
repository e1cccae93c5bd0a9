// The contract of a usage source: one provider's way to say what was spent. Poller -> source -> ledger.
// A source asks through the `GetJson` it is given and answers with a value: a complete read, or why there is none.
import type { Period } from '../budget/period';
import type { Usd } from '../money';

/** One query parameter, not yet percent-encoded. */
export type QueryPair = readonly [name: string, value: string];

/** What one GET brought. `body` is the parsed JSON; undefined when the body of an error reply was not JSON. */
export interface HttpAnswer {
  readonly kind: 'answered';
  readonly status: number;
  readonly body: unknown;
  /** The reply's Retry-After, 1 s to 24 h; undefined when absent or not understood. */
  readonly retryAfterMs: number | undefined;
}

/** No usable answer at all. `detail` is one short English phrase of our own words, without secrets. */
export type TransportFailure =
  | { readonly kind: 'offline'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly detail: string; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'cancelled' };

/**
 * Asks for `path` (which begins with `/v1/…`) at the one origin and with the one key it was made for. Never rejects, never
 * follows a redirect. A 200 that is not JSON is a failure.
 */
export type GetJson = (path: string, query: readonly QueryPair[]) => Promise<HttpAnswer | TransportFailure>;

/** Why a read brought nothing. */
export type UsageFailure =
  | TransportFailure
  | { readonly kind: 'keyRefused'; readonly reason: 'projectKey' | 'unknownKey' }
  /** `quota`: the account's billing has stopped, so asking again soon is useless. */
  | { readonly kind: 'rateLimited'; readonly retryAfterMs: number | undefined; readonly quota: boolean };

/** Money of one UTC day and one line of the provider's bill. */
export interface CostCell {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** The line as reported; with `day` it is the cell's key. */
  readonly item: string;
  /** The model the line belongs to, or the line itself when it is no model's. */
  readonly model: string;
  readonly cost: Usd;
}

/** Requests and tokens of one UTC day and model; whole numbers from 0. Cached tokens are part of input tokens. */
export interface TokenCell {
  readonly day: string;
  readonly model: string;
  readonly requests: number;
  readonly inputTokens: number;
  /** Undefined when the provider does not say. */
  readonly cachedInputTokens: number | undefined;
  readonly outputTokens: number;
}

/** A row whose place is known and whose value cannot be used: it is not counted, the ledger keeps the last good value. */
export interface SetAsideRow {
  readonly table: 'costs' | 'tokens';
  readonly day: string;
  /** The cell's `item` or `model`. */
  readonly name: string;
  /** Names the field and what was expected; no text of the reply. */
  readonly reason: string;
}

/** Everything of one complete read of the period so far. */
export interface UsageRead {
  readonly kind: 'read';
  /** Every day the provider answered for, ascending, without a gap from the period's first day. */
  readonly days: readonly string[];
  readonly costs: readonly CostCell[];
  readonly tokens: readonly TokenCell[];
  readonly setAside: readonly SetAsideRow[];
}

/** One read asks for the whole `period` up to `now` (epoch ms). */
export interface ReadRequest {
  readonly getJson: GetJson;
  readonly period: Period;
  readonly now: number;
}

/** One provider. */
export interface UsageSource {
  /** Stable, lower case: part of stored names. */
  readonly id: string;
  /** The provider's name for people. */
  readonly name: string;
  readonly defaultOrigin: string;
  /** Where a person makes and revokes keys. */
  readonly keysPage: string;
  /** The one header that carries the key. */
  readonly keyHeader: (key: string) => readonly [name: string, value: string];
  /** Complete or not at all: a failure in any page gives a failure, never a part. Never rejects. */
  readonly read: (request: ReadRequest) => Promise<UsageRead | UsageFailure>;
}
