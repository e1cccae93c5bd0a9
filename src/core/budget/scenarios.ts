// The scenario planner: so many calls a day of such a size, compared across models and payment plans. What a call costs is an argument.
import type { Usd } from '../money';
import type { Translate } from '../words';
import { percentOfShare } from './budgetState';

/** How calls are paid for. `perCall`: a flat price for each, whatever its size. */
export type PaymentPlan = 'standard' | 'batch' | 'flex' | 'priority' | 'perCall';

export const paymentPlans: readonly PaymentPlan[] = ['standard', 'batch', 'flex', 'priority', 'perCall'];

/** One use of a model. All counts are whole numbers from 0. */
export interface Scenario {
  readonly name: string;
  readonly callsPerDay: number;
  /** The whole prompt of one call; `cachedTokens` of it are read from the cache. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** What one call costs; undefined when the price, or the plan's price, is not known. A user's own cost model comes in this way too. */
export type CostOfCall = (
  model: string,
  plan: PaymentPlan,
  call: { readonly input: number; readonly cached: number; readonly output: number },
) => Usd | undefined;

/** One scenario under one model and plan. Undefined costs: no price. */
export interface ScenarioCost {
  readonly model: string;
  readonly plan: PaymentPlan;
  readonly perCall: Usd | undefined;
  readonly perDay: Usd | undefined;
  readonly perMonth: Usd | undefined;
  /** Percent of the cap that a month takes; undefined without a cap or a price. */
  readonly capPercent: number | undefined;
}

/** Every model under every plan, the cheapest first, without a price last. `days` is the length of the month, `cap` the user's. */
export function compareScenario(
  scenario: Scenario,
  models: readonly string[],
  plans: readonly PaymentPlan[],
  costOf: CostOfCall,
  days: number,
  cap: Usd | undefined,
): readonly ScenarioCost[] {
  const { callsPerDay, inputTokens: input, cachedTokens: cached, outputTokens: output } = scenario;
  const costs = models.flatMap((model) =>
    plans.map((plan): ScenarioCost => {
      const perCall = costOf(model, plan, { input, cached, output });
      const perDay = times(perCall, callsPerDay);
      const perMonth = times(perDay, days);
      const capPercent = perMonth === undefined ? undefined : percentOfShare(perMonth, cap);
      return { model, plan, perCall, perDay, perMonth, capPercent };
    }),
  );
  return costs.sort(cheapestFirst);
}

function times(amount: Usd | undefined, count: number): Usd | undefined {
  return amount === undefined ? undefined : ((amount * BigInt(count)) as Usd);
}

function cheapestFirst(a: ScenarioCost, b: ScenarioCost): number {
  if (a.perCall === undefined || b.perCall === undefined)
    return Number(a.perCall === undefined) - Number(b.perCall === undefined);
  return a.perCall < b.perCall ? -1 : a.perCall > b.perCall ? 1 : 0;
}

/** Ready examples, to be changed: sizes of our own choosing, not measurements. */
export function readyScenarios(t: Translate): readonly Scenario[] {
  return [
    scenario(t('Support bot'), 2_000, 1_800, 1_024, 250),
    scenario(t('Sentiment watch'), 20_000, 220, 0, 8),
    scenario(t('Recommender'), 5_000, 3_200, 2_048, 350),
  ];
}

/** A scenario of a prompt that the editor has counted; `outputTokens` is the most or the usual length of an answer. */
export function scenarioOfPrompt(
  name: string,
  inputTokens: number,
  outputTokens: number,
  callsPerDay: number,
): Scenario {
  return scenario(name, callsPerDay, inputTokens, 0, outputTokens);
}

function scenario(
  name: string,
  callsPerDay: number,
  inputTokens: number,
  cachedTokens: number,
  outputTokens: number,
): Scenario {
  return { name, callsPerDay, inputTokens, cachedTokens, outputTokens };
}

/** Why a scenario cannot be reckoned: the first field that is not a whole number from 0, or more cached than input tokens. */
export function scenarioProblem(value: Scenario): keyof Scenario | undefined {
  const fields = ['callsPerDay', 'inputTokens', 'cachedTokens', 'outputTokens'] as const;
  const wrong = fields.find((field) => !Number.isSafeInteger(value[field]) || value[field] < 0);
  return wrong ?? (value.cachedTokens > value.inputTokens ? 'cachedTokens' : undefined);
}
