// What the provider holds against the account: spend limits, rate limits, and the bill beside the list price of the tokens.
import type { BudgetSettings } from '../budget/budgetSettings';
import type { BudgetState } from '../budget/budgetState';
import { driftWords, providerLimitWords } from '../budget/limitWords';
import { dayMs } from '../budget/period';
import { compareLimits, type ProviderLimit, tierFor, usageTiers } from '../budget/providerLimits';
import { type BusiestUse, type RateLimitKind, rateLimitUses } from '../budget/rateLimits';
import { reconcile, reconcileTotals } from '../budget/reconcile';
import { restatedForMs } from '../budget/settlement';
import type { Panel } from '../dashboardProtocol';
import { addUsd, type Usd, zeroUsd } from '../money';
import { aggregateCost } from '../prices/callCost';
import type { PriceLookup } from '../prices/price';
import type { SpendFigures } from '../spend';
import type { Translate } from '../words';
import { button } from './banner';
import { amountFigure, type Formats, plainFigure, unknownFigure } from './formats';
import { columns, panel, row } from './panel';

/** The user's cap, the provider's limit, and the usage tiers that allow so much. */
export function limitsPanel(
  budget: BudgetState | undefined,
  limit: ProviderLimit | undefined,
  cap: Usd | undefined,
  formats: Formats,
): Panel {
  const { t, money } = formats;
  const expected = budget?.forecast.kind === 'forecast' ? budget.forecast.expected : undefined;
  const { willStop } = compareLimits(cap, limit, budget?.spent ?? zeroUsd, expected);
  const fits = cap !== undefined && cap > 0n ? tierFor(cap) : undefined;
  return panel('limits', t('Limits of the provider'), {
    notes: [
      limit
        ? t('Your provider holds a limit: {0}.', providerLimitWords(limit, 'OpenAI', t))
        : t('The limit that your provider enforces is not read in the editor.'),
      t('The tiers are presets from the documentation of OpenAI, not a fact about your account.'),
    ],
    warning: willStop ? t('At this pace the provider will refuse calls before the month ends.') : null,
    empty: '',
    columns: columns(t('Usage tier'), t('A month at most'), t('Paid in all'), t('Days since the first payment'), {
      text: t('State'),
    }),
    rows: usageTiers.map((tier) =>
      row(String(tier.tier), [
        plainFigure(money(tier.monthlyLimit)),
        plainFigure(money(tier.paid)),
        plainFigure(formats.count(tier.days)),
        plainFigure(tier === fits ? t('the lowest that allows your cap') : ''),
      ]),
    ),
    actions: [button(t, 'changeCap')],
  });
}

/** The configured rate limits against the busiest day of use. */
export function rateLimitsPanel(settings: BudgetSettings, figures: SpendFigures | undefined, formats: Formats): Panel {
  const { t, count } = formats;
  const uses = rateLimitUses(settings.rateLimits, busiestDays(figures));
  return panel('rateLimits', t('Rate limits'), {
    notes: uses.length > 0 ? [t('Days are read in daily buckets; the busiest minute is not known from them.')] : [],
    empty: t('No rate limits are set. They are set for each model in the settings.'),
    columns: columns(t('Model'), { text: t('Limit') }, t('Allowed'), t('Busiest'), t('Percent')),
    rows: uses.map(({ model, kind, limit, used, percent }) =>
      row(
        model,
        [
          plainFigure(kindWords(kind, t)),
          plainFigure(count(limit)),
          used === undefined ? unknownFigure(t) : plainFigure(count(used)),
          percent === undefined ? unknownFigure(t) : plainFigure(`${percent}%`),
        ],
        { bar: Math.min(1, (percent ?? 0) / 100), isWarning: (percent ?? 0) >= 90 },
      ),
    ),
    actions: [button(t, 'changeRateLimits')],
  });
}

