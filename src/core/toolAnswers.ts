// What language models are answered when they ask for an estimate or for what is left of the budget: short plain data, amounts as decimal
// strings, unknown as null, and how sure each figure is.

import { forecastOf } from './budget/forecast';
import type { ModelUsed, TokenFigure } from './costs/analyse';
import { percentOf, subtractUsd, type Usd, usdToDecimal } from './money';
import { type Price, ratePerMillion, ratesFor } from './prices/price';
import type { Estimate } from './session/protocol';
import type { ReadFigure, TextReading } from './session/textReading';
import { isStale, type SpendState } from './spend/spend';

/** Rows of one answer; the rest is only in the totals. */
const rowsLimit = 50;

/** How sure a count is; `errorPercent` only for estimates whose error is known. */
function exactness({ estimated, atLeast, errorPercent }: TokenFigure) {
  const said = estimated ? 'estimate' : 'exact';
  return {
    exactness: atLeast ? `${said}, at least: template values add to it` : said,
    ...(errorPercent === undefined ? {} : { errorPercent }),
  };
}

function dollars(amount: Usd | undefined): string | null {
  return amount === undefined ? null : usdToDecimal(amount);
}

function modelOf(model: ModelUsed) {
  return { model: model.id, modelFrom: model.source === 'default' ? 'default setting' : model.source };
}

function priceOf(price: Price | undefined, tokens: number) {
  if (!price)
    return { inputUsdPerMillion: null, price: 'no price is known for this model; its cost is unknown, not zero' };
  const perMillion = ratePerMillion(ratesFor(price, tokens), 'input');
  return {
    inputUsdPerMillion: dollars(perMillion),
    price: `${price.source}${price.asOf === undefined ? '' : `, as of ${price.asOf}`}`,
    ...(price.contextWindow === undefined
      ? {}
      : { contextWindow: price.contextWindow, fits: tokens <= price.contextWindow }),
  };
}

/** The answer for texts on their own. */
export function textsAnswer({ model, count, cost, price }: Estimate, texts: number): object {
  return {
    ...modelOf(model),
    ...{ texts, tokens: count.tokens },
    ...exactness(count),
    inputCostUsd: dollars(cost),
    ...priceOf(price, count.tokens),
  };
}

/** The answer for a file: its requests, and the prompts that no request sends are in the number of prompts. */
export function fileAnswer(path: string, { prompts, requests }: TextReading): object {
  const row = ({ line, model, count, cost }: ReadFigure) => ({
    ...{ line: line + 1, ...modelOf(model), tokens: count.tokens },
    ...exactness(count),
    inputCostUsd: dollars(cost),
  });
  const rest = Math.max(0, requests.length - rowsLimit, prompts.length - rowsLimit);
  return {
    file: path,
    requests: requests.slice(0, rowsLimit).map(row),
    prompts: prompts.slice(0, rowsLimit).map((prompt) => ({ role: prompt.role, ...row(prompt) })),
    ...(rest > 0 ? { notListed: rest } : {}),
  };
}

/** The answer to what is left: cap, spend and forecast of the month, or why they are not known. `cap` undefined: none is set. */
export function remainingAnswer(spend: SpendState | undefined, cap: Usd | undefined, now: number): object {
  const figures = spend?.figures;
  const state = readingOf(spend, now);
  if (!spend || !figures) return { capUsd: dollars(cap), spentUsd: null, remainingUsd: null, state };
  const forecast = forecastOf(figures, cap, now);
  const percent = cap === undefined ? undefined : percentOf(figures.total, cap);
  return {
    capUsd: dollars(cap),
    spentUsd: dollars(figures.total),
    ...(figures.setAside ? { spentIs: 'a lower bound: some costs could not be counted' } : {}),
    remainingUsd: cap === undefined ? null : dollars(subtractUsd(cap, figures.total)),
    percentOfCap: percent === undefined ? null : Math.round(percent * 10) / 10,
    sessionUsd: dollars(spend.sessionSpend),
    forecastUsd: forecast.kind === 'forecast' ? dollars(roundedToCents(forecast.expected)) : null,
    ...(forecast.kind === 'forecast'
      ? {
          forecastIs: `an estimate with ${forecast.confidence} confidence`,
          forecastRangeUsd: [forecast.low, forecast.high].map((amount) => dollars(roundedToCents(amount))),
          capReachedAt: forecast.capReachedAt === undefined ? null : new Date(forecast.capReachedAt).toISOString(),
        }
      : {}),
    period: `calendar month in UTC, until ${new Date(figures.periodEnd).toISOString()}`,
    asOf: new Date(figures.asOf).toISOString(),
    state,
    ...(spend.demo ? { demo: 'invented figures of the local demo server, not the real spend' } : {}),
  };
}

/** A forecast is no more exact than that. */
function roundedToCents(amount: Usd): Usd {
  const cent = 10_000_000_000n;
  return (((amount + cent / 2n) / cent) * cent) as Usd;
}

function readingOf(spend: SpendState | undefined, now: number): string {
  if (!spend) return 'spend is not loaded yet';
  const stale = isStale(spend, now) ? 'stale; ' : '';
  switch (spend.reading.kind) {
    case 'ok':
      return `${stale}read from ${spend.origin}`;
    case 'noKey':
      return `${stale}no key is set; spend is unknown, not zero`;
    default:
      return `${stale}not read: ${spend.reading.kind}`;
  }
}
