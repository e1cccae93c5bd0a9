// Which budget alert to say, if any: a pure decision over the claims that all windows share. alertClaims.ts carries it out.
//
// What was said is kept as a set of names that only ever grows within a period, each made by exactly one window:
//   c120.kept0        the cap became 120 (in pico-dollars); thresholds up to 0 percent count as said before
//   c120.t75          75 percent of that cap was said (and with it every lower threshold)
//   c120.t100.shown   that message was on the screen; from 100 percent on a window that died before it is replaced
//   c120.t100.again1  … by a second try
//   f1, u1            the first forecast alert; the forecast was under 95 percent of the cap after it
//   muted             nothing more is said in this period
import type { Usd } from '../money';
import type { BudgetState } from './budgetState';
import type { Forecast, NoForecast } from './forecast';

/** One name of the shared set, and when it was made, epoch ms. */
export interface Claim {
  readonly name: string;
  readonly at: number;
}

/** What an alert says. */
export type AlertMessage =
  | { readonly kind: 'threshold'; readonly threshold: number; readonly spent: Usd; readonly cap: Usd }
  | { readonly kind: 'forecast'; readonly expected: Usd; readonly cap: Usd; readonly capReachedAt: number | undefined };

/** The budget at one moment, and where its figures come from. */
export interface AlertInput {
  /** From `readThresholds`. */
  readonly thresholds: readonly number[];
  readonly cap: Usd | undefined;
  readonly spent: Usd;
  readonly forecast: Forecast | NoForecast;
  readonly now: number;
  /** When the figures were read, epoch ms. */
  readonly asOf: number;
  /** The period the figures are for begins here, epoch ms. */
  readonly periodStart: number;
  /** Figures of the demo server: never said, never marked. */
  readonly demo: boolean;
  /** The first read after the installation: what is crossed is marked, not said. */
  readonly isFirstRead: boolean;
}

/** The input of a budget's state; the rest says where its figures come from. */
export function alertInputOf(
  { cap, spent, forecast, period }: BudgetState,
  facts: Pick<AlertInput, 'thresholds' | 'now' | 'asOf' | 'demo' | 'isFirstRead'>,
): AlertInput {
  return { ...facts, cap, spent, forecast, periodStart: period.start };
}

/** What to do next. Marks come first: when there are any, make them all, read the set anew and plan again. */
export interface AlertPlan {
  readonly marks: readonly string[];
  /** Make `claim`; only the window that made it says the message, and makes `shown` afterwards. */
  readonly say: { readonly claim: string; readonly shown: string; readonly message: AlertMessage } | undefined;
}

const hourMs = 3_600_000;
const silentAfterMs = 24 * hourMs;
const forecastRestMs = 24 * hourMs;
/** A window that claimed a message from 100 percent on and has not shown it after so long has died. */
const showWithinMs = 2 * 60_000;
const nothing: AlertPlan = { marks: [], say: undefined };

/** The plan for what is known and what was said. */
export function planAlerts(input: AlertInput, claims: readonly Claim[]): AlertPlan {
  const { cap, now, asOf, demo } = input;
  if (cap === undefined || cap <= 0n || demo || now - asOf > silentAfterMs || asOf < input.periodStart) return nothing;
  const names = new Map(claims.map(({ name, at }) => [name, at]));
  if (names.has('muted')) return nothing;
  if (saidUnder(cap, names) === undefined) return { marks: [keptMark(input, cap, claims)], say: undefined };
  return thresholdPlan(input, cap, names) ?? forecastPlan(input, cap, names) ?? nothing;
}

/** The name that mutes the rest of the period. */
export const muteMark = 'muted';

type Names = ReadonlyMap<string, number>;

/** The highest threshold that counts as said under a cap, 0 for none; undefined when this cap was never seen in the period. */
function saidUnder(cap: Usd, names: Names): number | undefined {
  let highest: number | undefined;
  for (const name of names.keys()) {
    const match = /^c(\d+)\.(?:kept|t)(\d+)/.exec(name);
    if (match?.[1] === cap.toString()) highest = Math.max(highest ?? 0, Number(match[2]));
  }
  return highest;
}

