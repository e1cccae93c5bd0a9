// The tooltip of the spend state, line by line: how the reading stands, session, month, models, age, next read, origin.
import { addUsd, formatSpend } from '../money';
import type { Translate } from '../words';
import { sourceLines } from './sourceLines';
import { isStale, type ModelSpend, type ReadingState, type SpendFigures, type SpendState } from './spend';
import { ageText, type ShownBudget, shownBudget, type WordsSetting } from './spendPhrases';
import { sessionText } from './statusValues';

/** One paragraph of the tooltip. Its text is plain and may hold names from outside: the surface escapes it. */
export interface TooltipLine {
  readonly kind: 'title' | 'line' | 'item';
  readonly text: string;
}

/** Every line there is something to say in, in reading order. */
export function spendTooltip(state: SpendState, setting: WordsSetting): readonly TooltipLine[] {
  const { translate, clockTime } = setting;
  const { figures, nextPollAt, origin, demo } = state;
  const isOne = (state.sources ?? []).length < 2;
  const lines: (TooltipLine | undefined)[] = [
    { kind: 'title', text: demo ? translate('Prompt Meter: spend (demo data)') : translate('Prompt Meter: spend') },
    line(isOne ? standingSentence(state.reading, state, setting) : undefined),
    ...(figures ? figureLines(state, figures, setting) : []),
    ...sourceLines(state, setting),
    line(setting.currencyNote),
    line(nextPollAt === undefined || !isOne ? undefined : translate('Next read at {0}.', clockTime(nextPollAt))),
    line(
      !isOne
        ? undefined
        : demo
          ? translate('Demo data from {0}. No real key is used.', origin)
          : translate('Read from {0}.', origin),
    ),
  ];
  return lines.filter((entry) => entry !== undefined);
}

function line(text: string | undefined): TooltipLine | undefined {
  return text === undefined ? undefined : { kind: 'line', text };
}

/** What is the matter and what to do, in one or two sentences; undefined when all is well. */
function standingSentence(reading: ReadingState, state: SpendState, { translate, clockTime }: WordsSetting) {
  switch (reading.kind) {
    case 'noKey':
      return translate(
        'No key is stored for {0}. To see your spend, set an admin key of your organization.',
        state.origin,
      );
    case 'reading':
      return translate('The first read of this window has not ended yet.');
    case 'ok':
      return undefined;
    case 'keyRefused':
      return reading.reason === 'projectKey'
        ? translate(
            'The provider refused the key: it may not read usage. A project key cannot; an admin key (sk-admin-…) can.',
          )
        : translate('The provider does not know the key. Set another one.');
    case 'rateLimited':
      return reading.quota
        ? translate(
            'The provider says that the quota of the account is used up. Next try after {0}.',
            clockTime(reading.until),
          )
        : translate('The provider asks for fewer requests. None is sent before {0}.', clockTime(reading.until));
    case 'offline':
      return reading.proxy === undefined
        ? translate('The provider cannot be reached.')
        : translate('The provider cannot be reached through the proxy {0}.', reading.proxy);
    case 'unreadable':
      return translate("The provider's reply could not be used: {0}.", reading.detail);
    case 'keyLost':
      return translate('The secret store did not give the key back. Please set it again.');
    case 'unsupported':
      return reading.detail;
  }
}

/** More models than this are summed in one line. */
const listedModels = 8;

function figureLines(
  state: SpendState,
  figures: SpendFigures,
  setting: WordsSetting,
): readonly (TooltipLine | undefined)[] {
  const { translate, clockTime, now } = setting;
  const { sessionStart, sessionEstimated } = state;
  const spent = sessionText(state);
  const budget = shownBudget(state, setting);
  const age = ageText(now - figures.asOf, translate);
  const session =
    spent === undefined
      ? undefined
      : sessionEstimated
        ? translate(
            'This session: {0} since {1}: the rise of the reported total, and requests in local logs that are not billed yet.',
            spent,
            clockTime(sessionStart),
          )
        : translate('This session: {0}, the rise of the reported total since {1}.', spent, clockTime(sessionStart));
  const asOf = isStale(state, now)
    ? translate('Old figures: as of {0}, {1} ago.', clockTime(figures.asOf), age)
    : translate('As of {0}, {1} ago.', clockTime(figures.asOf), age);
  const aside =
    figures.setAside === undefined
      ? undefined
      : translate('At least: {0} rows of the reply could not be counted.', figures.setAside);
  const month = budget ? budgetTexts(budget, translate) : [];
  return [line(session), ...month.map(line), ...modelLines(figures.models, translate), line(aside), line(asOf)];
}

/** The period against its cap, and where it is heading. */
function budgetTexts(budget: ShownBudget, translate: Translate): readonly string[] {
  const { period, spent, percent, cap, forecast, low, high, state } = budget;
  const zone = state.period.zone.name;
  const sum =
    percent === undefined || cap === undefined
      ? translate('{0} {1}: {2}. No cap is set.', zone, period, spent)
      : translate(
          '{0} {1}: {2}, {3} of your cap of {4}. The cap is a watch, not a stop.',
          zone,
          period,
          spent,
          percent,
          cap,
        );
  if (forecast === undefined || low === undefined || high === undefined) return [sum];
  const range =
    low === high
      ? translate('Forecast: {0}.', forecast)
      : translate('Forecast: {0}, between {1} and {2}.', forecast, low, high);
  return [sum, range];
}

function modelLines(models: readonly ModelSpend[], translate: Translate): readonly TooltipLine[] {
  const items = models.slice(0, listedModels).map(
    ({ model, cost, estimated }): TooltipLine => ({
      kind: 'item',
      text: translate('{0}: {1}', model, costText(cost, estimated, translate)),
    }),
  );
  const rest = models.slice(listedModels);
  if (rest.length === 0) return items;
  const sum = addUsd(...rest.flatMap(({ cost }) => cost ?? []));
  return [...items, { kind: 'item', text: translate('{0} more: {1}', rest.length, formatSpend(sum)) }];
}

function costText(cost: ModelSpend['cost'], estimated: true | undefined, translate: Translate): string {
  if (cost === undefined) return translate('no cost reported');
  return `${estimated ? '≈' : ''}${formatSpend(cost)}`;
}
