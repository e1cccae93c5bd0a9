// How the dashboard writes moments, ages, counts and amounts. Every moment is UTC and says so; local time is added beside it.

import { estimateText } from '../budget/budgetGlance';
import { type BudgetPeriod, isCalendarMonth } from '../budget/budgetPeriod';
import { dayMs } from '../budget/period';
import { formatSpend, type Usd } from '../money';
import type { SpendFigures } from '../spend/spend';
import { atLeast } from '../spend/spendPhrases';
import type { Translate } from '../words';
import type { Figure } from './dashboardProtocol';

/** The day and time of an instant (epoch ms) in the user's own zone, with the zone's name; undefined where that is UTC. */
export type LocalMoment = (instant: number) => string | undefined;

/** All that turns values into text; made once per state. */
export interface Formats {
  readonly t: Translate;
  /** `November 2026` */
  readonly month: (instant: number) => string;
  /** `November` */
  readonly monthName: (instant: number) => string;
  /** `1 December` */
  readonly day: (instant: number) => string;
  /** `1 December 2026` */
  readonly dayOfYear: (instant: number) => string;
  /** `Tue, 1 December` */
  readonly weekday: (instant: number) => string;
  /** `17:41 UTC` */
  readonly time: (instant: number) => string;
  /** `1 December, 00:00 UTC` */
  readonly moment: (instant: number) => string;
  /** `1 December, 00:00 UTC (1 December, 09:00 GMT+9)` */
  readonly momentHere: (instant: number) => string;
  /** `1,234,567` */
  readonly count: (value: number) => string;
  /** `November`, or the first and the last day of a period that is no calendar month; by the period's own days. */
  readonly period: (period: BudgetPeriod) => string;
  /** `$12.30` */
  readonly money: (amount: Usd) => string;
  /** `≈ $12.30`: every estimate carries the sign. */
  readonly estimate: (amount: Usd) => string;
}

/** Formats for a BCP 47 `locale` (a bad one falls back to English); day before month and a 24-hour clock in English without a region. */
export function formatsFor(t: Translate, locale: string, localMoment: LocalMoment = () => undefined): Formats {
  const known = knownLocale(locale);
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(known, { ...options, timeZone: 'UTC' });
    return (instant: number) => format.format(instant);
  };
  const number = new Intl.NumberFormat(known, { maximumFractionDigits: 0 });
  const clock = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = date({ day: 'numeric', month: 'long' });
  const monthName = date({ month: 'long' });
  const time = (instant: number) => t('{0} UTC', clock(instant));
  const moment = (instant: number) => t('{0}, {1}', day(instant), time(instant));
  return {
    t,
    month: date({ month: 'long', year: 'numeric' }),
    monthName,
    day,
    dayOfYear: date({ day: 'numeric', month: 'long', year: 'numeric' }),
    weekday: date({ weekday: 'short', day: 'numeric', month: 'long' }),
    time,
    moment,
    momentHere: (instant) => {
      const here = localMoment(instant);
      return here === undefined ? moment(instant) : t('{0} ({1})', moment(instant), here);
    },
    count: (value) => number.format(value),
    period: (period) =>
      isCalendarMonth(period)
        ? monthName(period.firstDay * dayMs)
        : t('{0} to {1}', day(period.firstDay * dayMs), day((period.endDay - 1) * dayMs)),
    money: formatSpend,
    estimate: estimateText,
  };
}

/** The locale to format in: `locale` where it is known, day before month and a 24-hour clock for English without a region. */
export function knownLocale(locale: string): string {
  if (locale === 'en') return 'en-GB';
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([locale])[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}

/** A moment without its day when it is on the same UTC day as `now`, so that an old one never looks like today's. */
export function briefMoment(formats: Formats, instant: number, now: number): string {
  return formats.day(instant) === formats.day(now) ? formats.time(instant) : formats.moment(instant);
}

/** How long ago in words, in whole minutes, hours or days; `just now` under a minute and for an instant ahead of the clock. */
export function agoText(t: Translate, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return t('just now');
  if (minutes < 120) return minutes === 1 ? t('1 min ago') : t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('{0} h ago', hours) : t('{0} days ago', Math.floor(hours / 24));
}

/** The total of the figures, with `≥` when it is a lower bound; unknown without figures. */
export function totalFigure(t: Translate, figures: SpendFigures | undefined): Figure {
  return figures ? plainFigure(atLeast(figures, formatSpend(figures.total))) : unknownFigure(t);
}

/** The sign for what is not known, with the word a screen reader says. Never a zero. */
export function unknownFigure(t: Translate): Figure {
  return { text: '—', spoken: t('unknown') };
}

/** A reported amount, or the sign for unknown. */
export function amountFigure(t: Translate, amount: Usd | undefined): Figure {
  return amount === undefined ? unknownFigure(t) : { text: formatSpend(amount), spoken: null };
}

/** A text that reads the same by eye and by ear. */
export function plainFigure(text: string): Figure {
  return { text, spoken: null };
}

/** A count from outside: whole and not negative, else unknown. */
export function countFigure(value: number | undefined, { t, count }: Formats): Figure {
  const isCount = value !== undefined && Number.isFinite(value) && value >= 0;
  return isCount ? plainFigure(count(value)) : unknownFigure(t);
}

const maxNameLength = 200;

/**
 * A text from outside made safe to look at: control, direction and other invisible characters become `�`, so that it cannot
 * pose as another text, and it is cut to 200 UTF-16 units, so that it cannot fill the page. A pair is never cut in two.
 */
export function outsideText(text: string): string {
  const cut = text.length <= maxNameLength ? text : `${text.slice(0, maxNameLength - 1)}…`;
  return cut.replace(/[\ud800-\udbff]…$/, '…').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd');
}
