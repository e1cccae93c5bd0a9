// The scenario planner of the page: what is typed, compared over models and payment plans at list prices.
import { type BudgetPeriod, daysInPeriod } from '../budget/budgetPeriod';
import type { BudgetSettings } from '../budget/budgetSettings';
import { costsFrom } from '../budget/scenarioPrices';
import {
  compareScenario,
  type PaymentPlan,
  paymentPlans,
  readyScenarios,
  type Scenario,
  type ScenarioCost,
  scenarioProblem,
} from '../budget/scenarios';
import { timesUsd, type Usd } from '../money';
import { callCost } from '../prices/callCost';
import type { PriceLookup } from '../prices/price';
import type { Translate } from '../words';
import type { PanelRow, Planner, PlanWish, Sum } from './dashboardProtocol';
import { type Formats, plainFigure } from './formats';
import { columns, row } from './panel';
import { exactText } from './sums';

/** More rows than this are not shown; the cheapest stay. */
const mostRows = 40;

/** What the planner reckons with. */
export interface PlannerInput {
  readonly settings: BudgetSettings;
  readonly period: BudgetPeriod;
  /** Undefined: prices are not known yet. */
  readonly priceOf: PriceLookup | undefined;
  readonly models: readonly string[];
  /** What the user typed; undefined: the first example as it is. */
  readonly wish: PlanWish | undefined;
  readonly now: number;
}

/** The planner as the page shows it. */
export function plannerOf({ settings, period, priceOf, models, wish, now }: PlannerInput, formats: Formats): Planner {
  const { t } = formats;
  const scenarios = [...settings.scenarios, ...readyScenarios(t)];
  const examples = scenarios.map((scenario, example) => ({ name: scenario.name, wish: wishOf(scenario, example) }));
  const chosen = wish ??
    examples[0]?.wish ?? { example: 0, callsPerDay: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
  const scenario: Scenario = { name: examples[chosen.example]?.name ?? '', ...chosen };
  const problem = scenarioProblem(scenario);
  const days = daysInPeriod(period);
  const costs =
    problem === undefined && priceOf
      ? compareScenario(scenario, models, paymentPlans, costsFrom(priceOf, now), days, settings.input.cap)
      : [];
  const known = costs.filter(({ perMonth }) => perMonth !== undefined);
  return {
    heading: t('Scenario planner'),
    note: t('List prices for {0} days; the share is that of your cap. An estimate, not an offer.', days),
    exampleLabel: t('Scenario'),
    examples,
    fields: {
      callsPerDay: t('Calls a day'),
      inputTokens: t('Input tokens of a call'),
      cachedTokens: t('of it cached'),
      outputTokens: t('Output tokens of a call'),
    },
    wish: chosen,
    problem: problem === undefined ? null : t('More tokens are cached than there are.'),
    columns: columns(t('Model'), { text: t('Plan') }, t('A call'), t('A day'), t('A month'), t('Share of the cap')),
    rows: known.slice(0, mostRows).map((cost) => costRow(cost, scenario, days, priceOf, now, formats)),
    empty: known.length > 0 || problem !== undefined ? null : t('No price is known for these models.'),
  };
}

function wishOf({ callsPerDay, inputTokens, cachedTokens, outputTokens }: Scenario, example: number): PlanWish {
  return { example, callsPerDay, inputTokens, cachedTokens, outputTokens };
}

function costRow(
  cost: ScenarioCost,
  scenario: Scenario,
  days: number,
  priceOf: PriceLookup | undefined,
  now: number,
  formats: Formats,
): PanelRow {
  const { model, plan, perCall, perDay, perMonth, capPercent } = cost;
  const { t } = formats;
  const about = (amount: Usd | undefined) => plainFigure(amount === undefined ? '' : formats.estimate(amount));
  const share =
    capPercent === undefined
      ? ''
      : capPercent > 0 && capPercent < 1
        ? '<1%'
        : `${formats.count(Math.floor(capPercent))}%`;
  return row(
    model,
    [plainFigure(planWords(plan, t)), about(perCall), about(perDay), about(perMonth), plainFigure(share)],
    {
      bar: Math.min(1, (capPercent ?? 0) / 100),
      isWarning: (capPercent ?? 0) >= 100,
      sum: callSum(cost, scenario, days, priceOf, now, formats),
    },
  );
}

/** Quantity x rate for each part of a month of calls. */
function callSum(
  { model, plan, perMonth }: ScenarioCost,
  { callsPerDay, inputTokens: input, cachedTokens: cached, outputTokens: output }: Scenario,
  days: number,
  priceOf: PriceLookup | undefined,
  now: number,
  { t, count }: Formats,
): Sum | null {
  const price = priceOf?.(model, now);
  if (!price || perMonth === undefined || plan === 'perCall') return null;
  const cost = callCost(price, { input, cached, output, tier: plan === 'standard' ? undefined : plan });
  if ('unknown' in cost) return null;
  const calls = callsPerDay * days;
  const lines = cost.parts.map(({ name, quantity, usdPerMillion, usd }) => ({
    label: partWords(name, t),
    detail: t('{0} calls x {1} at {2} per million', count(calls), count(quantity), exactText(usdPerMillion)),
    amount: exactText(timesUsd(usd, calls)),
  }));
  const asOf = price.asOf === undefined ? t('your own price') : t('price list of {0}', price.asOf);
  return {
    toggle: t('How this adds up'),
    lines,
    total: { label: t('A month'), detail: '', amount: exactText(perMonth) },
    note: t('{0}, {1}.', planWords(plan, t), asOf),
  };
}

function partWords(name: string, t: Translate): string {
  const words: Readonly<Record<string, string>> = {
    input: t('Input tokens'),
    output: t('Output tokens'),
    cacheRead: t('Cached input tokens'),
    cacheWrite: t('Tokens written to the cache'),
    cacheWrite1h: t('Tokens written to the cache for an hour'),
    request: t('Calls'),
  };
  return words[name] ?? name;
}

function planWords(plan: PaymentPlan, t: Translate): string {
  const words: Record<PaymentPlan, string> = {
    standard: t('Standard'),
    batch: t('Batch'),
    flex: t('Flex'),
    priority: t('Priority'),
    perCall: t('Per call'),
  };
  return words[plan];
}
