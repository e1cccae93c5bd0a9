// Phrases that the status bar text and its tooltip share: the budget's texts, ages.
import { type BudgetGlance, budgetGlance } from '../budget/budgetGlance';
import { budgetOf, readBudgetSettings } from '../budget/budgetSettings';
import type { BudgetState } from '../budget/budgetState';
import type { Usd } from '../money';
import type { Translate } from '../words';
import type { SpendFigures, SpendState } from './spend';
import type { StatusTemplate } from './statusTemplate';

/** Whatever else the words depend on. */
export interface WordsSetting {
  /** Undefined: no cap. */
  readonly cap: Usd | undefined;
  /** The budget's state for the figures shown; absent: calendar months in UTC under `cap`, and nothing else. */
  readonly budget?: BudgetState | undefined;
  /** The user's own wording of the status bar; absent: the usual one. */
  readonly template?: StatusTemplate | undefined;
  /** Epoch ms. */
  readonly now: number;
  readonly translate: Translate;
  /** Says how amounts are converted for display; absent: they are not. */
  readonly currencyNote?: string | undefined;
  /** An instant (epoch ms) as `HH:MM` of the person's own clock. */
  readonly clockTime: (instant: number) => string;
}

/** The budget as every surface words it, and whether its period is over; undefined without figures. */
export interface ShownBudget extends BudgetGlance {
  readonly state: BudgetState;
  readonly isOver: boolean;
}

/** The budget of the figures. */
export function shownBudget({ figures }: SpendState, { cap, budget, now }: WordsSetting): ShownBudget | undefined {
  const state = budget ?? budgetOf(readBudgetSettings({ cap }), figures, now);
  if (!figures || !state) return undefined;
  return { ...budgetGlance(state, figures), state, isOver: now >= state.period.end };
}

/** Marks an amount that is a lower bound, `≥`, or in part an estimate, `≈`. */
export function atLeast({ setAside, atLeast, estimated }: SpendFigures, text: string): string {
  if (setAside !== undefined || atLeast) return `≥${text}`;
  return estimated ? `≈${text}` : text;
}

/** An age in coarse steps, so that a tooltip seldom changes: under 5 min, steps of 5 min, hours, days. */
export function ageText(ageMs: number, translate: Translate): string {
  const minutes = Math.max(0, ageMs) / 60_000;
  if (minutes < 5) return translate('under 5 min');
  if (minutes < 60) return translate('{0} min', Math.floor(minutes / 5) * 5);
  if (minutes < 48 * 60) return translate('{0} h', Math.floor(minutes / 60));
  return translate('{0} days', Math.floor(minutes / 1440));
}
