// How near spend is to the cap: the share used, and the four levels every surface names in the same words.
import { percentOf, type Usd } from '../money';

/** `warning` from 75 % of the cap, `high` from 90 %, `over` from 100 %. */
export type Level = 'ok' | 'warning' | 'high' | 'over';

/** Where each level begins, in percent of the cap. */
export const levelPercents = { warning: 75n, high: 90n, over: 100n } as const;

/** The level of `spent` under `cap`; undefined when the cap is absent or not positive (no percent can be named). */
export function levelOf(spent: Usd, cap: Usd | undefined): Level | undefined {
  if (cap === undefined || cap <= 0n) return undefined;
  const scaled = spent * 100n;
  if (scaled >= cap * levelPercents.over) return 'over';
  if (scaled >= cap * levelPercents.high) return 'high';
  return scaled >= cap * levelPercents.warning ? 'warning' : 'ok';
}

/**
 * `part` in percent of `whole` for people: `64%`, `<1%`, `0%` only for exactly nothing. Rounded down, so `100%` is never shown
 * before the whole is reached. `<0%` for a negative part; undefined when `whole` is absent or not positive.
 */
export function formatPercent(part: Usd, whole: Usd | undefined): string | undefined {
  if (whole === undefined || percentOf(part, whole) === undefined) return undefined;
  if (part < 0n) return '<0%';
  const percent = (part * 100n) / whole;
  return percent === 0n && part > 0n ? '<1%' : `${percent}%`;
}
