// The figures that a wording of the status bar can name, as text. SpendState -> here -> statusTemplate.ts, spendWords.ts.
import { formatSpend, subtractUsd, type Usd, zeroUsd } from '../money';
import type { SpendFigures, SpendState } from './spend';
import { atLeast, shownBudget, type WordsSetting } from './spendPhrases';
import type { StatusValues } from './statusTemplate';

/** What the placeholders stand for now; undefined where it is not known or the period is over. */
export function statusValues(state: SpendState, setting: WordsSetting): StatusValues {
  const { figures } = state;
  const budget = shownBudget(state, setting);
  const isCurrent = budget !== undefined && !budget.isOver;
  const { spent, cap } = budget?.state ?? {};
  return {
    session: sessionText(state),
    today: figures && isCurrent ? todayText(figures, setting.now) : undefined,
    month: isCurrent ? budget.spent : undefined,
    percent: isCurrent ? budget.percent : undefined,
    tokens: figures && isCurrent ? tokensText(figures) : undefined,
    cap: budget?.cap,
    left: isCurrent && spent !== undefined && cap !== undefined && figures ? leftText(figures, cap, spent) : undefined,
  };
}

/** Session spend, `≈` when a part of it is not billed yet; undefined before the first good read. */
export function sessionText({ sessionSpend, sessionEstimated }: SpendState): string | undefined {
  if (sessionSpend === undefined) return undefined;
  return `${sessionEstimated ? '≈' : ''}${formatSpend(sessionSpend)}`;
}

/** The UTC day of `now`; undefined when the figures do not reach it. */
function todayText(figures: SpendFigures, now: number): string | undefined {
  const today = new Date(now).toISOString().slice(0, 10);
  const day = figures.days.find((each) => each.day === today);
  return day && atLeast(figures, formatSpend(day.cost));
}

/** Never below nothing; at most that much when the spend is a lower bound. */
function leftText({ setAside, atLeast: isLeast, estimated }: SpendFigures, cap: Usd, spent: Usd): string {
  const left = spent < cap ? subtractUsd(cap, spent) : zeroUsd;
  const sign = setAside !== undefined || isLeast ? '≤' : estimated ? '≈' : '';
  return `${sign}${formatSpend(left)}`;
}

/** Input and output tokens of all models: `1.2M`; `≥` when some model's are not known, undefined when none is. */
function tokensText({ models }: SpendFigures): string | undefined {
  const known = models.flatMap(({ inputTokens, outputTokens }) => {
    const sum = (inputTokens ?? Number.NaN) + (outputTokens ?? Number.NaN);
    return Number.isSafeInteger(sum) && sum >= 0 ? [sum] : [];
  });
  if (known.length === 0) return undefined;
  const total = known.reduce((sum, each) => sum + each, 0);
  return `${known.length < models.length ? '≥' : ''}${shortCount(total)}`;
}

/** Rounded down, so that `≥` stays true. */
function shortCount(count: number): string {
  const units = [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const;
  for (const [unit, name] of units) {
    if (count < unit) continue;
    const value = count / unit;
    return `${value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value)}${name}`;
  }
  return String(count);
}