function kindWords(kind: RateLimitKind, t: Translate): string {
  const words: Record<RateLimitKind, string> = {
    requestsPerMinute: t('Requests a minute'),
    tokensPerMinute: t('Tokens a minute'),
    requestsPerDay: t('Requests a day'),
    batchTokensPerDay: t('Batch tokens a day'),
  };
  return words[kind];
}

function busiestDays(figures: SpendFigures | undefined): readonly BusiestUse[] {
  const busiest = new Map<string, { at: number; requests: number }>();
  for (const { model, day, requests } of figures?.uses ?? []) {
    if (requests !== undefined && requests > (busiest.get(model)?.requests ?? -1))
      busiest.set(model, { at: Date.parse(`${day}T00:00:00Z`), requests });
  }
  return [...busiest].map(([model, { at, requests }]) => ({
    model,
    minute: undefined,
    day: { at, requests, batchTokens: undefined },
  }));
}

/** Most rows of the comparison; the dearest stay. */
const mostModels = 50;

/** The month's bill per model beside what its tokens cost at list price. */
export function reconciliationPanel(
  figures: SpendFigures | undefined,
  priceOf: PriceLookup | undefined,
  now: number,
  formats: Formats,
): Panel {
  const { t } = formats;
  const parts = {
    columns: columns(t('Model'), t('At list price'), t('Billed'), t('Difference'), { text: t('Likely reason') }),
  };
  const heading = t('List price and bill');
  if (!figures?.uses || !priceOf)
    return panel('reconciliation', heading, { ...parts, rows: [], empty: t('There is nothing to compare yet.') });
  const rows = figures.models.slice(0, mostModels).flatMap((model) => {
    const { inputTokens: input, cachedInputTokens: cached = 0, outputTokens: output, requests = 0 } = model;
    const price = priceOf(model.model, figures.asOf);
    const counts = input === undefined || output === undefined ? undefined : { input, cached, output };
    const costOf = (of: { input: number; cached: number; output: number }) => {
      const cost = price && aggregateCost(price, of, requests);
      return cost === undefined || 'unknown' in cost ? undefined : cost.total;
    };
    const own = counts && costOf(counts);
    if (own === undefined && model.cost === undefined) return [];
    const isOpen = now < figures.periodEnd + restatedForMs;
    const day = new Date(figures.periodStart + dayMs / 2).toISOString().slice(0, 10);
    const estimate = own === undefined ? undefined : { cost: own, counts };
    const bill = model.cost === undefined ? undefined : { cost: model.cost, counts };
    return [reconcile({ model: model.model, day, estimate, bill, isOpen }, (_model, _day, of) => costOf(of))];
  });
  const known = rows.filter((each) => each.estimate && each.bill);
  const totals = reconcileTotals(known);
  const drift = (percent: number | undefined) =>
    percent === undefined ? unknownFigure(t) : plainFigure(`${percent > 0 ? '+' : ''}${percent}%`);
  return panel('reconciliation', heading, {
    ...parts,
    notes:
      rows.length > 0
        ? [
            t(
              'Tokens as the provider counted them, at list price and standard service; the bill is never changed by it.',
            ),
          ]
        : [],
    empty: t('There is nothing to compare yet.'),
    rows: [
      ...rows.map((each) =>
        row(each.model, [
          each.estimate ? plainFigure(formats.estimate(each.estimate.cost)) : unknownFigure(t),
          amountFigure(t, each.bill?.cost),
          drift(each.driftPercent),
          plainFigure(each.reason === undefined ? t('agree') : (driftWords(each, t) ?? '')),
        ]),
      ),
      ...(known.length > 0
        ? [
            row(
              t('Models with both'),
              [
                plainFigure(formats.estimate(totals.estimate)),
                amountFigure(t, addUsd(totals.bill)),
                plainFigure(''),
                plainFigure(''),
              ],
              { isTotal: true },
            ),
          ]
        : []),
    ],
  });
}
