// What the spend line knows at one moment: the figures last read, and how the reading stands. Poller -> here -> status bar, dashboard.

import { addUsd, type Usd, zeroUsd } from '../money';
import type { AccountDetails } from './accountDetails';

/** Cost of one UTC day as the provider reports it. */
export interface DaySpend {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly cost: Usd;
}

/** One model in the current period. */
export interface ModelSpend {
  /** Model id as reported, or the line item's name for what is not a model (`web search tool calls`). */
  readonly model: string;
  /** Reported money; undefined when the provider's costs name no such model. */
  readonly cost: Usd | undefined;
  /** True when a part of `cost` is no bill but tokens at list prices. */
  readonly estimated?: true;
  /** Requests and tokens from the usage endpoint; undefined when it names no such model. Cached tokens are part of input tokens. */
  readonly requests: number | undefined;
  readonly inputTokens: number | undefined;
  readonly cachedInputTokens: number | undefined;
  readonly outputTokens: number | undefined;
}

/** What was used, without names and money. */
export type UseCounts = Pick<ModelSpend, 'requests' | 'inputTokens' | 'cachedInputTokens' | 'outputTokens'>;

/** The sums; each is undefined as soon as one part is unknown, or the sum is beyond what a number holds exactly. */
export function addCounts(a: UseCounts, b: UseCounts): UseCounts {
  return {
    requests: addKnown(a.requests, b.requests),
    inputTokens: addKnown(a.inputTokens, b.inputTokens),
    cachedInputTokens: addKnown(a.cachedInputTokens, b.cachedInputTokens),
    outputTokens: addKnown(a.outputTokens, b.outputTokens),
  };
}

function addKnown(a: number | undefined, b: number | undefined): number | undefined {
  const sum = a === undefined || b === undefined ? Number.NaN : a + b;
  return Number.isSafeInteger(sum) ? sum : undefined;
}

/** The sums of all uses of a key, as `addCounts` adds them. */
export function countsBy<Use extends UseCounts, Key>(
  uses: Iterable<Use>,
  keyOf: (use: Use) => Key,
): Map<Key, UseCounts> {
  const sums = new Map<Key, UseCounts>();
  for (const use of uses) {
    const before = sums.get(keyOf(use));
    sums.set(keyOf(use), before ? addCounts(before, use) : use);
  }
  return sums;
}

/** Nothing is known. */
export const unknownCounts: UseCounts = {
  requests: undefined,
  inputTokens: undefined,
  cachedInputTokens: undefined,
  outputTokens: undefined,
};

/** How much of something. */
export interface Quantity {
  readonly amount: number;
  readonly unit: string;
}

/** What lines of a bill come to. */
export function billed(bills: readonly Pick<BillCell, 'cost'>[]): Usd {
  return addUsd(zeroUsd, ...bills.map(({ cost }) => cost));
}

/** One line of the provider's bill for one day. */
export interface BillCell {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** The line as reported. */
  readonly item: string;
  /** The model the line belongs to, or the line itself when it is no model's. */
  readonly model: string;
  readonly cost: Usd;
  /** What was billed, where the bill says how much of it; 0 or more, in the provider's word: 1,500 `tokens`. */
  readonly quantity?: Quantity;
  /** The project and the key the line belongs to, as ids; null when the provider names none, undefined when it was not asked. */
  readonly project?: string | null;
  readonly key?: string | null;
}

/** Requests and tokens of one UTC day and model. Undefined: the provider does not say. */
export interface UseCell {
  readonly day: string;
  readonly model: string;
  readonly requests: number | undefined;
  readonly inputTokens: number;
  /** Part of the input. */
  readonly cachedInputTokens: number | undefined;
  /** Input written to the provider's prompt cache; part of the input. */
  readonly cacheWriteTokens?: number | undefined;
  readonly outputTokens: number;
}

/** The figures of one complete read. Nothing of a failed or partial read ever gets in here. */
export interface SpendFigures {
  /** When the read ended, epoch ms. */
  readonly asOf: number;
  /** The UTC month the figures are for, `[periodStart, periodEnd)`, epoch ms. */
  readonly periodStart: number;
  readonly periodEnd: number;
  /** Every day of the period up to `asOf`, ascending; a day without use is there with cost zero. */
  readonly days: readonly DaySpend[];
  /** The sum of `days`. */
  readonly total: Usd;
  /** Dearest first; the costs sum to at most `total`. */
  readonly models: readonly ModelSpend[];
  /** Cost rows that could not be counted (another currency, an impossible value). When present, above 0, and `total` is a lower bound. */
  readonly setAside?: number;
  /** What the figures were summed from; absent for figures that nobody can unfold. */
  readonly bills?: readonly BillCell[];
  readonly uses?: readonly UseCell[];
  /** True when `total` is a lower bound for another reason: an account that should be in it could not be read yet. */
  readonly atLeast?: true;
  /** True when a part of `total` is no bill but tokens at list prices. */
  readonly estimated?: true;
}

