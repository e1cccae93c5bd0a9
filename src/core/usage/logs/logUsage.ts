// What the logs of a tool tell of a period, as any other usage source would say it.
import { dayMs, type Period, utcDay } from '../../budget/period';
import type { CostCell, SetAsideRow, TokenCell, UsageRead } from '../source';
import type { SpendRow } from '../spendReport';

/** For requests whose log names no model. */
const noModel = 'unknown model';

/**
 * `rows` are of whole UTC days and kept apart by model. Every day up to `now` (epoch ms) is told: a day without requests cost nothing.
 * Requests without a known price are set aside, so that the sum is a lower bound.
 */
export function logUsage(rows: readonly SpendRow[], period: Period, now: number): UsageRead {
  const costs: CostCell[] = [];
  const tokens: TokenCell[] = [];
  const setAside: SetAsideRow[] = [];
  for (const { day, name, cost, counts } of rows) {
    if (day === undefined) continue;
    const model = name ?? noModel;
    if (cost === 'unknown') setAside.push({ table: 'costs', day, name: model, model, reason: 'no price is known' });
    else if (cost) costs.push({ day, item: `${model}, ${cost.kind}`, model, cost: cost.amount });
    if (counts) tokens.push(tokenCell(day, model, counts));
  }
  return { kind: 'read', days: daysTo(period, now), costs, tokens, setAside };
}

function tokenCell(day: string, model: string, counts: NonNullable<SpendRow['counts']>): TokenCell {
  const { input = 0, cached, cacheWrite, output = 0, requests } = counts;
  return {
    day,
    model,
    requests,
    inputTokens: input,
    cachedInputTokens: cached,
    cacheWriteTokens: cacheWrite,
    outputTokens: output,
  };
}

function daysTo({ start, end }: Period, now: number): readonly string[] {
  const days: string[] = [];
  for (let at = start; at < Math.min(end, now + 1); at += dayMs) days.push(utcDay(at));
  return days;
}
