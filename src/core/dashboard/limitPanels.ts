// What holds beside the user's own cap: the limits the provider holds, the usage tiers, and rate limits against the busiest use.

import type { BudgetSettings } from '../budget/budgetSettings';
import type { BudgetState } from '../budget/budgetState';
import { formatPercent } from '../budget/level';
import { limitEffectWords, tierWords } from '../budget/limitWords';
import { monthOf, startOfUtcDay } from '../budget/period';
import { compareLimits, tierFor, usageTiers } from '../budget/providerLimits';
import { type RateLimitUse, rateLimitUses } from '../budget/rateLimits';
import type { Usd } from '../money';
import type { AccountDetails, BusiestUse, RateLimitKind, SpendLimit } from '../spend/accountDetails';
import { billed, type SourceState, type SpendFigures, type SpendState } from '../spend/spend';
import { toldSpenders } from '../spend/spenders';
import type { Translate } from '../words';
import { button } from './banner';
import type { Panel, PanelRow } from './dashboardProtocol';
import { amountFigure, briefMoment, type Formats, plainFigure, unknownFigure } from './formats';
import { columns, panel, row } from './panel';

/** An account whose limits were read. */
type Limited = SourceState & { readonly details: { readonly limits: NonNullable<AccountDetails['limits']> } };

function limitedSources({ sources = [] }: SpendState): readonly Limited[] {
  return sources.flatMap((source) => {
    const { details } = source;
    return details?.limits ? [{ ...source, details: { ...details, limits: details.limits } }] : [];
  });
}

/** The user's cap and every limit and alert of the providers. */
export function limitsPanel(spend: SpendState, budget: BudgetState | undefined, now: number, formats: Formats): Panel {
  const { t } = formats;
  const sources = limitedSources(spend);
  const cap = budget?.cap;
  const unread = sources.reduce((sum, { details }) => sum + details.limits.unreadProjects, 0);
  return panel('limits', t('Limits of the provider'), {
    notes: [
      sources.length === 0
        ? t('Limits of your provider are not read yet, or it tells this key of none.')
        : t('Limits as read at {0}.', briefMoment(formats, oldest(sources), now)),
      ...(unread > 0 ? [t('Limits of {0} more projects are not read.', unread)] : []),
    ],
    warning: sources.some((source) => willStop(source, budget))
      ? t('At this pace the provider will refuse calls before the month ends.')
      : null,
    empty: '',
    columns: columns(t('Limit'), t('Amount'), { text: t('For') }, { text: t('At the limit') }, t('Used')),
    rows: [
      row(t('Your own cap'), [
        cap !== undefined && cap > 0n ? plainFigure(formats.money(cap)) : plainFigure(t('none')),
        plainFigure(budget ? formats.period(budget.period) : ''),
        plainFigure(t('you are told, nothing stops')),
        percentFigure(budget?.spent, cap, formats),
      ]),
      ...sources.flatMap((source) =>
        source.details.limits.spendLimits.map((limit) => limitRow(source, limit, spend, formats)),
      ),
    ],
    actions: [button(t, 'changeCap')],
  });
}

function oldest(sources: readonly Limited[]): number {
  return Math.min(...sources.map(({ details }) => details.limits.asOf));
}

function limitRow(source: SourceState, limit: SpendLimit, spend: SpendState, formats: Formats): PanelRow {
  const { t } = formats;
  const spent = spentAgainst(source, limit, spend);
  const cells = [
    amountFigure(t, limit.amount),
    plainFigure(limit.interval === undefined ? t('its life') : intervalWords(limit.interval, t)),
    plainFigure(limitEffectWords(limit, t)),
    percentFigure(spent, limit.amount, formats),
  ];
  const isMet = spent !== undefined && spent >= limit.amount;
  return row(t('{0}: {1}', source.name, ownerWords(limit, t)), cells, { isWarning: isMet && limit.enforced === true });
}

/** Spent in the provider's own month; undefined for other intervals that the provider does not tell the spend of. */
function spentAgainst({ figures }: SourceState, limit: SpendLimit, spend: SpendState): Usd | undefined {
  const { scope, id, interval, spent } = limit;
  if (spent !== undefined || interval !== 'month' || !figures) return spent;
  if (scope === 'organization') return figures.total;
  const { bills } = toldSpenders(spend, 'project');
  const own = scope === 'project' ? bills.filter(({ project }) => project === id) : [];
  return own.length > 0 ? billed(own) : undefined;
}

function percentFigure(spent: Usd | undefined, limit: Usd | undefined, { t }: Formats) {
  const percent = spent === undefined || limit === undefined ? undefined : formatPercent(spent, limit);
  return percent === undefined ? unknownFigure(t) : plainFigure(percent);
}

function ownerWords({ scope, id }: SpendLimit, t: Translate): string {
  const words: Record<SpendLimit['scope'], string> = {
    organization: t('whole organization'),
    project: t('project {0}', id ?? ''),
    key: t('this key'),
    user: t('this user'),
    team: t('this team'),
  };
  return words[scope];
}