/** A cap that is new in this period: what was said under the cap before stays said up to the new percent, and is re-armed above it. */
function keptMark({ spent }: AlertInput, cap: Usd, claims: readonly Claim[]): string {
  const latest = claims
    .map(({ name, at }) => ({ cap: /^c(\d+)\.kept/.exec(name)?.[1], at }))
    .reduce<{ cap?: string | undefined; at: number }>((a, b) => (b.cap !== undefined && b.at >= a.at ? b : a), {
      at: 0,
    });
  const names = new Map(claims.map(({ name, at }) => [name, at]));
  const before = latest.cap === undefined ? 0 : (saidUnder(BigInt(latest.cap) as Usd, names) ?? 0);
  return `c${cap}.kept${Math.min(before, wholePercent(spent, cap))}`;
}

function wholePercent(spent: Usd, cap: Usd): number {
  const percent = spent > 0n ? (spent * 100n) / cap : 0n;
  return percent > 1_000_000n ? 1_000_000 : Number(percent);
}

function thresholdPlan(input: AlertInput, cap: Usd, names: Names): AlertPlan | undefined {
  const { thresholds, spent, now } = input;
  const crossed = thresholds.filter((threshold) => spent * 100n >= cap * BigInt(threshold)).at(-1);
  if (crossed === undefined) return undefined;
  const said = saidUnder(cap, names) ?? 0;
  const claim = `c${cap}.t${crossed}`;
  if (crossed > said) {
    if (input.isFirstRead) return { marks: [claim, `${claim}.shown`], say: undefined };
    return say(input, cap, crossed, claim);
  }
  return crossed >= 100 && crossed === said ? retry(input, cap, crossed, names, now) : undefined;
}

function say({ spent }: AlertInput, cap: Usd, threshold: number, claim: string): AlertPlan {
  const message: AlertMessage = { kind: 'threshold', threshold, spent, cap };
  return { marks: [], say: { claim, shown: `c${cap}.t${threshold}.shown`, message } };
}

/** From 100 percent on a message must not get lost: the next try is made when the last one was claimed and never shown. */
function retry(input: AlertInput, cap: Usd, threshold: number, names: Names, now: number): AlertPlan | undefined {
  const first = `c${cap}.t${threshold}`;
  if (!names.has(first) || names.has(`${first}.shown`)) return undefined;
  let tries = 0;
  let last = names.get(first) ?? now;
  for (let at = names.get(`${first}.again1`); at !== undefined; at = names.get(`${first}.again${tries + 1}`)) {
    tries += 1;
    last = at;
  }
  return now - last > showWithinMs ? say(input, cap, threshold, `${first}.again${tries + 1}`) : nothing;
}

/** Forecast over the cap: at first, and again after it was under 95 percent and at least a day has passed; never when little is known. */
function forecastPlan(
  { forecast, spent, now, isFirstRead }: AlertInput,
  cap: Usd,
  names: Names,
): AlertPlan | undefined {
  if (forecast.kind === 'none' || forecast.confidence === 'low' || spent >= cap) return undefined;
  let said = 0;
  while (names.has(`f${said + 1}`)) said += 1;
  const { expected, capReachedAt } = forecast;
  const isUnder = expected * 100n < cap * 95n;
  if (isUnder) return said > 0 && !names.has(`u${said}`) ? { marks: [`u${said}`], say: undefined } : undefined;
  if (expected <= cap) return undefined;
  const isArmed = said === 0 || (names.has(`u${said}`) && now - (names.get(`f${said}`) ?? now) >= forecastRestMs);
  if (!isArmed) return undefined;
  const claim = `f${said + 1}`;
  if (isFirstRead) return { marks: [claim], say: undefined };
  return {
    marks: [],
    say: { claim, shown: `${claim}.shown`, message: { kind: 'forecast', expected, cap, capReachedAt } },
  };
}

/** The default thresholds, percent of the cap. */
export const defaultThresholds: readonly number[] = [50, 75, 90, 100];

/** Thresholds of a setting: whole percents from 1 to 500, each once, ascending. Anything else is left out; not a list gives the default. */
export function readThresholds(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return defaultThresholds;
  const percents = value.filter((each): each is number => Number.isInteger(each) && each >= 1 && each <= 500);
  return [...new Set(percents)].sort((a, b) => a - b);
}

/** What the first read after the installation found crossed, to be shown once beside the figures; undefined for nothing. */
export function firstReadSummary({ thresholds, cap, spent, isFirstRead }: AlertInput): AlertMessage | undefined {
  if (!isFirstRead || cap === undefined || cap <= 0n) return undefined;
  const threshold = thresholds.filter((each) => spent * 100n >= cap * BigInt(each)).at(-1);
  return threshold === undefined ? undefined : { kind: 'threshold', threshold, spent, cap };
}
