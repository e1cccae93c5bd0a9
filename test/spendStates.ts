// Spend states that the tests of the dashboard share: one month in the making, and every way its reading can stand.

import { daysOf, monthOf, utcDay } from '../src/core/budget/period';
import { addUsd, type Usd, usd } from '../src/core/money';
import type { AccountDetails } from '../src/core/spend/accountDetails';
import type {
  BillCell,
  DaySpend,
  ModelSpend,
  ReadingState,
  SourceState,
  SpendFigures,
  SpendState,
} from '../src/core/spend/spend';

export const minuteMs = 60_000;

/** 21 November 2026, 17:44 UTC. */
export const now = Date.UTC(2026, 10, 21, 17, 44);

/** Dollars that are known to be a decimal number. */
export function dollars(amount: string | number): Usd {
  const value = usd(amount);
  if (value === undefined) throw new RangeError(`not an amount: ${amount}`);
  return value;
}

const costs = [
  '3.12', '2.87', '4.4', '5.02', '4.91', '4.13', '0.62', '0.31', '4.66', '5.21', '6.04',
  '5.5', '4.8', '0.9', '0.44', '5.12', '6.31', '5.94', '6.6', '5.87', '3.41',
] as const; // biome-ignore format: a row of numbers

/** Days of the month up to `asOf`, with the given costs repeated as often as needed. */
export function daysUntil(asOf: number, amounts: readonly (string | number)[] = costs): readonly DaySpend[] {
  return daysOf(monthOf(asOf))
    .filter((day) => day <= utcDay(asOf))
    .map((day, index) => ({ day, cost: dollars(amounts[index % amounts.length] ?? 0) }));
}

export const models: readonly ModelSpend[] = [
  model('gpt-6.1-sol', '48.201', 18_204, 31_400_210, 12_100_400, 2_804_112),
  model('gpt-5-mini', '21.77', 92_310, 80_012_450, 40_400_900, 9_120_004),
  model('text-embedding-3-small', '3.0042', 4_410, 150_210_000, 0, 0),
  { ...model('web search tool calls', '1.2'), model: 'web search tool calls' },
  { ...model('gpt-5-nano', undefined, 310, 120_400, 0, 22_010), cost: undefined },
];

function model(
  name: string,
  cost: string | undefined,
  requests?: number,
  inputTokens?: number,
  cachedInputTokens?: number,
  outputTokens?: number,
): ModelSpend {
  const amount = cost === undefined ? undefined : dollars(cost);
  return { model: name, cost: amount, requests, inputTokens, cachedInputTokens, outputTokens };
}

/** Figures of the month of `asOf`; the total is the sum of the days. */
export function figuresAt(
  asOf: number,
  days: readonly DaySpend[] = daysUntil(asOf),
  byModel: readonly ModelSpend[] = models,
): SpendFigures {
  const { start, end } = monthOf(asOf);
  const total = addUsd(...days.map(({ cost }) => cost));
  return { asOf, periodStart: start, periodEnd: end, days, total, models: byModel };
}

/** A healthy state read three minutes before `now`, changed by `change`. */
export function spendState(change: Partial<SpendState> = {}): SpendState {
  return {
    reading: { kind: 'ok' },
    figures: figuresAt(now - 3 * minuteMs),
    demo: false,
    origin: 'https://api.openai.com',
    nextPollAt: now + 2 * minuteMs,
    intervalMs: 5 * minuteMs,
    sessionStart: now - 8.5 * 60 * minuteMs,
    sessionSpend: dollars('1.3307'),
    ...change,
  };
}

/** Nothing read yet, in the given state of reading. */
export function unread(reading: ReadingState): SpendState {
  return spendState({ reading, figures: undefined, sessionSpend: undefined, nextPollAt: undefined });
}

/** One of every kind of reading, without figures. */
export const readings: readonly ReadingState[] = [
  { kind: 'noKey' },
  { kind: 'reading' },
  { kind: 'ok' },
  { kind: 'keyRefused', reason: 'projectKey' },
  { kind: 'keyRefused', reason: 'unknownKey' },
  { kind: 'rateLimited', until: now + 14 * minuteMs },
  { kind: 'rateLimited', until: now + 60 * minuteMs, quota: true },
  { kind: 'offline' },
  { kind: 'unreadable', detail: 'results[3].amount.value is not a number' },
  { kind: 'keyLost' },
  { kind: 'unsupported', detail: 'A browser may not ask api.openai.com.' },
];

/** One line of the bill of a project. */
export const bill: BillCell = {
  ...{ day: '2026-11-02', item: 'gpt-5-mini, input', model: 'gpt-5-mini', cost: dollars(20) },
  ...{ project: 'proj_a' },
};

/** An account with that line and these details. */
export function source(details: AccountDetails | undefined, change: Partial<SourceState> = {}): SourceState {
  const figures = { ...figuresAt(now - 3 * minuteMs), bills: [bill] };
  return {
    ...{ id: 'openai', sourceId: 'openai', name: 'OpenAI', label: undefined, provider: 'openai' },
    ...{ costKind: 'reported', reading: { kind: 'ok' }, figures, total: figures.total, added: figures.total },
    ...{ sessionSpend: undefined, origin: 'https://api.openai.com', nextPollAt: undefined, details },
    ...change,
  };
}

const monthly = { interval: 'month' };
/** Limits that are met and not, and the use of one model, read an hour before `now`. */
export const accountDetails: AccountDetails = {
  triedAt: now,
  limits: {
    asOf: now - 60 * minuteMs,
    spendLimits: [
      { scope: 'organization', kind: 'limit', amount: dollars(120), enforced: true, ...monthly },
      { scope: 'organization', kind: 'alert', amount: dollars(50), ...monthly },
      { scope: 'project', id: 'proj_a', kind: 'limit', amount: dollars(20), enforced: true, ...monthly },
      { scope: 'project', id: 'proj_b', kind: 'limit', amount: dollars(5), enforced: false, ...monthly },
      { scope: 'key', kind: 'limit', amount: dollars(9), interval: undefined, spent: dollars(3), enforced: true },
    ],
    rateLimits: [
      { project: 'proj_a', model: 'gpt-5-mini', limits: { requestsPerMinute: 500, tokensPerMinute: 90_000 } },
      { project: 'proj_a', model: 'gpt-5', limits: { tokensPerMinute: 90_000 } },
    ],
    unreadProjects: 2,
  },
  use: {
    asOf: now - 60 * minuteMs,
    periodStart: Date.UTC(2026, 10, 1),
    busiest: [undefined, 'proj_a'].map((project) => ({
      ...{ project, model: 'gpt-5-mini', requestsPerMinute: { at: now - 90 * minuteMs, count: 12 } },
      ...{ tokensPerMinute: { at: now - 90 * minuteMs, count: 81_000 }, requestsPerDay: undefined },
    })),
    endpoints: [],
  },
  spenders: undefined,
};
