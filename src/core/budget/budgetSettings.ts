// The user's budget as the settings say it, and the budget's state for the figures at hand. Settings and figures -> here -> every
// surface: status bar, tooltip, alerts, page and export all start from `budgetOf`.

import type { Usd } from '../money';
import type { RateLimit } from '../spend/accountDetails';
import type { DaySpend, ModelSpend } from '../spend/spend';
import { defaultThresholds, readThresholds } from './alerts';
import type { SpendBy } from './allocation';
import { type BudgetProblem, isJsonObject } from './budgetFields';
import { readBudgetFile } from './budgetFile';
import { budgetPeriod } from './budgetPeriod';
import { type BudgetInput, type BudgetState, budgetState } from './budgetState';
import { configuredRateLimits } from './rateLimits';
import { withReportedDays } from './readDays';
import { type Scenario, scenarioProblem } from './scenarios';
import type { Subscription } from './subscriptions';

/** The settings as they stand in the editor, unchecked. */
export interface RawBudget {
  readonly cap: Usd | undefined;
  readonly resetDay?: unknown;
  readonly zone?: unknown;
  readonly thresholds?: unknown;
  readonly watchesForecast?: unknown;
  readonly credits?: unknown;
  readonly subscriptions?: unknown;
  readonly allocations?: unknown;
  readonly rateLimits?: unknown;
  readonly scenarios?: unknown;
}

/** The checked settings. */
export interface BudgetSettings {
  /** Zone, reset day, cap, credits, subscriptions and allocations; no days yet. */
  readonly input: Omit<BudgetInput, 'now' | 'asOf' | 'days'>;
  readonly subscriptions: readonly Subscription[];
  readonly thresholds: readonly number[];
  readonly watchesForecast: boolean;
  readonly rateLimits: readonly RateLimit[];
  /** The user's own. */
  readonly scenarios: readonly Scenario[];
  /** What could not be used and is left out. */
  readonly problems: readonly BudgetProblem[];
}

/** Reads the settings as the fields of a budget file are read; what cannot be used is left out and named. */
export function readBudgetSettings(raw: RawBudget): BudgetSettings {
  const { cap, zone, resetDay, credits, subscriptions, allocations } = raw;
  const { input, problems } = readBudgetFile(
    withoutUndefined({ zone, resetDay, credits, subscriptions, allocations }),
    0,
  );
  if (!input) throw new RangeError('a budget without days is always read');
  const scenarios = readScenarios(raw.scenarios);
  return {
    input: { ...input, cap },
    subscriptions: input.subscriptions,
    thresholds: raw.thresholds === undefined ? defaultThresholds : readThresholds(raw.thresholds),
    watchesForecast: raw.watchesForecast !== false,
    rateLimits: configuredRateLimits(raw.rateLimits),
    ...scenarios,
    problems: [...problems, ...scenarios.problems],
  };
}

function withoutUndefined(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const mostScenarios = 50;

function readScenarios(value: unknown): { scenarios: readonly Scenario[]; problems: readonly BudgetProblem[] } {
  const problems: BudgetProblem[] = [];
  const rows: readonly unknown[] = Array.isArray(value) ? value.slice(0, mostScenarios) : [];
  const scenarios = rows.flatMap((row, index): Scenario[] => {
    const scenario = isJsonObject(row) ? scenarioFrom(row) : undefined;
    const wrong = scenario ? scenarioProblem(scenario) : 'name';
    if (scenario && wrong === undefined) return [scenario];
    problems.push({ field: `scenarios[${index}].${wrong}`, message: 'cannot be used; the scenario is ignored' });
    return [];
  });
  return { scenarios, problems };
}

/** A scenario with its numbers as they come; undefined without a name. `cachedTokens` may be left out. */
export function scenarioFrom(row: Readonly<Record<string, unknown>>): Scenario | undefined {
  const { name } = row;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  const count = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);
  const [callsPerDay, inputTokens, outputTokens] = [row.callsPerDay, row.inputTokens, row.outputTokens].map(count);
  if (callsPerDay === undefined || inputTokens === undefined || outputTokens === undefined) return undefined;
  return {
    name: name.slice(0, 200),
    callsPerDay,
    inputTokens,
    cachedTokens: count(row.cachedTokens ?? 0),
    outputTokens,
  };
}

/** What a budget needs of the figures. */
export interface BudgetFigures {
  /** When they were read, epoch ms. */
  readonly asOf: number;
  readonly days: readonly DaySpend[];
  readonly models: readonly ModelSpend[];
  /** As in ReportedDays. */
  readonly spendBy?: readonly SpendBy[];
}

/**
 * The budget's state at `now`, epoch ms. While no day of the period that holds `now` was read, it is the state of the period of the last
 * read at its end. `earlier` are days before those of the figures, for the rate and for periods that begin within a month.
 * Undefined without figures.
 */
export function budgetOf(
  settings: BudgetSettings,
  figures: BudgetFigures | undefined,
  now: number,
  earlier: readonly DaySpend[] = [],
): BudgetState | undefined {
  if (!figures) return undefined;
  const read = new Set(figures.days.map(({ day }) => day));
  const days = [...earlier.filter(({ day }) => !read.has(day)), ...figures.days];
  const { input } = settings;
  const at = (instant: number) =>
    withReportedDays({ ...input, now: instant, asOf: instant, days: new Map() }, { ...figures, days });
  const wanted = at(now);
  const { firstDay } = budgetPeriod(input.zone, input.resetDay, now);
  const isRead = [...wanted.days.keys()].some((day) => day >= firstDay);
  const { end } = budgetPeriod(input.zone, input.resetDay, figures.asOf);
  return budgetState(isRead ? wanted : at(Math.min(now, end - 1)));
}
