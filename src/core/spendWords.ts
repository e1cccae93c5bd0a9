// The words of the spend state: status bar text, its tooltip, what a screen reader says. SpendState -> here -> host/statusBar.
import { addUsd, formatSpend, percentOf, type Usd } from './money';
import { isStale, type ModelSpend, type ReadingState, type SpendFigures, type SpendState } from './spend';
import type { Translate } from './words';

/** One paragraph of the tooltip. Its text is plain and may hold names from outside: the surface escapes it. */
export interface TooltipLine {
  readonly kind: 'title' | 'line' | 'item';
  readonly text: string;
}

export interface StatusWords {
  /** Status bar text with `$(icon)`; holds nothing from outside. */
  readonly text: string;
  /** The same in plain words. */
  readonly label: string;
  /** By share of the cap: warning from 90 %, error from 100 %. */
  readonly level: 'normal' | 'warning' | 'error';
  /** What a click does. */
  readonly action: 'openDashboard' | 'setApiKey';
  readonly tooltip: readonly TooltipLine[];
}

/** Whatever else the words depend on. */
export interface WordsSetting {
  /** Undefined: no cap. */
  readonly cap: Usd | undefined;
  /** Epoch ms. */
  readonly now: number;
  readonly translate: Translate;
  /** An instant (epoch ms) as `HH:MM` of the person's own clock. */
  readonly clockTime: (instant: number) => string;
}

/** Everything the status bar item shows. */
export function statusWords(state: SpendState, setting: WordsSetting): StatusWords {
  const level = levelOf(state, setting);
  return {
    text: `$(${iconOf(state.reading, level)}) ${barText(state, setting)}`,
    label: labelOf(state, level, setting),
    level,
    action: needsKey(state.reading) ? 'setApiKey' : 'openDashboard',
    tooltip: tooltipOf(state, setting),
  };
}

function needsKey({ kind }: ReadingState): boolean {
  return kind === 'noKey' || kind === 'keyRefused' || kind === 'keyLost';
}

/** Figures of a month that is over say nothing about this month's cap. */
function levelOf({ figures }: SpendState, { cap, now }: WordsSetting): StatusWords['level'] {
  if (!figures || cap === undefined || now >= figures.periodEnd) return 'normal';
  const percent = percentOf(figures.total, cap) ?? 0;
  if (percent >= 100) return 'error';
  return percent >= 90 ? 'warning' : 'normal';
}

/** Never by colour alone: the icon changes with the level. */
function iconOf({ kind }: ReadingState, level: StatusWords['level']): string {
  if (level !== 'normal') return level;
  return kind === 'noKey' || kind === 'keyRefused' || kind === 'keyLost' ? 'key' : 'credit-card';
}