function intervalWords(interval: string, t: Translate): string {
  const words: Readonly<Record<string, string>> = {
    month: t('a calendar month, UTC'),
    monthly: t('a calendar month, UTC'),
    weekly: t('a week'),
    daily: t('a day'),
  };
  return words[interval] ?? interval;
}

/** True when the forecast passes a limit that is enforced for the same calendar month. */
function willStop({ details, total }: Limited, budget: BudgetState | undefined): boolean {
  const limit = details.limits.spendLimits.find(({ scope, kind }) => scope === 'organization' && kind === 'limit');
  if (!budget || total === undefined) return false;
  const month = monthOf(budget.period.start);
  const isMonth = month.start === budget.period.start && month.end === budget.period.end;
  const expected = isMonth && budget.forecast.kind === 'forecast' ? budget.forecast.expected : undefined;
  return compareLimits(budget.cap, limit, total, expected).willStop;
}

/** The usage tiers as presets, and what it takes to get to the one that allows the cap. */
export function tiersPanel(cap: Usd | undefined, formats: Formats): Panel {
  const { t, money } = formats;
  const fits = cap !== undefined && cap > 0n ? tierFor(cap) : undefined;
  return panel('tiers', t('Usage tiers'), {
    notes: [
      t('The tiers are presets from the documentation of OpenAI, not a fact about your account.'),
      ...(fits ? [t('A month as large as your cap takes {0}.', tierWords(fits, t))] : []),
    ],
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
  });
}

/** Rows beyond this are not shown; the fullest stay. */
const mostRateRows = 60;

/** The user's own rate limits and those the provider holds, against the busiest minute and day. */
export function rateLimitsPanel(spend: SpendState, settings: BudgetSettings, now: number, formats: Formats): Panel {
  const { t } = formats;
  const sources = spend.sources ?? [];
  const busiest = sources.flatMap(({ details }) => details?.use?.busiest ?? []);
  const own = rateLimitUses(settings.rateLimits, [...busiestDays(spend.figures), ...busiest]);
  const held = sources.flatMap(({ details }) => rateLimitUses(details?.limits?.rateLimits ?? [], busiest));
  const used = held.filter(({ used }) => used !== undefined && used.count > 0);
  const shown = [...own, ...used.sort((a, b) => (b.percent ?? -1) - (a.percent ?? -1))].slice(0, mostRateRows);
  const rest = own.length + held.length - shown.length;
  return panel('rateLimits', t('Rate limits'), {
    notes: [
      ...(shown.length > 0 ? [sinceWords(sources, now, formats)] : []),
      ...(rest > 0 ? [t('{0} more limits are not shown: what they limit was hardly used or not at all.', rest)] : []),
    ],
    empty: t('No rate limits are set. They are set for each model in the settings.'),
    columns: columns(t('Model'), { text: t('Limit') }, t('Allowed'), t('Busiest'), { text: t('When') }, t('Percent')),
    rows: shown.map((use) => rateRow(use, now, formats)),
    actions: [button(t, 'changeRateLimits')],
  });
}

function sinceWords(sources: readonly SourceState[], now: number, formats: Formats): string {
  const { t } = formats;
  const asOf = Math.min(...sources.flatMap(({ details }) => details?.use?.asOf ?? []));
  return Number.isFinite(asOf)
    ? t(
        'The busiest minute of the 24 hours and the busiest UTC day of the 30 days before {0}, without batch jobs.',
        briefMoment(formats, asOf, now),
      )
    : t('Days are read in daily buckets; the busiest minute is not known from them.');
}

function rateRow({ project, model, kind, limit, used, percent }: RateLimitUse, now: number, formats: Formats) {
  const { t, count } = formats;
  const isDay = kind === 'requestsPerDay';
  const when = used && used.count > 0 ? (isDay ? formats.day(used.at) : briefMoment(formats, used.at, now)) : '';
  const cells = [
    plainFigure(kindWords(kind, t)),
    plainFigure(count(limit)),
    used === undefined ? unknownFigure(t) : plainFigure(count(used.count)),
    plainFigure(when),
    percent === undefined
      ? unknownFigure(t)
      : plainFigure(percent === 0 && used?.count !== 0 ? '<1%' : `${count(percent)}%`),
  ];
  const name = project === undefined ? model : t('{0} ({1})', model, project);
  return row(name, cells, { bar: Math.min(1, (percent ?? 0) / 100), isWarning: (percent ?? 0) >= 90 });
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

/** The busiest days of the month's figures, where no provider tells of minutes. */
function busiestDays(figures: SpendFigures | undefined): readonly BusiestUse[] {
  const busiest = new Map<string, { at: number; count: number }>();
  for (const { model, day, requests } of figures?.uses ?? []) {
    if (requests !== undefined && requests > (busiest.get(model)?.count ?? -1))
      busiest.set(model, { at: startOfUtcDay(day), count: requests });
  }
  const unknown = { project: undefined, requestsPerMinute: undefined, tokensPerMinute: undefined };
  return [...busiest].map(([model, requestsPerDay]) => ({ ...unknown, model, requestsPerDay }));
}
