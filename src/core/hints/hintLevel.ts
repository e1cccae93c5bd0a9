// How loud a hint is: from when on its tokens or its cost deserve a look.

import type { Usd } from '../money';
import type { CountedHint } from './hints';

/** usual, warn: above the first threshold. over: above the second, or a limit is broken. */
export type HintLevel = 'usual' | 'warn' | 'over';

/** Undefined: no threshold. */
export interface Thresholds {
  readonly warnTokens: number | undefined;
  readonly overTokens: number | undefined;
  readonly warnUsd: Usd | undefined;
  readonly overUsd: Usd | undefined;
}

/** The level of the largest figure that is known. A threshold is reached by its own value. */
export function levelOf({ count, cost, samples }: CountedHint, thresholds: Thresholds): HintLevel {
  const tokens = samples?.most.tokens ?? count.tokens;
  const money = samples ? samples.most.cost : cost;
  if (reaches(tokens, thresholds.overTokens) || reaches(money, thresholds.overUsd)) return 'over';
  return reaches(tokens, thresholds.warnTokens) || reaches(money, thresholds.warnUsd) ? 'warn' : 'usual';
}

function reaches(figure: number | Usd | undefined, threshold: number | Usd | undefined): boolean {
  return figure !== undefined && threshold !== undefined && figure >= threshold;
}

const loudness: readonly HintLevel[] = ['usual', 'warn', 'over'];

/** The louder of two. */
export function louder(a: HintLevel, b: HintLevel): HintLevel {
  return loudness.indexOf(a) >= loudness.indexOf(b) ? a : b;
}

/** What marks a level beside its colour, which not everybody sees. */
export const levelMarks: Readonly<Record<HintLevel, string>> = { usual: '', warn: '▲ ', over: '▲▲ ' };