function barText(state: SpendState, setting: WordsSetting): string {
  const { translate } = setting;
  const figures = figuresText(state, setting);
  const parts = [state.demo ? translate('{0} demo', figures).trim() : figures, standingWord(state, setting)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** `$0.42 · 36%`: session spend and share of the cap, or the month's total when there is no cap. */
function figuresText({ figures, sessionSpend }: SpendState, { cap, now, translate }: WordsSetting): string {
  if (!figures) return '';
  const session = sessionSpend === undefined ? '' : formatSpend(sessionSpend);
  const month = shareOfCap(figures, cap) ?? atLeast(figures, formatSpend(figures.total));
  const named = now >= figures.periodEnd ? translate('{0} in {1}', month, monthName(figures)) : month;
  return [session, named].filter((part) => part !== '').join(' · ');
}

/**
 * The total as whole percent of the cap, rounded down so that `100%` means reached: `36%`, `<1%`, `0%`; with `≥` when the total is a lower
 * bound. Undefined without a cap.
 */
export function shareOfCap(figures: SpendFigures, cap: Usd | undefined): string | undefined {
  const percent = cap === undefined ? undefined : percentOf(figures.total, cap);
  if (percent === undefined) return undefined;
  return atLeast(figures, figures.total > 0n && percent < 1 ? '<1%' : `${Math.floor(percent)}%`);
}

function atLeast({ setAside }: SpendFigures, text: string): string {
  return setAside === undefined ? text : `≥${text}`;
}

/** The UTC month of the figures, `2026-11`. */
function monthName({ periodStart }: SpendFigures): string {
  return new Date(periodStart).toISOString().slice(0, 7);
}

/** How the reading stands, in two or three words; empty when all is well. */
function standingWord(state: SpendState, { now, translate, clockTime }: WordsSetting): string {
  const { reading, figures } = state;
  switch (reading.kind) {
    case 'noKey':
      return translate('Set API key');
    case 'reading':
      return figures ? staleWord(state, now, translate) : translate('reading spend…');
    case 'ok':
      return staleWord(state, now, translate);
    case 'keyRefused':
      return reading.reason === 'projectKey' ? translate('admin key needed') : translate('key refused');
    case 'rateLimited':
      return translate('limited until {0}', clockTime(reading.until));
    case 'offline':
      return translate('offline');
    case 'unreadable':
      return translate('reply unreadable');
    case 'keyLost':
      return translate('key lost');
    case 'unsupported':
      return translate('spend not read here');
  }
}

function staleWord(state: SpendState, now: number, translate: Translate): string {
  return state.figures && isStale(state, now) ? translate('{0} old', ageText(now - state.figures.asOf, translate)) : '';
}

/** An age in coarse steps, so that a tooltip seldom changes: under 5 min, steps of 5 min, hours, days. */
function ageText(ageMs: number, translate: Translate): string {
  const minutes = Math.max(0, ageMs) / 60_000;
  if (minutes < 5) return translate('under 5 min');
  if (minutes < 60) return translate('{0} min', Math.floor(minutes / 5) * 5);
  if (minutes < 48 * 60) return translate('{0} h', Math.floor(minutes / 60));
  return translate('{0} days', Math.floor(minutes / 1440));
}

function labelOf(state: SpendState, level: StatusWords['level'], setting: WordsSetting): string {
  const { figures, sessionSpend, demo } = state;
  const { translate, cap } = setting;
  const share = figures && shareOfCap(figures, cap);
  const parts = [
    demo ? translate('Prompt Meter, demo data') : translate('Prompt Meter'),
    sessionSpend === undefined ? '' : translate('this session {0}', formatSpend(sessionSpend)),
    figures ? translate('this month {0}', atLeast(figures, formatSpend(figures.total))) : '',
    share === undefined ? '' : translate('{0} of the cap', share),
    level === 'error' ? translate('cap reached') : level === 'warning' ? translate('close to the cap') : '',
    standingWord(state, setting),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function tooltipOf(state: SpendState, setting: WordsSetting): readonly TooltipLine[] {
  const { translate, clockTime } = setting;
  const { figures, nextPollAt, origin, demo } = state;
  const lines: (TooltipLine | undefined)[] = [
    { kind: 'title', text: demo ? translate('Prompt Meter: spend (demo data)') : translate('Prompt Meter: spend') },
    line(standingSentence(state.reading, state, setting)),
    ...(figures ? figureLines(state, figures, setting) : []),
    line(nextPollAt === undefined ? undefined : translate('Next read at {0}.', clockTime(nextPollAt))),
    line(demo ? translate('Demo data from {0}. No real key is used.', origin) : translate('Read from {0}.', origin)),
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
      return translate('The provider cannot be reached.');
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
  const { translate, clockTime, cap, now } = setting;
  const { sessionSpend, sessionStart } = state;
  const total = atLeast(figures, formatSpend(figures.total));
  const month = monthName(figures);
  const share = shareOfCap(figures, cap);
  const age = ageText(now - figures.asOf, translate);
  const session =
    sessionSpend === undefined
      ? undefined
      : translate(
          'This session: {0}, the rise of the reported total since {1}.',
          formatSpend(sessionSpend),
          clockTime(sessionStart),
        );
  const monthLine =
    share === undefined || cap === undefined
      ? translate('UTC month {0}: {1}. No cap is set.', month, total)
      : translate(
          'UTC month {0}: {1}, {2} of your cap of {3}. The cap is a watch, not a stop.',
          month,
          total,
          share,
          formatSpend(cap),
        );
  const asOf = isStale(state, now)
    ? translate('Old figures: as of {0}, {1} ago.', clockTime(figures.asOf), age)
    : translate('As of {0}, {1} ago.', clockTime(figures.asOf), age);
  const aside =
    figures.setAside === undefined
      ? undefined
      : translate('At least: {0} rows of the reply could not be counted.', figures.setAside);
  return [line(session), line(monthLine), ...modelLines(figures.models, translate), line(aside), line(asOf)];
}

function modelLines(models: readonly ModelSpend[], translate: Translate): readonly TooltipLine[] {
  const items = models.slice(0, listedModels).map(
    ({ model, cost }): TooltipLine => ({
      kind: 'item',
      text: translate('{0}: {1}', model, cost === undefined ? translate('no cost reported') : formatSpend(cost)),
    }),
  );
  const rest = models.slice(listedModels);
  if (rest.length === 0) return items;
  const sum = addUsd(...rest.flatMap(({ cost }) => cost ?? []));
  return [...items, { kind: 'item', text: translate('{0} more: {1}', rest.length, formatSpend(sum)) }];
}
