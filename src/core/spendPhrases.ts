// Phrases that the status bar text and its tooltip share: shares, ages, months.
import { percentOf, type Usd } from './money';
import type { SpendFigures } from './spend';
import type { Translate } from './words';

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

/**
 * The total as whole percent of the cap, rounded down so that `100%` means reached: `36%`, `<1%`, `0%`; with `≥` when the total is a lower
 * bound. Undefined without a cap.
 */
export function shareOfCap(figures: SpendFigures, cap: Usd | undefined): string | undefined {
  const percent = cap === undefined ? undefined : percentOf(figures.total, cap);
  if (percent === undefined) return undefined;
  return atLeast(figures, figures.total > 0n && percent < 1 ? '<1%' : `${Math.floor(percent)}%`);
}

/** Marks an amount that is a lower bound, `≥`, or in part an estimate, `≈`. */
export function atLeast({ setAside, atLeast, estimated }: SpendFigures, text: string): string {
  if (setAside !== undefined || atLeast) return `≥${text}`;
  return estimated ? `≈${text}` : text;
}

/** The UTC month of the figures, `2026-11`. */
export function monthName({ periodStart }: SpendFigures): string {
  return new Date(periodStart).toISOString().slice(0, 7);
}

/** An age in coarse steps, so that a tooltip seldom changes: under 5 min, steps of 5 min, hours, days. */
export function ageText(ageMs: number, translate: Translate): string {
  const minutes = Math.max(0, ageMs) / 60_000;
  if (minutes < 5) return translate('under 5 min');
  if (minutes < 60) return translate('{0} min', Math.floor(minutes / 5) * 5);
  if (minutes < 48 * 60) return translate('{0} h', Math.floor(minutes / 60));
  return translate('{0} days', Math.floor(minutes / 1440));
}
