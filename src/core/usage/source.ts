// The contract of a usage source: one provider's way to say what was spent. Poller -> source -> ledger.
// A source asks through the `GetJson` it is given and answers with a value: a complete read, or why there is none.

import type { Period } from '../budget/period';
import type { HeldLimits, UseDetails } from '../spend/accountDetails';
import type { BillCell, UseCell } from '../spend/spend';

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
  /** `proxy`: `host:port` of the proxy that stands between, where one is known. */
  | { readonly kind: 'offline'; readonly detail: string; readonly proxy?: string }
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

/** Money of one UTC day and one line of the provider's bill; `day` and `item` are the cell's key. */
export type CostCell = BillCell;

/**
 * Requests and tokens of one UTC day and model; whole numbers from 0. Cached and cache-write tokens are part of input tokens, whatever
 * the provider's own convention.
 */
export interface TokenCell extends UseCell {
  /** As in CostCell. */
  readonly project?: string | null;
  readonly key?: string | null;
}

/** What the cells are kept apart by; `day` only by day. */
export type SpendGroup = 'model' | 'project' | 'key' | 'day';

/** The model, and the item, of cells that are not kept apart by model. */
export const everyModel = 'all';

/** A row whose place is known and whose value cannot be used: it is not counted, the ledger keeps the last good value. */
export interface SetAsideRow {
  readonly table: 'costs' | 'tokens';
  readonly day: string;
  /** The cell's `item` or `model`. */
  readonly name: string;
  /** Where the cell would have belonged, as in the cell. */
  readonly model?: string;
  readonly project?: string | null;
  readonly key?: string | null;
  /** Names the field and what was expected; no text of the reply. */
  readonly reason: string;
}

/** Everything of one complete read of the period so far. */
export interface UsageRead {
  readonly kind: 'read';
  /** Every day the provider answered for, ascending, without a gap from the period's first day, or from `since`. */
  readonly days: readonly string[];
  readonly costs: readonly CostCell[];
  readonly tokens: readonly TokenCell[];
  readonly setAside: readonly SetAsideRow[];
  /** Days of the period that the provider does not report (yet, or any more). What is reported is complete without them. */
  readonly untoldDays?: readonly string[];
  /** True when the cells are sums over the whole period, of no single day; their `day` is the first one. */
  readonly wholePeriod?: true;
  /** False when the provider says nothing of tokens and requests to this key; its `tokens` are then empty. */
  readonly tellsTokens?: false;
  /** False when it says nothing of money; its `costs` are then empty. */
  readonly tellsCosts?: false;
}

/** Everything of one complete read of limits. */
export interface LimitsRead extends HeldLimits {
  readonly kind: 'limits';
}

/** Everything of one complete read of details of use. */
export interface UseDetailsRead extends UseDetails {
  readonly kind: 'useDetails';
}

/** One read asks for the whole `period` (a month or any other `[start, end)`) up to `now` (epoch ms). */
export interface ReadRequest {
  readonly getJson: GetJson;
  readonly period: Period;
  /** Where it can, the source tells of the days from here (00:00 UTC, epoch ms) to the period too: they may have changed since it began. */
  readonly since?: number;
  readonly now: number;
  /** `model` when absent. */
  readonly group?: SpendGroup;
  /** Names the project of each cost beside its model, where the provider can; only with the group `model`. */
  readonly byProject?: true;
  /** Also asks what a poll leaves out because it would cost many requests: endpoints beside the main ones. */
  readonly thorough?: true;
  /** Told what had been read when the read is about to end with a failure. Never called for a complete read. */
  readonly onCut?: (part: UsageRead) => void;
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
  /** Headers beside the key's, the same in every request; no secrets. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** The end of an address that people paste though the paths of the source hold it already: `/v1`. */
  readonly pastedPath?: string;
  /** What it tells of beside input and output tokens. Absent when it tells of no tokens at all. */
  readonly tells?: readonly ('cached' | 'cacheWrite' | 'requests')[];
  /** True when it can be asked without a key. */
  readonly keyless?: true;
  /** True when it answers for whole UTC days only, so that a period may not begin or end within one. */
  readonly wholeDays?: true;
  /** Complete or not at all: a failure in any page gives a failure, never a part. Never rejects. */
  readonly read: (request: ReadRequest) => Promise<UsageRead | UsageFailure>;
  /** The limits the provider holds, where it has any; of `mostProjects` projects at most. Complete or not at all, as `read`. */
  readonly limits?: (getJson: GetJson, mostProjects?: number) => Promise<LimitsRead | UsageFailure>;
  /** How the account is used beyond its figures, for the `period` so far. Complete or not at all, as `read`. */
  readonly useDetails?: (
    request: Pick<ReadRequest, 'getJson' | 'period' | 'now'>,
  ) => Promise<UseDetailsRead | UsageFailure>;
}