/** How the reading stands. */
export type ReadingState =
  /** No key is stored: nothing is read. */
  | { readonly kind: 'noKey' }
  /** A key is there and the first read has not ended yet. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'ok' }
  /** `projectKey`: a key of a project or user was given where an admin key is needed. `unknownKey`: the provider does not know it. */
  | { readonly kind: 'keyRefused'; readonly reason: 'projectKey' | 'unknownKey' }
  /** No request before `until`, epoch ms. `quota`: the provider says that the account's billing has stopped. */
  | { readonly kind: 'rateLimited'; readonly until: number; readonly quota?: true }
  /** `proxy`: `host:port` of the proxy that stands between, where one is known. */
  | { readonly kind: 'offline'; readonly proxy?: string }
  /** The provider answered something that cannot be used; `detail` is one short English phrase without secrets. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** The secret store did not give the key back. */
  | { readonly kind: 'keyLost' }
  /** This host cannot read spend (browser); `detail` says why. */
  | { readonly kind: 'unsupported'; readonly detail: string };

/** How money came to be known, best first: billed by the provider, written down by a tool, or tokens at list prices. */
export type CostKind = 'reported' | 'logged' | 'computed';

/** One account of one usage source: what the joined state is made of. */
export interface SourceState {
  /** The account's own name in what is stored; stable, without secrets. */
  readonly id: string;
  /** As in UsageSource: `openai`. */
  readonly sourceId: string;
  /** The source's name for people: `OpenAI`. */
  readonly name: string;
  /** What the user calls the account; undefined for the only or first one of its source. */
  readonly label: string | undefined;
  /** Who bills what it tells of: sources of one provider are never added for one day, but by accounts that the provider bills apart. */
  readonly provider: string;
  readonly costKind: CostKind;
  /** The user wants it shown beside the total and never added: a gateway whose calls another account is billed for. */
  readonly beside?: true;
  readonly reading: ReadingState;
  /** Last good figures of this account alone. */
  readonly figures: SpendFigures | undefined;
  /** `figures.total`; undefined without figures. */
  readonly total: Usd | undefined;
  /** How much of it is in the joined total; undefined without figures. */
  readonly added: Usd | undefined;
  /** Rise since this window's session began; undefined before its first good read. */
  readonly sessionSpend: Usd | undefined;
  readonly origin: string;
  /** Epoch ms; undefined when no poll is planned. */
  readonly nextPollAt: number | undefined;
  /** Limits and use beside the figures; undefined where nothing of it was read. */
  readonly details?: AccountDetails | undefined;
  /** Days that the provider lowered after they were over, oldest first; absent when there are none. */
  readonly restated?: readonly RestatedDay[];
}

/** A day whose sum fell after it was over. */
export interface RestatedDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly before: Usd;
  readonly after: Usd;
  /** When the lower sum was read, epoch ms. */
  readonly at: number;
}

/** This workspace's part of the spend. */
export interface WorkspaceShare {
  /** Ids of projects at the provider, as the user wrote them. */
  readonly projects: readonly string[];
  /** Undefined when the figures do not tell projects apart (yet). */
  readonly cost: Usd | undefined;
}

/** Everything the spend surfaces show. Replaced whole on each change, never mutated. */
export interface SpendState {
  readonly reading: ReadingState;
  /** Last good figures; they stay through every failed read. */
  readonly figures: SpendFigures | undefined;
  /** True when the figures come from the local demo server. */
  readonly demo: boolean;
  /** The origin that is asked, for the tooltip: `https://api.openai.com`. */
  readonly origin: string;
  /** Epoch ms; undefined when no poll is planned. */
  readonly nextPollAt: number | undefined;
  /** Normal time between two polls; figures older than twice this are stale. */
  readonly intervalMs: number;
  /** When this window began to watch, epoch ms. */
  readonly sessionStart: number;
  /** By how much the reported total has risen since the session's first good read; never negative; undefined before that read. */
  readonly sessionSpend: Usd | undefined;
  /** True when a part of `sessionSpend` is not billed yet: tokens of local logs at list prices. */
  readonly sessionEstimated?: true;
  /** Used today by local logs at list prices and not in the provider's figures yet; undefined when nothing is known of it. */
  readonly notYetBilled?: Usd;
  /** Every connected account, in the order of connecting; `figures` is their sum. Absent and empty mean one unnamed source. */
  readonly sources?: readonly SourceState[];
  /** What this month cost in the projects that the user gave to the folders of this workspace. */
  readonly workspace?: WorkspaceShare;
  /** The server's clock minus this machine's, ms; present when they differ by more than 5 minutes. */
  readonly clockSkewMs?: number;
  /** Names of tools whose logs lie on this machine and are not connected; said once, quietly. */
  readonly foundLogs?: readonly string[];
}

/** True when there are figures and they are older than two intervals, or belong to a month that is over. */
export function isStale(state: SpendState, now: number): boolean {
  const figures = state.figures;
  return figures !== undefined && (now - figures.asOf > 2 * state.intervalMs || now >= figures.periodEnd);
}
