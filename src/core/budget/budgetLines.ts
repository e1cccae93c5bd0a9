// The budget state as a few lines of plain text, for the command line.
import { formatSpend, formatUsd } from '../money';
import { type BudgetGlance, budgetGlance } from './budgetGlance';
import { daysInPeriod } from './budgetPeriod';
import type { BudgetState } from './budgetState';
import { dayText } from './day';

/** English text, one fact a line, ending in a newline. Amounts are rounded for people. */
export function budgetLines(state: BudgetState): string {
  const { period, unknownDays } = state;
  const glance = budgetGlance(state);
  const from = dayText(period.firstDay);
  return [
    `Period      ${from} to ${glance.dueOn}, ${daysInPeriod(period)} days, ${period.zone.name}`,
    `Spent       ${glance.spent}${capWords(glance, state.level)}`,
    `Forecast    ${forecastWords(state, glance)}`,
    `Due         ${glance.due} on ${glance.dueOn}`,
    ...state.credits.map((each) => `Credit      ${creditWords(each)}`),
    ...(state.subscriptions > 0n ? [`Fixed       ${formatSpend(state.subscriptions)} a month, beside the cap`] : []),
    ...allocationLines(state),
    ...(unknownDays.length > 0 ? [`Unknown     ${unknownDays.map(dayText).join(', ')}`] : []),
    '',
  ].join('\n');
}

function capWords({ cap, percent }: BudgetGlance, level: string | undefined): string {
  return cap === undefined || percent === undefined ? ', no cap' : `, ${percent} of ${cap} (${level})`;
}

function forecastWords({ forecast }: BudgetState, { forecast: expected, low, high }: BudgetGlance): string {
  if (forecast.kind === 'none' || expected === undefined) return 'none yet: too few days are known';
  const { confidence, capReachedAt } = forecast;
  const range = low === high ? '' : ` (${low} to ${high})`;
  const cap = capReachedAt === undefined ? '' : `, cap reached ${new Date(capReachedAt).toISOString()}`;
  return `${expected}${range}${confidence === 'low' ? ', low confidence' : ''}${cap}`;
}

function creditWords({ credit, left, used, lapsed }: BudgetState['credits'][number]): string {
  const until = credit.expiresAt === undefined ? '' : ` until ${new Date(credit.expiresAt).toISOString()}`;
  const gone = lapsed > 0n ? `, ${formatSpend(lapsed)} lapsed` : '';
  return `${shown(credit.id)}: ${formatSpend(left)} left${until}, ${formatSpend(used)} used${gone}`;
}

function allocationLines({ allocation }: BudgetState): readonly string[] {
  const lines = allocation.states.map(({ allocation: { id, amount }, spent, isOver }) => {
    const used = spent === undefined ? 'spend not known' : `${formatSpend(spent)}${isOver ? ' (over)' : ''}`;
    return `Share       ${shown(id)}: ${used} of ${formatUsd(amount)}`;
  });
  return allocation.isOverAllocated ? [...lines, 'Share       more is shared out than the cap'] : lines;
}

/** Names come from files: control characters must not reach a terminal. */
function shown(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
