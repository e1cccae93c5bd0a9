// The words of the spend state: status bar text, what a screen reader says, what a click does. SpendState -> here -> host/statusBar.

import type { Translate } from '../words';
import { isStale, type ReadingState, type SpendState } from './spend';
import { ageText, shownBudget, type WordsSetting } from './spendPhrases';
import { spendTooltip, type TooltipLine } from './spendTooltip';
import { fillStatusTemplate } from './statusTemplate';
import { sessionText, statusValues } from './statusValues';

/** What the status bar item shows and does. */
export interface StatusWords {
  /** Status bar text with `$(icon)`; holds nothing from outside. */
  readonly text: string;
  /** The same in plain words. */
  readonly label: string;
  /** By share of the cap: warning from 90 %, error from 100 %. */
  readonly level: 'normal' | 'warning' | 'error';
  /** What a click does. */
  readonly action: 'openDashboard' | 'setApiKey' | 'explainKey';
  readonly tooltip: readonly TooltipLine[];
}

/** Everything the status bar item shows. */
export function statusWords(state: SpendState, setting: WordsSetting): StatusWords {
  const level = levelOf(state, setting);
  return {
    text: `$(${iconOf(state.reading, level)}) ${barText(state, setting)}`,
    label: labelOf(state, level, setting),
    level,
    action: actionOf(state),
    tooltip: spendTooltip(state, setting),
  };
}

/** With several accounts, it is told first whose key is meant. */
function actionOf({ reading, sources = [] }: SpendState): StatusWords['action'] {
  if (!needsKey(reading)) return 'openDashboard';
  return sources.length > 1 ? 'explainKey' : 'setApiKey';
}

function needsKey({ kind }: ReadingState): boolean {
  return kind === 'noKey' || kind === 'keyRefused' || kind === 'keyLost';
}

/** Figures of a month that is over say nothing about this month's cap. */
function levelOf(state: SpendState, setting: WordsSetting): StatusWords['level'] {
  const budget = shownBudget(state, setting);
  if (!budget || budget.isOver) return 'normal';
  const { level } = budget.state;
  return level === 'over' ? 'error' : level === 'high' ? 'warning' : 'normal';
}

/** Never by colour alone: the icon changes with the level. */
function iconOf(reading: ReadingState, level: StatusWords['level']): string {
  if (level !== 'normal') return level;
  return needsKey(reading) ? 'key' : 'credit-card';
}

function barText(state: SpendState, setting: WordsSetting): string {
  const { translate } = setting;
  const figures = figuresText(state, setting);
  const parts = [state.demo ? translate('{0} demo', figures).trim() : figures, standingWord(state, setting)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** `$0.42 · 36%`: session spend and share of the cap, or the month's total when there is no cap. */
function figuresText(state: SpendState, setting: WordsSetting): string {
  const budget = shownBudget(state, setting);
  if (!budget) return '';
  const own = setting.template && fillStatusTemplate(setting.template, statusValues(state, setting));
  if (own) return own;
  const session = sessionText(state) ?? '';
  const month = budget.percent ?? budget.spent;
  const named = budget.isOver ? setting.translate('{0} in {1}', month, budget.period) : month;
  return [session, named].filter((part) => part !== '').join(' · ');
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

function labelOf(state: SpendState, level: StatusWords['level'], setting: WordsSetting): string {
  const { demo } = state;
  const { translate } = setting;
  const session = sessionText(state);
  const budget = shownBudget(state, setting);
  const parts = [
    demo ? translate('Prompt Meter, demo data') : translate('Prompt Meter'),
    session === undefined ? '' : translate('this session {0}', session),
    budget ? translate('this month {0}', budget.spent) : '',
    budget?.percent === undefined ? '' : translate('{0} of the cap', budget.percent),
    level === 'error' ? translate('cap reached') : level === 'warning' ? translate('close to the cap') : '',
    standingWord(state, setting),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
